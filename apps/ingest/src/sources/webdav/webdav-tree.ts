import { Readable } from 'node:stream';
import { PermanentError, RetryableError, codeOf } from '@throughline/contracts';
import type { Entry } from '@throughline/webdav';
import { changedError } from '../../file-trees/file-errors.js';
import { misconfiguredError } from '../../kit/read-settings.js';
import type { FileTree, ListedFile, TreeEntry, WalkRequest } from '../../file-trees/file-tree.js';
import type { FileVersion, Names } from '../../file-trees/file-version.js';
import { isSameVersion } from '../../file-trees/file-version.js';
import { FolderWalk, type FolderName, type FolderReader, type TreeNode } from '../../file-trees/folder-walk.js';
import { toCopySignal } from '../../file-trees/copy-signal.js';
import type { OpenedItem } from '../../kit/source-lister.js';
import { FORBIDDEN, GONE, LOCKED, findObstacle, toTransportError } from './dav-errors.js';
import type { SourceClient } from './source-client.js';

const goneError = (what: string): PermanentError => new PermanentError(GONE, `${what} does not exist`);

const cannotMoveError = (): PermanentError =>
  misconfiguredError(
    'The server refuses to move or mark the file. If the folder for imported files has the name of a file, choose another folder',
  );

/** The ETag is no part of the version: some servers change it with the file's place or owner. */
function versionOf({ isFolder, size, modified }: Entry): FileVersion | undefined {
  return isFolder || size === undefined || modified === undefined ? undefined : { size, modified };
}

function nodeOf(entry: Entry): TreeNode {
  const version = versionOf(entry);
  if (version !== undefined) return { kind: 'file', version };
  return { kind: entry.isFolder ? 'folder' : 'no-version' };
}

function isUnchanged(entry: Entry, file: FileVersion): boolean {
  const version = versionOf(entry);
  return version !== undefined && isSameVersion(version, { size: file.size, modified: file.modified });
}

/** The folder of a WebDAV connection (RFC 4918). */
export class WebdavTree implements FileTree {
  readonly place: string;

  constructor(
    name: string,
    private readonly client: SourceClient,
  ) {
    this.place = `webdav:${name}`;
  }

  entries({ start, ...request }: WalkRequest): AsyncIterable<TreeEntry> {
    const reader: FolderReader = {
      read: (path, signal) => this.#readFolder([...start, ...path], signal),
      findObstacle,
    };
    return new FolderWalk(reader, request).entries();
  }

  async open(file: ListedFile, signal?: AbortSignal): Promise<OpenedItem> {
    const path = this.#pathOf(file.path);
    const copying = toCopySignal(file.size, signal);
    const before = await this.client.look(path, copying);
    if (before === undefined) throw goneError('The file');
    if (!isUnchanged(before, file)) throw changedError();
    const answer = await this.client.open(path, file.size, copying);
    if (answer === undefined) throw goneError('The file');
    const { client } = this;
    const stream = Readable.from(
      (async function* (): AsyncGenerator<Buffer, void, undefined> {
        try {
          yield* answer.body;
        } catch (error) {
          throw toReadError(error, client.where, signal);
        }
      })(),
      { objectMode: false },
    );
    return {
      size: file.size,
      stream,
      requireUnchanged: async () => {
        const now = await client.look(path, signal);
        if (now === undefined || !isUnchanged(now, file) || now.etag !== before.etag) throw changedError();
      },
      close: () => {
        stream.destroy();
        answer.discard();
        return Promise.resolve();
      },
    };
  }

  async move(file: ListedFile, target: Names, signal?: AbortSignal): Promise<'moved' | 'exists' | 'gone'> {
    const path = this.#pathOf(file.path);
    const now = await this.client.look(path, signal);
    if (now === undefined || !isUnchanged(now, file)) return 'gone';
    await this.#makeFolders(target.slice(0, -1), signal);
    const renamed = this.#pathOf(target);
    // Not every server obeys `Overwrite: F`.
    if ((await this.client.look(renamed, signal)) !== undefined) return 'exists';
    const isStillThere = async (): Promise<boolean> => {
      const after = await this.client.look(path, signal);
      return after !== undefined && isUnchanged(after, file);
    };
    try {
      const result = await this.client.move(path, renamed, { signal });
      if (result !== 'gone' || !(await isStillThere())) return result;
    } catch (error) {
      // Another worker has just moved it, and this server answers 500 then.
      if (signal?.aborted !== true && !(await isStillThere())) return 'gone';
      throw error;
    }
    throw cannotMoveError();
  }

  async checkRead(start: Names, signal: AbortSignal): Promise<void> {
    const found = await this.client.look(this.#pathOf(start), signal);
    if (found === undefined) throw goneError('The folder of the source');
    if (!found.isFolder) throw misconfiguredError('The path of the source is that of a file: enter the path of a folder');
    await this.client.list(this.#pathOf(start), signal);
  }

  async *#readFolder(names: Names, signal: AbortSignal): AsyncGenerator<FolderName, void, undefined> {
    const found = await this.client.list(this.#pathOf(names), signal);
    if (found === undefined) throw goneError('The folder of the source');
    for (const [name, entry] of found) yield { name, node: nodeOf(entry) };
  }

  async #makeFolders(names: Names, signal: AbortSignal | undefined): Promise<void> {
    if (names.length === 0) return;
    if ((await this.#makeFolder(names, signal)) !== 'no-parent') return;
    await this.#makeFolders(names.slice(0, -1), signal);
    await this.#makeFolder(names, signal);
  }

  /** If another worker makes it at the same moment, Apache denies access, and rclone calls it locked. */
  async #makeFolder(names: Names, signal: AbortSignal | undefined, tries = 5): Promise<'made' | 'there' | 'no-parent'> {
    const path = this.#pathOf(names);
    try {
      return await this.client.makeFolder(path, signal);
    } catch (error) {
      const code = codeOf(error);
      if (code !== LOCKED && code !== FORBIDDEN) throw error;
      if ((await this.client.look(path, signal))?.isFolder === true) return 'there';
      if (code !== LOCKED || tries === 0) throw error;
      return this.#makeFolder(names, signal, tries - 1);
    }
  }

  #pathOf(names: Names): Names {
    return [...this.client.base, ...names];
  }
}

function toReadError(error: unknown, where: string, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted === true) return signal.reason;
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return new RetryableError('source-error', `${where} sends the file too slowly`);
  return codeOf(error) === 'too-large' ? changedError() : toTransportError(error, where);
}
