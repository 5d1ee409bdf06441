import { text } from '#src/texts/text.js';
import { Reader } from './reader.js';
import { startSimulatedRun } from './trials.js';

export const LONG = 'A recording whose title somebody has pasted a whole abstract into, '.repeat(4).trim();
export const UNBROKEN = `${'Donaudampfschifffahrtsgesellschaft'.repeat(6)}.mp4`;
export const HEBREW = 'הרצאה על גאות ושפל (2026)';

/** Ids of the recordings of a seeded library. */
export interface SeededRecordings {
  readonly ready: string;
  readonly failed: string;
}

/** Fills the library of a signed-in person with awkward titles, in all lists of the page. Resolves when no run is in progress. */
export async function seedLibrary(owner: Reader): Promise<SeededRecordings> {
  const ready = await startSimulatedRun(owner, { title: LONG });
  await startSimulatedRun(owner, { title: UNBROKEN });
  const failed = await startSimulatedRun(owner, {
    title: HEBREW,
    stages: { TRANSCRIBE: { faults: [{ attempt: 1, do: 'fail', code: 'no-sound', retryable: false }] } },
  });
  const { id: template } = (await owner.api('POST', 'templates', {
    name: LONG.slice(0, 100),
    matching_rules: { title_pattern: 'algebra' },
  })) as { id: number };
  await owner.api('POST', 'sources', { name: UNBROKEN.slice(0, 100), type: 'folder', settings: { folder: 'inbox' } });
  const schedule = { kind: 'weekdays', days: ['mon'], time: '08:00', time_zone: 'Europe/Berlin' };
  await owner.api('POST', 'jobs', { name: UNBROKEN.slice(0, 100), template_ids: [template], schedule });
  const rowOf = (title: string) => owner.page.getByRole('listitem').filter({ hasText: title });
  for (const title of [LONG, UNBROKEN]) await rowOf(title).getByText(text.itemList.states.ready).waitFor();
  await rowOf(HEBREW).getByText(text.itemList.states.failed).waitFor();
  return { ready, failed };
}
