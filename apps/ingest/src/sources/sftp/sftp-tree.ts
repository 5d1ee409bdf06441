import { posix } from 'node:path';
import { Readable } from 'node:stream';
import { toCopySignal } from '../../file-trees/copy-signal.js';
import { changedError } from '../../file-trees/file-errors.js';
import type { FileTree, ListedFile, TreeEntry, WalkRequest } from '../../file-trees/file-tree.js';
import type { Names } from '../../file-trees/file-version.js';
import { FolderWalk, type FolderName, type FolderReader } from '../../file-trees/folder-walk.js';
import type { OpenedItem } from '../../kit/source-lister.js';
import { readAhead } from './read-ahead.js';
import { isListedVersion, isStillThere, makeFolder, renameOnly, resolveFile, resolveFolder, toNode } from './remote-files.js';
import { SftpStatusError, isMissing, type BorrowedSession, type SessionPool } from '@throughline/sftp';
import { toTreeError } from './sftp-errors.js';
import type { SftpSession } from '@throughline/sftp';

const THE_FOLDER = 'The folder of the source';
const THE_FILE = 'The file';

async function* readNames(session: SftpSession, folder: string): AsyncGenerator<FolderName, void, undefined> {
  for await (const { filename: name, attrs } of session.readFolder(folder)) {
    const node = toNode(attrs);
    yield { name, ...(node && { node }) };
  }
}

const readerOf = (session: SftpSession, root: string): FolderReader => ({
  read: (path) => readNames(session, posix.join(root, ...path)),
  look: async (path) => toNode(await session.lstat(posix.join(root, ...path))) ?? { kind: 'no-version' },
  findObstacle: (error) => {
    if (!(error instanceof SftpStatusError)) return undefined;
    return isMissing(error) ? 'missing' : 'unreadable';
  },
});

/** The folder of a connection that the operator has set up. */
export class SftpTree implements FileTree {
  readonly place: string;

  constructor(
    private readonly connection: string,
    private readonly pool: SessionPool,
  ) {
    this.place = `sftp:${connection}`;
  }

  async *entries({ start, ...request }: WalkRequest): AsyncGenerator<TreeEntry, void, undefined> {
    const borrowed = await this.pool.borrow(this.connection, request.signal);
    try {
      const root = await resolveFolder(borrowed, start);
      yield* new FolderWalk(readerOf(borrowed.session, root), request).entries();
    } catch (error) {
      throw toTreeError(error, THE_FOLDER);
    } finally {
      borrowed.release();
    }
  }

  async open(file: ListedFile, signal?: AbortSignal): Promise<OpenedItem> {
    const borrowed = await this.pool.borrow(this.connection, toCopySignal(file.size, signal));
    try {
      return await openFile(borrowed, file);
    } catch (error) {
      borrowed.release();
      throw toTreeError(error, THE_FILE);
    }
  }

  move(file: ListedFile, target: Names, signal?: AbortSignal): Promise<'moved' | 'exists' | 'gone'> {
    return this.#use('The imported file', signal, async (borrowed) => {
      try {
        const path = await resolveFile(borrowed, file);
        if (!(await isStillThere(borrowed, path, file))) return 'gone';
        const folder = await makeFolder(borrowed, target.slice(0, -1));
        return await renameOnly(borrowed, { path, file, target: posix.join(folder, target.at(-1) ?? '') });
      } catch (error) {
        // Another worker has just moved it.
        if (isMissing(error)) return 'gone';
        throw error;
      }
    });
  }

  checkRead(start: Names, signal: AbortSignal): Promise<void> {
    return this.#use(THE_FOLDER, signal, async (borrowed) => {
      const names = borrowed.session.readFolder(await resolveFolder(borrowed, start));
      await names.next();
      await names.return();
    });
  }

  async #use<T>(what: string, signal: AbortSignal | undefined, work: (borrowed: BorrowedSession) => Promise<T>): Promise<T> {
    const borrowed = await this.pool.borrow(this.connection, signal);
    try {
      return await work(borrowed);
    } catch (error) {
      throw toTreeError(error, what);
    } finally {
      borrowed.release();
    }
  }
}

/** The session is released when the file is closed. */
async function openFile(borrowed: BorrowedSession, file: ListedFile): Promise<OpenedItem> {
  const { session } = borrowed;
  const path = await resolveFile(borrowed, file);
  // To open a pipe would block the server, and to open a link would follow it.
  if (!isListedVersion(await session.lstat(path), file)) throw changedError();
  const handle = await session.open(path);
  const requireUnchanged = async (): Promise<void> => {
    try {
      if (!isListedVersion(await session.fstat(handle), file)) throw changedError();
    } catch (error) {
      throw toTreeError(error, THE_FILE);
    }
  };
  try {
    await requireUnchanged();
    // The folder may have become a link meanwhile.
    await resolveFile(borrowed, file);
  } catch (error) {
    await session.closeHandle(handle);
    throw error;
  }
  return {
    size: file.size,
    stream: Readable.from(readFile(borrowed, handle, file), { objectMode: false }),
    requireUnchanged,
    close: async () => {
      await session.closeHandle(handle);
      borrowed.release();
    },
  };
}

async function* readFile({ session }: BorrowedSession, handle: Buffer, { size }: ListedFile): AsyncGenerator<Buffer> {
  try {
    yield* readAhead({ session, handle, size });
  } catch (error) {
    throw toTreeError(error, THE_FILE);
  }
}
