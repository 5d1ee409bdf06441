import { setTimeout as delay } from 'node:timers/promises';
import { ABORT_WITHIN_MS, LONGEST_WAIT_MS, type PlanStep, type Progress } from '@throughline/contracts';
import { timeoutOf, type AssetState } from '@throughline/domain';
import type { HeldLease } from './held-lease.js';

const isFurther = (told: Progress, before: Progress): boolean =>
  told.fraction > before.fraction || told.phase !== before.phase || (told.done ?? 0) > (before.done ?? 0);

/** How long work may take to end after it was told to. What does not listen is left to itself: it can reach nothing any more. */
const GRACE_MS = ABORT_WITHIN_MS;

export interface AttemptWatchLimits {
  readonly timeoutMs: number | undefined;
  readonly noProgressMs: number | undefined;
  /** Told when nothing has moved for so long; the attempt goes on. */
  readonly still?: { readonly afterMs: number; readonly told: () => void } | undefined;
}

/** What a plan says, but for silence: whatever an attempt waits for, it is over before any other limit could end it (TMO-10). */
export const limitsOf = ({ limits }: Pick<PlanStep, 'limits'>, state: AssetState): AttemptWatchLimits => ({
  timeoutMs: timeoutOf(limits, state),
  noProgressMs: Math.min(limits?.noProgressMs ?? LONGEST_WAIT_MS, LONGEST_WAIT_MS),
});

/** Limits are looked at this often, and ten times within the shortest of them. Milliseconds. */
const LONGEST_TICK_MS = 1_000;
const SHORTEST_TICK_MS = 2;
const tickFor = (limits: readonly (number | undefined)[]): number => {
  const shortest = Math.min(LONGEST_TICK_MS * 10, ...limits.filter((limit) => limit !== undefined));
  return Math.max(SHORTEST_TICK_MS, shortest / 10);
};
/** A process that was stopped, or a machine that slept, has not worked meanwhile: of the time between two looks no more than this many ticks count. */
const MOST_TICKS = 3;

/**
 * Ends an attempt that takes too long, or that gets no further: it is tried again (TMO-10). What counts is time in which it could have
 * worked: not that of a stopped process, nor that in which it waited for the broker.
 */
export class AttemptWatch {
  readonly #tickMs: number;
  readonly #timer: NodeJS.Timeout;
  #lookedAt = performance.now();
  #workedMs = 0;
  #silentMs = 0;
  #isStill = false;
  #aside = 0;
  #told: Progress = { fraction: 0 };

  constructor(
    private readonly lease: Pick<HeldLease, 'signal' | 'abort'>,
    private readonly limits: AttemptWatchLimits,
    private readonly graceMs: number = GRACE_MS,
  ) {
    this.#tickMs = tickFor([limits.timeoutMs, limits.noProgressMs, limits.still?.afterMs]);
    this.#timer = setInterval(() => {
      this.#look();
    }, this.#tickMs);
  }

  progress(told: Progress): void {
    if (!isFurther(told, this.#told)) return;
    this.#told = told;
    this.moved();
  }

  /** The attempt has got further. */
  moved(): void {
    this.#silentMs = 0;
    this.#isStill = false;
  }

  /** Something that is no work of the attempt: it takes as long as it takes. */
  async aside<T>(task: () => Promise<T>): Promise<T> {
    this.#look();
    this.#aside += 1;
    try {
      return await task();
    } finally {
      this.#aside -= 1;
      this.#lookedAt = performance.now();
    }
  }

  /** The work within its limits. Once the attempt is told to stop, its end is waited for, but not for ever. */
  async over<T>(work: () => Promise<T>): Promise<T> {
    const ended = new AbortController();
    try {
      // Told between its start and its work: what does not listen would do all of it.
      this.lease.signal.throwIfAborted();
      return await Promise.race([work(), deaf(this.lease.signal, ended.signal, this.graceMs)]);
    } finally {
      ended.abort();
      clearInterval(this.#timer);
    }
  }

  #look(): void {
    const now = performance.now();
    const passed = Math.min(now - this.#lookedAt, MOST_TICKS * this.#tickMs);
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
      still.told();
    }
  }
}

const fired = (...signals: readonly AbortSignal[]): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of signals)
      if (signal.aborted) resolve();
      else
        signal.addEventListener(
          'abort',
          () => {
            resolve();
          },
          { once: true },
        );
  });

/** Throws what the signal says once its grace is over, unless the work ends before. */
async function deaf(told: AbortSignal, ended: AbortSignal, graceMs: number): Promise<never> {
  await fired(told, ended);
  await delay(graceMs, undefined, { signal: ended }).catch(() => undefined);
  told.throwIfAborted();
  throw new Error('Nobody waits for this: the work has ended');
}

const seconds = (ms: number | undefined): string => `${String(Math.round(ms ?? 0) / 1_000)} s`;

/** What people are told of it; the operation and the limit, as it is no refusal by anybody (TMO-04). */
export const limitMessage = (step: string, cause: 'timeout' | 'no-progress', limits: AttemptWatchLimits): string =>
  cause === 'timeout'
    ? `${step} took longer than its limit of ${seconds(limits.timeoutMs)}`
    : `${step} made no progress for ${seconds(limits.noProgressMs)}`;
