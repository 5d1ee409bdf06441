import { RetryableError } from '@throughline/contracts';
import type { SessionPool, SftpSession } from '@throughline/sftp';
import { SourceBytes } from '../../delivery/source-bytes.js';
import { moveComplete } from '../../remote-folders/complete-file.js';
import type {
  FileUpload,
  MoveOptions,
  MoveResult,
  RemoteClient,
  RemoteEntry,
  RemotePath,
} from '../../remote-folders/remote-output.js';
import { misconfiguredError } from '../../kit/output-settings.js';
import { OutputErrors, termsOf } from './output-errors.js';
import {
  OversizeError,
  listFolder,
  lookAt,
  makeFolder,
  readText,
  removeTree,
  renameOnly,
  replaceFile,
  writeText,
} from './remote-folder.js';
import { resumePart, writeFile } from './write-file.js';

type Work<T> = (session: SftpSession, toPath: (path: RemotePath) => string) => Promise<T>;

/** Client for the requests of a delivery over SFTP. Paths are names below the folder of the connection. */
export class SftpClient implements RemoteClient {
  readonly base: RemotePath = [];
  readonly terms;
  readonly remedy = 'correct the folder of the connection';
  readonly #errors: OutputErrors;

  constructor(
    private readonly connection: string,
    private readonly pool: SessionPool,
  ) {
    this.terms = termsOf(connection);
    this.#errors = new OutputErrors(connection);
  }

  look(path: RemotePath, signal?: AbortSignal): Promise<RemoteEntry | undefined> {
    return this.#use(signal, async (session, toPath) => {
      const found = await lookAt(session, toPath(path));
      if (found?.isFolder !== true || (await session.realpath(toPath(path))) === toPath(path)) return found;
      // A symbolic link above it leads elsewhere.
      return { isFolder: false };
    });
  }

  list(path: RemotePath, signal?: AbortSignal): Promise<ReadonlyMap<string, RemoteEntry> | undefined> {
    return this.#use(signal, (session, toPath) => listFolder(session, toPath(path)));
  }

  makeFolder(path: RemotePath, signal?: AbortSignal): Promise<'made' | 'there' | 'no-parent'> {
    return this.#use(signal, (session, toPath) => makeFolder(session, toPath(path)));
  }

  move(from: RemotePath, to: RemotePath, { signal, overwrite = false }: MoveOptions): Promise<MoveResult> {
    const rename = overwrite ? replaceFile : renameOnly;
    return this.#use(signal, (session, toPath) => rename(session, toPath(from), toPath(to)));
  }

  read(path: RemotePath, signal?: AbortSignal): Promise<string | undefined> {
    return this.#use(signal, (session, toPath) => readText(session, toPath(path)));
  }

  write(path: RemotePath, content: Buffer, signal?: AbortSignal): Promise<boolean> {
    return this.#use(signal, (session, toPath) => writeText(session, toPath(path), content));
  }

  remove(path: RemotePath, signal?: AbortSignal): Promise<void> {
    return this.#use(signal, (session, toPath) => removeTree(session, toPath(path)));
  }

  free(path: RemotePath, signal?: AbortSignal): Promise<number | undefined> {
    return this.#use(signal, (session, toPath) => session.freeBytes(toPath(path)));
  }

  /** Sends a file, or the rest of what an earlier attempt has sent, and verifies it. */
  async send({ file, to, part, earlier, signal, onBytes }: FileUpload): Promise<void> {
    await this.#use(signal, async (session, toPath) => {
      const at = toPath(part);
      const offset = await resumePart(session, { at, earlier: earlier.map(toPath), size: file.size });
      const source = new SourceBytes([file], signal);
      try {
        await source.skipTo(offset);
        onBytes(offset);
        const stored = await writeFile(session, { path: at, source, offset, size: file.size, onBytes });
        await source.end();
        if (stored !== 'same')
          throw new RetryableError(
            'content-corrupted',
            `${this.terms.where} has stored changed bytes of ${file.name}; they are sent again`,
          );
      } catch (error) {
        // Bytes that may be wrong are never continued.
        if (error instanceof RetryableError) await session.unlink(at).catch(() => undefined);
        throw error;
      } finally {
        await source.close();
      }
    });
    await moveComplete(this, { part, to, signal });
  }

  async #use<T>(signal: AbortSignal | undefined, work: Work<T>): Promise<T> {
    const borrowed = await this.pool.borrow(this.connection, signal);
    const { session, root } = borrowed;
    try {
      return await work(session, (path) => [root === '/' ? '' : root, ...path].join('/') || '/');
    } catch (error) {
      if (error instanceof OversizeError)
        throw misconfiguredError(`${this.terms.where} has a folder that is too large for an output: use another folder`, error);
      throw this.#errors.ofRequest(error);
    } finally {
      borrowed.release();
    }
  }
}
