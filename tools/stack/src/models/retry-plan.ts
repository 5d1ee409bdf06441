export interface AttemptFailure {
  /** The kind of the problem. */
  readonly code: string;
  /** Failed attempts in a row that brought no bytes; 0 if this one did. */
  readonly failures: number;
  /** Time since the first of them. Milliseconds. */
  readonly failingMs: number;
  /** The server could not be reached, so that there is probably no network. */
  readonly unreachable: boolean;
}

export interface RetryPlan {
  /** `stopped`: nothing waits for the model, even if it is tried again. */
  readonly phase: 'retrying' | 'stopped';
  /** Milliseconds. Undefined: another attempt would fail in the same way. */
  readonly waitMs: number | undefined;
  /** True if a process that only fetches the model should end. */
  readonly givesUp: boolean;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** Three attempts over ten minutes show that the server stays away, or that nobody frees the disk. */
const ENOUGH = { failures: 3, failingMs: 10 * MINUTE_MS };
const WAITS = { interrupted: 30 * SECOND_MS, first: 2 * MINUTE_MS, later: 30 * MINUTE_MS };
const RETRIED: ReadonlySet<string> = new Set(['download-failed', 'disk-full']);

/** Without a network nothing waits for the model after the first attempt: it may be missing for days. */
export function planRetry({ code, failures, failingMs, unreachable }: AttemptFailure): RetryPlan {
  if (!RETRIED.has(code)) return { phase: 'stopped', waitMs: undefined, givesUp: true };
  if (failures === 0) return { phase: 'retrying', waitMs: WAITS.interrupted, givesUp: false };
  if (failures >= ENOUGH.failures && failingMs >= ENOUGH.failingMs)
    return { phase: 'stopped', waitMs: WAITS.later, givesUp: true };
  const waitMs = failures === 1 ? WAITS.first : Math.max(MINUTE_MS, ENOUGH.failingMs - failingMs);
  return { phase: unreachable ? 'stopped' : 'retrying', waitMs, givesUp: false };
}
