import { NOTHING_LEFT, type FreeBytes } from '@throughline/artifact-store';
import { kindOf, RetryableError, WaitingError } from '@throughline/contracts';
import { isInfrastructureTrouble, toWait } from './failure.js';

/**
 * Blames a full disk for the failure of an attempt that has written to `folder`. Not every program reports ENOSPC: it may crash,
 * or leave an incomplete file that looks like a broken recording, which would fail permanently.
 */
export async function blameFullDisk(error: unknown, folder: string, freeBytes: FreeBytes): Promise<unknown> {
  const isCertain = toWait(error) !== undefined || isInfrastructureTrouble(error) || kindOf(error) === 'aborted';
  if (isCertain) return error;
  const free = await freeBytes(folder).catch(() => undefined);
  if (free === undefined || free >= NOTHING_LEFT) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new RetryableError('disk-full', `There is no space left for temporary files: free some space (${reason})`, {
    cause: error,
  });
}

/** Tells if an attempt found a disk of this installation full. */
export const isOwnDiskFull = (error: unknown): boolean => kindOf(error) !== 'waiting' && toWait(error)?.for === 'disk-full';

/**
 * Returns the error of an attempt that filled its disk, which has room again without its files. Repeating it every 45 seconds
 * would fill the disk again and again, so it waits as the plan says, up to 15 minutes.
 */
export const needsMoreSpace = (error: unknown): WaitingError =>
  new WaitingError(
    'disk-full',
    `${error instanceof Error ? error.message : String(error)}. This step needs more space than is free.`,
    {
      cause: error,
    },
  );
