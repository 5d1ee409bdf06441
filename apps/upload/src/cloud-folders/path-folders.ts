import { randomBytes } from 'node:crypto';
import type { KeyValueStore } from '@throughline/messaging';
import { Type, type Static } from 'typebox';
import type { Chunk, ChunkAnswer } from '../chunks/chunked-uploads.js';
import { resolvePath } from '../kit/dated-path.js';
import type { DeliveredObject, DeliveryRequest } from '../kit/destination.js';
import { DraftStore } from '../kit/draft-store.js';
import { toFolderName } from '../kit/folder-name.js';
import { chooseTitle } from '../kit/item-folders.js';
import { MANIFEST, parseManifest, type Manifest } from '../kit/manifest.js';
import { misconfiguredError } from '../kit/output-settings.js';
import type { Probe } from '../kit/probe.js';
import { SessionNotes } from '../kit/session-notes.js';
import type { CloudItem, CloudPath, CloudStorage, ItemRef } from './cloud-storage.js';
import type { DeliveryFolders, FileOf } from './delivery-folders.js';
import { listStorageProbes } from './probe-storage.js';
import type { CloudLocation } from './settings.js';
import { DRAFT, DRAFT_FILE, startDraft } from './upload-draft.js';

const DraftSchema = Type.Object({
  ...DRAFT,
  /** The mark is new for each draft, so that a cancelled draft never shares a folder with another. */
  folder: Type.Object({ mark: Type.String(), path: Type.Array(Type.String()), id: Type.Optional(Type.String()) }),
  files: Type.Array(Type.Object(DRAFT_FILE)),
});
type PathDraft = Static<typeof DraftSchema>;
type DraftFile = FileOf<PathDraft>;

const KEY_DIGITS = 8;
/** Returns a new mark of a folder: the beginning of the draft's id, and four random digits. */
const createMark = (draftId: string): string => draftId.slice(0, KEY_DIGITS) + randomBytes(2).toString('hex');
/** Returns true for folders whose mark was created for this draft id. */
const hasMarkOf = (draftId: string, name: string): boolean =>
  new RegExp(`\\[${draftId.slice(0, KEY_DIGITS)}[0-9a-f]{4}\\]$`).test(name);

/** True if the item is the file. A file is created only after its hash is on record. */
const isFile = ({ name, size, hash }: DraftFile, item: CloudItem): boolean =>
  item.name === name && !item.isFolder && item.size === size && hash !== undefined && (item.hash ?? hash) === hash;

export interface PathFoldersParts {
  /** The output type. */
  readonly type: string;
  /** The name of the output. */
  readonly output: string;
  readonly at: CloudLocation;
  readonly storage: CloudStorage;
  readonly notes: KeyValueStore;
  readonly now?: () => Date;
}

/** Folders in a storage that has one item at a path. A manifest in each complete folder names its item and its files. */
export class PathFolders implements DeliveryFolders<PathDraft> {
  readonly place: string;
  readonly uploads: CloudStorage;
  readonly drafts: DraftStore<PathDraft>;

  constructor(private readonly parts: PathFoldersParts) {
    const { type, at, storage, notes } = parts;
    this.place = `${type} ${String(at.credential)} ${at.folder}`;
    this.uploads = storage;
    this.drafts = new DraftStore(new SessionNotes(notes, { service: 'cloud', schema: DraftSchema }), ({ mark }) => mark);
  }

