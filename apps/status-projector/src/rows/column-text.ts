import type { Json } from '@throughline/contracts';
import { canonicalJson } from './canonical-json.js';

/** A value of a column as it is written, or as PostgreSQL gives it back: with dates for times and parsed JSON. */
export type ColumnValue = Json | Date | undefined;

/** JSON that is written is canonical text already. */
const jsonText = (value: Json): string => (typeof value === 'string' ? value : canonicalJson(value));

/** One text for equal values of a column, whichever way they came. */
export function columnText(type: string, value: ColumnValue): string {
  if (value === null || value === undefined) return 'null';
  if (value instanceof Date) return value.toISOString();
  if (type === 'timestamptz') return new Date(value as string).toISOString();
  // Numbers of PostgreSQL's bigint come as text.
  return type.startsWith('json') ? jsonText(value) : JSON.stringify(typeof value === 'string' ? value : canonicalJson(value));
}
