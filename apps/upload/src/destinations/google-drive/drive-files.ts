import { RetryableError } from '@throughline/contracts';
import type { DriveClient, DriveItem } from './drive-client.js';
import { replaceSessionUrl, type Draft, type DraftFile, type DriveDrafts } from './drive-draft.js';

export type FileState =
  | { readonly kind: 'made'; readonly item: DriveItem }
  | { readonly kind: 'open'; readonly url: string; readonly kept: number }
  | { readonly kind: 'new' };

export interface DraftParts {
  readonly drive: DriveClient;
  readonly drafts: DriveDrafts;
  readonly id: string;
  /** The draft as it was read. Results are never written to another draft of this name. */
  readonly draft: Draft;
}

/** Another attempt has given this draft up. */
export const givenUpError = (): RetryableError =>
  new RetryableError('session-lost', 'The delivery to Google Drive was cancelled; it starts again');

/** Properties that identify our files. Drive shows them to this application only. */
export const ASSET_PROPERTY = 'tl_asset';
export const KEY_PROPERTY = 'tl_key';
export const DONE_PROPERTY = 'tl_done';
/** Drive limits name and value to 124 bytes together. Half of a SHA-256 is enough to tell contents apart. */
export const toKeyMark = (key: string): string => key.slice(0, 64);

/** Looks up and creates the files of one draft by their ids, so that results of earlier attempts are found. */
export class DriveFiles {
  constructor(private readonly parts: DraftParts) {}

  async stateOf(file: DraftFile, signal: AbortSignal | undefined): Promise<FileState> {
    if (file.url === undefined) return this.#byId(file, signal);
    // A status request for an upload without bytes would complete it.
    if (file.size === 0) return this.#byId(file, signal);
    const answer = await this.parts.drive.status(file.url, file.size, signal);
    switch (answer.kind) {
      case 'kept':
        return { kind: 'open', url: file.url, kept: answer.kept };
      case 'complete':
        return { kind: 'made', item: answer.item };
      case 'gone':
        await this.parts.drafts.change(this.parts.id, this.parts.draft, replaceSessionUrl(file.name, undefined));
        return this.#byId(file, signal);
      case 'trouble':
        throw answer.error;
    }
  }

  /** Returns an open session for a file, or the file itself. Resumes an earlier session. */
  async open(file: DraftFile, signal: AbortSignal): Promise<Exclude<FileState, { kind: 'new' }>> {
    const state = await this.stateOf(file, signal);
    if (state.kind !== 'new') return state;
    const { drive, drafts, id, draft } = this.parts;
    const session = await drive.begin(
      { id: file.id, name: file.name, parents: [draft.folder.id], mimeType: file.mediaType },
      file.size,
      signal,
    );
    if (session === undefined) return this.#requireItem(file, signal);
    // Record the session before its first byte, so that later attempts resume it.
    if ((await drafts.change(id, draft, replaceSessionUrl(file.name, session))) === undefined) {
      await drive.end(session, signal);
      throw givenUpError();
    }
    return { kind: 'open', url: session, kept: 0 };
  }

  async createEmpty(file: DraftFile, signal: AbortSignal): Promise<DriveItem> {
    const { id, name, mediaType: mimeType } = file;
    await this.parts.drive.create({ id, name, parents: [this.parts.draft.folder.id], mimeType }, signal);
    return (await this.#requireItem(file, signal)).item;
  }

  async #byId(file: DraftFile, signal: AbortSignal | undefined): Promise<FileState> {
    const item = await this.parts.drive.find(file.id, signal);
    return item === undefined ? { kind: 'new' } : { kind: 'made', item };
  }

  async #requireItem({ id, name }: DraftFile, signal: AbortSignal): Promise<{ readonly kind: 'made'; readonly item: DriveItem }> {
    const item = await this.parts.drive.find(id, signal);
    if (item !== undefined) return { kind: 'made', item };
    throw new RetryableError('session-lost', `${name} was removed from Google Drive during the delivery; it is sent again`);
  }
}
