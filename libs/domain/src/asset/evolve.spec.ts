import { SKIP_REASONS, type AssetEvent, type Vocabulary } from '@throughline/contracts';
import fc from 'fast-check';
import { newEvent } from '../decide/event.js';
import { auditLine } from '../explain/audit/audit-line.js';
import { ASSET_ID, AT, Journey, aConfig, aRun, aSource } from '../testing/index.js';
import { configs, histories } from '../testing/random-history.js';
import { planRecording } from './pipeline/recording.js';
import { renderRecording } from '../kinds/views/recording.js';
import { evolve } from './evolve.js';
import { foldPersonal, initialPersonal } from './personal.js';
import { initialState, type AssetState } from './state.js';

const recorded = { assetId: ASSET_ID, at: AT };

/** Generates events of a damaged or foreign history: in any order, for any step and attempt. */
const anyEvent = (ids: readonly string[]): fc.Arbitrary<AssetEvent> => {
  const step = fc.constantFrom('DOWNLOAD', 'TRIM', 'TRANSCRIBE', 'deliver:library', 'unknown', '__proto__', 'constructor');
  const attemptId = fc.constantFrom('x', ...ids);
  const progress = fc.double({ min: 0, max: 1, noNaN: true });
  const runId = fc.constantFrom('other', '00000000-0000-7000-9000-000000000001');
  const of = fc.record({ step, attemptId });
  return fc.oneof(
    fc.constant(newEvent('SourceBecameReady', { source: aSource() })),
    configs.chain((config) =>
      runId.map((id) => newEvent('RunStarted', { runId: id, plan: planRecording(config), config, configSources: {} })),
    ),
    of.chain((at) => fc.nat({ max: 9 }).map((attempt) => newEvent('StepScheduled', { ...at, attempt }))),
    of.map((at) => newEvent('StepStarted', { ...at, worker: 'w' })),
    of.map((at) => newEvent('StepCheckpointed', { ...at, data: { a: 1 } })),
    of.map((at) => newEvent('StepCompleted', { ...at, result: {}, artifacts: [], metrics: {} })),
    fc.tuple(of, progress, fc.boolean()).map(([at, reached, again]) =>
      newEvent('StepFailed', {
        ...at,
        error: { code: 'x', retryable: again },
        progress: reached,
        ...(again ? { retryAt: AT } : {}),
      }),
    ),
    fc.tuple(step, fc.constantFrom(...SKIP_REASONS)).map(([name, reason]) => newEvent('StepSkipped', { step: name, reason })),
    fc
      .tuple(of, progress)
      .map(([at, reached]) => newEvent('StepInterrupted', { ...at, cause: 'lease-expired', by: 'w', progress: reached })),
    fc
      .tuple(runId, step)
      .map(([id, name]) => newEvent('RunRolledBack', { runId: id, step: name, code: 'x', target: 'DOWNLOADED' })),
    of.map((at) => newEvent('LateResultIgnored', { ...at, outcome: 'failed' })),
    of.map((at) => newEvent('StepWaiting', { ...at, for: 'quota', until: AT, progress: 0.5 })),
    fc.tuple(step, fc.boolean()).map(([name, delivered]) => newEvent('DeliverySettled', { step: name, delivered, by: 'b' })),
    fc.boolean().map((bounded) => newEvent('PauseRequested', { by: 'b', ...(bounded ? { until: AT } : {}) })),
    fc.constantFrom('run' as const, 'expired' as const).map((cause) => newEvent('Resumed', { by: 'b', cause })),
    runId.map((id) => newEvent('RunCancelled', { runId: id, by: 'b', target: 'DOWNLOADED' })),
    fc.constant(newEvent('AssetReset', { by: 'b', target: 'INITIALIZED' })),
    fc.constant(newEvent('AssetDeleted', { by: 'b', expiresAt: AT })),
    fc.constant(newEvent('AssetRestored', { by: 'b' })),
    fc.constant(newEvent('AssetExpired', {})),
    fc.constant(newEvent('AssetErased', { by: 'b' })),
    fc.constant(newEvent('CommitDiscarded', { commitId: 'c' })),
  );
};

