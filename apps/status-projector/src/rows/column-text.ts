import type { Json } from '@throughline/contracts';
import { canonicalJson } from './canonical-json.js';

/** A column value before it is written, or as PostgreSQL returns it, with `Date` objects and parsed JSON. */
export type ColumnValue = Json | Date | undefined;

/** JSON that is about to be written is already canonical text. */
const jsonText = (value: Json): string => (typeof value === 'string' ? value : canonicalJson(value));

/** Returns equal text for equal column values, before writing or after reading. */
export function formatColumn(type: string, value: ColumnValue): string {
  if (value === null || value === undefined) return 'null';
  if (value instanceof Date) return value.toISOString();
  if (type === 'timestamptz') return new Date(value as string).toISOString();
  // PostgreSQL returns `bigint` as text, so numbers are compared as text.
  return type.startsWith('json') ? jsonText(value) : JSON.stringify(typeof value === 'string' ? value : canonicalJson(value));
}
