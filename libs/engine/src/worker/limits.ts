import { setTimeout as delay } from 'node:timers/promises';
import type { Progress, StepLimits } from '@throughline/contracts';
import { isPresent, type AssetState } from '@throughline/domain';
import type { HeldLease } from './held-lease.js';

/** How long the media lasts, once the source step has found out. Seconds. */
function mediaSeconds(state: AssetState): number {
  const source = isPresent(state) ? state.steps.find(({ kind }) => kind === 'source') : undefined;
  const seconds = source?.result?.['duration_seconds'];
  return typeof seconds === 'number' && seconds > 0 ? seconds : 0;
}

/** The longest time of one attempt, or undefined where it may take as long as it gets further. Milliseconds. */
export function timeoutOf(limits: StepLimits | undefined, state: AssetState): number | undefined {
  if (limits?.timeoutMs === undefined) return undefined;
  return Math.max(limits.timeoutMs, (limits.mediaFactor ?? 0) * mediaSeconds(state) * 1_000);
}

const isFurther = (told: Progress, before: Progress): boolean =>
  told.fraction > before.fraction || told.phase !== before.phase || (told.done ?? 0) > (before.done ?? 0);

/** `setTimeout` takes no longer waits than this; what is longer than three weeks is no limit. */
const LONGEST_MS = 2 ** 31 - 1;
const after = (ms: number | undefined, act: () => void): NodeJS.Timeout | undefined =>
  ms === undefined || ms > LONGEST_MS ? undefined : setTimeout(act, ms);

/** How long work may take to end after it was told to. What does not listen is left to itself: it can reach nothing any more. Milliseconds. */
const GRACE_MS = 5_000;

export interface AttemptWatchLimits {
  readonly timeoutMs: number | undefined;
  readonly noProgressMs: number | undefined;
  /** Told when nothing has moved for so long; the attempt goes on. */
  readonly still?: { readonly afterMs: number; readonly told: () => void } | undefined;
}

/** Ends an attempt that takes too long, or that gets no further: it is tried again (TMO-10). */
export class AttemptWatch {
  readonly #timeout: NodeJS.Timeout | undefined;
  #silence: NodeJS.Timeout | undefined;
  #stillness: NodeJS.Timeout | undefined;
  #told: Progress = { fraction: 0 };

  constructor(
    private readonly lease: Pick<HeldLease, 'signal' | 'abort'>,
    private readonly limits: AttemptWatchLimits,
    private readonly graceMs: number = GRACE_MS,
  ) {
    this.#timeout = after(limits.timeoutMs, () => {
      lease.abort('timeout');
    });
    this.moved();
  }

  progress(told: Progress): void {
    if (!isFurther(told, this.#told)) return;
    this.#told = told;
    this.moved();
  }

  /** The attempt has got further. */
  moved(): void {
    clearTimeout(this.#silence);
    this.#silence = after(this.limits.noProgressMs, () => {
      this.lease.abort('no-progress');
    });
    clearTimeout(this.#stillness);
    this.#stillness = after(this.limits.still?.afterMs, () => this.limits.still?.told());
  }

  /** The work within its limits. Once the attempt is told to stop, its end is waited for, but not for ever. */
  async over<T>(work: () => Promise<T>): Promise<T> {
    const ended = new AbortController();
    try {
      return await Promise.race([work(), deaf(this.lease.signal, ended.signal, this.graceMs)]);
    } finally {
      ended.abort();
      clearTimeout(this.#timeout);
      clearTimeout(this.#silence);
      clearTimeout(this.#stillness);
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
