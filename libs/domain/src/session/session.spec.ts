import { TRANSCRIBE, type SessionStatus } from '@throughline/contracts';
import fc from 'fast-check';
import { evolve } from '../asset/evolve.js';
import { initialState, isPresent, type Asset, type AssetState } from '../asset/state.js';
import { defaultRunConfig } from '../config/defaults.js';
import { Journey, aConfig, play } from '../testing/index.js';
import { WORKS } from '../testing/worked.js';
import { assetStanding } from '../standing/standing.js';
import { formulaOf, sessionProgress, sessionRemainingMs } from './progress.js';
import { sessionStatusOf } from './status.js';
import { SESSION_MESSAGES, renderSession, type SessionItem } from './view.js';

const HOUR_S = 3_600;
const aSession = (): Journey => {
  const journey = new Journey().register({ pipeline: 'session' });
  journey.run(aConfig([]));
  return journey;
};
const fetched = (seconds = HOUR_S): Journey => {
  const journey = aSession();
  journey.start('DOWNLOAD');
  journey.complete('DOWNLOAD', { result: { duration_seconds: seconds } });
  return journey;
};
const assetOf = ({ state }: Journey): Asset => {
  if (!isPresent(state)) throw new Error('The journey has not begun');
  return state;
};
const live = (fraction: number): ReadonlyMap<string, { fraction: number }> => new Map([[TRANSCRIBE, { fraction }]]);
const item = (journey: Journey, fraction?: number): SessionItem =>
  renderSession(assetOf(journey), journey.personal, {
    now: journey.now,
    ...(fraction === undefined ? {} : { live: live(fraction) }),
  });

/** What workers do, and what people can ask of a session, in any order. */
const sessionMove = fc.record({
  kind: fc.constantFrom(...WORKS, 'run', 'run', 'cancel', 'delete', 'restore', 'unstick', 'give-up', 'erase', 'poke'),
  pick: fc.nat(),
  value: fc.nat({ max: 4 }),
});
/** After each event, each change once. */
function statusesOf({ assetId, commits }: Journey): readonly SessionStatus[] {
  let state: AssetState = initialState;
  const statuses = commits.flatMap(({ commit }) =>
    commit.events.flatMap((event) => {
      state = evolve(state, event, { assetId, at: commit.at });
      return isPresent(state) ? [sessionStatusOf(state)] : [];
    }),
  );
  return statuses.filter((status, index) => status !== statuses[index - 1]);
}

describe('the pipeline of sessions', () => {
  it('is the source and its transcription, and nothing else whatever is configured', () => {
    const journey = aSession();
    expect(assetOf(journey).steps.map(({ step }) => step)).toEqual(['DOWNLOAD', TRANSCRIBE]);
  });
});

