import { computeBackoff, type MirrorTrouble } from '@throughline/contracts';
import type { MirrorError } from '../notion/mirror-error.js';

/** The backoff after failures of our own infrastructure. */
const OWN_BACKOFF = { firstMs: 2_000, longestMs: 60_000 };
const FIRST_MS = 1_000;
/** Multiples of the longest short pause. If that is five minutes: 1, 2, 5 and 15 minutes. */
const PAUSES = [0.2, 0.4, 1, 3];
const LONGEST_MESSAGE = 500;

/** Growing pauses for failures of our own infrastructure, which no record holds. */
export class GrowingPause {
  #pauses = 0;

  /** Milliseconds. */
  next(): number {
    this.#pauses += 1;
    return computeBackoff(OWN_BACKOFF, this.#pauses);
  }

  reset(): void {
    this.#pauses = 0;
  }
}

export interface RetrySettings {
  /** The longest pause for errors that resolve themselves. Milliseconds. */
  readonly longestMs: number;
  readonly random: () => number;
}

function computePause({ retry, retryAfterMs }: MirrorError, tries: number, { longestMs, random }: RetrySettings): number {
  if (retryAfterMs !== undefined) return retryAfterMs;
  if (retry !== 'soon') return longestMs * (PAUSES[Math.min(tries, PAUSES.length) - 1] ?? 1);
  // Jitter: many pages fall behind together and must not all retry at once.
  return computeBackoff({ firstMs: FIRST_MS, longestMs, jitter: 0.5 }, tries, random);
}

/** Returns the error of a page, with the time of the next try. Another error code restarts the pauses. */
export function toTrouble(
  error: MirrorError,
  before: MirrorTrouble | undefined,
  at: Date,
  retrying: RetrySettings,
): MirrorTrouble {
  const tries = before?.code === error.code ? before.tries + 1 : 1;
  const now = at.toISOString();
  return {
    code: error.code,
    message: error.message.slice(0, LONGEST_MESSAGE),
    since: before?.since ?? now,
    at: now,
    tries,
    retryAt: new Date(at.getTime() + computePause(error, tries, retrying)).toISOString(),
  };
}
