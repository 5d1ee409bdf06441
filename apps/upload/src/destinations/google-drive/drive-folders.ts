import type { KeyValueStore } from '@throughline/messaging';
import { Type, type Static } from 'typebox';
import type { Chunk, ChunkAnswer } from '../../chunks/chunked-uploads.js';
import type { DeliveryFolders, FileOf } from '../../cloud-folders/delivery-folders.js';
import { DRAFT, DRAFT_FILE, startDraft } from '../../cloud-folders/upload-draft.js';
import { resolvePath } from '../../kit/dated-path.js';
import type { DeliveredObject, DeliveryRequest } from '../../kit/destination.js';
import { DraftStore } from '../../kit/draft-store.js';
import { misconfiguredError } from '../../kit/output-settings.js';
import type { Probe } from '../../kit/probe.js';
import { SessionNotes, computeSessionId } from '../../kit/session-notes.js';
import { DriveClient, quote, type DriveItem } from './drive-client.js';
import { toDriveFolderName } from './folder-name.js';
import { ParentFolders, noSuchFolderError } from './parent-folders.js';
import { listDriveProbes } from './probe-drive.js';
import type { DriveLocation } from './settings.js';

const DraftSchema = Type.Object({
  ...DRAFT,
  folder: Type.Object({ id: Type.String(), parent: Type.String(), name: Type.String() }),
  files: Type.Array(Type.Object({ ...DRAFT_FILE, mediaType: Type.String(), id: Type.String() })),
});
type DriveDraft = Static<typeof DraftSchema>;
type DraftFile = FileOf<DriveDraft>;

/** Properties that identify our folders. Drive shows them to this application only. */
const ASSET_PROPERTY = 'tl_asset';
const KEY_PROPERTY = 'tl_key';
const DONE_PROPERTY = 'tl_done';
/** Drive limits name and value to 124 bytes together. Half of a SHA-256 is enough to tell contents apart. */
const toKeyMark = (key: string): string => key.slice(0, 64);
const hasProperty = (name: string, value: string): string => `appProperties has { key=${quote(name)} and value=${quote(value)} }`;

export interface DriveFoldersParts {
  readonly at: DriveLocation;
  readonly drive: DriveClient;
  readonly notes: KeyValueStore;
  readonly now?: () => Date;
}

/** Folders in Google Drive, which allows equal names. Drive allocates the ids of a folder and its files beforehand. */
export class DriveFolders implements DeliveryFolders<DriveDraft> {
  readonly place: string;
  readonly uploads: DriveClient['uploads'];
  readonly drafts: DraftStore<DriveDraft>;

  constructor(private readonly parts: DriveFoldersParts) {
    const { at, drive, notes } = parts;
    this.place = `google_drive ${String(at.credential)} ${at.folder}`;
    this.uploads = drive.uploads;
    this.drafts = new DraftStore(new SessionNotes(notes, { service: 'drive', schema: DraftSchema }), ({ id }) => id);
  }

  readonly urlOf = (folder: string): string => `https://drive.google.com/drive/folders/${folder}`;

  async check(signal?: AbortSignal): Promise<void> {
    const { at, drive } = this.parts;
    const top = await drive.find(at.folder, signal);
    if (top === undefined) throw noSuchFolderError(at.folder);
    if (!DriveClient.isFolder(top)) throw misconfiguredError(`'${at.folder}' at Google Drive is not a folder`);
  }

  probes(): readonly Probe[] {
    const { at, drive } = this.parts;
    return listDriveProbes(drive, at.folder, (signal) => this.check(signal));
  }

  /** Creates only the folders around the item. */
  async plan(_id: string, request: DeliveryRequest, signal?: AbortSignal): Promise<DriveDraft> {
    const { at, drive, notes, now } = this.parts;
    const [id = '', ...ids] = await drive.newIds(request.files.length + 1, signal);
    const levels = [...resolvePath(at.path, now?.() ?? new Date(), request.output), ...(request.filedIn ?? [])];
    const parent = await new ParentFolders(drive, notes, this.place).ensure(at.folder, levels, signal);
    const files = request.files.map(({ name, size, sha256, mediaType }, index) => ({
      name,
      size,
      sha256,
      mediaType,
      id: ids[index] ?? '',
    }));
    return { ...startDraft(request), folder: { id, parent, name: toDriveFolderName(request) }, files };
  }

