import { RetryableError } from '@throughline/contracts';
import type { DriveClient, DriveItem } from './drive-client.js';
import { withUrl, type Draft, type DraftFile, type DriveDrafts } from './drive-draft.js';

/** How far a file has come. */
export type FileState =
  /** The file is there. */
  | { readonly kind: 'made'; readonly item: DriveItem }
  | { readonly kind: 'open'; readonly url: string; readonly kept: number }
  /** Nothing of it is at Drive. */
  | { readonly kind: 'new' };

export interface DraftParts {
  readonly drive: DriveClient;
  readonly drafts: DriveDrafts;
  readonly id: string;
  /** As it was read: what is found out goes to no other draft of this name. */
  readonly draft: Draft;
}

/** Another attempt has ended what this one was at. */
export const givenUp = (): RetryableError =>
  new RetryableError('session-lost', 'The delivery to Google Drive was given up meanwhile; it is begun again');

/** Properties that our own files are found by; Drive shows them to this application alone. */
export const ASSET_PROPERTY = 'tl_asset';
export const KEY_PROPERTY = 'tl_key';
export const DONE_PROPERTY = 'tl_done';
/** Drive takes 124 bytes of name and value together; half of a SHA-256 tells contents apart. */
export const keyMark = (key: string): string => key.slice(0, 64);

/** The files of one draft, as Drive knows them by their ids: what it was asked before is found, whoever has asked. */
export class DriveFiles {
  constructor(private readonly parts: DraftParts) {}

  async stateOf(file: DraftFile, signal: AbortSignal | undefined): Promise<FileState> {
    if (file.url === undefined) return this.#byId(file, signal);
    // Asked about an upload without bytes, Drive would complete it.
    if (file.size === 0) return this.#byId(file, signal);
    const answer = await this.parts.drive.status(file.url, file.size, signal);
    switch (answer.kind) {
      case 'kept':
        return { kind: 'open', url: file.url, kept: answer.kept };
      case 'complete':
        return { kind: 'made', item: answer.item };
      case 'gone':
        await this.parts.drafts.change(this.parts.id, this.parts.draft, withUrl(file.name, undefined));
        return this.#byId(file, signal);
      case 'trouble':
        throw answer.error;
    }
  }

  /** An open session for it; one that was begun before is gone on with. */
  async open(file: DraftFile, signal: AbortSignal): Promise<Exclude<FileState, { kind: 'new' }>> {
    const state = await this.stateOf(file, signal);
    if (state.kind !== 'new') return state;
    const { drive, drafts, id, draft } = this.parts;
    const begun = await drive.begin(
      { id: file.id, name: file.name, parents: [draft.folder.id], mimeType: file.mediaType },
      file.size,
      signal,
    );
    if (begun === undefined) return this.#made(file, signal);
    // Before its first byte: whoever comes later goes on with it.
    if ((await drafts.change(id, draft, withUrl(file.name, begun))) === undefined) {
      await drive.end(begun, signal);
      throw givenUp();
    }
    return { kind: 'open', url: begun, kept: 0 };
  }

  /** A file without bytes needs no upload. */
  async createEmpty(file: DraftFile, signal: AbortSignal): Promise<DriveItem> {
    const { id, name, mediaType: mimeType } = file;
    await this.parts.drive.create({ id, name, parents: [this.parts.draft.folder.id], mimeType }, signal);
    return (await this.#made(file, signal)).item;
  }

  async #byId(file: DraftFile, signal: AbortSignal | undefined): Promise<FileState> {
    const item = await this.parts.drive.find(file.id, signal);
    return item === undefined ? { kind: 'new' } : { kind: 'made', item };
  }

  async #made({ id, name }: DraftFile, signal: AbortSignal): Promise<{ readonly kind: 'made'; readonly item: DriveItem }> {
    const item = await this.parts.drive.find(id, signal);
    if (item !== undefined) return { kind: 'made', item };
    throw new RetryableError('session-lost', `${name} was taken away from Google Drive while it was delivered; it is sent again`);
  }
}
