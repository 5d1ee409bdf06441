import { ABORT_WITHIN_MS, LONGEST_WAIT_MS, type PlanStep, type Progress } from '@throughline/contracts';
import { timeoutOf, type AssetState } from '@throughline/domain';
import type { AttemptLease } from './attempt-lease.js';

const isFurther = (next: Progress, before: Progress): boolean =>
  next.fraction > before.fraction || next.phase !== before.phase || (next.done ?? 0) > (before.done ?? 0);

/** Time for aborted work to end. Work that ignores the signal is then left running: fencing keeps it from having any effect. */
const GRACE_MS = ABORT_WITHIN_MS;

export interface AttemptWatchLimits {
  readonly timeoutMs: number | undefined;
  readonly noProgressMs: number | undefined;
  readonly still?: { readonly afterMs: number; readonly onStill: () => void } | undefined;
}

/** Returns the limits of the plan. The limit for missing progress applies even if the plan sets none (TMO-10). */
export const resolveLimits = ({ limits }: Pick<PlanStep, 'limits'>, state: AssetState): AttemptWatchLimits => ({
  timeoutMs: timeoutOf(limits, state),
  noProgressMs: Math.min(limits?.noProgressMs ?? LONGEST_WAIT_MS, LONGEST_WAIT_MS),
});

/** The longest interval between checks; the interval is a tenth of the shortest limit. Milliseconds. */
const LONGEST_TICK_MS = 1_000;
const SHORTEST_TICK_MS = 2;
const tickFor = (limits: readonly (number | undefined)[]): number => {
  const shortest = Math.min(LONGEST_TICK_MS * 10, ...limits.filter((limit) => limit !== undefined));
  return Math.max(SHORTEST_TICK_MS, shortest / 10);
};
/** Ticks that count at most between two checks, because a stopped process or a sleeping machine does no work. */
const MAX_TICKS = 3;

/**
 * Aborts an attempt that exceeds its time limit or makes no progress, so that it is retried (TMO-10). Counts only working time:
 * not the time of a stopped process, nor waits for the broker.
 */
export class AttemptWatch {
  readonly #tickMs: number;
  readonly #timer: NodeJS.Timeout;
  #lookedAt = performance.now();
  #workedMs = 0;
  #silentMs = 0;
  #isStill = false;
  #aside = 0;
  #furthest: Progress = { fraction: 0 };

  constructor(
    private readonly lease: Pick<AttemptLease, 'signal' | 'abort'>,
    private readonly limits: AttemptWatchLimits,
    private readonly graceMs: number = GRACE_MS,
  ) {
    this.#tickMs = tickFor([limits.timeoutMs, limits.noProgressMs, limits.still?.afterMs]);
    this.#timer = setInterval(() => {
      this.#checkLimits();
    }, this.#tickMs);
  }

  progress(progress: Progress): void {
    if (!isFurther(progress, this.#furthest)) return;
    this.#furthest = progress;
    this.moved();
  }

  moved(): void {
    this.#silentMs = 0;
    this.#isStill = false;
  }

  async aside<T>(task: () => Promise<T>): Promise<T> {
    this.#checkLimits();
    this.#aside += 1;
    try {
      return await task();
    } finally {
      this.#aside -= 1;
      this.#lookedAt = performance.now();
    }
  }

  /** Runs the work within its limits. After an abort it waits for the work to end, up to the grace period. */
  async over<T>(work: () => Promise<T>): Promise<T> {
    const grace = startGraceAfter(this.lease.signal, this.graceMs);
    try {
      // Handlers that ignore the signal would otherwise run after an abort between start and work.
      this.lease.signal.throwIfAborted();
      return await Promise.race([work(), grace.over]);
    } finally {
      grace.forget();
      clearInterval(this.#timer);
    }
  }

  #checkLimits(): void {
    const now = performance.now();
    const passed = Math.min(now - this.#lookedAt, MAX_TICKS * this.#tickMs);
    this.#lookedAt = now;
    if (this.#aside > 0 || this.lease.signal.aborted) return;
    this.#workedMs += passed;
    this.#silentMs += passed;
    this.#judge();
  }

  #judge(): void {
    const { timeoutMs = Infinity, noProgressMs = Infinity, still } = this.limits;
    if (this.#workedMs >= timeoutMs) this.lease.abort('timeout');
    else if (this.#silentMs >= noProgressMs) this.lease.abort('no-progress');
    else if (still !== undefined && !this.#isStill && this.#silentMs >= still.afterMs) {
      this.#isStill = true;
      still.onStill();
    }
  }
}

/** `over` rejects when the grace period after the abort is over. */
function startGraceAfter(signal: AbortSignal, graceMs: number): { readonly over: Promise<never>; readonly forget: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let onAbort = (): void => undefined;
  const over = new Promise<never>((_, reject) => {
    onAbort = () => {
      timer = setTimeout(() => {
        reject(signal.reason as Error);
      }, graceMs);
    };
  });
  signal.addEventListener('abort', onAbort);
  const forget = (): void => {
    signal.removeEventListener('abort', onAbort);
    clearTimeout(timer);
  };
  return { over, forget };
}

const seconds = (ms: number | undefined): string => `${String(Math.round(ms ?? 0) / 1_000)} s`;

/** Builds the message for users. It names the step and the limit, because no other service refused anything (TMO-04). */
export const formatLimitMessage = (step: string, cause: 'timeout' | 'no-progress', limits: AttemptWatchLimits): string =>
  cause === 'timeout'
    ? `${step} took longer than its limit of ${seconds(limits.timeoutMs)}`
    : `${step} made no progress for ${seconds(limits.noProgressMs)}`;
