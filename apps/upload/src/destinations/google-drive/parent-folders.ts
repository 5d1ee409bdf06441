import { createHash } from 'node:crypto';
import { RetryableError, kindOf, type PermanentError } from '@throughline/contracts';
import { recordName, type KeyValueStore, type StoredRecord } from '@throughline/messaging';
import { misconfiguredError } from '../../kit/output-settings.js';
import { DriveClient, quote } from './drive-client.js';

/** After this many rounds the folder is being deleted or replaced continuously. */
const MAX_ROUNDS = 5;

interface FolderRequest {
  readonly parent: string;
  readonly name: string;
  /** True if the parent is the folder that the output names. Only a person can create that one. */
  readonly atTop: boolean;
}

export const noSuchFolderError = (folder: string): PermanentError =>
  misconfiguredError(
    `The folder '${folder}' does not exist, or the Google account has no access to it. Correct the output, or share the folder with the account`,
  );

/**
 * Creates folders by name, each once, however many deliveries need it at the same time. Deliveries agree on its id over the
 * bus, and Drive creates one folder per id. A search would not do: it finds new folders late.
 */
export class ParentFolders {
  constructor(
    private readonly drive: DriveClient,
    private readonly notes: KeyValueStore,
    private readonly place: string,
  ) {}

  /** Returns the id of the folder at a path below `from`, and creates missing folders. */
  async ensure(from: string, names: readonly string[], signal: AbortSignal | undefined): Promise<string> {
    let id = from;
    for (const name of names) id = await this.#inside({ parent: id, name, atTop: id === from }, signal);
    return id;
  }

  async #inside(folder: FolderRequest, signal: AbortSignal | undefined): Promise<string> {
    const { parent, name } = folder;
    const digest = createHash('sha256')
      .update(JSON.stringify([this.place, parent, name]))
      .digest('hex')
      .slice(0, 40);
    const record = recordName('drive-folder', digest);
    for (let rounds = 0; rounds < MAX_ROUNDS; rounds += 1) {
      const noted = await this.notes.read(record);
      if (noted !== undefined && (await this.#isThere(noted.text, folder, signal))) return noted.text;
      await this.#agree(record, noted, await this.#idFor(folder, noted?.text, signal));
    }
    throw new Error(`The folder of the output changes too often`);
  }

  /** A recorded folder may not exist yet, if its author died. A deleted folder cannot be created again under its id. */
  async #isThere(id: string, { parent, name, atTop }: FolderRequest, signal: AbortSignal | undefined): Promise<boolean> {
    if ((await this.drive.find(id, signal)) !== undefined) return true;
    const made = await this.drive.createFolder({ id, name, parents: [parent] }, signal);
    if (made === 'asked') return (await this.drive.find(id, signal)) !== undefined;
    if (atTop) throw noSuchFolderError(parent);
    throw new RetryableError(
      'output-changed',
      `The parent folder of '${name}' was removed from Google Drive; it is created again`,
    );
  }

  /** Returns the id of an existing folder, or a new id. The search may still find a deleted folder. */
  async #idFor({ parent, name }: FolderRequest, deletedId: string | undefined, signal: AbortSignal | undefined): Promise<string> {
    const found = await this.drive.search(
      `name = ${quote(name)} and mimeType = 'application/vnd.google-apps.folder' and ${quote(parent)} in parents`,
      signal,
    );
    const there = found.find((folder) => folder.id !== deletedId);
    if (there !== undefined) return there.id;
    const [id = ''] = await this.drive.newIds(1, signal);
    return id;
  }

  /** Records the id, unless another delivery was first. */
  async #agree(record: string, before: StoredRecord | undefined, id: string): Promise<void> {
    try {
      await this.notes.write(record, id, before?.revision ?? 'absent');
    } catch (error) {
      if (kindOf(error) !== 'record-conflict') throw error;
    }
  }
}
