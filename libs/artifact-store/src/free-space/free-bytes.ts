import { statfs } from 'node:fs/promises';

/** Measures the free bytes on the disk of a folder. */
export type FreeBytes = (folder: string) => Promise<number>;

export const measureFreeBytes: FreeBytes = async (folder) => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};

/** Bytes. A disk with less is full: a program that needs space may fail in any way. */
export const NOTHING_LEFT = 1024 * 1024;