  /** The folder of deliveries that start today. */
  get #top(): CloudPath {
    const { at, output, now } = this.parts;
    return resolvePath(at.folder, now?.() ?? new Date(), output);
  }

  /** The folder may be missing: it is created. */
  async check(signal?: AbortSignal): Promise<void> {
    const { storage } = this.parts;
    const path = this.#top;
    const found = await storage.find({ path }, signal);
    if (found !== undefined && !found.isFolder)
      throw misconfiguredError(`'${path.join('/')}' at ${storage.label} is not a folder. Correct the output`);
  }

  probes(): readonly Probe[] {
    return listStorageProbes(this.parts.storage, this.#top, (signal) => this.check(signal));
  }

  plan(id: string, request: DeliveryRequest): Promise<PathDraft> {
    const mark = createMark(id);
    const path = [...this.#top, ...(request.filedIn ?? []), toFolderName(chooseTitle(request), mark)];
    const files = request.files.map(({ name, size, sha256 }) => ({ name, size, sha256 }));
    return Promise.resolve({ ...startDraft(request), folder: { mark, path }, files });
  }

  async create({ folder }: PathDraft, signal: AbortSignal): Promise<true> {
    await this.parts.storage.createFolders(folder.path, signal);
    return true;
  }

  async findFiles({ folder: { path }, files }: PathDraft, signal?: AbortSignal): Promise<readonly (number | undefined)[]> {
    const items = (await this.parts.storage.list({ path }, signal)) ?? [];
    return files.map((file) => items.find((each) => isFile(file, each))?.size);
  }

  begin({ folder }: PathDraft, { name, size }: DraftFile, signal: AbortSignal): Promise<string> {
    return this.parts.storage.begin([...folder.path, name], size, signal);
  }

  createEmpty({ folder }: PathDraft, { name }: DraftFile, signal: AbortSignal): Promise<void> {
    return this.parts.storage.put([...folder.path, name], new Uint8Array(0), signal);
  }

  commit(
    { folder }: PathDraft,
    { name, session }: DraftFile & { readonly session: string },
    last: Chunk,
    signal: AbortSignal,
  ): Promise<ChunkAnswer> {
    return this.parts.storage.commit(session, [...folder.path, name], last, signal);
  }

  /** Writes the manifest. */
  async markComplete({ assetId, output, key, files, folder }: PathDraft, signal?: AbortSignal): Promise<void> {
    const manifest: Manifest = {
      v: 1,
      assetId,
      output,
      key,
      files: files.map(({ name, size, sha256 }) => ({ name, size, sha256 })),
    };
    await this.parts.storage.put([...folder.path, MANIFEST], Buffer.from(JSON.stringify(manifest)), signal);
  }

  /** Finds the folder wherever it is now. */
  async read({ folder: { path, id }, files }: PathDraft, signal?: AbortSignal): Promise<DeliveredObject | undefined> {
    const { storage } = this.parts;
    const at: ItemRef = id === undefined ? { path } : { id };
    const folder = await storage.find(at, signal);
    const items = folder === undefined ? undefined : await storage.list(at, signal);
    if (folder === undefined || items === undefined) return undefined;
    const holds = files.flatMap((file) => {
      const item = items.find((each) => isFile(file, each));
      return item === undefined ? [] : [{ name: file.name, size: item.size, sha256: file.sha256 }];
    });
    return { externalId: folder.id, url: storage.urlOf(folder, path), reconciled: true, holds };
  }

  /** Looks in today's folder of the output for a folder with the same mark, whose manifest tells. */
  async search(
    id: string,
    { key, assetId, filedIn = [] }: Pick<DeliveryRequest, 'assetId' | 'key' | 'filedIn'>,
    signal?: AbortSignal,
  ): Promise<DeliveredObject | undefined> {
    const { storage } = this.parts;
    const parent = [...this.#top, ...filedIn];
    const folders = ((await storage.list({ path: parent }, signal)) ?? []).filter(
      ({ isFolder, name }) => isFolder && hasMarkOf(id, name),
    );
    for (const folder of folders) {
      const path = [...parent, folder.name];
      const manifest = parseManifest((await storage.read({ path: [...path, MANIFEST] }, signal)) ?? '');
      if (manifest?.key !== key || manifest.assetId !== assetId) continue;
      return this.#describedBy(manifest, folder, { path, signal });
    }
    return undefined;
  }

  remove({ folder }: PathDraft, signal?: AbortSignal): Promise<void> {
    return this.parts.storage.remove({ path: folder.path }, signal);
  }

  /** Without the draft only the sizes can be compared. */
  async #describedBy(
    { files }: Manifest,
    folder: CloudItem,
    { path, signal }: { path: CloudPath; signal: AbortSignal | undefined },
  ): Promise<DeliveredObject> {
    const { storage } = this.parts;
    const items = (await storage.list({ path }, signal)) ?? [];
    const holds = files.flatMap(({ name }) => {
      const item = items.find((each) => each.name === name && !each.isFolder);
      return item === undefined ? [] : [{ name, size: item.size }];
    });
    return { externalId: folder.id, url: storage.urlOf(folder, path), reconciled: true, holds };
  }
}
