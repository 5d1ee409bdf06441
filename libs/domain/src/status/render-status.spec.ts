import fc from 'fast-check';
import type { AssetState } from '../asset/state.js';
import { foldCommit } from '../asset/fold.js';
import { initialState } from '../asset/state.js';
import { ASSET_ID, AT, Journey, STAGES, aConfig, aRun } from '../testing/index.js';
import { renderStatus } from './render-status.js';

const shuffled = <T>(items: readonly T[]): fc.Arbitrary<T[]> => fc.shuffledSubarray([...items], { minLength: items.length });

describe('the status of a recording', () => {
  it('AGG-14: goes through every status of a single-output run without faults, in order', () => {
    const journey = new Journey().register();
    journey.run();
    journey.through('DOWNLOAD', ...STAGES, 'deliver:library');
    expect(journey.trail.slice(journey.trail.indexOf('INITIALIZED'))).toEqual([
      'INITIALIZED',
      'DOWNLOADING',
      'DOWNLOADED',
      'PROCESSING',
      'PROCESSED',
      'UPLOADING',
      'READY',
    ]);
  });

  it('AGG-15: is DOWNLOADING and PROCESSING from the start of the work, not from its scheduling', () => {
    const journey = aRun();
    expect(renderStatus(journey.state)).toBe('INITIALIZED');
    journey.start('DOWNLOAD');
    expect(renderStatus(journey.state)).toBe('DOWNLOADING');
    journey.complete('DOWNLOAD');
    expect(renderStatus(journey.state)).toBe('DOWNLOADED');
    journey.start('TRIM');
    expect(renderStatus(journey.state)).toBe('PROCESSING');
  });

  it('STG-13: stays PROCESSING between two stages', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM');
    expect(journey.step('TRANSCRIBE').phase).toBe('scheduled');
    expect(renderStatus(journey.state)).toBe('PROCESSING');
  });

  it('STG-11: is PROCESSED only when topics and subtitles are both finished', () => {
    const journey = aRun(aConfig([])).through('DOWNLOAD', 'TRIM', 'TRANSCRIBE', 'GENERATE_SUBTITLES');
    expect(renderStatus(journey.state)).toBe('PROCESSING');
    journey.through('EXTRACT_TOPICS');
    expect(renderStatus(journey.state)).toBe('PROCESSED');
  });

  it('AGG-13: is not READY after the first of two outputs', () => {
    const journey = aRun(aConfig(['one', 'two'])).through('DOWNLOAD', ...STAGES, 'deliver:one');
    expect(renderStatus(journey.state)).toBe('UPLOADING');
    journey.through('deliver:two');
    expect(renderStatus(journey.state)).toBe('READY');
  });

  it('AGG-10: is not UPLOADED while the missing output is retried, and never goes back (api.md "outputs")', () => {
    const journey = aRun(aConfig(['one', 'two'])).through('DOWNLOAD', ...STAGES, 'deliver:one');
    journey.start('deliver:two');
    journey.fail('deliver:two');
    journey.run(aConfig(['one', 'two']));
    expect(renderStatus(journey.state)).toBe('UPLOADING');
    journey.through('deliver:two');
    expect(journey.trail.slice(-4)).toEqual(['UPLOADING', 'UPLOADED', 'UPLOADING', 'READY']);
  });

  it('is PENDING_SOURCE for an unregistered asset', () => {
    expect(renderStatus(initialState)).toBe('PENDING_SOURCE');
  });

  it('AGG-03: is EXPIRED for a deleted recording past its retention date, whatever its stages', () => {
    const journey = aRun().through('DOWNLOAD');
    journey.start('TRIM');
    expect(renderStatus({ ...journey.state, expiredAt: AT } as AssetState)).toBe('EXPIRED');
  });
});

describe('two parallel stages', () => {
  type Act = readonly [step: string, act: 'start' | 'end'];
  const acts: readonly Act[] = [
    ['EXTRACT_TOPICS', 'start'],
    ['EXTRACT_TOPICS', 'end'],
    ['GENERATE_SUBTITLES', 'start'],
    ['GENERATE_SUBTITLES', 'end'],
  ];
  const inOrder = (order: readonly Act[]): boolean =>
    ['EXTRACT_TOPICS', 'GENERATE_SUBTITLES'].every(
      (step) =>
        order.findIndex(([each, act]) => each === step && act === 'start') <
        order.findIndex(([each, act]) => each === step && act === 'end'),
    );
  const timeless = (state: AssetState): unknown =>
    JSON.parse(JSON.stringify(state, (key, value: unknown) => (/(?:At|^at|Ms)$/.test(key) ? 'time' : value)));
  const ends = ['complete', 'skip', 'fail'] as const;
  const endAs = (journey: Journey, step: string, end: (typeof ends)[number]): void => {
    if (end === 'complete') journey.complete(step);
    else if (end === 'skip') journey.skip(step);
    else journey.fail(step);
  };
  const run = (order: readonly Act[], topics: (typeof ends)[number], subtitles: (typeof ends)[number]): Journey => {
    const journey = aRun(aConfig([])).through('DOWNLOAD', 'TRIM', 'TRANSCRIBE');
    for (const [step, act] of order) {
      if (act === 'start') journey.start(step);
      else endAs(journey, step, step === 'EXTRACT_TOPICS' ? topics : subtitles);
    }
    return journey;
  };

  it('end in the same state in any interleaving without failures', () => {
    const end = fc.constantFrom('complete', 'skip');
    fc.assert(
      fc.property(shuffled(acts).filter(inOrder), end, end, (order, topics, subtitles) => {
        expect(timeless(run(order, topics, subtitles).state)).toEqual(timeless(run(acts, topics, subtitles).state));
      }),
    );
  });

  it('end in the same status and failure in any interleaving with two failures after both starts (D36)', () => {
    const end = fc.constantFrom(...ends);
    const started: readonly Act[] = [
      ['EXTRACT_TOPICS', 'start'],
      ['GENERATE_SUBTITLES', 'start'],
    ];
    const finish: readonly Act[] = [
      ['EXTRACT_TOPICS', 'end'],
      ['GENERATE_SUBTITLES', 'end'],
    ];
    const outcome = (journey: Journey): unknown => [
      journey.trail.at(-1),
      journey.step('EXTRACT_TOPICS').phase,
      journey.step('GENERATE_SUBTITLES').phase,
    ];
    fc.assert(
      fc.property(shuffled(started), shuffled(finish), end, end, (first, then, topics, subtitles) => {
        const one = run([...first, ...then], topics, subtitles);
        expect(outcome(one)).toEqual(outcome(run([...started, ...finish], topics, subtitles)));
      }),
    );
  });

  it('fold to the same state in any order of their commits', () => {
    const before = aRun(aConfig([])).through('DOWNLOAD', 'TRIM', 'TRANSCRIBE');
    const done = (step: string, first: boolean): AssetState => {
      const other = step === 'EXTRACT_TOPICS' ? 'GENERATE_SUBTITLES' : 'EXTRACT_TOPICS';
      const events = (first ? [step, other] : [other, step]).map((each) => ({
        type: 'StepStarted' as const,
        v: 1,
        data: { step: each, attemptId: before.attemptId(each), worker: 'w' },
      }));
      return events.reduce<AssetState>(
        (state, event) => foldCommit(state, { assetId: ASSET_ID, commit: { at: AT, events: [event] } }),
        before.state,
      );
    };
    expect(done('EXTRACT_TOPICS', true)).toEqual(done('EXTRACT_TOPICS', false));
  });
});
