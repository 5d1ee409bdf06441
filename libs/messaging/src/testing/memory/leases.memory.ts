import { leaseCodec, leaseSubject, type Lease, type Progress } from '@throughline/contracts';
import { systemClock, type Clock } from '../../clock/clock.js';
import {
  LeaseConflictError,
  computeExpiry,
  type LeaseExpiry,
  type LeaseHandle,
  type LeaseToken,
  type Leases,
  type LeaseRecord,
  type WatchLeasesOptions,
} from '../../lease/leases.js';

const tokenOf = (sequence: number): LeaseToken => String(sequence) as LeaseToken;

export class MemoryLeases implements Leases {
  private readonly records = new Map<string, LeaseRecord>();
  private readonly watchers = new Set<(seen: LeaseRecord, replayed: boolean) => void>();
  private sequence = 0;
  private upSince: number;

  constructor(private readonly clock: Clock = systemClock) {
    this.upSince = clock.monotonic();
  }

  /** Simulates a restart of the broker: the records stay, and every lease gets one full term. */
  restart(): void {
    this.upSince = this.clock.monotonic();
  }

  claim(lease: Omit<Lease, 'v' | 'state'>, expected: LeaseToken | undefined): Promise<LeaseHandle> {
    const held: Lease = { ...lease, v: 1, state: 'held' };
    return this.inPromise(() => this.handleFor(held, this.write(held, expected)));
  }

  read(assetId: string, step: string): Promise<LeaseRecord | undefined> {
    return this.inPromise(() => this.records.get(leaseSubject(assetId, step)));
  }

  async isExpired(assetId: string, step: string): Promise<LeaseExpiry> {
    const seen = await this.read(assetId, step);
    return computeExpiry(seen, this.clock.now(), this.clock.monotonic() - this.upSince);
  }

  watch({ onLease, onRemoved, signal }: WatchLeasesOptions): Promise<void> {
    const notify = ({ lease, storedAt }: LeaseRecord, replayed: boolean): void => {
      if (lease.state === 'held') onLease({ ...lease, storedAt, replayed });
      else onRemoved?.({ ...lease, storedAt, replayed });
    };
    if (signal.aborted) return Promise.resolve();
    this.watchers.add(notify);
    signal.addEventListener('abort', () => this.watchers.delete(notify), { once: true });
    return this.inPromise(() => {
      for (const seen of [...this.records.values()]) notify(seen, true);
    });
  }

  private handleFor(held: Lease, claimed: LeaseToken): LeaseHandle {
    let token = claimed;
    let lease = held;
    let isReleased = false;
    const beat = (progress: Progress): void => {
      if (isReleased) throw new LeaseConflictError(lease.assetId, lease.step);
      lease = { ...lease, progress };
      token = this.write(lease, token);
    };
    const release = (): void => {
      if (isReleased) return;
      isReleased = true;
      const isOurs = this.records.get(leaseSubject(lease.assetId, lease.step))?.token === token;
      if (isOurs) token = this.write({ ...lease, state: 'released' }, token);
    };
    return {
      termMs: held.termMs,
      get token() {
        return token;
      },
      heartbeat: (progress) =>
        this.inPromise(() => {
          beat(progress);
        }),
      release: () => this.inPromise(release),
    };
  }

  private write(lease: Lease, expected: LeaseToken | undefined): LeaseToken {
    const subject = leaseSubject(lease.assetId, lease.step);
    if (this.records.get(subject)?.token !== expected) throw new LeaseConflictError(lease.assetId, lease.step);
    this.sequence += 1;
    // Encodes and decodes the lease, so that an invalid one fails as it does with the broker.
    const stored = leaseCodec.decode(leaseCodec.encode(lease));
    const seen = { lease: stored, token: tokenOf(this.sequence), storedAt: new Date(this.clock.now()).toISOString() };
    this.records.set(subject, seen);
    this.watchers.forEach((tell) => {
      tell(seen, false);
    });
    return seen.token;
  }

  private async inPromise<T>(run: () => T): Promise<T> {
    await Promise.resolve();
    return run();
  }
}
