import type { Json } from '@throughline/contracts';
import { canonicalJson } from './canonical-json.js';

/** A column value before it is written, or as PostgreSQL returns it, with `Date` objects and parsed JSON. */
export type ColumnValue = Json | Date | undefined;

/** JSON that is about to be written is already canonical text. */
const jsonText = (value: Json): string => (typeof value === 'string' ? value : canonicalJson(value));

/** PostgreSQL has times that no `Date` holds, for example `infinity`. */
function formatTime(value: Date | string | number): string {
  const time = new Date(value);
  return Number.isNaN(time.getTime()) ? JSON.stringify(String(value)) : time.toISOString();
}

/** Returns equal text for equal column values, before writing or after reading. */
export function formatColumn(type: string, value: ColumnValue): string {
  if (value === null || value === undefined) return 'null';
  if (value instanceof Date || type === 'timestamptz') return formatTime(value as Date | string | number);
  // PostgreSQL returns `bigint` as text, so numbers are compared as text.
  return type.startsWith('json') ? jsonText(value) : JSON.stringify(typeof value === 'string' ? value : canonicalJson(value));
}
