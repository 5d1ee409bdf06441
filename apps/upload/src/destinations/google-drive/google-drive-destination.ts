import { RetryableError } from '@throughline/contracts';
import type { KeyValueStore } from '@throughline/messaging';
import { readLastChunk } from '../../google/last-chunk.js';
import { findLastChunk } from '../../google/range.js';
import { sendAllButLast } from '../../google/send-chunks.js';
import type {
  AttemptRef,
  DeliveredObject,
  DeliveryFile,
  DeliveryRequest,
  FinishAnswer,
  SessionDestination,
  SessionState,
  TransferHooks,
} from '../../kit/destination.js';
import { resolvePath } from '../../kit/dated-path.js';
import { misconfiguredError } from '../../kit/output-settings.js';
import type { Probe } from '../../kit/probe.js';
import { DriveClient, quote, type DriveItem } from './drive-client.js';
import { DriveDrafts, toDraftFiles, type Draft, type DraftFile, type StoredDraft } from './drive-draft.js';
import { computeSessionId } from '../../kit/session-notes.js';
import {
  ASSET_PROPERTY,
  DONE_PROPERTY,
  DriveFiles,
  KEY_PROPERTY,
  givenUpError,
  toKeyMark,
  type FileState,
} from './drive-files.js';
import { ParentFolders, noSuchFolderError } from './parent-folders.js';
import { listDriveProbes } from './probe-drive.js';
import { toDriveFolderName } from './folder-name.js';
import type { DriveLocation } from './settings.js';

type EndedSession = Exclude<SessionState, { kind: 'open' | 'stuck' }>;

export interface GoogleDriveParts {
  readonly at: DriveLocation;
  readonly drive: DriveClient;
  readonly notes: KeyValueStore;
  readonly now?: () => Date;
}

