import { access, constants, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RetryableError, codeOf } from '@throughline/contracts';
import type { Delivered, DeliveryRequest, KeyedDestination, KeyedHooks, Noted } from '../destination.js';
import { FiledPlaces, itemName } from '../filed.js';
import { noFolder, toDeliveryError } from '../file-trouble.js';
import { MANIFEST, manifestOf } from '../manifest.js';
import { copyVerified } from './copy-file.js';
import { STAGING, findDelivered, foundAt, makeLevels, syncFolder, type Found } from './delivered-items.js';
import { KnownRoots } from './known-roots.js';
import { makeWay, takeAway } from './make-way.js';
import { holds, isComplete } from './manifest.js';

interface Appearing {
  readonly staging: string;
  readonly request: DeliveryRequest;
  readonly places: FiledPlaces;
}

/** A dot is in neither name, so that no output's prefix is that of another. */
const stagingOf = ({ assetId, output }: DeliveryRequest): string => `${STAGING}${assetId}.${output}.`;

const wholeOf = async (there: readonly Found[], { key }: DeliveryRequest): Promise<Found | undefined> => {
  for (const each of there) if (each.manifest.key === key && (await isComplete(each.path, each.manifest))) return each;
  return undefined;
};

const takenAway = (): RetryableError =>
  new RetryableError('output-changed', 'Files were taken away from the output folder while they were delivered');

/**
 * A folder of a file system, class *keyed*: one folder below it for each asset, of a document in the folders that it was filed in. The files are
 * gathered in a hidden folder, and appear by one rename, so that a reader sees all of them or none.
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

  async reconcile(request: DeliveryRequest, _signal?: AbortSignal, noted?: Noted): Promise<Delivered | undefined> {
    return this.#guarded(async () => {
      await this.known.verify(this.root);
      const standing = await this.#standing(request, new FiledPlaces(request, this.place, noted));
      // What dead attempts have left is taken away by a delivery: a sleeper that asks must not sweep.
      return standing === undefined || (await this.#leftBehind(request)).length > 0 ? undefined : standing;
    });
  }

  async deliver(request: DeliveryRequest, hooks: KeyedHooks): Promise<Delivered> {
    return this.#guarded(async () => {
      await this.#makeRoot();
      // A sleeper that wakes here must not sweep away what its successor gathers.
      await hooks.confirm();
      await this.#sweep(request);
      const places = new FiledPlaces(request, this.place, hooks.noted);
      const standing = await this.#standing(request, places);
      if (standing !== undefined) return standing;
      if (places.toNote !== undefined) await hooks.note(places.toNote);
      const staging = join(this.root, `${stagingOf(request)}${request.attemptId}`);
      try {
        await this.#gather(staging, request, hooks);
        await hooks.confirm();
        return await this.#appear({ staging, request, places });
      } finally {
        await rm(staging, { recursive: true, force: true });
      }
    });
  }

  /** What there is nothing left to do about. */
  async #standing(request: DeliveryRequest, { all }: FiledPlaces): Promise<Delivered | undefined> {
    const there = await findDelivered(this.root, request, all);
    const whole = await wholeOf(there, request);
    // Another beside it is one that it was to replace.
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
    await writeFile(join(staging, MANIFEST), JSON.stringify(manifestOf(request)), { flush: true });
    await syncFolder(staging);
  }

  /** The one step that others can see. What stands there with other content makes way for it, or goes when it is there. */
  async #appear({ staging, request, places }: Appearing): Promise<Delivered> {
    const there = await findDelivered(this.root, request, places.all);
    const whole = await wholeOf(there, request);
    const path = whole?.path ?? (await this.#pathFor(request, places, there));
    const before = whole ?? (await foundAt(path, there));
    if (whole === undefined) {
      const old = `${staging}-old`;
      if (before !== undefined) await makeWay(before, old);
      await rename(staging, path);
      await syncFolder(dirname(path));
      await this.#verify(path, request);
      await rm(old, { recursive: true, force: true });
    }
    const others = there.filter((each) => each !== before);
    for (const other of others) await takeAway(other, `${staging}-moved`, () => holds(path, request.key));
    if (others.length > 0 && !(await holds(path, request.key))) throw takenAway();
    return this.#delivered(path, request, whole !== undefined);
  }

  /** A recording stays in the folder that it has, whatever its title is today; a document goes where it was filed. */
  async #pathFor(request: DeliveryRequest, places: FiledPlaces, [first]: readonly Found[]): Promise<string> {
    if (first !== undefined && request.filedIn === undefined) return first.path;
    return join(await makeLevels(this.root, places.own), itemName(request));
  }

  /** A sleeper may have swept away what was gathered, file by file, until it appeared: from then on nobody does. */
  async #verify(target: string, { key }: DeliveryRequest): Promise<void> {
    if (await holds(target, key)) return;
    await rm(target, { recursive: true, force: true });
    throw takenAway();
  }

  async #makeRoot(): Promise<void> {
    await this.known.verify(this.root);
    await mkdir(this.root, { recursive: true }).catch((error: unknown) => {
      throw codeOf(error) === 'EEXIST' ? noFolder(this.root, error) : error;
    });
    await this.known.remember(this.root);
  }

  /** What dead attempts of the same asset left behind. */
  async #sweep(request: DeliveryRequest): Promise<void> {
    for (const name of await this.#leftBehind(request)) await rm(join(this.root, name), { recursive: true, force: true });
  }

  async #leftBehind(request: DeliveryRequest): Promise<readonly string[]> {
    return (await readdir(this.root)).filter((name) => name.startsWith(stagingOf(request)));
  }

  #delivered(path: string, request: DeliveryRequest, reconciled: boolean): Delivered {
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
