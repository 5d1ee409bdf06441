import { RetryableError } from '@throughline/contracts';
import type { CloudItem, CloudPath, CloudStorage } from './cloud-storage.js';
import { changeFile, type Draft, type DraftFile, type UploadDrafts } from './upload-draft.js';

export type FileState =
  | { readonly kind: 'made'; readonly item: CloudItem }
  | { readonly kind: 'open'; readonly session: string; readonly kept: number }
  | { readonly kind: 'new' };

interface DraftFilesParts {
  readonly storage: CloudStorage;
  readonly drafts: UploadDrafts;
  readonly id: string;
  /** The draft as it was read. Results are never written to another draft of this id. */
  readonly draft: Draft;
}

/** Another attempt has given this draft up. */
export const givenUpError = ({ label }: CloudStorage): RetryableError =>
  new RetryableError('session-lost', `The delivery to ${label} was cancelled; it starts again`);

/** True if the item is the file. A file is created only after its hash is on record. */
export const isFile = ({ name, size, hash }: DraftFile, item: CloudItem): boolean =>
  item.name === name && !item.isFolder && item.size === size && hash !== undefined && (item.hash ?? hash) === hash;

/** Looks up and begins the files of one draft, so that results of earlier attempts are found. */
export class DraftFiles {
  constructor(private readonly parts: DraftFilesParts) {}

  pathOf({ name }: Pick<DraftFile, 'name'>): CloudPath {
    return [...this.parts.draft.folder.path, name];
  }

  /** Returns the states in the order of the draft's files. */
  async states(signal: AbortSignal | undefined): Promise<readonly FileState[]> {
    const { storage, draft } = this.parts;
    const items = (await storage.list({ path: draft.folder.path }, signal)) ?? [];
    const states: FileState[] = [];
    for (const file of draft.files) {
      const item = items.find((each) => isFile(file, each));
      states.push(item === undefined ? await this.#sessionOf(file, signal) : { kind: 'made', item });
    }
    return states;
  }

  /** Returns an open session of a file with content. Continues an earlier one. */
  async open(file: DraftFile, signal: AbortSignal): Promise<Extract<FileState, { kind: 'open' }>> {
    const { storage, drafts, id, draft } = this.parts;
    const state = await this.#sessionOf(file, signal);
    if (state.kind === 'open') return state;
    const session = await storage.begin(this.pathOf(file), file.size, signal);
    // Record the session before its first byte, so that later attempts resume it.
    if ((await drafts.change(id, draft, changeFile(file.name, { session }))) === undefined) {
      await storage.end(session, signal);
      throw givenUpError(storage);
    }
    return { kind: 'open', session, kept: 0 };
  }

  async recordHash({ name }: DraftFile, hash: string): Promise<void> {
    const { storage, drafts, id, draft } = this.parts;
    if ((await drafts.change(id, draft, changeFile(name, { hash }))) === undefined) throw givenUpError(storage);
  }

  async #sessionOf({ name, session }: DraftFile, signal: AbortSignal | undefined): Promise<Exclude<FileState, { kind: 'made' }>> {
    if (session === undefined) return { kind: 'new' };
    const { storage, drafts, id, draft } = this.parts;
    const answer = await storage.status(session, signal);
    if (answer.kind === 'trouble') throw answer.error;
    if (answer.kind === 'kept') return { kind: 'open', session, kept: answer.kept };
    await drafts.change(id, draft, changeFile(name, { session: undefined }));
    return { kind: 'new' };
  }
}

/** Returns the bytes that the service has. */
export function computeOffset({ files }: Draft, states: readonly FileState[]): number {
  const storedBytes = (file: DraftFile, state: FileState | undefined): number =>
    state?.kind === 'made' ? file.size : state?.kind === 'open' ? state.kept : 0;
  return files.reduce((sum, file, index) => sum + storedBytes(file, states[index]), 0);
}
