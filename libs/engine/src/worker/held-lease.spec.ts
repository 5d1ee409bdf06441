import { jest } from '@jest/globals';
import type { Progress } from '@throughline/contracts';
import { LeaseConflictError, type LeaseHandle, type LeaseToken } from '@throughline/messaging';
import { AttemptAborted, HeldLease } from './held-lease.js';

/** A handle whose broker can be taken away or handed to somebody else. */
class ScriptedHandle implements LeaseHandle {
  readonly token = 'token' as LeaseToken;
  readonly termMs = 3_000;
  broker: 'there' | 'away' | 'taken' = 'there';
  readonly beats: Progress[] = [];
  released = 0;

  heartbeat(progress: Progress): Promise<void> {
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
  afterEach(async () => {
    await lease.stop();
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
