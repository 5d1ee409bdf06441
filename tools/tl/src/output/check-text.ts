import type { CheckItem } from '@throughline/api-client';
import { table } from './table.js';
import { stripControls } from './text-width.js';

const MARKS: ReadonlyMap<string, string> = new Map([
  ['ok', '✓'],
  ['wrong', '✗'],
]);
/** Mark of an item that could not be checked, or whose result this version does not know. */
const UNKNOWN_MARK = '?';

/** Formats one line for each checked item, with the advice below it. */
export function checkText(title: string, items: readonly CheckItem[]): string {
  const rows = items.flatMap(({ name, result, message, mend }) => [
    [MARKS.get(result) ?? UNKNOWN_MARK, name, message],
    ...(mend == null ? [] : [['', '', `> ${mend}`]]),
  ]);
  return `${stripControls(title)}\n${rows.length === 0 ? '' : table(rows)}`;
}
