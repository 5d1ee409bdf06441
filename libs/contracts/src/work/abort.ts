/**
 * Work that is told to stop (a cancel, a reset, a lost lease, a shutdown) has ended within this time, with its connections and child
 * processes. Whoever tidies up on the way, or gives a child the time to end in order, takes half of it at most. Milliseconds.
 */
export const ABORT_WITHIN_MS = 2_000;
