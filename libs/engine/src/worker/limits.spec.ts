import { SOFT_LIMIT_MS } from '@throughline/contracts';
import { defaultRunConfig, initialState, timeoutOf, type AssetState } from '@throughline/domain';
import fc from 'fast-check';
import { aRun } from '@throughline/domain/testing';
import { AttemptWatch, formatLimitMessage, resolveLimits } from './limits.js';

const lease = (): { signal: AbortSignal; abort: (why: string) => void; reasons: string[] } => {
  const controller = new AbortController();
  const reasons: string[] = [];
  return {
    signal: controller.signal,
    reasons,
    abort: (why) => {
      reasons.push(why);
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
});

const GRACE_MS = 10;

describe('the watch over an attempt', () => {
  const endless = (): Promise<never> => new Promise(() => undefined);
  const failureOf = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  it('ends even work that ignores the signal, after a grace period', async () => {
    const held = lease();
    const watch = new AttemptWatch(held, { timeoutMs: 1_000, noProgressMs: undefined }, GRACE_MS);
    const ended = failureOf(watch.over(endless));
    await jest.advanceTimersByTimeAsync(999);
    expect(held.reasons).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(held.reasons).toEqual(['timeout']);
    await jest.advanceTimersByTimeAsync(GRACE_MS);
    expect(await ended).toEqual(new Error('timeout'));
  });

  it('lets work that observes the signal end by itself', async () => {
    const held = lease();
    const watch = new AttemptWatch(held, { timeoutMs: 1_000, noProgressMs: undefined }, 60_000);
    const work = (): Promise<string> =>
      new Promise((resolve) => {
        held.signal.addEventListener('abort', () => {
          resolve('tidied up');
        });
      });
    const ended = watch.over(work);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(await ended).toBe('tidied up');
  });

  it('counts at most three checks of the time in which the process was stopped', async () => {
    const held = lease();
    const watch = new AttemptWatch(held, { timeoutMs: 1_000, noProgressMs: undefined }, GRACE_MS);
    const ended = failureOf(watch.over(endless));
    // No timer runs meanwhile, as after SIGSTOP or while a machine sleeps.
    const now = performance.now.bind(performance);
    jest.spyOn(performance, 'now').mockImplementation(() => now() + 3_600_000);
    await jest.advanceTimersByTimeAsync(700);
    expect(held.reasons).toEqual([]);
    await jest.advanceTimersByTimeAsync(100);
    expect(held.reasons).toEqual(['timeout']);
    await jest.advanceTimersByTimeAsync(GRACE_MS);
    expect(await ended).toEqual(new Error('timeout'));
  });

  it('does not count waits for the broker, and continues counting afterwards', async () => {
    const held = lease();
    const watch = new AttemptWatch(held, { timeoutMs: undefined, noProgressMs: 1_000 }, GRACE_MS);
    const work = async (): Promise<never> => {
      await watch.aside(() => new Promise((resolve) => setTimeout(resolve, 5_000)));
      return endless();
    };
    const ended = failureOf(watch.over(work));
    await jest.advanceTimersByTimeAsync(5_900);
    expect(held.reasons).toEqual([]);
    await jest.advanceTimersByTimeAsync(100);
    expect(held.reasons).toEqual(['no-progress']);
    await jest.advanceTimersByTimeAsync(GRACE_MS);
    expect(await ended).toEqual(new Error('no-progress'));
  });

  it('leaves no timer behind when the work ends in time', async () => {
    const held = lease();
    const watch = new AttemptWatch(held, { timeoutMs: 20, noProgressMs: 20 });
    await expect(watch.over(() => Promise.resolve('done'))).resolves.toBe('done');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(held.reasons).toEqual([]);
  });
});
