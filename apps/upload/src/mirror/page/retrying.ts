import type { MirrorTrouble } from '@throughline/contracts';
import type { MirrorError } from '../notion/mirror-error.js';

const AGAIN_MS = 2_000;
const AGAIN_AT_LAST_MS = 60_000;
const FIRST_MS = 1_000;
/** Parts of the longest short pause: with five minutes, after 1, 2, 5 and 15 minutes. */
const PATIENTLY = [0.2, 0.4, 1, 3];
const LONGEST_MESSAGE = 500;

/** Pauses while something of our own is away or damaged, which no record says. */
export class GrowingPause {
  #pauses = 0;

  /** Milliseconds. */
  next(): number {
    this.#pauses += 1;
    return Math.min(AGAIN_AT_LAST_MS, AGAIN_MS * 2 ** (this.#pauses - 1));
  }

  reset(): void {
    this.#pauses = 0;
  }
}

export interface Retrying {
  /** The longest pause between tries that nobody has to do anything for. Milliseconds. */
  readonly longestMs: number;
  readonly random: () => number;
}

function pauseMs({ patience, retryAfterMs }: MirrorError, tries: number, { longestMs, random }: Retrying): number {
  if (retryAfterMs !== undefined) return retryAfterMs;
  if (patience !== 'soon') return longestMs * (PATIENTLY[Math.min(tries, PATIENTLY.length) - 1] ?? 1);
  // Many pages fall behind together: they are not to come back together.
  return Math.min(longestMs, FIRST_MS * 2 ** Math.min(tries - 1, 20)) * (0.5 + random() / 2);
}

/** What is told of a page that could not be written, and when it is tried again. Another kind of trouble begins its pauses anew. */
export function troubleOf(error: MirrorError, before: MirrorTrouble | undefined, at: Date, retrying: Retrying): MirrorTrouble {
  const tries = before?.code === error.code ? before.tries + 1 : 1;
  const now = at.toISOString();
  return {
    code: error.code,
    message: error.message.slice(0, LONGEST_MESSAGE),
    since: before?.since ?? now,
    at: now,
    tries,
    retryAt: new Date(at.getTime() + pauseMs(error, tries, retrying)).toISOString(),
  };
}
