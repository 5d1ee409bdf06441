import { newId } from '@throughline/contracts';
import type { Liveness } from '@throughline/domain';
import { type LeaseHandle, type Leases } from '@throughline/messaging';
import { MemoryLeases, ManualClock, aLease } from '@throughline/messaging/testing';
import { StallWatch, type AttemptAddress } from './stall-watch.js';

const TERM_MS = 2_000;

describe('the liveness of an attempt (U17)', () => {
  let clock: ManualClock;
  let leases: MemoryLeases;
  let stopping: AbortController;
  let asked: string[];
  /** Attempts that have ended according to the log. */
  let over: Set<string>;
  let watch: StallWatch;
  let isExpired: Leases['isExpired'];

  beforeEach(async () => {
    clock = new ManualClock();
    leases = new MemoryLeases(clock);
    stopping = new AbortController();
    asked = [];
    over = new Set();
    isExpired = (assetId, step) => leases.isExpired(assetId, step);
    await clock.advance(60_000);
  });
  afterEach(() => {
    stopping.abort();
  });

  const open = async (): Promise<void> => {
    watch = new StallWatch({
      leases: {
        isExpired: (assetId, step) => {
          asked.push(assetId);
          return isExpired(assetId, step);
        },
      },
      isRunning: ({ attemptId }) => Promise.resolve(!over.has(attemptId)),
      clock,
      onProblem: (error) => {
        throw error;
      },
    });
    await leases.watch({
      onLease: (lease) => {
        watch.record(lease);
      },
      onRemoved: ({ assetId, step }) => {
        watch.remove(assetId, step);
      },
      signal: stopping.signal,
    });
    watch.start(stopping.signal);
  };
  const claim = async (overrides: Parameters<typeof aLease>[0] = {}): Promise<{ at: AttemptAddress; handle: LeaseHandle }> => {
    const lease = aLease({ termMs: TERM_MS, ...overrides });
    const token = (await leases.read(lease.assetId, lease.step))?.token;
    return { at: lease, handle: await leases.claim(lease, token) };
  };
  const beatFor = async (handles: readonly LeaseHandle[], ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += TERM_MS / 4) {
      await clock.advance(TERM_MS / 4);
      for (const handle of handles) await handle.heartbeat({ fraction: 0.5 });
    }
  };
  const liveness = (at: AttemptAddress): Liveness => watch.livenessOf(at);

  it('is alive as long as heartbeats arrive, without asking the broker', async () => {
    await open();
    const claimed = await Promise.all(Array.from({ length: 50 }, () => claim()));
    await beatFor(
      claimed.map(({ handle }) => handle),
      10 * TERM_MS,
    );
    expect(new Set(claimed.map(({ at }) => liveness(at)))).toEqual(new Set(['alive']));
    expect(asked).toEqual([]);
  });

  it('is stalled once a term has passed without a heartbeat, and not before', async () => {
    await open();
    const { at } = await claim();
    await clock.advance(TERM_MS - 100);
    expect(liveness(at)).toBe('alive');
    await clock.advance(500);
    expect(liveness(at)).toBe('stalled');
    expect(asked).toEqual([at.assetId]);
  });

  it('is alive again once a worker that was only asleep sends a heartbeat', async () => {
    await open();
    const { at, handle } = await claim();
    await clock.advance(2 * TERM_MS);
    expect(liveness(at)).toBe('stalled');
    await handle.heartbeat({ fraction: 0.5 });
    expect(liveness(at)).toBe('alive');
  });

  it('belongs to its attempt: the one that takes over is alive', async () => {
    await open();
    const first = await claim();
    await clock.advance(2 * TERM_MS);
    const second = await claim({ assetId: first.at.assetId, step: first.at.step, attemptId: newId() });
    expect([liveness(first.at), liveness(second.at)]).toEqual(['unknown', 'alive']);
  });

  it('is unknown after startup, until a heartbeat or a term has passed', async () => {
    const [healthy, dead] = [await claim(), await claim()];
    await open();
    expect([liveness(healthy.at), liveness(dead.at)]).toEqual(['unknown', 'unknown']);
    await clock.advance(TERM_MS / 2);
    await healthy.handle.heartbeat({ fraction: 0.5 });
    expect([liveness(healthy.at), liveness(dead.at)]).toEqual(['alive', 'unknown']);
    await clock.advance(TERM_MS / 2 + 300);
    expect([liveness(healthy.at), liveness(dead.at)]).toEqual(['alive', 'stalled']);
  });

  it('is not stalled if only the gateway is slow and the broker has heartbeats', async () => {
    await open();
    const { at, handle } = await claim();
    stopping.abort();
    const deaf = new AbortController();
    watch.start(deaf.signal);
    await beatFor([handle], 5 * TERM_MS);
    expect(liveness(at)).toBe('alive');
    expect(asked.length).toBeGreaterThan(0);
    deaf.abort();
  });

  it("is not stalled if only the projector is slow and the log has the attempt's end", async () => {
    await open();
    const { at } = await claim();
    over.add(at.attemptId);
    await clock.advance(3 * TERM_MS);
    expect(liveness(at)).toBe('unknown');
    const questions = asked.length;
    await clock.advance(600_000);
    expect(asked).toHaveLength(questions);
  });

  it('is not stalled while the broker does not answer, and is checked once it does', async () => {
    await open();
    const { at } = await claim();
    isExpired = () => Promise.reject(Object.assign(new Error('NATS did not answer'), { kind: 'infrastructure' }));
    await clock.advance(10 * TERM_MS);
    expect(liveness(at)).toBe('unknown');
    isExpired = (assetId, step) => leases.isExpired(assetId, step);
    await clock.advance(TERM_MS + 300);
    expect(liveness(at)).toBe('stalled');
  });

  it('is not decided before a slow probe has returned', async () => {
    await open();
    const { at } = await claim();
    let answer = (): void => undefined;
    isExpired = async (assetId, step) => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return leases.isExpired(assetId, step);
    };
    await clock.advance(20 * TERM_MS);
    expect(liveness(at)).not.toBe('stalled');
    expect(asked).toHaveLength(1);
    answer();
    await clock.advance(0);
    expect(liveness(at)).toBe('stalled');
  });

  it('is alive if a heartbeat arrives during the check', async () => {
    await open();
    const { at, handle } = await claim();
    let answer = (): void => undefined;
    isExpired = async (assetId, step) => {
      const found = await leases.isExpired(assetId, step);
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return found;
    };
    await clock.advance(TERM_MS + 300);
    await handle.heartbeat({ fraction: 0.5 });
    answer();
    await clock.advance(0);
    expect(liveness(at)).toBe('alive');
  });

  it('is unknown after a disconnection, and every worker gets a full term from the reconnection on', async () => {
    await open();
    const [dead, asleep] = [await claim(), await claim()];
    await clock.advance(2 * TERM_MS);
    expect(liveness(dead.at)).toBe('stalled');
    watch.lostSight();
    expect(liveness(dead.at)).toBe('unknown');
    isExpired = () => Promise.reject(Object.assign(new Error('no connection'), { kind: 'infrastructure' }));
    await clock.advance(5_000);
    isExpired = (assetId, step) => leases.isExpired(assetId, step);
    leases.restart();
    await clock.advance(TERM_MS - 300);
    expect([liveness(dead.at), liveness(asleep.at)]).toEqual(['unknown', 'unknown']);
    await asleep.handle.heartbeat({ fraction: 0.5 });
    await clock.advance(600);
    expect([liveness(dead.at), liveness(asleep.at)]).toEqual(['stalled', 'alive']);
  });

  it('ignores a check from before the disconnection', async () => {
    await open();
    const { at } = await claim();
    let answer = (): void => undefined;
    isExpired = async (assetId, step) => {
      const found = await leases.isExpired(assetId, step);
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return found;
    };
    await clock.advance(TERM_MS + 300);
    watch.lostSight();
    answer();
    await clock.advance(0);
    expect(liveness(at)).toBe('unknown');
  });

  it('is unknown for a released lease', async () => {
    await open();
    const { at, handle } = await claim();
    await handle.release();
    await clock.advance(5 * TERM_MS);
    expect(liveness(at)).toBe('unknown');
    expect(asked).toEqual([]);
  });

  it('is checked for a few attempts at a time if many workers stop at once', async () => {
    await open();
    const claimed = await Promise.all(Array.from({ length: 40 }, () => claim()));
    let now = 0;
    let most = 0;
    isExpired = async (assetId, step) => {
      now += 1;
      most = Math.max(most, now);
      const found = await leases.isExpired(assetId, step);
      now -= 1;
      return found;
    };
    await clock.advance(TERM_MS + 5_000);
    expect(new Set(claimed.map(({ at }) => liveness(at)))).toEqual(new Set(['stalled']));
    expect(most).toBeLessThanOrEqual(8);
  });
});
