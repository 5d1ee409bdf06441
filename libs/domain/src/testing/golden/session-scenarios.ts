import { Journey, aConfig } from '../journey.js';
import { and, clean, none, type Scenario } from './scenario.js';

const aNote = (number: number) =>
  ({ type: 'SaveNote', by: 'owner-1', note: `0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b3${String(number)}`, text: 'A note' }) as const;

/** The golden logs of sessions. */
export const sessionScenarios: Readonly<Record<string, Scenario>> = {
  'session-notes.json': {
    title: 'A session with notes, of which one was changed and one removed while it was transcribed',
    journey: () =>
      and(
        new Journey().register({ pipeline: 'session' }),
        (journey) => journey.send(aNote(1)),
        (journey) => journey.run(aConfig([])),
        (journey) => journey.through('DOWNLOAD'),
        (journey) => journey.start('TRANSCRIBE'),
        (journey) => journey.send({ ...aNote(2), second: 819.5 }),
        (journey) => journey.send({ ...aNote(3), second: 846 }),
        (journey) => journey.send({ ...aNote(2), text: 'Ask for one more example.', second: 820, basis: 1 }),
        (journey) => journey.send({ type: 'RemoveNote', by: 'owner-1', note: aNote(1).note, basis: 1 }),
        (journey) => journey.complete('TRANSCRIBE'),
      ),
    expected: {
      status: 'completed',
      ...clean,
      ready_to_upload: true,
      stages: { TRANSCRIBE: 'COMPLETED' },
      outputs: {},
      upload_summary: none,
    },
  },
};
