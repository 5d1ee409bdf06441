import { randomUUID } from 'node:crypto';

/** Differs with each writing, so that one whose answer was lost is not taken for another. */
export const writtenClaim = (by: string): string => JSON.stringify({ v: 1, by, beat: randomUUID() });

/** Who has written it; undefined for what no release up to this one writes. */
export function readClaim(text: string): string | undefined {
  try {
    const raw: unknown = JSON.parse(text);
    return typeof raw === 'object' && raw !== null && 'by' in raw && typeof raw.by === 'string' ? raw.by : undefined;
  } catch {
    return undefined;
  }
}
