/**
 * Aborted work (a cancel, a reset, a lost lease, a shutdown) ends within this time, with its connections and child processes.
 * Cleanup, and the grace period of a child process, may take half of it at most. Milliseconds.
 */
export const ABORT_WITHIN_MS = 2_000;
