import { isUuid } from '@throughline/contracts';
import { invalid } from '../../problems/problem.js';
import { isInstant } from '../../requests/instant.js';
import { SORT_COLUMNS, type PageKey, type Sort } from '../rows.js';

/** `-created_at` and the like. */
export const sortOf = (text: string): Sort => {
  const name = text.replace(/^-/, '');
  const column = SORT_COLUMNS.find((one) => one === name);
  if (column === undefined)
    throw invalid([
      { pointer: '/query/sort', message: `must be one of ${SORT_COLUMNS.join(', ')}, with '-' before it for the reverse` },
    ]);
  return { column, descending: text.startsWith('-') };
};
const sortText = ({ column, descending }: Sort): string => `${descending ? '-' : ''}${column}`;

/** A cursor belongs to the order that it was made in. */
export const encodeCursor = (sort: Sort, key: PageKey): string =>
  Buffer.from(JSON.stringify([sortText(sort), key.value, key.id])).toString('base64url');

const parse = (cursor: string): readonly unknown[] => {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? (parts as unknown[]) : [];
  } catch {
    return [];
  }
};

const isTimeColumn = ({ column }: Sort): boolean => column === 'created_at' || column === 'updated_at';

/** Cursors come from outside like everything else: what was not made here is refused, before the database sees it. */
export function decodeCursor(sort: Sort, cursor: string): PageKey {
  const [order, value, id] = parse(cursor);
  const good =
    order === sortText(sort) &&
    typeof value === 'string' &&
    !value.includes('\0') &&
    (!isTimeColumn(sort) || isInstant(value)) &&
    typeof id === 'string' &&
    isUuid(id);
  if (!good) throw invalid([{ pointer: '/query/cursor', message: 'must be the next_cursor of an answer with the same sort' }]);
  return { value, id };
}
