import { RetryableError } from '@throughline/contracts';
import { readLastChunk } from '../chunks/last-chunk.js';
import { sendAllButLast } from '../chunks/send-all-but-last.js';
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
import type { StoredDraft } from '../kit/draft-store.js';
import type { Probe } from '../kit/probe.js';
import { computeSessionId } from '../kit/session-notes.js';
import type { DeliveryFolders, FileOf } from './delivery-folders.js';
import { DraftFiles, computeOffset, givenUpError, type FileState } from './draft-files.js';
import type { Draft } from './upload-draft.js';

type EndedSession = Exclude<SessionState, { kind: 'open' | 'stuck' }>;

/**
 * A folder in a cloud storage, class *session*: each item becomes a folder in it.
 * The folder and its files are named on record before any of them is created, so every attempt creates the same ones.
 * Each file is sent except for its last chunk. The last chunks create the files and are the finalising step, and then the folder
 * is marked as complete.
 */
export class CloudFolderDestination<D extends Draft = Draft> implements SessionDestination {
  readonly class = 'session';
  readonly describedByFile = true;
  readonly place: string;
  readonly urlOf?: (externalId: string) => string;

  constructor(private readonly folders: DeliveryFolders<D>) {
    this.place = folders.place;
    if (folders.urlOf !== undefined) this.urlOf = folders.urlOf;
  }

  check(signal?: AbortSignal): Promise<void> {
    return this.folders.check(signal);
  }

  probes(): readonly Probe[] {
    return this.folders.probes();
  }

  /** A draft is exact but expires after a month. Without it, the service is searched for a complete folder. */
  async reconcile(
    request: Pick<DeliveryRequest, 'assetId' | 'key' | 'filedIn'> & AttemptRef,
    signal?: AbortSignal,
  ): Promise<DeliveredObject | undefined> {
    const id = computeSessionId(this.place, request.key);
    const found = await this.folders.drafts.find(id);
    if (found === undefined) return this.folders.search(id, request, signal);
    return found.draft.done ? this.folders.read(found.draft, signal) : undefined;
  }

