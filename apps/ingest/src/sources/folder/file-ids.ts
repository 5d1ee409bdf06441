import type { BigIntStats } from 'node:fs';
import { PermanentError, SOURCE_LIMITS } from '@throughline/contracts';

/** One state of a file: a file that changes is another item. */
export interface ListedFile {
  /** Names below the folder of the operator. */
  readonly path: readonly string[];
  readonly size: number;
  /** Milliseconds. */
  readonly modified: number;
}

export const NANOSECONDS = 1_000_000n;

export const modifiedOf = ({ mtimeNs }: Pick<BigIntStats, 'mtimeNs'>): number => Number(mtimeNs / NANOSECONDS);

/** No file name has a slash or a line break that passes the check of names, so different files have different ids. */
export const toExternalId = ({ path, size, modified }: ListedFile): string =>
  `${path.join('/')}\n${String(size)}:${String(modified)}`;

export const isTooLong = (file: ListedFile): boolean => toExternalId(file).length > SOURCE_LIMITS.externalId;

const ID = /^(?<path>[^\n]+)\n(?<size>\d{1,15}):(?<modified>-?\d{1,15})$/;

/** Reads an id that a listing has returned. Refuses a path that could lead elsewhere. */
export function parseExternalId(id: string): ListedFile {
  const { path = '', size, modified } = ID.exec(id)?.groups ?? {};
  const names = path.split('/');
  if (size === undefined || names.some((name) => /^\.{0,2}$/.test(name) || name.includes('\0')))
    throw new PermanentError('source-item-invalid', 'The id of the item is not that of a file');
  return { path: names, size: Number(size), modified: Number(modified) };
}

/** Returns true if the file has the size and the time of the listed one. */
export const isSameState = (stats: BigIntStats, file: ListedFile): boolean =>
  stats.isFile() && stats.size === BigInt(file.size) && modifiedOf(stats) === file.modified;
