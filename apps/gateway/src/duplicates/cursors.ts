import { invalid } from '../kit/http/problems/problem.js';
import { isInstant } from '../kit/http/requests/instant.js';

/** A place in a list that is sorted by time, then by a key. */
export interface ListPlace {
  readonly at: string;
  readonly key: string;
}

const MICROSECONDS = /^(.{23})\d{3}Z$/;

export const encodePlace = ({ at, key }: ListPlace): string => Buffer.from(JSON.stringify([at, key])).toString('base64url');

function parse(cursor: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? (parts as unknown[]) : [];
  } catch {
    return [];
  }
}

/** Refuses a cursor that this server did not make, before it reaches the database. */
export function decodePlace(cursor: string | undefined): ListPlace | undefined {
  if (cursor === undefined) return undefined;
  const [at, key] = parse(cursor);
  const isPlace =
    typeof at === 'string' && isInstant(at.replace(MICROSECONDS, '$1Z')) && typeof key === 'string' && !key.includes('\0');
  if (!isPlace) throw invalid([{ pointer: '/query/cursor', message: 'must be the next_cursor of an earlier answer' }]);
  return { at, key };
}
