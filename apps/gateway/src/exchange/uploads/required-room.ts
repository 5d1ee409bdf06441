import { Problem } from '../../kit/http/problems/problem.js';

/** Space for the pieces and for the file that is joined from them. */
const COPIES = 2;

/** Throws `storage-full` if the disk has no room for a file of so many bytes. */
export async function requireRoom(freeBytes: () => Promise<number | undefined>, length: number): Promise<void> {
  const free = await freeBytes();
  if (free !== undefined && free < COPIES * length) throw new Problem('storage-full', { headers: { 'retry-after': '60' } });
}
