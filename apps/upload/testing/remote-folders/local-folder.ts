import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DestinationHarness } from '#src/testing/destination.contract.js';
import { toIdMark } from '#src/kit/folder-name.js';

/** Files as texts, and folders, by name. */
export interface FolderTree {
  readonly [name: string]: string | FolderTree;
}

export async function readTree(folder: string): Promise<FolderTree> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const read = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    return [entry.name, entry.isDirectory() ? await readTree(path) : await readFile(path, 'utf8')] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

export interface ItemFolder {
  /** Folders around the item's own, joined by slashes. */
  readonly at: string;
  readonly files: Readonly<Record<string, string>>;
}

export function findItems(tree: FolderTree, assetId: string, levels: readonly string[] = []): readonly ItemFolder[] {
  return Object.entries(tree).flatMap(([name, inner]): readonly ItemFolder[] => {
    if (typeof inner === 'string' || name.startsWith('.')) return [];
    if (!name.endsWith(toIdMark(assetId))) return findItems(inner, assetId, [...levels, name]);
    const files = Object.entries(inner).filter(([file]) => file !== '.throughline.json');
    return [{ at: levels.join('/'), files: Object.fromEntries(files) as Record<string, string> }];
  });
}

const isStaging = (name: string): boolean => name.startsWith('.throughline-staging-') && !name.endsWith('-old');

/** Observes deliveries in a folder that a server on this machine serves. */
export function observeFolder(folder: string): Omit<DestinationHarness, 'destination' | 'close'> {
  const hiddenNames = async (): Promise<readonly string[]> =>
    Object.keys(await readTree(folder)).filter((name) => name.startsWith('.'));
  return {
    objects: async (assetId) => findItems(await readTree(folder), assetId).map(({ files }) => files),
    foldersOf: async (assetId) => findItems(await readTree(folder), assetId).map(({ at }) => at),
    sessions: async () => (await hiddenNames()).filter(isStaging),
    leftovers: async () => (await hiddenNames()).filter((name) => !isStaging(name)),
  };
}
