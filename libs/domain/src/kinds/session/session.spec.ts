import { TRANSCRIBE, type SessionStatus } from '@throughline/contracts';
import fc from 'fast-check';
import { evolve } from '../../asset/evolve.js';
import { initialState, isPresent, type Asset, type AssetState } from '../../asset/state.js';
import { defaultRunConfig } from '../../asset/config/defaults.js';
import { Journey, aConfig, play } from '../../testing/index.js';
import { WORKS } from '../../testing/worker-moves.js';
import { renderAssetStatus } from '../../status/asset-status.js';
import { computeFormula, sessionProgress, sessionRemainingMs } from '../../status/session-progress.js';
import { sessionStatusOf } from '../../status/session-status.js';
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

const sessionMove = fc.record({
  kind: fc.constantFrom(...WORKS, 'run', 'run', 'cancel', 'delete', 'restore', 'unstick', 'give-up', 'erase', 'poke'),
  pick: fc.nat(),
  value: fc.nat({ max: 4 }),
});
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
  it('has the download and the transcription, and nothing else for any configuration', () => {
    const journey = aSession();
    expect(assetOf(journey).steps.map(({ step }) => step)).toEqual(['DOWNLOAD', TRANSCRIBE]);
  });
});

describe('the status of a session (PRG-01, PRG-02)', () => {
  it('is pending until a worker starts, then processing, and completed with the transcript', () => {
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

  it('PRG-18: is failed if the transcript will not come, with a hint whether a retry may help', () => {
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

  it('changes from failed to processing in a new run, also after a skip for lack of an engine', () => {
    const journey = fetched();
    journey.start(TRANSCRIBE);
    journey.skip(TRANSCRIBE, { reason: 'no_engine' });
    expect(item(journey)).toMatchObject({
      status: 'failed',
      failed_reason: expect.stringMatching(/^Skipped: there is no engine for it\. Fetch a speech model/) as string,
    });
    journey.run(aConfig([]));
    expect(sessionStatusOf(assetOf(journey))).toBe('processing');
    expect(journey.step('DOWNLOAD').phase).toBe('completed');
    // Nothing was interrupted: the session failed, and a person retries it.
    expect(item(journey).message).toBe(SESSION_MESSAGES.preparing);
  });

  it('makes only legal changes, event by event, in any history, and is the same in log and item', () => {
    // The examples above show each of them. Random histories may miss one.
    const legal = ['pending processing', 'processing completed', 'processing failed', 'failed processing'];
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
          const changes = trail.slice(1).map((status, index) => `${trail[index] ?? ''} ${status}`);
          expect(changes.filter((change) => !legal.includes(change))).toEqual([]);
          const status = sessionStatusOf(assetOf(journey));
          expect(trail.at(-1)).toBe(status);
          expect(renderAssetStatus(assetOf(journey))).toMatchObject({ status, failed: status === 'failed' });
        },
      ),
      { numRuns: 500 },
    );
  });

  it('counts as started if the attempt was given up before its start', () => {
    const journey = new Journey().register({ pipeline: 'session' });
    journey.run(aConfig([], { retry: { ...defaultRunConfig.retry, max_attempts: 1 } }));
    journey.fail('DOWNLOAD', { code: 'work-undecodable', retryable: true });
    expect(journey.events.some(({ type }) => type === 'StepStarted')).toBe(false);
    expect(statusesOf(journey)).toEqual(['pending', 'processing', 'failed']);
  });
});

describe('a deleted session', () => {
  it('stays pending if no worker had started, and continues on request after a restore', () => {
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

  it('fails if it was running, drops its work, and can be retried after a restore', () => {
    const journey = fetched();
    journey.start(TRANSCRIBE);
    journey.later(HOUR_S * 1_000).delete();
    expect(item(journey)).toMatchObject({
      status: 'failed',
      failed_reason: 'The run was cancelled.',
      retryable: true,
      allowed: ['upload'],
    });
    journey.later(HOUR_S * 1_000).restore();
    expect(item(journey)).toMatchObject({ status: 'failed', progress: 0, allowed: ['retry', 'upload'] });
  });

  it('can be read until its content is gone, and never retried after that', () => {
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
      ['check', false],
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

  it('PRG-05: is seven parts work and three parts time, with an expected time of four times the audio', () => {
    const hour = { totalSeconds: HOUR_S, fraction: 0.4, elapsedMs: 2 * HOUR_S * 1_000 };
    expect(computeFormula(hour)).toBeCloseTo(0.7 * 40 + 0.3 * 50);
  });

  it('PRG-06: is from 0 to 99 before completion, and never decreases with time or work', () => {
    fc.assert(
      fc.property(
        work,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        (one, more, ms) => {
          const p = computeFormula(one);
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(99);
          expect(computeFormula({ ...one, elapsedMs: one.elapsedMs + ms })).toBeGreaterThanOrEqual(p);
          expect(computeFormula({ ...one, fraction: Math.max(one.fraction, more) })).toBeGreaterThanOrEqual(p);
        },
      ),
    );
  });

  it('D20: gives a future end, at elapsed × (100 − p) / p, once a twentieth is done', () => {
    fc.assert(
      fc.property(work, (one) => {
        fc.pre(one.fraction >= 0.05);
        const left = sessionRemainingMs(one) ?? Number.NaN;
        const p = computeFormula(one);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left).toBeCloseTo((one.elapsedMs * (100 - p)) / p, 3);
      }),
    );
  });

  it('PRG-07: gives an end at four times the audio until progress is reported, and none after that time', () => {
    const hour = { totalSeconds: HOUR_S, fraction: 0 };
    const left = [0, 1, 60, 3 * HOUR_S, 4 * HOUR_S].map((s) => sessionRemainingMs({ ...hour, elapsedMs: s * 1_000 }));
    expect(left.map((ms) => (ms === undefined ? ms : ms / 1_000))).toEqual([14_400, 14_399, 14_340, HOUR_S, undefined]);
  });

  it('PRG-07: gives not much more than four hours for an hour of audio in its first minutes, however little is reported', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5_000 }).map((parts) => parts / 100_000),
        fc.integer({ min: 1, max: 300_000 }),
        (fraction, elapsedMs) => {
          const left = sessionRemainingMs({ totalSeconds: HOUR_S, fraction, elapsedMs }) ?? Number.NaN;
          // The most is 4.404 hours, after five minutes with 0.74 % done.
          expect(left / 3_600_000).toBeLessThan(4.41);
          expect(left).toBeGreaterThan(0);
        },
      ),
    );
  });

  it('accepts a slow pace that work or time support, without a jump', () => {
    const at = (fraction: number, hours: number): number =>
      (sessionRemainingMs({ totalSeconds: HOUR_S, fraction, elapsedMs: hours * 3_600_000 }) ?? Number.NaN) / 3_600_000;
    expect(at(0.0499, 1)).toBeCloseTo(at(0.05, 1), 1);
    expect(at(0.001, 3.999)).toBeCloseTo(at(0.001, 4.001), 1);
    expect(at(0.001, 4.001)).toBeGreaterThan(8);
  });

  it('PRG-20: is updated by every heartbeat of its worker, and never by the reader’s clock', () => {
    const journey = fetched();
    journey.start(TRANSCRIBE);
    const started = assetOf(journey).updatedAt;
    const heardAt = journey.later(1_800_000).now;
    journey.later(5_000);
    const updatedAt = (heard?: string): string =>
      renderSession(assetOf(journey), journey.personal, { now: journey.now, live: live(0.1), heardAt: heard }).updated_at;
    expect([updatedAt(), updatedAt(heardAt)]).toEqual([started, heardAt]);
    journey.fail(TRANSCRIBE);
    expect(updatedAt(heardAt)).toBe(assetOf(journey).updatedAt);
  });

  it('PRG-09: stays at its value after a failure, however long ago', () => {
    const journey = fetched();
    journey.start(TRANSCRIBE);
    journey.later(3_600_000);
    const before = sessionProgress(assetOf(journey), journey.now, live(0.5));
    journey.fail(TRANSCRIBE, { progress: 0.5 });
    expect(sessionProgress(assetOf(journey), journey.now)).toBe(before);
    journey.later(9 * 3_600_000);
    expect(item(journey)).toMatchObject({ progress: before, duration_processed: 1_800, estimated_completion: null });
  });

  it('PRG-13: does not decrease when the worker is lost, nor while another one takes over', () => {
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

  it('PRG-05: is filled by work alone, not by the time between attempts', () => {
    const hours = 3_600_000;
    const journey = fetched();
    const expectStill = (progress: number): void => {
      journey.later(9 * hours);
      expect(item(journey).progress).toBe(progress);
    };
    expectStill(0);
    journey.wait(TRANSCRIBE, { for: 'speech-model', checkEveryMs: 30_000 });
    expectStill(0);
    journey.start(TRANSCRIBE);
    journey.later(hours - 1_000).wait(TRANSCRIBE, { progress: 0.21 });
    // 0.7 × 21 + 0.3 × 25
    expectStill(22);
    journey.start(TRANSCRIBE);
    journey.later(hours - 1_000).fail(TRANSCRIBE, { retryable: true, progress: 0.31 });
    // 0.7 × 31 + 0.3 × 50
    expectStill(37);
    journey.start(TRANSCRIBE);
    journey.later(hours - 1_000).interrupt(TRANSCRIBE, { progress: 0.31 });
    // 0.7 × 31 + 0.3 × 75
    expectStill(44);
    journey.pause();
    expectStill(44);
    journey.run();
    journey.start(TRANSCRIBE);
    journey.later(hours - 1_000).complete(TRANSCRIBE);
    expect(item(journey)).toMatchObject({ progress: 100, processing_duration: 4 * HOUR_S, speed: 0.3 });
  });

  it('starts again with a new run', () => {
    const journey = fetched();
    journey.start(TRANSCRIBE);
    journey.later(3_600_000).fail(TRANSCRIBE);
    expect(item(journey).progress).toBeGreaterThan(0);
    journey.run();
    expect(item(journey).progress).toBe(0);
  });

  it('PRG-08: shows duration and speed after completion', () => {
    const journey = fetched();
    journey.start(TRANSCRIBE);
    journey.later(1_799_000).complete(TRANSCRIBE);
    expect(item(journey)).toMatchObject({ processing_duration: 1_800, speed: 2, duration_processed: HOUR_S });
  });

  it('PRG-19: shows a stall, without an end', () => {
    const journey = fetched();
    journey.start(TRANSCRIBE);
    const stalled = renderSession(assetOf(journey), journey.personal, { now: journey.now, isStalled: true });
    expect(stalled).toMatchObject({ status: 'processing', message: SESSION_MESSAGES.stalled, estimated_completion: null });
    expect(item(journey, 0.1).estimated_completion).not.toBeNull();
  });
});
