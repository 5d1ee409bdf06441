import { PermanentError, SOURCE_LIMITS } from '@throughline/contracts';
import type { ListedFile } from './file-tree.js';

/** No file name has a slash or a line break that passes the check of names, so different files have different ids. */
export const toExternalId = ({ path, size, modified, tag }: ListedFile): string =>
  `${path.join('/')}\n${[size, modified, ...(tag === undefined ? [] : [tag])].map(String).join(':')}`;

export const isTooLong = (file: ListedFile): boolean => toExternalId(file).length > SOURCE_LIMITS.externalId;

const ID = /^(?<path>[^\n]+)\n(?<size>\d{1,15}):(?<modified>-?\d{1,15})(?::(?<tag>[^\n]+))?$/;

/** Reads an id that a listing has returned. Refuses a path that could lead elsewhere. */
export function parseExternalId(id: string): ListedFile {
  const { path = '', size, modified, tag } = ID.exec(id)?.groups ?? {};
  const names = path.split('/');
  if (size === undefined || names.some((name) => /^\.{0,2}$/.test(name) || name.includes('\0')))
    throw new PermanentError('source-item-invalid', 'The id of the item is not that of a file');
  return { path: names, size: Number(size), modified: Number(modified), ...(tag === undefined ? {} : { tag }) };
}

/**
 * Returns the cursor of a page that ends with this entry. The rest of a folder whose path is too long for a cursor is left out:
 * the ids of its files would be too long anyway.
 */
export function toCursor(path: readonly string[]): string {
  const cursor = path.join('/');
  return cursor.length <= SOURCE_LIMITS.cursor ? cursor : toCursor(path.slice(0, -1));
}
