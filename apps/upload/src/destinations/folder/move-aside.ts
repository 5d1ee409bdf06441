import { rename, rm } from 'node:fs/promises';
import { RetryableError } from '@throughline/contracts';
import type { Manifest } from '../../kit/manifest.js';
import { readManifest } from './manifest.js';

export interface DeliveredFolder {
  readonly path: string;
  readonly manifest: Manifest;
}

/** Moves a delivered folder away. Restores it if another delivery has replaced it meanwhile. */
export async function moveAside({ path, manifest }: DeliveredFolder, aside: string): Promise<void> {
  await rename(path, aside);
  const moved = await readManifest(aside);
  if (moved?.key === manifest.key) return;
  await rename(aside, path);
  throw new RetryableError('output-changed', 'Another delivery of the same recording has just arrived in the output folder');
}

/**
 * Deletes a delivered folder that newer content has replaced at another path. Restores it if the newer content disappears too:
 * then both paths lead to one folder, as in case-insensitive file systems.
 */
export async function removeReplaced(seen: DeliveredFolder, aside: string, isReplaced: () => Promise<boolean>): Promise<void> {
  await moveAside(seen, aside);
  if (await isReplaced()) await rm(aside, { recursive: true, force: true });
  else await rename(aside, seen.path);
}
