import type { DeliveryRequest } from '../destination.js';
import { MANIFEST } from '../manifest.js';
import {
  asideOf,
  changedMeanwhile,
  isPart,
  standingAt,
  type DeliveredFolder,
  type DeliveredFolders,
} from './delivered-folders.js';
import type { Showing } from './noted.js';
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
  /** Deliveries that were seen when this one began, wherever the item was filed. */
  readonly there: readonly DeliveredFolder[];
  readonly target: RemotePath;
  /** What is on record of the target; undefined where it was somebody else's. */
  readonly showing: Showing | undefined;
}

/**
 * The one step that others can see. A folder with other content of the same item makes way for the new one; one that stands in another folder
 * goes when the new one is there.
 */
export async function appear(appearing: Appearing): Promise<Appeared> {
  const { there, target } = appearing;
  const before = standingAt(target, there);
  const appeared = await appearAt(appearing, before);
  await takeAway(
    appearing,
    there.filter((each) => each !== before),
  );
  return appeared;
}

/** What holds the new content by now is the new one itself, by another name that the server has for it. */
async function takeAway(appearing: Appearing, others: readonly DeliveredFolder[]): Promise<void> {
  const { at, folders, request, signal } = appearing;
  for (const [index, other] of others.entries()) {
    const now = await folders.manifest(other.path, signal);
    if (now?.key !== request.key) await makeWay(appearing, other, [...at.root, asideOf(request, index + 1)]);
  }
  if (others.length > 0 && !(await isThere(appearing)))
    throw changedMeanwhile(
      'What was delivered to the WebDAV server was taken away together with what it replaced; it is sent again',
    );
}

async function appearAt(appearing: Appearing, before: DeliveredFolder | undefined): Promise<Appeared> {
  const { at, request, signal, staging, target } = appearing;
  const { client } = at;
  if (before === undefined) await removeUnfinished(appearing);
  else if (before.manifest.key === request.key) {
    // Somebody else has just delivered it; or it is there in part, which is of no use to anybody.
    if (await isThere(appearing)) {
      await client.remove(staging, signal);
      return { path: target, reconciled: true };
    }
    await client.remove(target, signal);
  } else await makeWay(appearing, before, [...at.root, asideOf(request, 0)]);
  const moved = await client.move(staging, target, { signal });
  if (!(await isThere(appearing))) {
    if (moved === 'moved') await takeBack(appearing);
    throw changedMeanwhile(
      `The folder '${target.at(-1) ?? ''}' at the WebDAV server is not what was delivered: another delivery was at work, or it is somebody else's and is to be moved away; it is looked at again`,
    );
  }
  if (moved === 'exists') await client.remove(staging, signal);
  return { path: target, reconciled: moved !== 'moved' };
}

/** A folder without a manifest, where one was to be shown or taken away and the server or the process was ended over it. */
async function removeUnfinished({ at, folders, signal, confirm, target, showing }: Appearing): Promise<void> {
  const entries = showing === undefined ? undefined : await at.client.list(target, signal);
  if (entries === undefined || (await folders.manifest(target, signal)) !== undefined) return;
  const known = new Set([MANIFEST, ...(showing?.names ?? [])]);
  // Whatever else lies in it was put there by somebody.
  if ([...entries].some(([name, { isFolder }]) => isFolder || !(known.has(name) || isPart(name)))) return;
  await confirm();
  await at.client.remove(target, signal);
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