/**
 * A folder in Google Drive, class *session*: each item becomes a folder in it.
 * Drive allocates the ids of that folder and its files beforehand. They are on record, so every attempt creates the same files.
 * Each file is sent except for its last chunk of at most 256 KiB. The last chunks create the files and are the finalising step.
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
    if (top === undefined) throw noSuchFolderError(this.parts.at.folder);
    if (!DriveClient.isFolder(top)) throw misconfiguredError(`'${this.parts.at.folder}' at Google Drive is not a folder`);
  }

  probes(): readonly Probe[] {
    const { at, drive } = this.parts;
    return listDriveProbes(drive, at.folder, (signal) => this.check(signal));
  }

  /** A draft is exact but expires after a month. By then Drive's search, which lags behind, is exact too. */
  async reconcile(
    { key }: Pick<DeliveryRequest, 'assetId' | 'key'> & AttemptRef,
    signal?: AbortSignal,
  ): Promise<DeliveredObject | undefined> {
    const found = await this.#drafts.find(computeSessionId(this.place, key));
    if (found !== undefined) return found.draft.done ? this.#stands(found.draft, signal) : undefined;
    const property = (name: string, value: string): string =>
      `appProperties has { key=${quote(name)} and value=${quote(value)} }`;
    const [folder] = await this.parts.drive.search(
      `${property(KEY_PROPERTY, toKeyMark(key))} and ${property(DONE_PROPERTY, this.#doneMark)}`,
      signal,
    );
    if (folder === undefined) return undefined;
    return this.#delivered(folder.id, await this.parts.drive.search(`${quote(folder.id)} in parents`, signal));
  }

  /** Creates nothing at Drive but folders around the item. Records the ids before the first request that creates a file. */
  async open(request: DeliveryRequest, signal?: AbortSignal): Promise<string> {
    const id = computeSessionId(this.place, request.key);
    const there = await this.#drafts.find(id);
    // Another attempt may have begun or completed this delivery. Its draft is used.
    if (there !== undefined && (await this.#counts(there.draft, signal))) return id;
    const [folder = '', ...ids] = await this.parts.drive.newIds(request.files.length + 1, signal);
    const parents = new ParentFolders(this.parts.drive, this.parts.notes, this.place);
    const levels = [
      ...resolvePath(this.parts.at.path, this.parts.now?.() ?? new Date(), request.output),
      ...(request.filedIn ?? []),
    ];
    const parent = await parents.ensure(this.parts.at.folder, levels, signal);
    const draft: Draft = {
      v: 1,
      assetId: request.assetId,
      output: request.output,
      key: request.key,
      folder: { id: folder, parent, name: toDriveFolderName(request) },
      files: toDraftFiles(request.files, ids),
      done: false,
    };
    // If another attempt was first, its ids are used.
    await this.#drafts.begin(id, draft, there?.revision);
    return id;
  }

  async inspect(session: string, _request: DeliveryRequest, signal?: AbortSignal): Promise<SessionState> {
    const found = await this.#find(session);
    if (found === undefined) return { kind: 'gone' };
    if (found.draft.done) return this.#findEnd(found.draft, signal);
    const states = await this.#states(session, found.draft, signal);
    if (states.every(({ kind }) => kind === 'made'))
      return { kind: 'complete', delivered: await this.#complete(session, found.draft, signal) };
    return { kind: 'open', offset: computeOffset(found.draft, states) };
  }

  async send({ session }: { session: string }, request: DeliveryRequest, hooks: TransferHooks): Promise<'sent' | 'gone'> {
    const found = await this.#find(session);
    if (found === undefined) return 'gone';
    const { draft } = found;
    const { id, parent, name } = draft.folder;
    const appProperties = { [ASSET_PROPERTY]: draft.assetId, [KEY_PROPERTY]: toKeyMark(draft.key) };
    const made = await this.parts.drive.createFolder({ id, name, parents: [parent], appProperties }, hooks.signal);
    if (made === 'no-parent' && parent === this.parts.at.folder) throw noSuchFolderError(parent);
    // The folder was deleted, or its parent was. Drive cannot create it again under the same id.
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
      // Only the last chunk is missing, which creates the file.
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
      const isReady = state.kind === 'open' && state.kept >= findLastChunk(file.size) && source !== undefined;
      if (!isReady) return { kind: 'incomplete', offset: computeOffset(draft, await this.#states(session, draft, signal)) };
      const answer = await this.parts.drive.send(state.url, await readLastChunk(source, state.kept), signal);
      if (answer.kind === 'trouble') throw answer.error;
      if (answer.kind !== 'complete')
        return { kind: 'incomplete', offset: computeOffset(draft, await this.#states(session, draft, signal)) };
    }
    return { kind: 'complete', delivered: { ...(await this.#complete(session, draft, signal)), reconciled: false } };
  }

  /**
   * Also deletes the files that exist already: an incomplete delivery must not stay.
   * All attempts share the session, so it is given up on record before anything is deleted:
   * an attempt that completes it at the same time is either seen here, or sees the record.
   */
  async cancel(
    session: string,
    _request: DeliveryRequest,
    signal?: AbortSignal,
  ): Promise<EndedSession | { readonly kind: 'cancelled' }> {
    for (;;) {
      const found = await this.#drafts.find(session);
      if (found === undefined) return { kind: 'gone' };
      const { draft } = found;
      if (draft.done) return this.#findEnd(draft, signal);
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
    return toKeyMark(computeSessionId(this.place, ''));
  }

  async #find(session: string): Promise<StoredDraft | undefined> {
    const found = await this.#drafts.find(session);
    return found?.draft.dropped === true ? undefined : found;
  }

  async #counts(draft: Draft, signal: AbortSignal | undefined): Promise<boolean> {
    if (draft.done) return (await this.#stands(draft, signal)) !== undefined;
    // The attempt that gave it up may have died before it deleted the folder.
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
    const at = { uploads: this.parts.drive, url: state?.url ?? '', storedBytes: state?.kept ?? 0 };
    const ended = await sendAllButLast({
      ...at,
      service: 'Google Drive',
      file,
      signal: hooks.signal,
      onKept: hooks.onProgress,
    });
    if (ended === 'gone')
      throw new RetryableError('session-lost', `Google Drive has lost the upload of ${file.name}; it starts again`);
  }

  async #empty(files: DriveFiles, file: DraftFile, signal: AbortSignal): Promise<FileState> {
    return { kind: 'made', item: await files.createEmpty(file, signal) };
  }

  /** Marks the folder as complete, and then the draft. */
  async #complete(session: string, draft: Draft, signal?: AbortSignal): Promise<DeliveredObject> {
    const items = await this.#items(draft, signal);
    await this.parts.drive.mark(draft.folder.id, { [DONE_PROPERTY]: this.#doneMark }, signal);
    if ((await this.#drafts.change(session, draft, (now) => ({ ...now, done: true }))) === undefined) throw givenUpError();
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

  #delivered(folder: string, items: readonly DriveItem[]): DeliveredObject {
    const holds = items.map(({ name, size, sha256Checksum }) => ({
      name,
      size: Number(size ?? 0),
      ...(sha256Checksum === undefined ? {} : { sha256: sha256Checksum }),
    }));
    return { externalId: folder, url: this.urlOf(folder), reconciled: true, holds };
  }

  async #findEnd(draft: Draft, signal: AbortSignal | undefined): Promise<EndedSession> {
    const delivered = await this.#stands(draft, signal);
    return delivered === undefined ? { kind: 'gone' } : { kind: 'complete', delivered };
  }

  /** Returns the delivery, or `undefined` if the folder was deleted. */
  async #stands(draft: Draft, signal: AbortSignal | undefined): Promise<DeliveredObject | undefined> {
    const folder = await this.parts.drive.find(draft.folder.id, signal);
    return folder === undefined ? undefined : this.#delivered(folder.id, await this.#items(draft, signal));
  }
}

function computeOffset({ files }: Draft, states: readonly FileState[]): number {
  const storedBytes = (file: DraftFile, state: FileState | undefined): number =>
    state?.kind === 'made' ? file.size : state?.kind === 'open' ? state.kept : 0;
  return files.reduce((sum, file, index) => sum + storedBytes(file, states[index]), 0);
}
