import { open } from 'node:fs/promises';
import { RetryableError } from '@throughline/contracts';
import type { DeliveredObject, DeliveryFile, DeliveryRequest } from '../kit/destination.js';
import { MANIFEST, parseManifest, type Manifest } from '../kit/manifest.js';
import type { CloudItem, CloudPath, CloudStorage, ItemRef } from './cloud-storage.js';
import { isFile, type FileState } from './draft-files.js';
import { hasMarkOf, type Draft } from './upload-draft.js';

interface NewFile {
  readonly path: CloudPath;
  readonly state: FileState;
  readonly source: DeliveryFile;
}

/** The folders of complete deliveries. A manifest in each names its item and its files. */
export class DeliveredFolders {
  constructor(
    private readonly storage: CloudStorage,
    /** Returns the folder of the output. */
    private readonly top: () => CloudPath,
  ) {}

  /** Makes a file of an upload session. Returns false if the service does not know the session, or lacks bytes. */
  async create({ path, state, source }: NewFile, signal: AbortSignal): Promise<boolean> {
    if (state.kind !== 'open') {
      await this.storage.put(path, new Uint8Array(0), signal);
      return true;
    }
    const answer = await this.storage.commit(state.session, path, await readFrom(source, state.kept), signal);
    if (answer.kind === 'trouble') throw answer.error;
    return answer.kind === 'complete';
  }

  /** Ends the open sessions of an unfinished delivery, and deletes its folder. */
  async remove({ folder }: Draft, states: readonly FileState[], signal: AbortSignal | undefined): Promise<void> {
    for (const state of states) if (state.kind === 'open') await this.storage.end(state.session, signal);
    await this.storage.remove({ path: folder.path }, signal);
  }

  /** Writes the manifest. Its presence means that all files are complete. */
  async describe({ assetId, output, key, files, folder }: Draft, signal: AbortSignal | undefined): Promise<void> {
    const manifest: Manifest = {
      v: 1,
      assetId,
      output,
      key,
      files: files.map(({ name, size, sha256 }) => ({ name, size, sha256 })),
    };
    await this.storage.put([...folder.path, MANIFEST], Buffer.from(JSON.stringify(manifest)), signal);
  }

  /** Returns the delivery, wherever its folder is now, or `undefined` if the folder was deleted. */
  async read(draft: Draft, signal: AbortSignal | undefined): Promise<DeliveredObject | undefined> {
    const { path, id } = draft.folder;
    const at: ItemRef = id === undefined ? { path } : { id };
    const folder = await this.storage.find(at, signal);
    const items = folder === undefined ? undefined : await this.storage.list(at, signal);
    if (folder === undefined || items === undefined) return undefined;
    const holds = draft.files.flatMap((file) => {
      const item = items.find((each) => isFile(file, each));
      return item === undefined ? [] : [{ name: file.name, size: item.size, sha256: file.sha256 }];
    });
    return { externalId: folder.id, url: this.storage.urlOf(folder, path), reconciled: true, holds };
  }

  /** Finds a delivery without its draft, in today's folder of the output. */
  async find(
    draftId: string,
    { key, assetId, filedIn = [] }: Pick<DeliveryRequest, 'assetId' | 'key' | 'filedIn'>,
    signal: AbortSignal | undefined,
  ): Promise<DeliveredObject | undefined> {
    const parent = [...this.top(), ...filedIn];
    const folders = ((await this.storage.list({ path: parent }, signal)) ?? []).filter(
      ({ isFolder, name }) => isFolder && hasMarkOf(draftId, name),
    );
    for (const folder of folders) {
      const path = [...parent, folder.name];
      const manifest = parseManifest((await this.storage.read({ path: [...path, MANIFEST] }, signal)) ?? '');
      if (manifest?.key !== key || manifest.assetId !== assetId) continue;
      return this.#describedBy(manifest, folder, { path, signal });
    }
    return undefined;
  }

  /** Without the draft only the sizes can be compared. */
  async #describedBy(
    { files }: Manifest,
    folder: CloudItem,
    { path, signal }: { path: CloudPath; signal: AbortSignal | undefined },
  ): Promise<DeliveredObject> {
    const items = (await this.storage.list({ path }, signal)) ?? [];
    const holds = files.flatMap(({ name }) => {
      const item = items.find((each) => each.name === name && !each.isFolder);
      return item === undefined ? [] : [{ name, size: item.size }];
    });
    return { externalId: folder.id, url: this.storage.urlOf(folder, path), reconciled: true, holds };
  }
}

/** Reads the rest of a file from byte `first`, at most one unit of the service. */
async function readFrom(
  { path, size, name }: DeliveryFile,
  first: number,
): Promise<{ first: number; bytes: Buffer; total: number }> {
  const bytes = Buffer.alloc(size - first);
  const file = await open(path, 'r');
  try {
    const { bytesRead } = await file.read(bytes, 0, bytes.length, first);
    if (bytesRead !== bytes.length)
      throw new RetryableError('content-changed', `${name} changed while it was read from the artifact store`);
    return { first, bytes, total: size };
  } finally {
    await file.close();
  }
}
