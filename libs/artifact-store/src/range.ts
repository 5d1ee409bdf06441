import type { ByteRange } from './artifact-store.js';
import { InvalidRangeError } from './errors/errors.js';

/** Returns the readable range: an end beyond the artifact means its last byte (RFC 9110, 14.1.2). */
export function resolveRange(key: string, size: number, range: ByteRange | undefined): Partial<ByteRange> {
  if (range === undefined) return {};
  const { start, end } = range;
  const whole = Number.isSafeInteger(start) && Number.isSafeInteger(end);
  if (!whole || start < 0 || end < start || start >= size) throw new InvalidRangeError(key, size);
  return { start, end: Math.min(end, size - 1) };
}
