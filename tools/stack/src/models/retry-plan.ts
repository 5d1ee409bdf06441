/** A failed attempt to fetch a model. */
export interface AttemptFailure {
  /** The kind of the problem. */
  readonly code: string;
  /** Failed attempts in a row that brought no bytes; 0 if this one did. */
  readonly failures: number;
  /** Time since the first of them. Milliseconds. */
  readonly failingMs: number;
}

export interface RetryPlan {
  readonly phase: 'retrying' | 'stopped';
  /** Milliseconds. Undefined: another attempt would fail in the same way. */
  readonly waitMs: number | undefined;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/**
 * Three attempts over ten minutes show that there is no network, or that nobody frees the disk. Nothing waits for later
 * attempts.
 */
const ENOUGH = { failures: 3, failingMs: 10 * MINUTE_MS };
const WAITS = { interrupted: 30 * SECOND_MS, first: 2 * MINUTE_MS, later: 30 * MINUTE_MS };
const RETRIED: ReadonlySet<string> = new Set(['download-failed', 'disk-full']);

export function planRetry({ code, failures, failingMs }: AttemptFailure): RetryPlan {
  if (!RETRIED.has(code)) return { phase: 'stopped', waitMs: undefined };
  if (failures === 0) return { phase: 'retrying', waitMs: WAITS.interrupted };
  if (failures >= ENOUGH.failures && failingMs >= ENOUGH.failingMs) return { phase: 'stopped', waitMs: WAITS.later };
  const waitMs = failures === 1 ? WAITS.first : Math.max(MINUTE_MS, ENOUGH.failingMs - failingMs);
  return { phase: 'retrying', waitMs };
}
