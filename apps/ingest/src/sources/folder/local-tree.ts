import { constants } from 'node:fs';
import { access, lstat, mkdir, opendir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileTree, ListedFile, TreeEntry, WalkRequest } from '../../file-trees/file-tree.js';
import type { Names } from '../../file-trees/file-version.js';
import { FolderWalk, type FolderName, type FolderReader, type TreeNode } from '../../file-trees/folder-walk.js';
import type { OpenedItem } from '../../kit/source-lister.js';
import { isMissing, isUnreadable, toFolderError } from './file-errors.js';
import { isStillThere, openListedFile, resolveBelow, resolveFile, versionOf } from './folder-files.js';

const THE_FOLDER = 'The folder of the source';

async function* readNames(folder: string): AsyncGenerator<FolderName, void, undefined> {
  for await (const { name } of await opendir(folder)) yield { name };
}

async function look(path: string): Promise<TreeNode> {
  const stats = await lstat(path, { bigint: true });
  if (stats.isDirectory()) return { kind: 'folder' };
  return stats.isFile() ? { kind: 'file', version: versionOf(stats) } : { kind: 'other' };
}

function findObstacle(error: unknown): 'missing' | 'unreadable' | undefined {
  if (isUnreadable(error)) return 'unreadable';
  return isMissing(error) ? 'missing' : undefined;
}

const readerOf = (root: string): FolderReader => ({
  read: (path) => readNames(join(root, ...path)),
  look: (path) => look(join(root, ...path)),
  findObstacle,
});

const exists = async (path: string): Promise<boolean> => {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
};

/** A folder of this server that the operator has opened. */
export class LocalTree implements FileTree {
  readonly place: string;

  constructor(
    name: string,
    private readonly base: string,
  ) {
    this.place = `folder:${name}`;
  }

  async *entries({ start, ...request }: WalkRequest): AsyncGenerator<TreeEntry, void, undefined> {
    const root = await resolveBelow(this.base, start);
    try {
      yield* new FolderWalk(readerOf(root), request).entries();
    } catch (error) {
      throw toFolderError(error, THE_FOLDER);
    }
  }

  open(file: ListedFile): Promise<OpenedItem> {
    return openListedFile(this.base, file);
  }

  /** Renaming happens at once or not at all. */
  async move(file: ListedFile, target: Names): Promise<'moved' | 'exists' | 'gone'> {
    try {
      const path = await resolveFile(this.base, file);
      if (!(await isStillThere(path, file))) return 'gone';
      const folder = target.slice(0, -1);
      await mkdir(join(this.base, ...folder), { recursive: true });
      const renamed = join(await resolveBelow(this.base, folder), target.at(-1) ?? '');
      if (await exists(renamed)) return 'exists';
      await rename(path, renamed);
      return 'moved';
    } catch (error) {
      // Another worker has just moved it.
      if (isMissing(error)) return 'gone';
      throw toFolderError(error, 'The imported file');
    }
  }

  checkRead(start: Names): Promise<void> {
    return this.#check(start, constants.R_OK | constants.X_OK);
  }

  readonly checkWrite = (start: Names): Promise<void> => this.#check(start, constants.W_OK);

  async #check(start: Names, mode: number): Promise<void> {
    try {
      const root = await resolveBelow(this.base, start);
      await access(root, mode);
      await (await opendir(root)).close();
    } catch (error) {
      throw toFolderError(error, THE_FOLDER);
    }
  }
}
