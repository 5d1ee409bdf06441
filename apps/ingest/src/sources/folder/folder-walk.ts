import type { BigIntStats } from 'node:fs';
import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { PermanentError } from '@throughline/contracts';
import { isMissing, isUnreadable } from './file-errors.js';
import { isHidden } from './file-names.js';

/** A listing ends with an error after this many names, so that no folder can occupy a worker. */
const MAX_NAMES = 100_000;
const MAX_DEPTH = 20;
const REPLACEMENT = '\u{FFFD}';

/** A file, or anything else that is not a folder to enter. */
export interface WalkedEntry {
  /** Names below the start of the walk. */
  readonly path: readonly string[];
  readonly name: string;
  /** Absent for a name that cannot be used to find the file, because its bytes are no UTF-8. */
  readonly stats?: BigIntStats;
  /** The reason why a folder is not entered, or why nothing is known about an entry. */
  readonly obstacle?: 'too-deep' | 'unreadable';
}

export interface WalkOptions {
  readonly subfolders: boolean;
  /** A folder that is left out, as names below the start. */
  readonly except: readonly string[];
  readonly signal: AbortSignal;
}

const isEqual = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name, index) => name === other[index]);

/** Returns the path within an entry after which the walk goes on, or undefined if the whole entry is before that. */
function restAfter(name: string, [start, ...rest]: readonly string[]): readonly string[] | undefined {
  if (start === undefined || name > start) return [];
  return name === start && rest.length > 0 ? rest : undefined;
}

const unreadableFolder = (path: readonly string[]): WalkedEntry => ({ path, name: path.at(-1) ?? '', obstacle: 'unreadable' });

/** A walk through a folder in the order of names. It enters no symbolic link. */
export class FolderWalk {
  #names = 0;

  constructor(
    private readonly root: string,
    private readonly options: WalkOptions,
  ) {}

  /** Yields the entries after a path, which may have disappeared meanwhile. */
  async *entries(after: readonly string[] = [], parents: readonly string[] = []): AsyncGenerator<WalkedEntry, void, undefined> {
    const names = await this.#readNames(parents);
    if (names === undefined) yield unreadableFolder(parents);
    for (const name of names ?? []) {
      const rest = restAfter(name, after);
      if (rest !== undefined) yield* this.#visit(name, parents, rest);
    }
  }

  async *#visit(
    name: string,
    parents: readonly string[],
    after: readonly string[],
  ): AsyncGenerator<WalkedEntry, void, undefined> {
    this.options.signal.throwIfAborted();
    const path = [...parents, name];
    const stats = await lstat(join(this.root, ...path), { bigint: true }).catch((error: unknown) => {
      if (isUnreadable(error)) return 'unreadable';
      // The file was moved or removed since the folder was read.
      if (isMissing(error)) return undefined;
      throw error;
    });
    if (stats === 'unreadable') yield { path, name, obstacle: stats };
    else if (stats === undefined) {
      if (name.includes(REPLACEMENT)) yield { path, name };
    } else if (!stats.isDirectory()) yield { path, name, stats };
    else if (this.options.subfolders && !isEqual(path, this.options.except)) {
      if (path.length > MAX_DEPTH) yield { path, name, stats, obstacle: 'too-deep' };
      else yield* this.entries(after, path);
    }
  }

  /** Returns undefined for a subfolder that cannot be read. */
  async #readNames(parents: readonly string[]): Promise<readonly string[] | undefined> {
    const names: string[] = [];
    try {
      for await (const { name } of await opendir(join(this.root, ...parents))) {
        this.#names += 1;
        if (this.#names > MAX_NAMES) throw tooManyError();
        this.options.signal.throwIfAborted();
        if (!isHidden(name)) names.push(name);
      }
    } catch (error) {
      // The start of the walk must exist and be readable.
      if (isUnreadable(error) && parents.length > 0) return undefined;
      // The subfolder was removed since its parent was read.
      if (isMissing(error) && parents.length > 0) return [];
      throw error;
    }
    return names.sort();
  }
}

const tooManyError = (): PermanentError =>
  new PermanentError(
    'source-too-large',
    `The folder has more than ${String(MAX_NAMES)} files. Move imported files to another folder, or set up one source for each subfolder`,
  );
