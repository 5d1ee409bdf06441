import { rename, rm } from 'node:fs/promises';
import { RetryableError } from '@throughline/contracts';
import type { Manifest } from '../manifest.js';
import { readManifest } from './manifest.js';

export interface Seen {
  readonly path: string;
  readonly manifest: Manifest;
}

/**
 * Moves a delivered folder out of the way, where it is still the one that was seen. A sleeper that wakes between the two must not take
 * away what its successor has delivered meanwhile: it is put back.
 */
export async function makeWay({ path, manifest }: Seen, aside: string): Promise<void> {
  await rename(path, aside);
  const moved = await readManifest(aside);
  if (moved?.key === manifest.key) return;
  await rename(aside, path);
  throw new RetryableError('output-changed', 'Another delivery of the same recording has just arrived in the output folder');
}

/**
 * Takes a delivered folder away that newer content has replaced at another path. Where that is gone with it, both paths lead to one folder, as
 * a file system may have it that neither knows capitals nor numbers its folders: it is put back.
 */
export async function takeAway(seen: Seen, aside: string, isReplaced: () => Promise<boolean>): Promise<void> {
  await makeWay(seen, aside);
  if (await isReplaced()) await rm(aside, { recursive: true, force: true });
  else await rename(aside, seen.path);
}
