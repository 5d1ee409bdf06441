import { RetryableError } from '@throughline/contracts';
import type { DeliveryFolders, FileOf } from './delivery-folders.js';
import { changeFile, type Draft } from './upload-draft.js';

export type FileState =
  | { readonly kind: 'made' }
  | { readonly kind: 'open'; readonly session: string; readonly kept: number }
  | { readonly kind: 'new' };

/** Another attempt has given this draft up. */
export const givenUpError = (label: string): RetryableError =>
  new RetryableError('session-lost', `The delivery to ${label} was cancelled; it starts again`);

/** Looks up and begins the files of one draft, so that results of earlier attempts are found. */
export class DraftFiles<D extends Draft> {
  constructor(
    private readonly folders: DeliveryFolders<D>,
    private readonly id: string,
    /** The draft as it was read. Results are never written to another draft of this id. */
    private readonly draft: D,
  ) {}

  /** Returns the states in the order of the draft's files. */
  async states(signal: AbortSignal | undefined): Promise<readonly FileState[]> {
    const sizes = await this.folders.findFiles(this.draft, signal);
    const states: FileState[] = [];
    for (const [index, file] of this.draft.files.entries())
      states.push(sizes[index] === undefined ? await this.#sessionOf(file, signal) : { kind: 'made' });
    return states;
  }

  async isMade({ name }: FileOf<D>, signal: AbortSignal): Promise<boolean> {
    const sizes = await this.folders.findFiles(this.draft, signal);
    return sizes[this.draft.files.findIndex((file) => file.name === name)] !== undefined;
  }

  /** Returns an open session of a file with content. Continues an earlier one. */
  async open(file: FileOf<D>, signal: AbortSignal): Promise<Exclude<FileState, { kind: 'made' }>> {
    const state = await this.#sessionOf(file, signal);
    if (state.kind === 'open') return state;
    const session = await this.folders.begin(this.draft, file, signal);
    if (session === undefined) return { kind: 'new' };
    // Record the session before its first byte, so that later attempts resume it.
    if (!(await this.#record(file, { session }))) {
      await this.folders.uploads.end(session, signal);
      throw givenUpError(this.folders.uploads.label);
    }
    return { kind: 'open', session, kept: 0 };
  }

  async recordHash(file: FileOf<D>, hash: string): Promise<void> {
    if (!(await this.#record(file, { hash }))) throw givenUpError(this.folders.uploads.label);
  }

  async #sessionOf(file: FileOf<D>, signal: AbortSignal | undefined): Promise<Exclude<FileState, { kind: 'made' }>> {
    const { session, size } = file;
    if (session === undefined) return { kind: 'new' };
    const answer = await this.folders.uploads.status(session, size, signal);
    if (answer.kind === 'trouble') throw answer.error;
    if (answer.kind === 'kept') return { kind: 'open', session, kept: answer.kept };
    await this.#record(file, { session: undefined });
    return { kind: 'new' };
  }

  /** Returns false if the draft was given up. */
  async #record({ name }: FileOf<D>, change: Parameters<typeof changeFile>[1]): Promise<boolean> {
    return (await this.folders.drafts.change(this.id, this.draft, changeFile(name, change))) !== undefined;
  }
}

/** Returns the bytes that the service has. */
export function computeOffset({ files }: Draft, states: readonly FileState[]): number {
  return files.reduce((sum, { size }, index) => {
    const state = states[index];
    return sum + (state?.kind === 'made' ? size : state?.kind === 'open' ? state.kept : 0);
  }, 0);
}
