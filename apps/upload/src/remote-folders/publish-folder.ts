import type { DeliveryRequest } from '../kit/destination.js';
import { MANIFEST } from '../kit/manifest.js';
import {
  toAsideName,
  outputChangedError,
  isPart,
  findAtPath,
  type DeliveredFolder,
  type DeliveredFolders,
} from './delivered-folders.js';
import type { VisibleFolder } from './delivery-note.js';
import type { RemoteOutput, RemotePath } from './remote-output.js';

export interface PublishedFolder {
  readonly path: RemotePath;
  readonly reconciled: boolean;
}

export interface FolderPublication {
  readonly at: RemoteOutput;
  readonly folders: DeliveredFolders;
  readonly request: DeliveryRequest;
  readonly signal: AbortSignal;
  /** Rejects if the lease was lost. */
  readonly confirm: () => Promise<void>;
  readonly staging: RemotePath;
  readonly there: readonly DeliveredFolder[];
  readonly target: RemotePath;
  /** The record of the target folder. `undefined` if the folder belongs to somebody else. */
  readonly showing: VisibleFolder | undefined;
}

/**
 * Makes the item visible, in one step. Older content is moved away before, or deleted afterwards if it is in another folder.
 */
export async function publishFolder(appearing: FolderPublication): Promise<PublishedFolder> {
  const { there, target } = appearing;
  const before = findAtPath(target, there);
  const appeared = await publishAt(appearing, before);
  await removeReplaced(
    appearing,
    there.filter((each) => each !== before),
  );
  return appeared;
}

/** A folder that now holds the new content is the new folder itself, under another of its names. */
async function removeReplaced(appearing: FolderPublication, others: readonly DeliveredFolder[]): Promise<void> {
  const { at, folders, request, signal } = appearing;
  for (const [index, other] of others.entries()) {
    const now = await folders.manifest(other.path, signal);
    if (now?.key !== request.key) await moveAside(appearing, other, [...at.root, toAsideName(request, index + 1)]);
  }
  if (others.length > 0 && !(await isPublished(appearing)))
    throw outputChangedError(
      `${at.client.terms.where} has lost the delivery, together with the version that it replaced; it is sent again`,
    );
}

async function publishAt(appearing: FolderPublication, before: DeliveredFolder | undefined): Promise<PublishedFolder> {
  const { at, request, signal, staging, target } = appearing;
  const { client } = at;
  if (before === undefined) await removeUnfinished(appearing);
  else if (before.manifest.key === request.key) {
    // Another attempt has just delivered it, or it is incomplete and useless.
    if (await isPublished(appearing)) {
      await client.remove(staging, signal);
      return { path: target, reconciled: true };
    }
    await client.remove(target, signal);
  } else await moveAside(appearing, before, [...at.root, toAsideName(request, 0)]);
  const moved = await client.move(staging, target, { signal });
  if (!(await isPublished(appearing))) {
    if (moved === 'moved') await withdrawFolder(appearing);
    throw outputChangedError(
      `${client.terms.where} has a folder '${target.at(-1) ?? ''}' that is not from this delivery. Another delivery may be in progress. If the folder is not from Throughline, move it away; the delivery is retried`,
    );
  }
  if (moved === 'exists') await client.remove(staging, signal);
  return { path: target, reconciled: moved !== 'moved' };
}

/** Deletes an incomplete folder without a manifest, left by a move or a deletion that was interrupted. */
async function removeUnfinished({ at, folders, signal, confirm, target, showing }: FolderPublication): Promise<void> {
  const entries = showing === undefined ? undefined : await at.client.list(target, signal);
  if (entries === undefined || (await folders.manifest(target, signal)) !== undefined) return;
  const ownNames = new Set([MANIFEST, ...(showing?.names ?? [])]);
  // Any other content was put there by a user.
  if ([...entries].some(([name, { isFolder }]) => isFolder || !(ownNames.has(name) || isPart(name)))) return;
  await confirm();
  await at.client.remove(target, signal);
}

/** A suspended process may have deleted gathered files before they appeared, or may have completed a partial file since. */
async function isPublished({ at, folders, request, signal, target }: FolderPublication): Promise<boolean> {
  const names = (await at.client.list(target, signal))?.keys() ?? [];
  await folders.sweepParts(target, names, signal);
  const manifest = await folders.manifest(target, signal);
  return manifest?.key === request.key && (await folders.listHeld(request, target, signal)).length === request.files.length;
}

/** Deletes an incomplete delivery, unless a later attempt has replaced it. */
async function withdrawFolder({ at, folders, request, signal, confirm, target }: FolderPublication): Promise<void> {
  await confirm();
  const there = await folders.manifest(target, signal);
  if (there === undefined || there.key === request.key) await at.client.remove(target, signal);
}

/** Moves a delivered folder away. Restores it if another delivery has replaced it meanwhile. */
async function moveAside(
  { at, folders, signal }: FolderPublication,
  { path, manifest }: DeliveredFolder,
  aside: RemotePath,
): Promise<void> {
  if ((await at.client.move(path, aside, { signal })) !== 'moved')
    throw outputChangedError(`${at.client.terms.where} has lost the earlier version while it was replaced`);
  const moved = await folders.manifest(aside, signal);
  if (moved?.key === manifest.key) return;
  await at.client.move(aside, path, { signal });
  throw outputChangedError(`${at.client.terms.where} has just received another delivery of the same item`);
}
