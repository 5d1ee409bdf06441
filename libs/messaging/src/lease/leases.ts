import type { Lease, Progress } from '@throughline/contracts';

/** Identifies one version of a lease record. Opaque: compare it for equality, or pass it to `claim`. */
export type LeaseToken = string & { readonly __leaseToken: unique symbol };

export interface LeaseRecord {
  readonly lease: Lease;
  readonly token: LeaseToken;
  readonly storedAt: string;
}

/** The error for a lease that another worker has taken over or claimed at the same time. The attempt must stop. */
export class LeaseConflictError extends Error {
  readonly kind = 'lease-conflict';
  constructor(
    readonly assetId: string,
    readonly step: string,
    options?: ErrorOptions,
  ) {
    super(`The lease on ${step} of ${assetId} belongs to somebody else now; stop and look at the asset again`, options);
    this.name = 'LeaseConflictError';
  }
}

export interface LeaseHandle {
  /**
   * Renews the lease. Throws `lease-conflict` after a takeover, or `infrastructure` if the outcome is unknown: then try again.
   */
  heartbeat(progress: Progress): Promise<void>;
  /** Releases the lease, so that the next worker need not wait for it to expire. Does nothing if another worker holds it. */
  release(): Promise<void>;
  readonly token: LeaseToken;
  readonly termMs: number;
}

export interface LeaseExpiry {
  /** True if the lease was never claimed, was released, or had no heartbeat for a full term. */
  readonly expired: boolean;
  readonly remainingMs: number;
  /** Age of the last heartbeat by the broker's clock; only for a held lease. */
  readonly silentMs?: number;
  readonly seen: LeaseRecord | undefined;
}

export type WatchedLease = Lease & {
  readonly storedAt: string;
  /** True if the watch started or restarted and the lease may be old. False if it was written just now. */
  readonly replayed: boolean;
};

export interface WatchLeasesOptions {
  /** Called for every held lease, then for each change. A reconnect may repeat a lease. */
  readonly onLease: (lease: WatchedLease) => void;
  /** Called for released leases. Expired ones are not reported, because expiry depends on time (`isExpired`). */
  readonly onRemoved?: (lease: WatchedLease) => void;
  readonly signal: AbortSignal;
}

/** The leases on steps, visible to all processes. */
export interface Leases {
  /**
   * Claims a lease. `expected` is the token that was read, or `undefined` if there was never a lease. Throws `lease-conflict`.
   */
  claim(lease: Omit<Lease, 'v' | 'state'>, expected: LeaseToken | undefined): Promise<LeaseHandle>;
  read(assetId: string, step: string): Promise<LeaseRecord | undefined>;
  /**
   * Compares the heartbeat's time with that of a probe, both by the broker's clock. A holder cannot send heartbeats while the
   * broker is away, so a full term counts from the last (re)connection too.
   */
  isExpired(assetId: string, step: string): Promise<LeaseExpiry>;
  /** Resolves once all existing leases were reported. Continues across reconnects until aborted. */
  watch(options: WatchLeasesOptions): Promise<void>;
}

/** A released lease has no holder whose time could run out. */
export const isHeld = (seen: LeaseRecord | undefined): seen is LeaseRecord => seen?.lease.state === 'held';

export const computeExpiry = (seen: LeaseRecord | undefined, brokerNowMs: number, upMs: number): LeaseExpiry => {
  if (!isHeld(seen)) return { expired: true, remainingMs: 0, seen };
  const { termMs } = seen.lease;
  const silentMs = brokerNowMs - Date.parse(seen.storedAt);
  const remainingMs = Math.max(0, termMs - silentMs, termMs - upMs);
  return { expired: remainingMs === 0, remainingMs, silentMs: Math.max(0, silentMs), seen };
};
