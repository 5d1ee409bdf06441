/** So many bytes, from the first one on, are kept. */
export type Kept = number;

/** `Range` of a 308: left out where nothing was kept. */
export function readRange(header: string | undefined): Kept {
  const last = /^bytes=0-(\d{1,15})$/.exec(header ?? '')?.[1];
  return last === undefined ? 0 : Number(last) + 1;
}

/** All but the last chunk of an upload have multiples of it. */
export const UNIT_BYTES = 256 * 1024;
/** Held in memory, once for each delivery at work. */
export const CHUNK_BYTES = 32 * UNIT_BYTES;

/**
 * Where the last chunk begins, which makes the file: it is sent when that is wanted, and not before. It has at least one byte, and at
 * most a unit.
 */
export const lastChunkAt = (size: number): number => (size === 0 ? 0 : Math.floor((size - 1) / UNIT_BYTES) * UNIT_BYTES);
