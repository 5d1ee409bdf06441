import { kindOf } from '@throughline/contracts';
import { judgeLiveness, type Liveness, type LivenessVerdict, type RunningAttempt } from '@throughline/domain';
import type { Clock, Leases, WatchedLease } from '@throughline/messaging';
import type { Token } from '../kit/provide.js';

export const LEASES: Token<Pick<Leases, 'isExpired'>> = Symbol('Leases');

export interface AttemptAddress extends RunningAttempt {
  readonly assetId: string;
}
export interface StallWatchPorts {
  readonly leases: Pick<Leases, 'isExpired'>;
  /** Resolves to true if the log, not a row, has the attempt running. */
  readonly isRunning: (attempt: AttemptAddress) => Promise<boolean>;
  readonly clock: Clock;
  readonly onProblem: (error: unknown) => void;
}

interface WatchedAttempt extends AttemptAddress {
  readonly termMs: number;
  readonly storedAt: string;
  liveness: Liveness;
  /** Monotonic time of the next expiry check at the broker. */
  askAt: number;
  isAsking: boolean;
}

interface TimedVerdict extends LivenessVerdict {
  /** The rest of the lease's term; 0 if it has expired. */
  readonly remainingMs: number;
}

const TICK_MS = 200;
/** Concurrent expiry checks: many workers may stop responding at once. */
const SIDE_BY_SIDE = 8;
/** Stalls end with a heartbeat or a command, both of which reach the watch. This recheck covers missed ones. */
const LOOK_AGAIN_MS = 60_000;

const AWAY: ReadonlySet<string> = new Set(['infrastructure', 'unavailable']);

const keyOf = (assetId: string, step: string): string => `${assetId} ${step}`;

/**
 * A detector of stalled attempts (U17), fed by the lease watch.
 * After a lease term without a heartbeat, it stores a probe at the broker. The attempt is stalled if the probe returns after
 * the expiry and the log still has the attempt running.
 * So a slow gateway, projector or broker never looks like a stalled worker.
 */
export class StallWatch {
  readonly #watched = new Map<string, WatchedAttempt>();
  /** Increased on each disconnection: checks started before it prove nothing. */
  #sight = 0;
  #asking = 0;

  constructor(private readonly ports: StallWatchPorts) {}

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
    const watched = this.#watched.get(key);
    // The watch restarted and delivers the same heartbeat again, which is no new one.
    if (watched?.storedAt === storedAt && watched.attemptId === attemptId) return;
    const askAt = this.ports.clock.monotonic() + termMs;
    // The age of a replayed heartbeat is unknown.
    const liveness = replayed ? 'unknown' : 'alive';
    this.#watched.set(key, { assetId, step, attemptId, termMs, storedAt, liveness, askAt, isAsking: false });
  }

  remove(assetId: string, step: string): void {
    this.#watched.delete(keyOf(assetId, step));
  }

  /** Called on disconnection from the broker: no heartbeat can be heard, so every liveness is unknown. */
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

  async #ask(watched: WatchedAttempt): Promise<void> {
    this.#asking += 1;
    watched.isAsking = true;
    const sight = this.#sight;
    try {
      const verdict = await this.#judge(watched);
      if (sight === this.#sight) this.#settle(watched, verdict);
    } catch (error) {
      // Other parts report that the broker is away. Check again soon.
      const isAway = AWAY.has(kindOf(error) ?? '');
      this.#put(watched, 'unknown', isAway ? watched.termMs : LOOK_AGAIN_MS);
      if (!isAway) this.ports.onProblem(error);
    } finally {
      watched.isAsking = false;
      this.#asking -= 1;
    }
  }

  async #judge(watched: WatchedAttempt): Promise<TimedVerdict> {
    const reading = await this.ports.leases.isExpired(watched.assetId, watched.step);
    const isRunning = reading.expired && (await this.ports.isRunning(watched));
    return { ...judgeLiveness(watched.attemptId, reading, isRunning), remainingMs: reading.remainingMs };
  }

  #settle(watched: WatchedAttempt, { liveness, reason, remainingMs }: TimedVerdict): void {
    // A heartbeat arrived during the check, so its result concerns an older record.
    if (this.#watched.get(keyOf(watched.assetId, watched.step)) !== watched) return;
    if (reason === 'ended') this.remove(watched.assetId, watched.step);
    else if (liveness === 'stalled') this.#put(watched, 'stalled', Math.max(watched.termMs, LOOK_AGAIN_MS));
    // Without remaining time the lease was released or taken over, and the watch will deliver that.
    else this.#put(watched, liveness, remainingMs > 0 ? remainingMs : watched.termMs);
  }

  #put(watched: WatchedAttempt, liveness: Liveness, afterMs: number): void {
    watched.liveness = liveness;
    watched.askAt = this.ports.clock.monotonic() + Math.max(afterMs, TICK_MS);
  }
}
