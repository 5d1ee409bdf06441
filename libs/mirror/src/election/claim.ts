import { randomUUID } from 'node:crypto';

/** Unique for each write, so that two claims of one process are never confused. */
export const createClaim = (by: string): string => JSON.stringify({ v: 1, by, beat: randomUUID() });

/** Returns the author of a claim. `undefined` for a format that this release cannot read. */
export function readClaim(text: string): string | undefined {
  try {
    const raw: unknown = JSON.parse(text);
    return typeof raw === 'object' && raw !== null && 'by' in raw && typeof raw.by === 'string' ? raw.by : undefined;
  } catch {
    return undefined;
  }
}
