import { RetryableError } from '@throughline/contracts';
import type { Records } from '@throughline/credentials';
import {
  type Asking,
  type Delivered,
  type DeliveryFile,
  type DeliveryRequest,
  type FinishAnswer,
  type SessionDestination,
  type SessionState,
  type TransferHooks,
} from '../destination.js';
import { misconfigured } from '../output-settings.js';
import { DriveClient, quoted, type DriveItem } from './drive-client.js';
import { DriveDrafts, draftIdOf, type Draft, type DraftFile, type FoundDraft } from './drive-draft.js';
import { ASSET_PROPERTY, DONE_PROPERTY, DriveFiles, KEY_PROPERTY, givenUp, keyMark, type FileState } from './drive-files.js';
import { ParentFolders, noSuchFolder } from './parent-folders.js';
import { folderNameOf } from './folder-name.js';
import { lastChunk } from './last-chunk.js';
import { lastChunkAt } from './range.js';
import { sendAllButLast } from './send-chunks.js';
import { pathOn, type DrivePlace } from './settings.js';

type Ended = Exclude<SessionState, { kind: 'open' | 'stuck' }>;

export interface GoogleDriveParts {
  readonly at: DrivePlace;
  readonly drive: DriveClient;
  /** Sealed. */
  readonly notes: Records;
  readonly now?: () => Date;
}

/**
 * A folder of a Google Drive, class *session*: each item becomes a folder of its own in it. The ids of that folder and of its files are given
 * away by Drive before anything is made, and noted, so whoever goes on with a delivery makes the same files, and never others beside them.
 * Every file is sent but for its last chunk; the last chunks, at most 256 KiB each, make the files and are the finalising step.
 */
export class GoogleDriveDestination implements SessionDestination {
  readonly class = 'session';
  readonly describedByFile = true;
  readonly place: string;
  readonly #drafts: DriveDrafts;

  constructor(private readonly parts: GoogleDriveParts) {
    const { credential, folder } = parts.at;
    this.place = `google_drive ${String(credential)} ${folder}`;
    this.#drafts = new DriveDrafts(parts.notes);
  }

  urlOf(folder: string): string {
    return `https://drive.google.com/drive/folders/${folder}`;
  }

  async check(signal?: AbortSignal): Promise<void> {
    const top = await this.parts.drive.find(this.parts.at.folder, signal);
    if (top === undefined) throw noSuchFolder(this.parts.at.folder);
    if (!DriveClient.isFolder(top)) throw misconfigured(`'${this.parts.at.folder}' of a Google Drive is no folder`);
  }

  /** The note holds for a month, and is sure; by then a search is, too. */
  async reconcile(
    { key }: Pick<DeliveryRequest, 'assetId' | 'key'> & Asking,
    signal?: AbortSignal,
  ): Promise<Delivered | undefined> {
    const found = await this.#drafts.find(draftIdOf(this.place, key));
    if (found !== undefined) return found.draft.done ? this.#stands(found.draft, signal) : undefined;
    const property = (name: string, value: string): string =>
      `appProperties has { key=${quoted(name)} and value=${quoted(value)} }`;
    const [folder] = await this.parts.drive.search(
      `${property(KEY_PROPERTY, keyMark(key))} and ${property(DONE_PROPERTY, this.#doneMark)}`,
      signal,
    );
    if (folder === undefined) return undefined;
    return this.#delivered(folder.id, await this.parts.drive.search(`${quoted(folder.id)} in parents`, signal));
  }

