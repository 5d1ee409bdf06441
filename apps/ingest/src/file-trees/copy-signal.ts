const LEAST_MS = 10 * 60_000;
const LEAST_BYTES_PER_MS = 16;
/** Longer timers of Node end at once. */
const MAX_MS = 2 ** 31 - 1;

/** Returns a signal that ends a copy which is slower than 16 kB a second, so that no server can occupy a worker for days. */
export function toCopySignal(bytes: number, signal: AbortSignal | undefined): AbortSignal {
  const limit = AbortSignal.timeout(Math.min(LEAST_MS + Math.ceil(bytes / LEAST_BYTES_PER_MS), MAX_MS));
  return signal === undefined ? limit : AbortSignal.any([signal, limit]);
}
