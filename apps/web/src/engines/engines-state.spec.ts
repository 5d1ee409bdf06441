import type { About, ModelNote } from '@throughline/api-client';
import { pollEvery } from './engines-api.js';
import { describeFetched, fetchedPart, getModelDisplay, groupLanguages, listSpeechEngines } from './engines-state.js';

type Services = NonNullable<About['services']>;
const service = (given: Partial<Services[number]>): Services[number] => ({
  service: 'processing',
  tools: [],
  engines: [],
  models: [],
  looked_at: null,
  heard_at: null,
  ...given,
});
const base: ModelNote = { name: 'base', phase: 'fetching', fetched_bytes: 92_000_000, total_bytes: 148_000_000 };

describe('the speech engines of an installation', () => {
  it('are those of the processing service, in its order', () => {
    const engines = [
      { name: 'whisper-cpp', kind: 'speech' },
      { name: 'local-texttiling', kind: 'topics' },
      { name: 'pocketsphinx', kind: 'speech' },
    ];
    const services = [service({ service: 'ingest' }), service({ engines })];
    expect(listSpeechEngines({ services })?.map(({ name }) => name)).toEqual(['whisper-cpp', 'pocketsphinx']);
  });

  it('are unknown until a worker has reported', () => {
    for (const services of [null, [], [service({ engines: 'unknown' })]]) expect(listSpeechEngines({ services })).toBeUndefined();
  });

  it('group their languages by grade, the best first, and keep those without a grade', () => {
    const engine = { name: 'whisper-cpp', kind: 'speech', languages: ['en', 'de', 'yo', 'haw', 'es'] };
    const grades = { good: ['es', 'en', 'it'], draft: ['de'], poor: ['yo'] };
    expect(groupLanguages({ ...engine, grades })).toEqual([
      { grade: 'good', names: ['English', 'Spanish'] },
      { grade: 'draft', names: ['German'] },
      { grade: 'poor', names: ['Yoruba'] },
      { grade: undefined, names: ['Hawaiian'] },
    ]);
    expect(groupLanguages(engine)).toMatchObject([{ grade: undefined, names: { length: 5 } }]);
  });
});

describe('the download of a speech model', () => {
  it('shows its part and its size, or only the bytes while the size is unknown', () => {
    expect([fetchedPart(base), describeFetched(base)]).toEqual([92 / 148, '62 % of 148 MB']);
    const { total_bytes: _unknown, ...unsized } = base;
    expect([fetchedPart(unsized), describeFetched(unsized)]).toEqual([null, '92 MB']);
  });

  it.each<[ModelNote['phase'], string | undefined, ReturnType<typeof getModelDisplay>['tone'], boolean]>([
    ['ready', undefined, 'good', false],
    ['fetching', undefined, 'busy', false],
    ['retrying', 'download-failed', 'warn', false],
    ['paused', undefined, 'warn', true],
    ['stopped', 'disk-full', 'bad', true],
    ['missing', undefined, 'calm', true],
    ['ready', 'model-unusable', 'bad', false],
    ['not-known-yet', undefined, 'calm', false],
  ])('in the state %s with the error %s looks %s, and needs a command: %s', (phase, error, tone, needsCommand) => {
    const display = getModelDisplay({ ...base, phase, ...(error === undefined ? {} : { error }) });
    expect(display).toMatchObject({ tone, needsCommand });
    expect(display.says).not.toBe('');
  });

  it('says how to mend a failure', () => {
    expect(getModelDisplay({ ...base, phase: 'stopped', error: 'disk-full' }).hint).toMatch(/full.*space/);
    expect(getModelDisplay({ ...base, phase: 'stopped', error: 'of-a-newer-release' }).hint).toBe('of-a-newer-release');
  });

  it('is polled faster while it goes on, and for a minute after a command', () => {
    const running = { services: [service({ models: [base] })] };
    const ready = { services: [service({ models: [{ ...base, phase: 'ready' }] })] };
    expect(pollEvery(running, Infinity)).toBeLessThan(pollEvery(ready, Infinity));
    expect(pollEvery(ready, 59_000)).toBe(pollEvery(running, Infinity));
    expect(pollEvery(ready, 61_000)).toBe(pollEvery(undefined, Infinity));
  });
});