  /** Nothing is made yet: a name for what will be, on record before the first request that makes something. */
  async open(request: DeliveryRequest, signal?: AbortSignal): Promise<string> {
    const id = draftIdOf(this.place, request.key);
    const there = await this.#drafts.find(id);
    // Another may have come first, and may have ended already: nothing of it is made again.
    if (there !== undefined && (await this.#counts(there.draft, signal))) return id;
    const [folder = '', ...ids] = await this.parts.drive.newIds(request.files.length + 1, signal);
    const day = (this.parts.now ?? (() => new Date()))();
    const parents = new ParentFolders(this.parts.drive, this.parts.notes, this.place);
    const levels = [...pathOn(this.parts.at.path, day, request.output), ...(request.filedIn ?? [])];
    const parent = await parents.ensure(this.parts.at.folder, levels, signal);
    const draft: Draft = {
      v: 1,
      assetId: request.assetId,
      output: request.output,
      key: request.key,
      folder: { id: folder, parent, name: folderNameOf(request) },
      files: request.files.map(({ name, size, sha256, mediaType }, index) => ({
        name,
        size,
        sha256,
        mediaType,
        id: ids[index] ?? '',
      })),
      done: false,
    };
    // Where another was first, its ids count.
    await this.#drafts.begin(id, draft, there?.revision);
    return id;
  }

  async inspect(session: string, _request: DeliveryRequest, signal?: AbortSignal): Promise<SessionState> {
    const found = await this.#find(session);
    if (found === undefined) return { kind: 'gone' };
    if (found.draft.done) return this.#ended(found.draft, signal);
    const states = await this.#states(session, found.draft, signal);
    if (states.every(({ kind }) => kind === 'made'))
      return { kind: 'complete', delivered: await this.#complete(session, found.draft, signal) };
    return { kind: 'open', offset: offsetOf(found.draft, states) };
  }

  async send({ session }: { session: string }, request: DeliveryRequest, hooks: TransferHooks): Promise<'sent' | 'gone'> {
    const found = await this.#find(session);
    if (found === undefined) return 'gone';
    const { draft } = found;
    const { id, parent, name } = draft.folder;
    const appProperties = { [ASSET_PROPERTY]: draft.assetId, [KEY_PROPERTY]: keyMark(draft.key) };
    const made = await this.parts.drive.createFolder({ id, name, parents: [parent], appProperties }, hooks.signal);
    if (made === 'no-parent' && parent === this.parts.at.folder) throw noSuchFolder(parent);
    // Made before, and taken away since, or with what it was to lie in: it cannot be made again under its id, nor anything in it.
    if ((await this.parts.drive.find(id, hooks.signal)) === undefined) {
      await this.#drafts.remove(session, draft);
      return 'gone';
    }
    let before = 0;
    for (const file of request.files) {
      const at = before;
      await this.#send(session, draft, {
        file,
        hooks: {
          ...hooks,
          onProgress: (bytes) => {
            hooks.onProgress(at + bytes);
          },
        },
      });
      before += file.size;
      // What is left of it is one small chunk, which makes it.
      hooks.onProgress(before);
    }
    return 'sent';
  }

  async finish(session: string, request: DeliveryRequest, signal: AbortSignal): Promise<FinishAnswer> {
    const found = await this.#find(session);
    if (found === undefined) return { kind: 'gone' };
    const { draft } = found;
    const files = this.#files(session, draft);
    for (const file of draft.files) {
      const state = file.size === 0 ? await this.#empty(files, file, signal) : await files.stateOf(file, signal);
      if (state.kind === 'made') continue;
      const source = request.files.find(({ name }) => name === file.name);
      const isReady = state.kind === 'open' && state.kept >= lastChunkAt(file.size) && source !== undefined;
      if (!isReady) return { kind: 'incomplete', offset: offsetOf(draft, await this.#states(session, draft, signal)) };
      const answer = await this.parts.drive.send(state.url, await lastChunk(source, state.kept), signal);
      if (answer.kind === 'trouble') throw answer.error;
      if (answer.kind !== 'complete')
        return { kind: 'incomplete', offset: offsetOf(draft, await this.#states(session, draft, signal)) };
    }
    return { kind: 'complete', delivered: { ...(await this.#complete(session, draft, signal)), reconciled: false } };
  }

  /**
   * What was made of it goes as well: it is no delivery before all of it is there. All attempts share the session, so it is given up on record
   * before anything is taken away: whoever completes it meanwhile is either seen here, or finds out there.
   */
  async cancel(
    session: string,
    _request: DeliveryRequest,
    signal?: AbortSignal,
  ): Promise<Ended | { readonly kind: 'cancelled' }> {
    for (;;) {
      const found = await this.#drafts.find(session);
      if (found === undefined) return { kind: 'gone' };
      const { draft } = found;
      if (draft.done) return this.#ended(draft, signal);
      const states = await this.#states(session, draft, signal);
      if (draft.dropped !== true && states.every(({ kind }) => kind === 'made'))
        return { kind: 'complete', delivered: await this.#complete(session, draft, signal) };
      if (draft.dropped !== true && !(await this.#drafts.drop(session, found))) continue;
      for (const state of states) if (state.kind === 'open') await this.parts.drive.end(state.url, signal);
      await this.parts.drive.remove(draft.folder.id, signal);
      await this.#drafts.remove(session, draft);
      return { kind: 'cancelled' };
    }
  }

  get #doneMark(): string {
    return keyMark(draftIdOf(this.place, ''));
  }

  /** One that was given up is none any more. */
  async #find(session: string): Promise<FoundDraft | undefined> {
    const found = await this.#drafts.find(session);
    return found?.draft.dropped === true ? undefined : found;
  }

  /** Whether nothing is to be begun in its place. */
  async #counts(draft: Draft, signal: AbortSignal | undefined): Promise<boolean> {
    if (draft.done) return (await this.#stands(draft, signal)) !== undefined;
    // Whoever gave it up may have died before the folder was gone.
    if (draft.dropped === true) await this.parts.drive.remove(draft.folder.id, signal);
    return draft.dropped !== true;
  }

  #files(session: string, draft: Draft): DriveFiles {
    return new DriveFiles({ drive: this.parts.drive, drafts: this.#drafts, id: session, draft });
  }

  async #states(session: string, draft: Draft, signal: AbortSignal | undefined): Promise<readonly FileState[]> {
    const files = this.#files(session, draft);
    const states: FileState[] = [];
    for (const file of draft.files) states.push(await files.stateOf(file, signal));
    return states;
  }

  async #send(session: string, draft: Draft, { file, hooks }: { file: DeliveryFile; hooks: TransferHooks }): Promise<void> {
    const drafted = draft.files.find(({ name }) => name === file.name);
    if (drafted === undefined) throw new RetryableError('session-lost', `${file.name} is none of the files that were begun`);
    const state = file.size === 0 ? undefined : await this.#files(session, draft).open(drafted, hooks.signal);
    if (state?.kind === 'made') return;
    const open = { url: state?.url ?? '', kept: state?.kept ?? 0 };
    const ended = await sendAllButLast({
      ...open,
      drive: this.parts.drive,
      file,
      signal: hooks.signal,
      onKept: hooks.onProgress,
    });
    if (ended === 'gone')
      throw new RetryableError('session-lost', `Google Drive has lost the upload of ${file.name}; it is begun again`);
  }

  async #empty(files: DriveFiles, file: DraftFile, signal: AbortSignal): Promise<FileState> {
    return { kind: 'made', item: await files.createEmpty(file, signal) };
  }

  /** All files are there: the folder says so, and then the note. */
  async #complete(session: string, draft: Draft, signal?: AbortSignal): Promise<Delivered> {
    const items = await this.#items(draft, signal);
    await this.parts.drive.mark(draft.folder.id, { [DONE_PROPERTY]: this.#doneMark }, signal);
    if ((await this.#drafts.change(session, draft, (now) => ({ ...now, done: true }))) === undefined) throw givenUp();
    return this.#delivered(draft.folder.id, items);
  }

  async #items({ files }: Draft, signal?: AbortSignal): Promise<readonly DriveItem[]> {
    const items: DriveItem[] = [];
    for (const { id } of files) {
      const item = await this.parts.drive.find(id, signal);
      if (item !== undefined) items.push(item);
    }
    return items;
  }

  #delivered(folder: string, items: readonly DriveItem[]): Delivered {
    const holds = items.map(({ name, size, sha256Checksum }) => ({
      name,
      size: Number(size ?? 0),
      ...(sha256Checksum === undefined ? {} : { sha256: sha256Checksum }),
    }));
    return { externalId: folder, url: this.urlOf(folder), reconciled: true, holds };
  }

  async #ended(draft: Draft, signal: AbortSignal | undefined): Promise<Ended> {
    const delivered = await this.#stands(draft, signal);
    return delivered === undefined ? { kind: 'gone' } : { kind: 'complete', delivered };
  }

  /** Undefined where somebody has taken it away. */
  async #stands(draft: Draft, signal: AbortSignal | undefined): Promise<Delivered | undefined> {
    const folder = await this.parts.drive.find(draft.folder.id, signal);
    return folder === undefined ? undefined : this.#delivered(folder.id, await this.#items(draft, signal));
  }
}

function offsetOf({ files }: Draft, states: readonly FileState[]): number {
  const kept = (file: DraftFile, state: FileState | undefined): number =>
    state?.kind === 'made' ? file.size : state?.kind === 'open' ? state.kept : 0;
  return files.reduce((sum, file, index) => sum + kept(file, states[index]), 0);
}