  /** Records folder and files before the first request that creates one of them. */
  async open(request: DeliveryRequest, signal?: AbortSignal): Promise<string> {
    const { drafts } = this.folders;
    const id = computeSessionId(this.place, request.key);
    const there = await drafts.find(id);
    // Another attempt may have begun or completed this delivery. Its draft is used.
    if (there !== undefined && (await this.#counts(there.draft, signal))) return id;
    // If another attempt was first, its draft is used.
    await drafts.begin(id, await this.folders.plan(id, request, signal), there?.revision);
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
    if (!(await this.folders.create(draft, hooks.signal))) {
      await this.folders.drafts.remove(session, draft);
      return 'gone';
    }
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
      if (states[index]?.kind !== 'made' && !(await this.#send(files, drafted, { file, hooks: { ...hooks, onProgress } }))) {
        await this.cancel(session, request, hooks.signal);
        return 'gone';
      }
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
      if (source === undefined || !(await this.#create(draft, { file, state, source }, signal)))
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
      const found = await this.folders.drafts.find(session);
      if (found === undefined) return { kind: 'gone' };
      const { draft } = found;
      if (draft.done) return this.#findEnd(draft, signal);
      const states = await this.#files(session, draft).states(signal);
      if (draft.dropped !== true && states.every(({ kind }) => kind === 'made'))
        return { kind: 'complete', delivered: await this.#complete(session, draft, signal) };
      if (!(await this.#giveUp(session, draft))) continue;
      for (const state of states) if (state.kind === 'open') await this.folders.uploads.end(state.session, signal);
      await this.folders.remove(draft, signal);
      await this.folders.drafts.remove(session, draft);
      return { kind: 'cancelled' };
    }
  }

  /** Returns false if another attempt has completed or replaced the draft. Looking at its files may have changed it. */
  async #giveUp(session: string, draft: D): Promise<boolean> {
    const now = await this.folders.drafts.findSame(session, draft);
    if (now === undefined || now.draft.done) return false;
    return now.draft.dropped === true || this.folders.drafts.drop(session, now);
  }

  async #find(session: string): Promise<StoredDraft<D> | undefined> {
    const found = await this.folders.drafts.find(session);
    return found?.draft.dropped === true ? undefined : found;
  }

  async #counts(draft: D, signal: AbortSignal | undefined): Promise<boolean> {
    if (draft.done) return (await this.folders.read(draft, signal)) !== undefined;
    // The attempt that gave it up may have died before it deleted the folder.
    if (draft.dropped === true) await this.folders.remove(draft, signal);
    return draft.dropped !== true;
  }

  #files(session: string, draft: D): DraftFiles<D> {
    return new DraftFiles(this.folders, session, draft);
  }

  /** Returns false if the file was removed, and the service cannot create it again under the same id. */
  async #send(
    files: DraftFiles<D>,
    drafted: FileOf<D>,
    { file, hooks }: { file: DeliveryFile; hooks: TransferHooks },
  ): Promise<boolean> {
    const { uploads } = this.folders;
    const { signal, onProgress: onKept } = hooks;
    // An empty file is created without a session.
    const at = file.size === 0 ? { session: '', kept: 0 } : await files.open(drafted, signal);
    const sent = 'session' in at ? await sendAllButLast({ uploads, file, ...at, signal, onKept }) : 'gone';
    if (typeof sent === 'object') {
      await files.recordHash(drafted, sent.hash);
      return true;
    }
    // Another attempt may have created the file meanwhile.
    if (await files.isMade(drafted, signal)) return true;
    if (!('session' in at)) return false;
    throw new RetryableError('session-lost', `${uploads.label} has lost the upload of ${file.name}; it starts again`);
  }

  /** Creates a file whose content was verified. Returns false if bytes are missing, or the service does not know the session. */
  async #create(
    draft: D,
    { file, state, source }: { file: FileOf<D>; state: FileState; source: DeliveryFile },
    signal: AbortSignal,
  ): Promise<boolean> {
    const { folders } = this;
    if (file.hash === undefined) return false;
    if (file.size === 0) {
      await folders.createEmpty(draft, file, signal);
      return true;
    }
    if (state.kind !== 'open' || state.kept < folders.uploads.findLastChunk(file.size)) return false;
    const last = await readLastChunk(source, state.kept);
    const answer = await folders.commit(draft, { ...file, session: state.session }, last, signal);
    if (answer.kind === 'trouble') throw answer.error;
    return answer.kind === 'complete';
  }

  async #incomplete(session: string, draft: D, signal: AbortSignal): Promise<FinishAnswer> {
    const states = await this.#files(session, draft).states(signal);
    if (!(await this.#isCurrent(session, draft))) return this.#discard(draft, signal);
    return { kind: 'incomplete', offset: computeOffset(draft, states) };
  }

  /** Marks the folder, and then the draft. */
  async #complete(session: string, draft: D, signal?: AbortSignal): Promise<DeliveredObject> {
    if (!(await this.#isCurrent(session, draft))) return this.#discard(draft, signal);
    await this.folders.markComplete(draft, signal);
    const delivered = await this.folders.read(draft, signal);
    if (delivered === undefined)
      throw new RetryableError(
        'session-lost',
        `The folder at ${this.folders.uploads.label} was removed during the delivery; it is sent again`,
      );
    const folder = { ...draft.folder, id: delivered.externalId };
    const done = await this.folders.drafts.change(session, draft, (now) => ({ ...now, done: true, folder }));
    return done === undefined ? this.#discard(draft, signal) : delivered;
  }

  async #isCurrent(session: string, draft: D): Promise<boolean> {
    const now = await this.folders.drafts.findSame(session, draft);
    return now !== undefined && now.draft.dropped !== true;
  }

  /** Removes what this attempt has created after another one gave the draft up. No other draft uses the folder. */
  async #discard(draft: D, signal: AbortSignal | undefined): Promise<never> {
    await this.folders.remove(draft, signal);
    throw givenUpError(this.folders.uploads.label);
  }

  async #findEnd(draft: D, signal: AbortSignal | undefined): Promise<EndedSession> {
    const delivered = await this.folders.read(draft, signal);
    return delivered === undefined ? { kind: 'gone' } : { kind: 'complete', delivered };
  }
}
