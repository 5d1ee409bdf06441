import type { DeliveryRequest } from '../destination.js';
import { asideOf, changedMeanwhile, type DeliveredFolder, type DeliveredFolders } from './delivered-folders.js';
import type { WebdavPlace } from './place.js';
import type { RemotePath } from './remote-path.js';

export interface Appeared {
  readonly path: RemotePath;
  /** It was there already. */
  readonly reconciled: boolean;
}

export interface Appearing {
  readonly at: WebdavPlace;
  readonly folders: DeliveredFolders;
  readonly request: DeliveryRequest;
  readonly signal: AbortSignal;
  /** Rejects where the attempt is no longer ours. */
  readonly confirm: () => Promise<void>;
  readonly staging: RemotePath;
  /** The delivery that was seen when this one began. */
  readonly before: DeliveredFolder | undefined;
  readonly target: RemotePath;
}

/** The one step that others can see. A folder with other content of the same recording makes way for the new one. */
export async function appear(appearing: Appearing): Promise<Appeared> {
  const { at, request, signal, staging, before, target } = appearing;
  const { client } = at;
  if (before?.manifest.key === request.key) {
    // Somebody else has just delivered it; or it is there in part, which is of no use to anybody.
    if (await isThere(appearing)) {
      await client.remove(staging, signal);
      return { path: target, reconciled: true };
    }
    await client.remove(target, signal);
  } else if (before !== undefined) await makeWay(appearing, before, [...at.root, asideOf(request)]);
  const moved = await client.move(staging, target, { signal });
  if (!(await isThere(appearing))) {
    if (moved === 'moved') await takeBack(appearing);
    throw changedMeanwhile('Another delivery of the same recording was at work at the WebDAV server; it is looked at again');
  }
  if (moved === 'exists') await client.remove(staging, signal);
  return { path: target, reconciled: moved !== 'moved' };
}

/** A sleeper may have taken away what was gathered until it appeared, and a part of one may have come to its end since. */
async function isThere({ at, folders, request, signal, target }: Appearing): Promise<boolean> {
  const names = (await at.client.list(target, signal))?.keys() ?? [];
  await folders.sweepParts(target, names, signal);
  const manifest = await folders.manifest(target, signal);
  return manifest?.key === request.key && (await folders.held(request, target, signal)).length === request.files.length;
}

/** What appeared in part is of no use to anybody; what a successor has delivered in its place since is. */
async function takeBack({ at, folders, request, signal, confirm, target }: Appearing): Promise<void> {
  await confirm();
  const there = await folders.manifest(target, signal);
  if (there === undefined || there.key === request.key) await at.client.remove(target, signal);
}

/** Moves a delivered folder out of the way, where it is still the one that was seen; what a successor has delivered meanwhile is put back. */
async function makeWay(
  { at, folders, signal }: Appearing,
  { path, manifest }: DeliveredFolder,
  aside: RemotePath,
): Promise<void> {
  if ((await at.client.move(path, aside, { signal })) !== 'moved')
    throw changedMeanwhile('The recording that stood at the WebDAV server was taken away while it was replaced');
  const moved = await folders.manifest(aside, signal);
  if (moved?.key === manifest.key) return;
  await at.client.move(aside, path, { signal });
  throw changedMeanwhile('Another delivery of the same recording has just arrived at the WebDAV server');
}
