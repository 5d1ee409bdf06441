import type { Lease, Progress } from '@throughline/contracts';

/** Names one writing of a lease. Opaque: compare for equality, or hand back. */
export type LeaseToken = string & { readonly __leaseToken: unique symbol };

export interface SeenLease {
  readonly lease: Lease;
  readonly token: LeaseToken;
  /** The broker's time of the last heartbeat. */
  readonly storedAt: string;
}

/** The lease has been written by somebody else: taken over, or claimed at the same moment. What it covered must stop. */
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
  /** Resolves once stored. Throws `lease-conflict` when somebody took over, `infrastructure` when the outcome is unknown: beat again. */
  heartbeat(progress: Progress): Promise<void>;
  /** Hands the lease back, so that nobody waits for its end. Nothing to do where it is no longer ours. */
  release(): Promise<void>;
  readonly token: LeaseToken;
  readonly termMs: number;
}

export interface LeaseExpiry {
  /** Nobody holds it: never claimed, handed back, or a full term without a sign of life. */
  readonly expired: boolean;
  /** How long it lives if nothing comes. */
  readonly remainingMs: number;
  /** Age of the last heartbeat by the broker's clock; only of a lease that is held. */
  readonly silentMs?: number;
  /** What was found; its token is what a takeover claims with. */
  readonly seen: SeenLease | undefined;
}

export type WatchedLease = Lease & {
  readonly storedAt: string;
  /** Told because the watch began, or began anew: it may have been written long ago. Otherwise it was written just now. */
  readonly replayed: boolean;
};

export interface WatchLeases {
  /** First every lease that is held, then each change. The same one may be told again after a reconnect. */
  readonly onLease: (lease: WatchedLease) => void;
  /** Handed back. An expired one is not removed: whether it is dead is a question of time (`isExpired`). */
  readonly onRemoved?: (lease: WatchedLease) => void;
  readonly signal: AbortSignal;
}

/** Who works on what, visible to all. */
export interface Leases {
  /** Without a token only where there was never a lease, else with the token that was seen. Throws `lease-conflict`. */
  claim(lease: Omit<Lease, 'v' | 'state'>, expected: LeaseToken | undefined): Promise<LeaseHandle>;
  read(assetId: string, step: string): Promise<SeenLease | undefined>;
  /**
   * By the broker's clock on both sides: that of the heartbeat and that of a probe of our own, written after it.
   * A holder could not beat while the broker was away, so a full term counts from our (re)connection too.
   */
  isExpired(assetId: string, step: string): Promise<LeaseExpiry>;
  /** Resolves once what was there has been told; goes on, over reconnects, until aborted. */
  watch(options: WatchLeases): Promise<void>;
}

/** Without a holder there is nothing that time could end. */
export const isHeld = (seen: SeenLease | undefined): seen is SeenLease => seen?.lease.state === 'held';

/** One rule for every adapter. */
export const expiryOf = (seen: SeenLease | undefined, brokerNowMs: number, upMs: number): LeaseExpiry => {
  if (!isHeld(seen)) return { expired: true, remainingMs: 0, seen };
  const { termMs } = seen.lease;
  const silentMs = brokerNowMs - Date.parse(seen.storedAt);
  const remainingMs = Math.max(0, termMs - silentMs, termMs - upMs);
  return { expired: remainingMs === 0, remainingMs, silentMs: Math.max(0, silentMs), seen };
};