  async create({ folder: { id, parent, name }, assetId, key }: DriveDraft, signal: AbortSignal): Promise<boolean> {
    const { at, drive } = this.parts;
    const appProperties = { [ASSET_PROPERTY]: assetId, [KEY_PROPERTY]: toKeyMark(key) };
    const made = await drive.createFolder({ id, name, parents: [parent], appProperties }, signal);
    if (made === 'no-parent' && parent === at.folder) throw noSuchFolderError(parent);
    // The folder was deleted, or its parent was. Drive cannot create it again under the same id.
    return (await drive.find(id, signal)) !== undefined;
  }

  async findFiles(draft: DriveDraft, signal?: AbortSignal): Promise<readonly (number | undefined)[]> {
    return (await this.#find(draft, signal)).map((item) => item && sizeOf(item));
  }

  begin(draft: DriveDraft, file: DraftFile, signal: AbortSignal): Promise<string | undefined> {
    return this.parts.drive.begin(toNewItem(draft, file), file.size, signal);
  }

  async createEmpty(draft: DriveDraft, file: DraftFile, signal: AbortSignal): Promise<void> {
    await this.parts.drive.create(toNewItem(draft, file), signal);
  }

  commit(_draft: DriveDraft, { session }: { readonly session: string }, last: Chunk, signal: AbortSignal): Promise<ChunkAnswer> {
    return this.uploads.send(session, last, signal);
  }

  markComplete({ folder }: DriveDraft, signal?: AbortSignal): Promise<void> {
    return this.parts.drive.mark(folder.id, { [DONE_PROPERTY]: this.#doneMark }, signal);
  }

  async read(draft: DriveDraft, signal?: AbortSignal): Promise<DeliveredObject | undefined> {
    const { id } = draft.folder;
    if ((await this.parts.drive.find(id, signal)) === undefined) return undefined;
    return this.#delivered(id, await this.#find(draft, signal));
  }

  /** The search lags behind, but is exact by the time a draft has expired. */
  async search(_id: string, { key }: Pick<DeliveryRequest, 'key'>, signal?: AbortSignal): Promise<DeliveredObject | undefined> {
    const { drive } = this.parts;
    const marks = [hasProperty(KEY_PROPERTY, toKeyMark(key)), hasProperty(DONE_PROPERTY, this.#doneMark)];
    const [folder] = await drive.search(marks.join(' and '), signal);
    if (folder === undefined) return undefined;
    return this.#delivered(folder.id, await drive.search(`${quote(folder.id)} in parents`, signal));
  }

  remove({ folder }: DriveDraft, signal?: AbortSignal): Promise<void> {
    return this.parts.drive.remove(folder.id, signal);
  }

  get #doneMark(): string {
    return toKeyMark(computeSessionId(this.place, ''));
  }

  /** Asks for each file by its id, which is reliable. */
  async #find({ files }: DriveDraft, signal?: AbortSignal): Promise<readonly (DriveItem | undefined)[]> {
    const items: (DriveItem | undefined)[] = [];
    for (const { id } of files) items.push(await this.parts.drive.find(id, signal));
    return items;
  }

  #delivered(folder: string, items: readonly (DriveItem | undefined)[]): DeliveredObject {
    const holds = items.flatMap((item) => {
      if (item === undefined) return [];
      const { name, sha256Checksum } = item;
      return [{ name, size: sizeOf(item), ...(sha256Checksum === undefined ? {} : { sha256: sha256Checksum }) }];
    });
    return { externalId: folder, url: this.urlOf(folder), reconciled: true, holds };
  }
}

const sizeOf = ({ size }: DriveItem): number => Number(size ?? 0);

const toNewItem = ({ folder }: DriveDraft, { id, name, mediaType: mimeType }: DraftFile) => ({
  id,
  name,
  parents: [folder.id],
  mimeType,
});
