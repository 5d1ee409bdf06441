import { access, constants, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RetryableError } from '@throughline/contracts';
import type { DeliveredObject, DeliveryRequest, KeyedDestination, KeyedHooks, DeliveryNote } from '../../kit/destination.js';
import { ItemFolders, toItemFolderName } from '../../kit/item-folders.js';
import { toDeliveryError } from '../../kit/file-errors.js';
import { MANIFEST, createManifest } from '../../kit/manifest.js';
import { WRITE_CONFIRMED, type Probe } from '../../kit/probe.js';
import { copyVerified } from './copy-file.js';
import { STAGING, findDelivered, findAtPath, makeLevels, syncFolder, type IdentifiedFolder } from './delivered-items.js';
import { KnownRoots } from './known-roots.js';
import { makeRoot, probeFolder } from './make-root.js';
import { moveAside, removeReplaced } from './move-aside.js';
import { hasContent, isComplete } from './manifest.js';

interface FolderPublication {
  readonly staging: string;
  readonly request: DeliveryRequest;
  readonly places: ItemFolders;
}

/** Neither id nor output name has a dot, so no output's prefix starts another's. */
const toStagingPrefix = ({ assetId, output }: DeliveryRequest): string => `${STAGING}${assetId}.${output}.`;

const findComplete = async (
  there: readonly IdentifiedFolder[],
  { key }: DeliveryRequest,
): Promise<IdentifiedFolder | undefined> => {
  for (const each of there) if (each.manifest.key === key && (await isComplete(each.path, each.manifest))) return each;
  return undefined;
};

const takenAwayError = (): RetryableError =>
  new RetryableError('output-changed', 'Files were removed from the output folder during the delivery');

/**
 * A folder in a file system, class *keyed*. Each item has a subfolder; documents are filed in further folders. Files are
 * gathered in a hidden folder and appear by one rename: readers see all of them or none.
 */
export class FolderDestination implements KeyedDestination {
  readonly class = 'keyed';
  readonly describedByFile = true;
  readonly place: string;

  constructor(
    private readonly root: string,
    private readonly known = new KnownRoots(),
  ) {
    this.place = pathToFileURL(root).href;
  }

  async check(): Promise<void> {
    await this.#guarded(async () => {
      await this.#makeRoot();
      await access(this.root, constants.W_OK);
    });
  }

  probes(): readonly Probe[] {
    const write = (): Promise<void> =>
      this.#guarded(async () => {
        await this.known.verify(this.root);
        await probeFolder(this.root, (folder) => this.known.isKnown(folder));
      });
    return [{ name: 'write', confirms: WRITE_CONFIRMED, run: write }];
  }

  async reconcile(request: DeliveryRequest, _signal?: AbortSignal, noted?: DeliveryNote): Promise<DeliveredObject | undefined> {
    return this.#guarded(async () => {
      await this.known.verify(this.root);
      const delivered = await this.#findDelivered(request, new ItemFolders(request, this.place, noted));
      // Leftovers of dead attempts need a delivery: this check must not delete them, as it may run without the lease.
      return delivered === undefined || (await this.#leftBehind(request)).length > 0 ? undefined : delivered;
    });
  }

  async deliver(request: DeliveryRequest, hooks: KeyedHooks): Promise<DeliveredObject> {
    return this.#guarded(async () => {
      await this.#makeRoot();
      // The process may have been suspended: it must not delete the files of the next attempt.
      await hooks.confirm();
      await this.#sweep(request);
      const places = new ItemFolders(request, this.place, hooks.noted);
      const delivered = await this.#findDelivered(request, places);
      if (delivered !== undefined) return delivered;
      if (places.toNote !== undefined) await hooks.note(places.toNote);
      const staging = join(this.root, `${toStagingPrefix(request)}${request.attemptId}`);
      try {
        await this.#gather(staging, request, hooks);
        await hooks.confirm();
        return await this.#appear({ staging, request, places });
      } finally {
        await rm(staging, { recursive: true, force: true });
      }
    });
  }

  async #findDelivered(request: DeliveryRequest, { all }: ItemFolders): Promise<DeliveredObject | undefined> {
    const there = await findDelivered(this.root, request, all);
    const whole = await findComplete(there, request);
    // A second folder is left over from a replacement, which a delivery completes.
    return whole === undefined || there.length > 1 ? undefined : this.#delivered(whole.path, request, true);
  }

  async #gather(staging: string, request: DeliveryRequest, hooks: KeyedHooks): Promise<void> {
    await mkdir(staging);
    let sent = 0;
    for (const file of request.files) {
      const onBytes = (bytes: number): void => {
        sent += bytes;
        hooks.onProgress(sent);
      };
      await copyVerified(file, join(staging, file.name), { signal: hooks.signal, onBytes });
    }
    await writeFile(join(staging, MANIFEST), JSON.stringify(createManifest(request)), { flush: true });
    await syncFolder(staging);
  }

  /**
   * Makes the item visible, in one step. Older content is moved away before, or deleted afterwards if it is in another folder.
   */
  async #appear({ staging, request, places }: FolderPublication): Promise<DeliveredObject> {
    const there = await findDelivered(this.root, request, places.all);
    const whole = await findComplete(there, request);
    const path = whole?.path ?? (await this.#pathFor(request, places, there));
    const before = whole ?? (await findAtPath(path, there));
    if (whole === undefined) {
      const old = `${staging}-old`;
      if (before !== undefined) await moveAside(before, old);
      await rename(staging, path);
      await syncFolder(dirname(path));
      await this.#verify(path, request);
      await rm(old, { recursive: true, force: true });
    }
    const others = there.filter((each) => each !== before);
    for (const other of others) await removeReplaced(other, `${staging}-moved`, () => hasContent(path, request.key));
    if (others.length > 0 && !(await hasContent(path, request.key))) throw takenAwayError();
    return this.#delivered(path, request, whole !== undefined);
  }

  /** A recording keeps its folder after a change of title. A document moves to its new folder. */
  async #pathFor(request: DeliveryRequest, places: ItemFolders, [first]: readonly IdentifiedFolder[]): Promise<string> {
    if (first !== undefined && request.filedIn === undefined) return first.path;
    return join(await makeLevels(this.root, places.own), toItemFolderName(request));
  }

  /** A suspended process may have deleted gathered files until they appeared. From then on nothing deletes them. */
  async #verify(target: string, { key }: DeliveryRequest): Promise<void> {
    if (await hasContent(target, key)) return;
    await rm(target, { recursive: true, force: true });
    throw takenAwayError();
  }

  async #makeRoot(): Promise<void> {
    await this.known.verify(this.root);
    await makeRoot(this.root);
    await this.known.remember(this.root);
  }

  async #sweep(request: DeliveryRequest): Promise<void> {
    for (const name of await this.#leftBehind(request)) await rm(join(this.root, name), { recursive: true, force: true });
  }

  async #leftBehind(request: DeliveryRequest): Promise<readonly string[]> {
    return (await readdir(this.root)).filter((name) => name.startsWith(toStagingPrefix(request)));
  }

  #delivered(path: string, request: DeliveryRequest, reconciled: boolean): DeliveredObject {
    return { externalId: request.key, url: pathToFileURL(path).href, reconciled };
  }

  async #guarded<T>(task: () => Promise<T>): Promise<T> {
    try {
      return await task();
    } catch (error) {
      throw toDeliveryError(error, this.root);
    }
  }
}
