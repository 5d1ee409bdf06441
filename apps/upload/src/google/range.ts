/** Parses the `Range` header of a 308 answer, and returns the bytes that Google has. A missing header means none. */
export function readRange(header: string | undefined): number {
  const last = /^bytes=0-(\d{1,15})$/.exec(header ?? '')?.[1];
  return last === undefined ? 0 : Number(last) + 1;
}

/** All chunks but the last must have a multiple of this size. */
export const UNIT_BYTES = 256 * 1024;
/** Size of a chunk, of which each running delivery holds one in memory. */
export const CHUNK_BYTES = 32 * UNIT_BYTES;

/**
 * Returns the offset of the last chunk, which creates the file and is therefore sent only on finalising. It has 1 byte to one
 * unit.
 */
export const findLastChunk = (size: number): number => (size === 0 ? 0 : Math.floor((size - 1) / UNIT_BYTES) * UNIT_BYTES);
