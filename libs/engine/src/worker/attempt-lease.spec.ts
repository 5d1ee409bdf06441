import type { Progress } from '@throughline/contracts';
import { LeaseConflictError, type LeaseHandle, type LeaseToken } from '@throughline/messaging';
import { AttemptAborted, AttemptLease } from './attempt-lease.js';

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

const causeOf = (lease: AttemptLease): string | undefined => {
  const reason: unknown = lease.signal.reason;
  return reason instanceof AttemptAborted ? reason.why : undefined;
};

describe('AttemptLease', () => {
  let handle: ScriptedHandle;
  let lease: AttemptLease;
  const hold = (strict: boolean): void => {
    handle = new ScriptedHandle();
    lease = new AttemptLease(handle, { termMs: handle.termMs, strict });
  };
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    // Not awaited: with a silent broker it would never resolve.
    void lease.stop();
    jest.useRealTimers();
  });

  it('sends at least three heartbeats in a term, and progress sooner', async () => {
    hold(false);
    await jest.advanceTimersByTimeAsync(6_000);
    expect(handle.beats.length).toBeGreaterThanOrEqual(5);
    lease.report({ fraction: 0.5, phase: 'sending' });
    await jest.advanceTimersByTimeAsync(1_000);
    expect(handle.beats.at(-1)).toEqual({ fraction: 0.5, phase: 'sending' });
  });

  it('never decreases progress within an attempt', () => {
    hold(false);
    lease.report({ fraction: 0.7 });
    lease.report({ fraction: 0.2, phase: 'again' });
    expect(lease.progress).toEqual({ fraction: 0.7, phase: 'again' });
  });

  it.each([true, false])('aborts at once after a takeover (strict: %s)', async (strict) => {
    hold(strict);
    handle.broker = 'taken';
    await jest.advanceTimersByTimeAsync(1_500);
    expect(causeOf(lease)).toBe('fenced');
  });

  it('aborts work with external effects after two thirds of a term without a confirmed heartbeat', async () => {
    hold(true);
    handle.broker = 'away';
    await jest.advanceTimersByTimeAsync(1_500);
    expect(causeOf(lease)).toBeUndefined();
    await jest.advanceTimersByTimeAsync(1_500);
    expect(causeOf(lease)).toBe('silent');
  });

  it('aborts it then even while a heartbeat waits for its answer', async () => {
    hold(true);
    handle.broker = 'silent';
    await jest.advanceTimersByTimeAsync(2_600);
    expect(causeOf(lease)).toBe('silent');
  });

  it('delays a confirmation until the broker is back', async () => {
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

  it('confirms nothing after it was silent for too long', async () => {
    hold(true);
    handle.broker = 'away';
    const confirming = lease.confirm().catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(3_000);
    expect(await confirming).toMatchObject({ why: 'silent' });
  });

  it('lets work without external effects continue while the broker is away', async () => {
    hold(false);
    handle.broker = 'away';
    await jest.advanceTimersByTimeAsync(60_000);
    expect(causeOf(lease)).toBeUndefined();
    handle.broker = 'there';
    await expect(lease.confirm()).resolves.toBeUndefined();
  });

  it('does not confirm a lease that another worker holds', async () => {
    hold(true);
    handle.broker = 'taken';
    await expect(lease.confirm()).rejects.toMatchObject({ kind: 'lease-conflict' });
    expect(causeOf(lease)).toBe('fenced');
  });

  it('sends no heartbeat after its release', async () => {
    hold(false);
    await lease.release();
    const beats = handle.beats.length;
    await jest.advanceTimersByTimeAsync(10_000);
    expect(handle.beats).toHaveLength(beats);
    expect(handle.released).toBe(1);
  });
});
