import { statfs } from 'node:fs/promises';
import { WaitingError } from '@throughline/contracts';

/** How many bytes can still be written next to a path. */
export type FreeBytes = (path: string) => Promise<number>;

export const freeBytesAt: FreeBytes = async (path) => {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
};

/** Left to everybody else on the disk. */
const RESERVE = 64 * 2 ** 20;

/** Hours of bytes must not come only to find no room at the end. */
export async function requireRoom(bytes: number, path: string, freeBytes: FreeBytes): Promise<void> {
  const free = await freeBytes(path);
  if (bytes + RESERVE <= free) return;
  const [needed, left] = [Math.ceil((bytes + RESERVE) / 1e6), Math.floor(free / 1e6)];
  throw new WaitingError(
    'disk-full',
    `The file needs ${String(needed)} MB and the disk has ${String(left)} MB left: free some space, it goes on then`,
  );
}
