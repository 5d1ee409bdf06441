import type { NamedItem } from '../exit.js';
import { dateText } from './dates.js';
import { table } from './table.js';

const MOST_SHOWN = 10;

/** A line for each item; the rest are counted. */
export function itemLines(items: readonly NamedItem[]): readonly string[] {
  if (items.length === 0) return [];
  const shown = items.slice(0, MOST_SHOWN).map((one) => [one.kind, one.id, dateText(one.created_at), one.title ?? '']);
  const more = items.length - shown.length;
  return [...table(shown).trimEnd().split('\n'), ...(more === 0 ? [] : [`and ${String(more)} more`])];
}
