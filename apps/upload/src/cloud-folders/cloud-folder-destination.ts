import { RetryableError } from '@throughline/contracts';
import type { KeyValueStore } from '@throughline/messaging';
import type {
  AttemptRef,
  DeliveredObject,
  DeliveryFile,
  DeliveryRequest,
  FinishAnswer,
  SessionDestination,
  SessionState,
  TransferHooks,
} from '../kit/destination.js';
import { resolvePath } from '../kit/dated-path.js';
import { toFolderName } from '../kit/folder-name.js';
import { chooseTitle } from '../kit/item-folders.js';
import { misconfiguredError } from '../kit/output-settings.js';
import type { Probe } from '../kit/probe.js';
import type { CloudPath, CloudStorage } from './cloud-storage.js';
import { DeliveredFolders } from './delivered-folders.js';
import { DraftFiles, computeOffset, givenUpError, type FileState } from './draft-files.js';
import { listStorageProbes } from './probe-storage.js';
import { hashFile, sendFile } from './send-file.js';
import type { CloudLocation } from './settings.js';
import { UploadDrafts, createMark, type Draft, type DraftFile, type StoredDraft } from './upload-draft.js';
import { computeSessionId } from '../kit/session-notes.js';

type EndedSession = Exclude<SessionState, { kind: 'open' | 'stuck' }>;

export interface CloudFolderParts {
  /** The output type. */
  readonly type: string;
  /** The name of the output. */
  readonly output: string;
  readonly at: CloudLocation;
  readonly storage: CloudStorage;
  readonly notes: KeyValueStore;
  readonly now?: () => Date;
}

/**
 * A folder in a cloud storage, class *session*: each item becomes a folder in it.
 * The folder is named on record before anything is created, so every attempt creates the same files.
 * Files are sent into upload sessions. The finalising step makes files of them, and writes a manifest last.
 */
export class CloudFolderDestination implements SessionDestination {
  readonly class = 'session';
  readonly describedByFile = true;
  readonly place: string;
  readonly #drafts: UploadDrafts;
  readonly #delivered: DeliveredFolders;

  constructor(private readonly parts: CloudFolderParts) {
    const { type, at, storage, notes } = parts;
    this.place = `${type} ${String(at.credential)} ${at.folder}`;
    this.#drafts = new UploadDrafts(notes);
    this.#delivered = new DeliveredFolders(storage, () => this.#folder);
  }

