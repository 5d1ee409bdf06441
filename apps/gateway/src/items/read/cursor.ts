import { isUuid } from '@throughline/contracts';
import { invalid } from '../../kit/http/problems/problem.js';
import { isInstant } from '../../kit/http/requests/instant.js';
import { SORT_COLUMNS, type PageKey, type Sort } from '../../adapters/projection/index.js';

export const parseSort = (text: string): Sort => {
  const name = text.replace(/^-/, '');
  const column = SORT_COLUMNS.find((one) => one === name);
  if (column === undefined)
    throw invalid([
      { pointer: '/query/sort', message: `must be one of ${SORT_COLUMNS.join(', ')}, with a leading '-' for the reverse order` },
    ]);
  return { column, descending: text.startsWith('-') };
};
const formatSort = ({ column, descending }: Sort): string => `${descending ? '-' : ''}${column}`;

/** Encodes a cursor together with its sort order, which it is valid for. */
export const encodeCursor = (sort: Sort, key: PageKey): string =>
  Buffer.from(JSON.stringify([formatSort(sort), key.value, key.id])).toString('base64url');

const parseCursor = (cursor: string): readonly unknown[] => {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? (parts as unknown[]) : [];
  } catch {
    return [];
  }
};

const isTimeColumn = ({ column }: Sort): boolean => column === 'created_at' || column === 'updated_at';

/** Decodes a cursor. Refuses one that this server did not make, before it reaches the database. */
export function decodeCursor(sort: Sort, cursor: string): PageKey {
  const [order, value, id] = parseCursor(cursor);
  const good =
    order === formatSort(sort) &&
    typeof value === 'string' &&
    !value.includes('\0') &&
    (!isTimeColumn(sort) || isInstant(value)) &&
    typeof id === 'string' &&
    isUuid(id);
  if (!good)
    throw invalid([{ pointer: '/query/cursor', message: 'must be the next_cursor of an earlier answer with the same sort' }]);
  return { value, id };
}
