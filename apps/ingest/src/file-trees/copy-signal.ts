const LEAST_MS = 10 * 60_000;
const LEAST_BYTES_PER_MS = 16;

/** Returns a signal that ends a copy which is slower than 16 kB a second, so that no server can occupy a worker for days. */
export function toCopySignal(bytes: number, signal: AbortSignal | undefined): AbortSignal {
  const limit = AbortSignal.timeout(LEAST_MS + Math.ceil(bytes / LEAST_BYTES_PER_MS));
  return signal === undefined ? limit : AbortSignal.any([signal, limit]);
}
