import { kindOf } from '@throughline/contracts';
import type { Clock, LeaseExpiry, Leases, WatchedLease } from '@throughline/messaging';

/** `unknown` where this gateway cannot tell: it has just begun to look, or the broker does not answer. */
export type Liveness = 'alive' | 'stalled' | 'unknown';

export interface AttemptAddress {
  readonly assetId: string;
  readonly step: string;
  readonly attemptId: string;
}
export interface StallWatchPorts {
  readonly leases: Pick<Leases, 'isExpired'>;
  /** Whether the log, not a row, still has the attempt at work. */
  readonly isRunning: (attempt: AttemptAddress) => Promise<boolean>;
  readonly clock: Clock;
  readonly onProblem: (error: unknown) => void;
}

interface Watched extends AttemptAddress {
  readonly termMs: number;
  readonly storedAt: string;
  liveness: Liveness;
  /** When the broker is asked about it, by a clock that nobody sets. */
  askAt: number;
  isAsking: boolean;
}

const TICK_MS = 200;
/** Asked about at the same time: many workers may fall silent together. */
const SIDE_BY_SIDE = 8;
/** A stall lasts until somebody does something, which the watch is told of; this is for what it is not told of. */
const LOOK_AGAIN_MS = 60_000;

const AWAY: ReadonlySet<string> = new Set(['infrastructure', 'unavailable']);

const keyOf = (assetId: string, step: string): string => `${assetId} ${step}`;

/**
 * Who of those that work has died (U17). Heartbeats come by the watch of the leases. Whoever is silent for longer than its term
 * is asked about at the broker, which takes a probe of our own: a verdict is said when the probe, stored after the expiry, has come
 * back and the log still has the attempt at work. So neither a slow gateway nor a slow projector or broker makes a stall.
 */
export class StallWatch {
  readonly #watched = new Map<string, Watched>();
  /** Raised when sight was lost: what was asked before proves nothing after it. */
  #sight = 0;
  #asking = 0;

  constructor(private readonly ports: StallWatchPorts) {}

  /** Looks after silent leases until the signal. */
  start(signal: AbortSignal): void {
    if (signal.aborted) return;
    let forget = (): void => undefined;
    const tick = (): void => {
      this.#askWhatIsDue();
      forget = this.ports.clock.after(TICK_MS, tick);
    };
    tick();
    signal.addEventListener(
      'abort',
      () => {
        forget();
      },
      { once: true },
    );
  }

  record(lease: WatchedLease): void {
    if (lease.state === 'released') {
      this.remove(lease.assetId, lease.step);
      return;
    }
    const { assetId, step, attemptId, termMs, storedAt, replayed } = lease;
    const key = keyOf(assetId, step);
    const known = this.#watched.get(key);
    // Told once more, as a watch does that begins anew: no sign of life.
    if (known?.storedAt === storedAt && known.attemptId === attemptId) return;
    const askAt = this.ports.clock.monotonic() + termMs;
    // Of a writing that is replayed nobody here can say how old it is.
    const liveness = replayed ? 'unknown' : 'alive';
    this.#watched.set(key, { assetId, step, attemptId, termMs, storedAt, liveness, askAt, isAsking: false });
  }

  remove(assetId: string, step: string): void {
    this.#watched.delete(keyOf(assetId, step));
  }

  /** The broker is away: holders cannot be heard, and nothing is known of them. */
  lostSight(): void {
    this.#sight += 1;
    const now = this.ports.clock.monotonic();
    for (const watched of this.#watched.values()) {
      watched.liveness = 'unknown';
      watched.askAt = now + watched.termMs;
    }
  }

  livenessOf({ assetId, step, attemptId }: AttemptAddress): Liveness {
    const watched = this.#watched.get(keyOf(assetId, step));
    return watched?.attemptId === attemptId ? watched.liveness : 'unknown';
  }

  /** How many of those that hold a lease are thought to be what. */
  census(): Readonly<Record<Liveness, number>> {
    const counted: Record<Liveness, number> = { alive: 0, stalled: 0, unknown: 0 };
    for (const { liveness } of this.#watched.values()) counted[liveness] += 1;
    return counted;
  }

  #askWhatIsDue(): void {
    const now = this.ports.clock.monotonic();
    for (const watched of this.#watched.values()) {
      if (this.#asking >= SIDE_BY_SIDE) return;
      if (!watched.isAsking && watched.askAt <= now) void this.#ask(watched);
    }
  }

  async #ask(watched: Watched): Promise<void> {
    this.#asking += 1;
    watched.isAsking = true;
    const sight = this.#sight;
    try {
      const verdict = await this.#verdictOn(watched);
      if (sight === this.#sight) this.#settle(watched, verdict);
    } catch (error) {
      // A broker that is away is told of by everything else that needs it, and is asked again soon.
      const isAway = AWAY.has(kindOf(error) ?? '');
      this.#put(watched, 'unknown', isAway ? watched.termMs : LOOK_AGAIN_MS);
      if (!isAway) this.ports.onProblem(error);
    } finally {
      watched.isAsking = false;
      this.#asking -= 1;
    }
  }

  async #verdictOn(watched: Watched): Promise<LeaseExpiry | 'over' | 'stalled'> {
    const expiry = await this.ports.leases.isExpired(watched.assetId, watched.step);
    if (!expiry.expired || expiry.seen?.lease.attemptId !== watched.attemptId || expiry.seen.lease.state !== 'held')
      return expiry;
    return (await this.ports.isRunning(watched)) ? 'stalled' : 'over';
  }

  #settle(watched: Watched, verdict: LeaseExpiry | 'over' | 'stalled'): void {
    // Somebody was heard of meanwhile: what was found out is about another writing.
    if (this.#watched.get(keyOf(watched.assetId, watched.step)) !== watched) return;
    if (verdict === 'over') this.remove(watched.assetId, watched.step);
    else if (verdict === 'stalled') this.#put(watched, 'stalled', Math.max(watched.termMs, LOOK_AGAIN_MS));
    // Handed back or taken over: the watch is about to tell.
    else if (verdict.expired) this.#put(watched, 'unknown', watched.termMs);
    else this.#put(watched, this.#isHeard(watched, verdict) ? 'alive' : 'unknown', verdict.remainingMs);
  }

  /** Within its term; what only lives on because the broker was away may be dead. */
  #isHeard({ attemptId, termMs }: Watched, { seen, silentMs }: LeaseExpiry): boolean {
    return seen?.lease.attemptId === attemptId && silentMs !== undefined && silentMs < termMs;
  }

  #put(watched: Watched, liveness: Liveness, afterMs: number): void {
    watched.liveness = liveness;
    watched.askAt = this.ports.clock.monotonic() + Math.max(afterMs, TICK_MS);
  }
}
