/** The default timeout of an attempt, unless its media is long (TMO-10). Milliseconds. */
export const SOFT_LIMIT_MS = 3_300_000;

/**
 * The longest wait within an attempt. It is shorter than the timeout, so that the attempt can still end in order (TMO-10,
 * TRN-07). Milliseconds.
 */
export const LONGEST_WAIT_MS = 3_000_000;
