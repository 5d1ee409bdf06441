/** One attempt of a step, unless its media is long (TMO-10). Milliseconds. */
export const SOFT_LIMIT_MS = 3_300_000;

/** Nothing within an attempt is waited for longer, so that the attempt still ends as it wants to, before it is ended (TMO-10, TRN-07). Milliseconds. */
export const LONGEST_WAIT_MS = 3_000_000;
