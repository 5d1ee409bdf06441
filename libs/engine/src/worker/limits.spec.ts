import { SOFT_LIMIT_MS } from '@throughline/contracts';
import { defaultRunConfig, initialState, timeoutOf, type AssetState } from '@throughline/domain';
import fc from 'fast-check';
import { aRun } from '@throughline/domain/testing';
import { AttemptWatch, formatLimitMessage, resolveLimits } from './limits.js';

const lease = (): { signal: AbortSignal; abort: (why: string) => void; told: string[] } => {
  const controller = new AbortController();
  const told: string[] = [];
  return {
    signal: controller.signal,
    told,
    abort: (why) => {
      told.push(why);
      controller.abort(new Error(why));
    },
  };
};

describe('the limits of an attempt', () => {
  const withMedia = (seconds: number): AssetState => {
    const journey = aRun();
    journey.start('DOWNLOAD');
    journey.complete('DOWNLOAD', { result: { duration_seconds: seconds } });
    return journey.state;
  };

  it('grow with the media: the larger of a fixed time and a multiple of the duration counts (TMO-10)', () => {
    const limits = { timeoutMs: 60_000, mediaFactor: 10 };
    expect(timeoutOf(limits, withMedia(1))).toBe(60_000);
    expect(timeoutOf(limits, withMedia(60))).toBe(600_000);
    expect(timeoutOf(limits, initialState)).toBe(60_000);
  });

  it('set no timeout if the plan has none', () => {
    expect(timeoutOf(undefined, withMedia(60))).toBeUndefined();
    expect(timeoutOf({ noProgressMs: 5 }, withMedia(60))).toBeUndefined();
  });

  it('allow at most 3300 s without progress, whatever the plan says (TMO-10)', () => {
    const limit = fc.option(fc.integer({ min: 1, max: 7 * 86_400_000 }), { nil: undefined });
    fc.assert(
      fc.property(limit, limit, (timeoutMs, noProgressMs) => {
        const limits = {
          ...(timeoutMs === undefined ? {} : { timeoutMs }),
          ...(noProgressMs === undefined ? {} : { noProgressMs }),
        };
        const silence = resolveLimits({ limits }, initialState).noProgressMs ?? Infinity;
        expect(silence).toBeLessThan(SOFT_LIMIT_MS);
        expect(silence).toBeLessThanOrEqual(noProgressMs ?? Infinity);
      }),
    );
    expect(resolveLimits({}, initialState)).toEqual({ timeoutMs: undefined, noProgressMs: 3_000_000 });
    expect(defaultRunConfig.limits?.step_timeout_ms).toBe(3_300_000);
  });

  it('appear with the step in the message for users', () => {
    expect(formatLimitMessage('TRIM', 'timeout', { timeoutMs: 1_500, noProgressMs: undefined })).toBe(
      'TRIM took longer than its limit of 1.5 s',
    );
    expect(formatLimitMessage('TRIM', 'no-progress', { timeoutMs: 1, noProgressMs: 2_000 })).toBe(
      'TRIM made no progress for 2 s',
    );
  });

  it('end even work that ignores the signal, after a grace period', async () => {
    const held = lease();
    const watch = new AttemptWatch(held, { timeoutMs: 10, noProgressMs: undefined }, 10);
    await expect(watch.over(() => new Promise(() => undefined))).rejects.toThrow('timeout');
    expect(held.told).toEqual(['timeout']);
  });

  it('let work that observes the signal end by itself', async () => {
    const held = lease();
    const watch = new AttemptWatch(held, { timeoutMs: 10, noProgressMs: undefined }, 60_000);
    const work = (): Promise<string> =>
      new Promise((resolve) => {
        held.signal.addEventListener('abort', () => {
          resolve('tidied up');
        });
      });
    await expect(watch.over(work)).resolves.toBe('tidied up');
  });

  it('do not count time in which the process was stopped', async () => {
    const held = lease();
    const watch = new AttemptWatch(held, { timeoutMs: 400, noProgressMs: 400 });
    const work = async (): Promise<string> => {
      // Blocks the whole process, as SIGSTOP or a sleeping machine does.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return 'done';
    };
    await expect(watch.over(work)).resolves.toBe('done');
    expect(held.told).toEqual([]);
  });

  it('do not count waits for the broker, and continue counting afterwards', async () => {
    const held = lease();
    const watch = new AttemptWatch(held, { timeoutMs: undefined, noProgressMs: 30 }, 10);
    const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
    const work = async (): Promise<never> => {
      await watch.aside(() => pause(120));
      expect(held.told).toEqual([]);
      return new Promise(() => undefined);
    };
    await expect(watch.over(work)).rejects.toThrow('no-progress');
  });

  it('leave no timer behind when the work ends in time', async () => {
    const held = lease();
    const watch = new AttemptWatch(held, { timeoutMs: 20, noProgressMs: 20 });
    await expect(watch.over(() => Promise.resolve('done'))).resolves.toBe('done');
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(held.told).toEqual([]);
  });
});
