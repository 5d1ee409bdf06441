import { computeBackoff } from './backoff.js';
import { pause, retry } from './retry.js';

const QUICK = { firstMs: 1, longestMs: 2 };

describe('a backoff', () => {
  it('doubles the delay after each failure, up to the longest', () => {
    const backoff = { firstMs: 100, longestMs: 1_000 };
    expect([1, 2, 3, 4, 5, 1_000_000].map((failures) => computeBackoff(backoff, failures))).toEqual([
      100, 200, 400, 800, 1_000, 1_000,
    ]);
    expect(computeBackoff(backoff, 0)).toBe(100);
    expect(computeBackoff({ firstMs: 0, longestMs: 0 }, 5_000)).toBe(0);
  });

  it('shortens delays at random by at most its jitter', () => {
    const backoff = { firstMs: 100, longestMs: 1_000, jitter: 0.5 };
    expect([0, 0.5, 1].map((random) => computeBackoff(backoff, 1, () => random))).toEqual([50, 75, 100]);
  });
});

describe('a pause', () => {
  it('ends without an error when its signal fires', async () => {
    const controller = new AbortController();
    const paused = pause(3_600_000, controller.signal);
    controller.abort();
    await expect(paused).resolves.toBeUndefined();
    await expect(pause(3_600_000, controller.signal)).resolves.toBeUndefined();
  });
});

describe('a retry', () => {
  /** A task that fails this many times. */
  const failing = (times: number): { readonly task: () => Promise<number>; readonly tries: () => number } => {
    let tries = 0;
    const task = (): Promise<number> => {
      tries += 1;
      return tries <= times ? Promise.reject(new Error(`failure ${String(tries)}`)) : Promise.resolve(tries);
    };
    return { task, tries: () => tries };
  };

  it('repeats the task until it succeeds', async () => {
    await expect(retry(failing(3).task, { backoff: QUICK })).resolves.toBe(4);
  });

  it('throws an error that must not be retried', async () => {
    const { task, tries } = failing(9);
    await expect(retry(task, { backoff: QUICK, shouldRetry: (_error, failures) => failures < 3 })).rejects.toThrow('failure 3');
    expect(tries()).toBe(3);
  });

  it('waits at least as long as the server asked', async () => {
    const controller = new AbortController();
    const { task, tries } = failing(9);
    const retried = retry(task, {
      backoff: { firstMs: 0, longestMs: 0 },
      signal: controller.signal,
      findRetryAfter: () => {
        setImmediate(() => {
          controller.abort(new Error('over'));
        });
        return 3_600_000;
      },
    });
    await expect(retried).rejects.toThrow('over');
    expect(tries()).toBe(1);
  });

  it('ends a wait when its signal fires, and throws the reason', async () => {
    const controller = new AbortController();
    const retried = retry(failing(9).task, {
      backoff: { firstMs: 3_600_000, longestMs: 3_600_000 },
      signal: controller.signal,
      shouldRetry: () => {
        setImmediate(() => {
          controller.abort(new Error('over'));
        });
        return true;
      },
    });
    await expect(retried).rejects.toThrow('over');
  });

  it('does not repeat a task that fails after its signal has fired', async () => {
    const { task, tries } = failing(9);
    await expect(retry(task, { backoff: QUICK, signal: AbortSignal.abort() })).rejects.toThrow('failure 1');
    expect(tries()).toBe(1);
  });
});