  /** The folder of deliveries that start today. */
  get #folder(): CloudPath {
    const { at, output, now } = this.parts;
    return resolvePath(at.folder, now?.() ?? new Date(), output);
  }

  /** The folder may be missing: it is created. */
  async check(signal?: AbortSignal): Promise<void> {
    const { storage } = this.parts;
    const path = this.#folder;
    const found = await storage.find({ path }, signal);
    if (found !== undefined && !found.isFolder)
      throw misconfiguredError(`'${path.join('/')}' at ${storage.label} is not a folder. Correct the output`);
  }

  probes(): readonly Probe[] {
    return listStorageProbes(this.parts.storage, this.#folder, (signal) => this.check(signal));
  }

  /** A draft is exact but expires after a month. Without it, the manifests of folders with the same mark tell. */
  async reconcile(
    request: Pick<DeliveryRequest, 'assetId' | 'key' | 'filedIn'> & AttemptRef,
    signal?: AbortSignal,
  ): Promise<DeliveredObject | undefined> {
    const id = computeSessionId(this.place, request.key);
    const found = await this.#drafts.find(id);
    if (found === undefined) return this.#delivered.find(id, request, signal);
    return found.draft.done ? this.#delivered.read(found.draft, signal) : undefined;
  }

  /** Creates nothing at the service. Records the folder before the first request that creates something. */
  async open(request: DeliveryRequest, signal?: AbortSignal): Promise<string> {
    const id = computeSessionId(this.place, request.key);
    const there = await this.#drafts.find(id);
    // Another attempt may have begun or completed this delivery. Its draft is used.
    if (there !== undefined && (await this.#counts(there.draft, signal))) return id;
    const mark = createMark(id);
    const name = toFolderName(chooseTitle(request), mark);
    const draft: Draft = {
      v: 1,
      assetId: request.assetId,
      output: request.output,
      key: request.key,
      folder: { mark, path: [...this.#folder, ...(request.filedIn ?? []), name] },
      files: request.files.map(({ name: file, size, sha256 }) => ({ name: file, size, sha256 })),
      done: false,
    };
    // If another attempt was first, its folder is used.
    await this.#drafts.begin(id, draft, there?.revision);
    return id;
  }

  async inspect(session: string, _request: DeliveryRequest, signal?: AbortSignal): Promise<SessionState> {
    const found = await this.#find(session);
    if (found === undefined) return { kind: 'gone' };
    const { draft } = found;
    if (draft.done) return this.#findEnd(draft, signal);
    const states = await this.#files(session, draft).states(signal);
    if (states.every(({ kind }) => kind === 'made'))
      return { kind: 'complete', delivered: await this.#complete(session, draft, signal) };
    return { kind: 'open', offset: computeOffset(draft, states) };
  }

  async send({ session }: { session: string }, request: DeliveryRequest, hooks: TransferHooks): Promise<'sent' | 'gone'> {
    const found = await this.#find(session);
    if (found === undefined) return 'gone';
    const { draft } = found;
    await this.parts.storage.createFolders(draft.folder.path, hooks.signal);
    const files = this.#files(session, draft);
    const states = await files.states(hooks.signal);
    let before = 0;
    for (const file of request.files) {
      const at = before;
      const index = draft.files.findIndex(({ name }) => name === file.name);
      const drafted = draft.files[index];
      if (drafted === undefined) throw new RetryableError('session-lost', `${file.name} is none of the files that were begun`);
      const onProgress = (bytes: number): void => {
        hooks.onProgress(at + bytes);
      };
      if (states[index]?.kind !== 'made') await this.#send(files, drafted, { file, hooks: { ...hooks, onProgress } });
      before += file.size;
      // The file is created only on finalising.
      hooks.onProgress(before);
    }
    return 'sent';
  }

  async finish(session: string, request: DeliveryRequest, signal: AbortSignal): Promise<FinishAnswer> {
    const found = await this.#find(session);
    if (found === undefined) return { kind: 'gone' };
    const { draft } = found;
    if (draft.done) return this.#findEnd(draft, signal);
    const files = this.#files(session, draft);
    for (const [index, state] of (await files.states(signal)).entries()) {
      const file = draft.files[index];
      const source = request.files.find(({ name }) => name === file?.name);
      if (state.kind === 'made' || file === undefined) continue;
      if (source === undefined || !this.#isReady(file, state)) return this.#incomplete(session, draft, signal);
      if (!(await this.#delivered.create({ path: files.pathOf(file), state, source }, signal)))
        return this.#incomplete(session, draft, signal);
    }
    if (!(await files.states(signal)).every(({ kind }) => kind === 'made')) return this.#incomplete(session, draft, signal);
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
      const states = await this.#files(session, draft).states(signal);
      if (draft.dropped !== true && states.every(({ kind }) => kind === 'made'))
        return { kind: 'complete', delivered: await this.#complete(session, draft, signal) };
      if (!(await this.#giveUp(session, draft))) continue;
      await this.#delivered.remove(draft, states, signal);
      await this.#drafts.remove(session, draft);
      return { kind: 'cancelled' };
    }
  }

  /** Returns false if another attempt has completed or replaced the draft. Looking at its files may have changed it. */
  async #giveUp(session: string, { folder }: Draft): Promise<boolean> {
    const now = await this.#drafts.find(session);
    if (now?.draft.folder.mark !== folder.mark || now.draft.done) return false;
    return now.draft.dropped === true || this.#drafts.drop(session, now);
  }

  async #find(session: string): Promise<StoredDraft | undefined> {
    const found = await this.#drafts.find(session);
    return found?.draft.dropped === true ? undefined : found;
  }

  async #counts(draft: Draft, signal: AbortSignal | undefined): Promise<boolean> {
    if (draft.done) return (await this.#delivered.read(draft, signal)) !== undefined;
    // The attempt that gave it up may have died before it deleted the folder.
    if (draft.dropped === true) await this.parts.storage.remove({ path: draft.folder.path }, signal);
    return draft.dropped !== true;
  }

  #files(session: string, draft: Draft): DraftFiles {
    return new DraftFiles({ storage: this.parts.storage, drafts: this.#drafts, id: session, draft });
  }

  async #send(
    files: DraftFiles,
    drafted: DraftFile,
    { file, hooks }: { file: DeliveryFile; hooks: TransferHooks },
  ): Promise<void> {
    const { storage } = this.parts;
    const { signal } = hooks;
    if (file.size === 0) return files.recordHash(drafted, await hashFile({ storage, file, signal }));
    const { session, kept } = await files.open(drafted, signal);
    const sent = await sendFile({ storage, file, session, kept, signal, onKept: hooks.onProgress });
    if (sent === 'gone')
      throw new RetryableError('session-lost', `${storage.label} has lost the upload of ${file.name}; it starts again`);
    await files.recordHash(drafted, sent.hash);
  }

  #isReady({ size, hash }: DraftFile, state: FileState): boolean {
    if (hash === undefined) return false;
    return size === 0 || (state.kind === 'open' && state.kept >= this.parts.storage.findLastChunk(size));
  }

  async #incomplete(session: string, draft: Draft, signal: AbortSignal): Promise<FinishAnswer> {
    const states = await this.#files(session, draft).states(signal);
    if (!(await this.#isCurrent(session, draft))) return this.#discard(draft, signal);
    return { kind: 'incomplete', offset: computeOffset(draft, states) };
  }

  /** Writes the manifest, and marks the draft. */
  async #complete(session: string, draft: Draft, signal?: AbortSignal): Promise<DeliveredObject> {
    if (!(await this.#isCurrent(session, draft))) return this.#discard(draft, signal);
    await this.#delivered.describe(draft, signal);
    const delivered = await this.#delivered.read(draft, signal);
    if (delivered === undefined)
      throw new RetryableError(
        'session-lost',
        `The folder at ${this.parts.storage.label} was removed during the delivery; it is sent again`,
      );
    const folder = { ...draft.folder, id: delivered.externalId };
    const done = await this.#drafts.change(session, draft, (now) => ({ ...now, done: true, folder }));
    return done === undefined ? this.#discard(draft, signal) : delivered;
  }

  async #isCurrent(session: string, { folder }: Draft): Promise<boolean> {
    return (await this.#find(session))?.draft.folder.mark === folder.mark;
  }

  /** Removes what this attempt has created after another one gave the draft up. No other draft uses the folder. */
  async #discard({ folder }: Draft, signal: AbortSignal | undefined): Promise<never> {
    const { storage } = this.parts;
    await storage.remove({ path: folder.path }, signal);
    throw givenUpError(storage);
  }

  async #findEnd(draft: Draft, signal: AbortSignal | undefined): Promise<EndedSession> {
    const delivered = await this.#delivered.read(draft, signal);
    return delivered === undefined ? { kind: 'gone' } : { kind: 'complete', delivered };
  }
}