describe('the status of a session (PRG-01, PRG-02)', () => {
  it('is pending until somebody begins, then processing, and completed with the transcript', () => {
    const journey = aSession();
    expect(sessionStatusOf(assetOf(journey))).toBe('pending');
    journey.start('DOWNLOAD');
    expect(item(journey)).toMatchObject({ status: 'processing', message: SESSION_MESSAGES.preparing });
    journey.complete('DOWNLOAD', { result: { duration_seconds: 60 } });
    journey.start(TRANSCRIBE);
    expect(item(journey)).toMatchObject({ status: 'processing', message: 'Processing audio...' });
    journey.complete(TRANSCRIBE);
    expect(item(journey)).toMatchObject({ status: 'completed', message: 'Transcription complete!', progress: 100 });
  });

  it('PRG-18: is failed where the transcript will not come, and says whether a retry may help', () => {
    for (const retryable of [true, false]) {
      const journey = fetched();
      journey.start(TRANSCRIBE);
      for (let tries = 0; tries < 5 && sessionStatusOf(assetOf(journey)) !== 'failed'; tries += 1) {
        journey.fail(TRANSCRIBE, { retryable });
        journey.later(600_000).start(TRANSCRIBE);
      }
      expect(item(journey)).toMatchObject({ status: 'failed', retryable, message: 'Processing failed. Please try again.' });
    }
  });

  it('goes from failed to processing by a new run, also where the step was left out for want of an engine', () => {
    const journey = fetched();
    journey.start(TRANSCRIBE);
    journey.skip(TRANSCRIBE, { reason: 'no_engine' });
    expect(sessionStatusOf(assetOf(journey))).toBe('failed');
    journey.run(aConfig([]));
    expect(sessionStatusOf(assetOf(journey))).toBe('processing');
    expect(journey.step('DOWNLOAD').phase).toBe('completed');
    // Nothing was interrupted: it has failed, and somebody tries again.
    expect(item(journey).message).toBe(SESSION_MESSAGES.preparing);
  });

  it('makes legal moves alone, event by event, whatever workers and people do, and is in the log as it is in the item', () => {
    const legal = new Set(['pending processing', 'processing completed', 'processing failed', 'failed processing']);
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        fc.array(sessionMove, { minLength: 1, maxLength: 40, size: 'max' }),
        fc.integer({ min: 1, max: 3 }),
        (moves, tries) => {
          const config = aConfig([], { retry: { ...defaultRunConfig.retry, max_attempts: tries } });
          const journey = new Journey().register({ pipeline: 'session' });
          journey.run(config);
          play(journey, moves, [config]);
          const trail = statusesOf(journey);
          trail.slice(1).forEach((status, index) => seen.add(`${trail[index] ?? ''} ${status}`));
          const status = sessionStatusOf(assetOf(journey));
          expect(trail.at(-1)).toBe(status);
          expect(assetStanding(assetOf(journey))).toMatchObject({ status, failed: status === 'failed' });
        },
      ),
      { numRuns: 500 },
    );
    expect(seen).toEqual(legal);
  });

  it('was in hand where its attempt was given up before it had started', () => {
    const journey = new Journey().register({ pipeline: 'session' });
    journey.run(aConfig([], { retry: { ...defaultRunConfig.retry, max_attempts: 1 } }));
    journey.fail('DOWNLOAD', { code: 'work-undecodable', retryable: true });
    expect(journey.events.some(({ type }) => type === 'StepStarted')).toBe(false);
    expect(statusesOf(journey)).toEqual(['pending', 'processing', 'failed']);
  });
});

describe('a session that is deleted', () => {
  it('is pending still where nobody had begun, and goes on when it is restored and asked for', () => {
    const journey = aSession();
    journey.delete();
    expect(item(journey)).toMatchObject({ status: 'pending', message: SESSION_MESSAGES.stopped, allowed: [] });
    journey.restore();
    expect(item(journey)).toMatchObject({ status: 'pending', allowed: ['retry'], deleted_at: null });
    journey.run(aConfig([]));
    expect(item(journey)).toMatchObject({ status: 'pending', message: SESSION_MESSAGES.pending, allowed: [] });
    journey.start('DOWNLOAD');
    expect(statusesOf(journey)).toEqual(['pending', 'processing']);
  });

  it('has failed where it was at work, keeps nothing of the work, and can be tried again once it is restored', () => {
    const journey = fetched();
    journey.start(TRANSCRIBE);
    journey.later(HOUR_S * 1_000).delete();
    expect(item(journey)).toMatchObject({ status: 'failed', failed_reason: 'cancelled', retryable: true, allowed: ['upload'] });
    journey.later(HOUR_S * 1_000).restore();
    expect(item(journey)).toMatchObject({ status: 'failed', progress: 0, allowed: ['retry', 'upload'] });
  });

  it('can be read until its content is gone, and is never tried again after that', () => {
    const journey = fetched();
    journey.start(TRANSCRIBE);
    journey.complete(TRANSCRIBE);
    journey.delete();
    expect(item(journey)).toMatchObject({
      status: 'completed',
      allowed: ['download'],
      deleted_at: journey.now,
      expires_at: expect.any(String) as string,
    });
    const { allowed_actions: actions } = item(journey);
    expect(actions.map(({ action, allowed }) => [action, allowed])).toEqual([
      ['delete', false],
      ['restore', true],
      ['erase', true],
    ]);
    journey.erase();
    expect(item(journey)).toMatchObject({ status: 'completed', allowed: [], erased_at: journey.now, title: null });
  });
});

