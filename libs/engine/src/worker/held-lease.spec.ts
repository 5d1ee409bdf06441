import type { Progress } from '@throughline/contracts';
import { LeaseConflictError, type LeaseHandle, type LeaseToken } from '@throughline/messaging';
import { AttemptAborted, HeldLease } from './held-lease.js';

/** A handle whose broker can be taken away or handed to somebody else. */
class ScriptedHandle implements LeaseHandle {
  readonly token = 'token' as LeaseToken;
  readonly termMs = 3_000;
  broker: 'there' | 'away' | 'silent' | 'taken' = 'there';
  readonly beats: Progress[] = [];
  released = 0;

  heartbeat(progress: Progress): Promise<void> {
    if (this.broker === 'silent') return new Promise(() => undefined);
    if (this.broker === 'away') return Promise.reject(new Error('no answer'));
    if (this.broker === 'taken') return Promise.reject(new LeaseConflictError('asset', 'TRIM'));
    this.beats.push(progress);
    return Promise.resolve();
  }
  release(): Promise<void> {
    this.released += 1;
    return Promise.resolve();
  }
}

const causeOf = (lease: HeldLease): string | undefined => {
  const reason: unknown = lease.signal.reason;
  return reason instanceof AttemptAborted ? reason.why : undefined;
};

describe('a held lease', () => {
  let handle: ScriptedHandle;
  let lease: HeldLease;
  const hold = (strict: boolean): void => {
    handle = new ScriptedHandle();
    lease = new HeldLease(handle, { termMs: handle.termMs, strict });
  };
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    // Not awaited: a silent broker would never let it end.
    void lease.stop();
    jest.useRealTimers();
  });

  it('beats at least three times in a term, and tells progress sooner', async () => {
    hold(false);
    await jest.advanceTimersByTimeAsync(6_000);
    expect(handle.beats.length).toBeGreaterThanOrEqual(5);
    lease.report({ fraction: 0.5, phase: 'sending' });
    await jest.advanceTimersByTimeAsync(1_000);
    expect(handle.beats.at(-1)).toEqual({ fraction: 0.5, phase: 'sending' });
  });

  it('never lets progress fall within an attempt', () => {
    hold(false);
    lease.report({ fraction: 0.7 });
    lease.report({ fraction: 0.2, phase: 'again' });
    expect(lease.progress).toEqual({ fraction: 0.7, phase: 'again' });
  });

  it.each([true, false])('stops at once when somebody has taken over (strict: %s)', async (strict) => {
    hold(strict);
    handle.broker = 'taken';
    await jest.advanceTimersByTimeAsync(1_500);
    expect(causeOf(lease)).toBe('fenced');
  });

  it('stops work that reaches outside after two thirds of a term without a confirmed beat', async () => {
    hold(true);
    handle.broker = 'away';
    await jest.advanceTimersByTimeAsync(1_500);
    expect(causeOf(lease)).toBeUndefined();
    await jest.advanceTimersByTimeAsync(1_500);
    expect(causeOf(lease)).toBe('silent');
  });

  it('stops it then even while a heartbeat still waits for its answer', async () => {
    hold(true);
    handle.broker = 'silent';
    await jest.advanceTimersByTimeAsync(2_600);
    expect(causeOf(lease)).toBe('silent');
  });

  it('waits with a confirmation until the broker is back', async () => {
    hold(true);
    handle.broker = 'away';
    let confirmed = false;
    const confirming = lease.confirm().then(() => {
      confirmed = true;
    });
    await jest.advanceTimersByTimeAsync(1_000);
    expect(confirmed).toBe(false);
    handle.broker = 'there';
    await jest.advanceTimersByTimeAsync(1_000);
    await confirming;
    expect(causeOf(lease)).toBeUndefined();
  });

  it('confirms nothing once it was silent for too long', async () => {
    hold(true);
    handle.broker = 'away';
    const confirming = lease.confirm().catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(3_000);
    expect(await confirming).toMatchObject({ why: 'silent' });
  });

  it('lets work in its own folder go on while the broker is away, for as long as it takes', async () => {
    hold(false);
    handle.broker = 'away';
    await jest.advanceTimersByTimeAsync(60_000);
    expect(causeOf(lease)).toBeUndefined();
    handle.broker = 'there';
    await expect(lease.confirm()).resolves.toBeUndefined();
  });

  it('does not confirm what it does not hold', async () => {
    hold(true);
    handle.broker = 'taken';
    await expect(lease.confirm()).rejects.toMatchObject({ kind: 'lease-conflict' });
    expect(causeOf(lease)).toBe('fenced');
  });

  it('is quiet after it was given back', async () => {
    hold(false);
    await lease.release();
    const beats = handle.beats.length;
    await jest.advanceTimersByTimeAsync(10_000);
    expect(handle.beats).toHaveLength(beats);
    expect(handle.released).toBe(1);
  });
});