describe('evolve', () => {
  it('accepts any event in any state, keeps the state storable and renderable, and never throws', () => {
    const ids = aRun().events.flatMap((event) => (event.type === 'StepScheduled' ? [event.data.attemptId] : []));
    fc.assert(
      fc.property(histories, fc.array(anyEvent(ids), { maxLength: 25, size: 'max' }), (journey, events) => {
        for (const from of [journey.state, initialState]) {
          const state = events.reduce<AssetState>((before, event) => {
            const after = evolve(before, event, recorded);
            expect(auditLine(before, event, after).message).not.toBe('');
            return after;
          }, from);
          expect(JSON.parse(JSON.stringify(state))).toEqual(state);
          renderRecording(state, events.reduce(foldPersonal, initialPersonal));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('changes nothing, not even the time of the last change, for an event that does not fit', () => {
    const journey = aRun().through('DOWNLOAD');
    const stale = journey.attemptId('DOWNLOAD');
    const later = { assetId: ASSET_ID, at: '2027-01-01T00:00:00.000Z' };
    const fitting: readonly AssetEvent[] = [
      newEvent('StepStarted', { step: 'DOWNLOAD', attemptId: stale, worker: 'w' }),
      newEvent('StepCompleted', { step: 'DOWNLOAD', attemptId: stale, result: { other: 1 }, artifacts: [], metrics: {} }),
      newEvent('StepFailed', { step: 'DOWNLOAD', attemptId: stale, error: { code: 'x', retryable: false }, progress: 0 }),
      newEvent('StepInterrupted', { step: 'DOWNLOAD', attemptId: stale, cause: 'fenced', by: 'w', progress: 0 }),
      newEvent('StepSkipped', { step: 'DOWNLOAD', attemptId: stale, reason: 'no_engine' }),
      newEvent('StepStarted', { step: 'unknown', attemptId: stale, worker: 'w' }),
      newEvent('RunRolledBack', { runId: 'other', step: 'TRIM', code: 'x', target: 'DOWNLOADED' }),
      newEvent('StepWaiting', { step: 'DOWNLOAD', attemptId: stale, for: 'quota', until: AT, progress: 0 }),
      newEvent('DeliverySettled', { step: 'deliver:library', delivered: true, by: 'b' }),
      newEvent('Resumed', { by: 'b', cause: 'run' }),
      newEvent('RunCancelled', { runId: 'other', by: 'b', target: 'DOWNLOADED' }),
      newEvent('AssetRestored', { by: 'b' }),
      newEvent('CommitDiscarded', { commitId: 'c' }),
    ];
    for (const event of fitting) expect(evolve(journey.state, event, later)).toBe(journey.state);
  });

  it('ignores events before the registration, and a second registration', () => {
    const started = newEvent('StepStarted', { step: 'TRIM', attemptId: 'a', worker: 'w' });
    expect(evolve(initialState, started, recorded)).toBe(initialState);
    const journey = new Journey().register();
    const again = journey.events[0];
    expect(again === undefined ? undefined : evolve(journey.state, again, recorded)).toBe(journey.state);
  });

  it('keeps the status when the source is reported ready a second time', () => {
    const journey = aRun(aConfig([])).through('DOWNLOAD');
    journey.record([newEvent('SourceBecameReady', { source: aSource() })]);
    expect(journey.trail.at(-1)).toBe('DOWNLOADED');
  });
});

describe('personal parts', () => {
  it("are folded separately: names, the address of a delivery, and a failure's message until the next attempt starts (D32)", () => {
    const journey = aRun();
    journey.start('DOWNLOAD');
    journey.fail('DOWNLOAD', { retryable: true, message: 'no route' });
    expect(journey.personal).toEqual({
      title: 'A talk',
      fileName: 'talk.mp4',
      steps: { DOWNLOAD: { message: 'no route' } },
    });
    journey.start('DOWNLOAD');
    expect(journey.personal.steps).toEqual({ DOWNLOAD: {} });
  });

  it('keep a reason as long as its pause or cancellation', () => {
    const journey = aRun();
    journey.start('DOWNLOAD');
    journey.pause({ reason: 'a storm' });
    journey.pause({ until: '2027-01-01T00:00:00Z' });
    expect(journey.personal.pauseReason).toBe('a storm');
    journey.run();
    expect(journey.personal.pauseReason).toBeUndefined();
    journey.pause({ reason: 'again' });
    journey.cancel({ reason: 'wrong file' });
    expect(journey.personal).toMatchObject({ cancelReason: 'wrong file' });
    expect(journey.personal.pauseReason).toBeUndefined();
    journey.run();
    expect(journey.personal.cancelReason).toBeUndefined();
  });

  it('keep the vocabulary of the newest run, also after a reset, and never in the state', () => {
    const journey = new Journey().register();
    const start = (runId: string, vocabulary: Vocabulary) =>
      journey.send({ type: 'StartRun', by: 'owner-1', runId, config: aConfig(), configSources: {}, vocabulary });
    start('run-1', { own: ['Grace Hopper'], library: ['JetStream'] });
    expect(journey.personal.vocabulary).toEqual({ own: ['Grace Hopper'], library: ['JetStream'] });
    expect(JSON.stringify(journey.state)).not.toMatch(/Hopper|JetStream/u);
    journey.cancel();
    journey.reset();
    expect(journey.personal.vocabulary).toBeDefined();
    start('run-2', { own: [], library: [] });
    expect(journey.personal).not.toHaveProperty('vocabulary');
  });

  it('have no vocabulary if the pipeline does not transcribe', () => {
    const journey = new Journey().register({ pipeline: 'document' });
    const vocabulary = { own: ['Grace Hopper'], library: [] };
    journey.send({ type: 'StartRun', by: 'owner-1', runId: 'run-1', config: aConfig([]), configSources: {}, vocabulary });
    expect(journey.events).toContainEqual(expect.objectContaining({ type: 'RunStarted' }));
    expect(journey.personal).not.toHaveProperty('vocabulary');
  });

  it('are absent after an erasure', () => {
    const journey = aRun();
    journey.start('DOWNLOAD');
    journey.fail('DOWNLOAD');
    const bare = journey.events.map((event) => ({ type: event.type, v: event.v, data: event.data }) as AssetEvent);
    expect(bare.reduce(foldPersonal, initialPersonal)).toEqual({});
  });
});