describe('the progress of a session', () => {
  const work = fc.record({
    totalSeconds: fc.double({ min: 1, max: 100_000, noNaN: true }),
    fraction: fc.double({ min: 0, max: 1, noNaN: true }),
    elapsedMs: fc.double({ min: 0, max: 1e10, noNaN: true }),
  });

  it('PRG-05: is seven parts work and three parts time, where four times the audio is expected', () => {
    const hour = { totalSeconds: HOUR_S, fraction: 0.4, elapsedMs: 2 * HOUR_S * 1_000 };
    expect(formulaOf(hour)).toBeCloseTo(0.7 * 40 + 0.3 * 50);
  });

  it('PRG-06: is from 0 to 99 below completion, and falls neither with time nor with work', () => {
    fc.assert(
      fc.property(
        work,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        (one, more, ms) => {
          const p = formulaOf(one);
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(99);
          expect(formulaOf({ ...one, elapsedMs: one.elapsedMs + ms })).toBeGreaterThanOrEqual(p);
          expect(formulaOf({ ...one, fraction: Math.max(one.fraction, more) })).toBeGreaterThanOrEqual(p);
        },
      ),
    );
  });

  it('D20: ends in the future, at elapsed × (100 − p) / p, and at four times the audio while p is 0', () => {
    fc.assert(
      fc.property(work, (one) => {
        const left = sessionRemainingMs(one) ?? Number.NaN;
        const p = formulaOf(one);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left).toBeCloseTo(p === 0 ? 4_000 * one.totalSeconds : (one.elapsedMs * (100 - p)) / p, 3);
      }),
    );
  });

  it('PRG-09: stays where it was when it failed, however long ago', () => {
    const journey = fetched();
    journey.start(TRANSCRIBE);
    journey.later(3_600_000);
    const before = sessionProgress(assetOf(journey), journey.now, live(0.5));
    journey.fail(TRANSCRIBE, { progress: 0.5 });
    expect(sessionProgress(assetOf(journey), journey.now)).toBe(before);
    journey.later(9 * 3_600_000);
    expect(item(journey)).toMatchObject({ progress: before, duration_processed: 1_800, estimated_completion: null });
  });

  it('PRG-13: does not fall when the worker is lost, nor while another one takes over', () => {
    const journey = fetched();
    journey.start(TRANSCRIBE);
    journey.later(3_600_000);
    const before = item(journey, 0.4).progress;
    journey.interrupt(TRANSCRIBE, { progress: 0.4 });
    expect(item(journey).progress).toBeGreaterThanOrEqual(before);
    expect(item(journey).message).toBe(SESSION_MESSAGES.again);
    journey.start(TRANSCRIBE);
    expect(item(journey, 0.01).progress).toBeGreaterThanOrEqual(before);
  });

  it('PRG-08: says afterwards how long it took, and how fast that was', () => {
    const journey = fetched();
    journey.start(TRANSCRIBE);
    journey.later(1_799_000).complete(TRANSCRIBE);
    expect(item(journey)).toMatchObject({ processing_duration: 1_800, speed: 2, duration_processed: HOUR_S });
  });

  it('PRG-19: says of what has stalled that it has, and no time when it is done', () => {
    const journey = fetched();
    journey.start(TRANSCRIBE);
    const stalled = renderSession(assetOf(journey), journey.personal, { now: journey.now, isStalled: true });
    expect(stalled).toMatchObject({ status: 'processing', message: SESSION_MESSAGES.stalled, estimated_completion: null });
    expect(item(journey, 0.1).estimated_completion).not.toBeNull();
  });
});
