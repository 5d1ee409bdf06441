import type { FreeBytes } from '@throughline/artifact-store';
import { CHECK_DISK_WITHIN_MS, WaitingError } from '@throughline/contracts';

/** Bytes left free for other programs. */
const RESERVE = 64 * 2 ** 20;

/** Checks the free space first: a download of hours must not fail at its end. */
export async function requireRoom(bytes: number, path: string, freeBytes: FreeBytes): Promise<void> {
  const free = await freeBytes(path);
  if (bytes + RESERVE <= free) return;
  const [needed, left] = [Math.ceil((bytes + RESERVE) / 1e6), Math.floor(free / 1e6)];
  throw new WaitingError(
    'disk-full',
    `The file needs ${String(needed)} MB, but the disk has ${String(left)} MB left. Free some space; the download then continues automatically`,
    { checkWithinMs: CHECK_DISK_WITHIN_MS },
  );
}
