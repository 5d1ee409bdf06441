import { access, constants, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PermanentError, RetryableError, codeOf } from '@throughline/contracts';
import type { Delivered, DeliveryRequest, KeyedDestination, KeyedHooks } from '../destination.js';
import { noFolder, toDeliveryError } from '../file-trouble.js';
import { MANIFEST, manifestOf, type Manifest } from '../manifest.js';
import { copyVerified } from './copy-file.js';
import { folderName, idMark } from '../folder-name.js';
import { KnownRoots } from './known-roots.js';
import { makeWay } from './make-way.js';
import { isComplete, readManifest } from './manifest.js';

const STAGING = '.throughline-staging-';

/** Makes a rename or a new file in a folder survive a power cut. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A dot is in neither name, so that no output's prefix is that of another. */
const stagingOf = ({ assetId, output }: DeliveryRequest): string => `${STAGING}${assetId}.${output}.`;

/**
 * A folder of a file system, class *keyed*: one sub-folder for each asset. The files are gathered in a hidden folder beside it,
 * and appear by one rename, so that a reader sees all of them or none.
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

  async reconcile(request: DeliveryRequest): Promise<Delivered | undefined> {
    return this.#guarded(async () => {
      await this.known.verify(this.root);
      const there = await this.#find(request);
      if (there?.manifest.key !== request.key || !(await isComplete(there.path, there.manifest))) return undefined;
      return this.#delivered(there.path, request, true);
    });
  }

  async deliver(request: DeliveryRequest, hooks: KeyedHooks): Promise<Delivered> {
    return this.#guarded(async () => {
      await this.#makeRoot();
      // A sleeper that wakes here must not sweep away what its successor gathers.
      await hooks.confirm();
      await this.#sweep(request);
      const staging = join(this.root, `${stagingOf(request)}${request.attemptId}`);
      try {
        await this.#gather(staging, request, hooks);
        await hooks.confirm();
        return await this.#appear(staging, request);
      } finally {
        await rm(staging, { recursive: true, force: true });
      }
    });
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

  /** The one step that others can see. A folder with other content of the same asset makes way for the new one. */
  async #appear(staging: string, request: DeliveryRequest): Promise<Delivered> {
    const there = await this.#find(request);
    if (there?.manifest.key === request.key && (await isComplete(there.path, there.manifest)))
      return this.#delivered(there.path, request, true);
    const target = there?.path ?? join(this.root, folderName(request.title, request.assetId));
    const old = `${staging}-old`;
    if (there !== undefined) await makeWay(there, old);
    await rename(staging, target);
    await syncFolder(this.root);
    await this.#verify(target, request);
    await rm(old, { recursive: true, force: true });
    return this.#delivered(target, request, false);
  }

  /** A sleeper may have swept away what was gathered, file by file, until it appeared: from then on nobody does. */
  async #verify(target: string, { key }: DeliveryRequest): Promise<void> {
    const manifest = await readManifest(target);
    if (manifest?.key === key && (await isComplete(target, manifest))) return;
    await rm(target, { recursive: true, force: true });
    throw new RetryableError('output-changed', 'Files were taken away from the output folder while they were delivered');
  }

  async #makeRoot(): Promise<void> {
    await this.known.verify(this.root);
    await mkdir(this.root, { recursive: true }).catch((error: unknown) => {
      throw codeOf(error) === 'EEXIST' ? noFolder(this.root, error) : error;
    });
    await this.known.remember(this.root);
  }

  /** Two outputs of one folder would take each other's object away, and both would say that theirs is there. */
  async #find({ assetId, output }: DeliveryRequest): Promise<{ path: string; manifest: Manifest } | undefined> {
    const names = await readdir(this.root).catch((error: unknown) => {
      // Anything else than a folder that was never made would make it look as if nothing had been delivered.
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    });
    for (const name of names) {
      if (!name.endsWith(idMark(assetId)) || name.startsWith(STAGING)) continue;
      const path = join(this.root, name);
      const manifest = await readManifest(path);
      if (manifest?.assetId !== assetId) continue;
      if (manifest.output === output) return { path, manifest };
      throw new PermanentError(
        'output-conflict',
        `The folder ${this.root} holds this recording for the output '${manifest.output}': give each output a folder of its own`,
      );
    }
    return undefined;
  }

  /** What dead attempts of the same asset left behind. */
  async #sweep(request: DeliveryRequest): Promise<void> {
    for (const name of await readdir(this.root)) {
      if (name.startsWith(stagingOf(request))) await rm(join(this.root, name), { recursive: true, force: true });
    }
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
