import { Readable, Writable } from 'node:stream';
import { RetryableError } from '@throughline/contracts';
import type { Client, FileInfo } from 'basic-ftp';
import { SourceBytes } from '../../delivery/source-bytes.js';
import { moveComplete, stagingLostError } from '../../remote-folders/complete-file.js';
import type {
  FileUpload,
  MoveOptions,
  MoveResult,
  RemoteClient,
  RemoteEntry,
  RemotePath,
} from '../../remote-folders/remote-output.js';
import type { ServiceTerms } from '../../kit/http-errors.js';
import { isNameRefused, replyOf, termsOf, toDeliveryError } from './ftp-errors.js';
import type { FtpPool } from './ftp-pool.js';
import { misconfiguredError } from '../../kit/output-settings.js';

const MAX_TEXT = 2 ** 20;
const MAX_DEPTH = 8;

type Work<T> = (folders: FtpFolders) => Promise<T>;

const splitLast = (path: RemotePath): { readonly folder: RemotePath; readonly name: string } => ({
  folder: path.slice(0, -1),
  name: path.at(-1) ?? '',
});

/** Requests of one session. Names are used in the current folder: some servers read patterns in a path, such as `[ab]`. */
class FtpFolders {
  constructor(
    readonly client: Client,
    private readonly base: string,
  ) {}

  pathOf(path: RemotePath): string {
    return [this.base === '/' ? '' : this.base, ...path].join('/') || '/';
  }

  /** Returns false if the folder is missing. */
  async enter(path: RemotePath): Promise<boolean> {
    try {
      await this.client.cd(this.pathOf(path));
      return true;
    } catch (error) {
      if (isNameRefused(error)) return false;
      throw error;
    }
  }

  async list(path: RemotePath): Promise<ReadonlyMap<string, RemoteEntry> | undefined> {
    if (!(await this.enter(path))) return undefined;
    const toEntry = ({ isDirectory, size }: FileInfo): RemoteEntry => ({ isFolder: isDirectory, size });
    const entries = (await this.client.list()).filter(({ name }) => name !== '.' && name !== '..' && !name.includes('/'));
    return new Map(entries.map((entry) => [entry.name, toEntry(entry)]));
  }

  /** Asks for the one name, because a listing needs a connection of its own. */
  async look(path: RemotePath): Promise<RemoteEntry | undefined> {
    if (await this.enter(path)) return { isFolder: true };
    const { folder, name } = splitLast(path);
    if (!(await this.enter(folder))) return undefined;
    try {
      return { isFolder: false, size: await this.client.size(name) };
    } catch (error) {
      if (isNameRefused(error)) return undefined;
      if (replyOf(error) === undefined) throw error;
      // A server without the command SIZE.
      return (await this.list(folder))?.get(name);
    }
  }

  async remove(path: RemotePath): Promise<void> {
    const { folder, name } = splitLast(path);
    if ((await this.look(path)) === undefined) return;
    // The listing tells links from folders, into which this must not go.
    const found = (await this.list(folder))?.get(name);
    if (found !== undefined) await this.#removeEntry(path, found, 0);
  }

  async #removeEntry(path: RemotePath, { isFolder }: RemoteEntry, depth: number): Promise<void> {
    if (depth > MAX_DEPTH) throw misconfiguredError('A folder of the FTP server is too deep for an output: use another folder');
    if (isFolder)
      for (const [inner, entry] of (await this.list(path)) ?? []) await this.#removeEntry([...path, inner], entry, depth + 1);
    const { folder, name } = splitLast(path);
    if (!(await this.enter(folder))) return;
    try {
      await this.client.send(`${isFolder ? 'RMD' : 'DELE'} ${name}`);
    } catch (error) {
      if (!isNameRefused(error) || (await this.look(path)) !== undefined) throw error;
    }
  }

  /** Uploads into a folder. Returns false if the folder is missing. */
  async store(path: RemotePath, content: Readable): Promise<boolean> {
    const { folder, name } = splitLast(path);
    if (!(await this.enter(folder))) return false;
    await this.client.uploadFrom(content, name);
    return true;
  }
}

async function* countBytes(source: SourceBytes, size: number, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const bytes of source.piecesTo(size)) {
    yield bytes;
    onBytes(bytes.length);
  }
}

/** Client for the requests of a delivery over FTP (RFC 959). Paths are names below the folder of the connection. */
export class FtpClient implements RemoteClient {
  readonly base: RemotePath = [];
  readonly terms: ServiceTerms;
  readonly remedy = 'correct the folder of the connection';

  constructor(
    private readonly connection: string,
    private readonly pool: FtpPool,
  ) {
    this.terms = termsOf(connection);
  }

  look(path: RemotePath, signal?: AbortSignal): Promise<RemoteEntry | undefined> {
    return this.#use(signal, (folders) => folders.look(path));
  }

  list(path: RemotePath, signal?: AbortSignal): Promise<ReadonlyMap<string, RemoteEntry> | undefined> {
    return this.#use(signal, (folders) => folders.list(path));
  }

  makeFolder(path: RemotePath, signal?: AbortSignal): Promise<'made' | 'there' | 'no-parent'> {
    return this.#use(signal, async (folders) => {
      const { folder, name } = splitLast(path);
      if (!(await folders.enter(folder))) return 'no-parent';
      try {
        await folders.client.send(`MKD ${name}`);
        return 'made';
      } catch (error) {
        if (isNameRefused(error) && (await folders.look(path)) !== undefined) return 'there';
        throw error;
      }
    });
  }

  /** Servers replace what has the new name, or refuse to. So this looks first. */
  move(from: RemotePath, to: RemotePath, { signal, overwrite = false }: MoveOptions): Promise<MoveResult> {
    return this.#use(signal, async (folders) => {
      if ((await folders.look(from)) === undefined) return 'gone';
      if ((await folders.look(to)) !== undefined) {
        if (!overwrite) return 'exists';
        await folders.remove(to);
      }
      try {
        await folders.client.rename(folders.pathOf(from), folders.pathOf(to));
        return 'moved';
      } catch (error) {
        if (!isNameRefused(error)) throw error;
        if ((await folders.look(from)) === undefined) return 'gone';
        if ((await folders.look(to)) !== undefined) return 'exists';
        throw error;
      }
    });
  }

  read(path: RemotePath, signal?: AbortSignal): Promise<string | undefined> {
    return this.#use(signal, async (folders) => {
      const { folder, name } = splitLast(path);
      const found = await folders.look(path);
      if (found === undefined || found.isFolder || !(await folders.enter(folder))) return undefined;
      const chunks: Buffer[] = [];
      let size = 0;
      const text = new Writable({
        write: (chunk: Buffer, _encoding, done) => {
          chunks.push(chunk);
          size += chunk.length;
          done(
            size > MAX_TEXT
              ? misconfiguredError(`${this.terms.where} has a file of another kind in the folder of an item`)
              : null,
          );
        },
      });
      await folders.client.downloadTo(text, name);
      return Buffer.concat(chunks).toString();
    });
  }

  write(path: RemotePath, content: Buffer, signal?: AbortSignal): Promise<boolean> {
    return this.#use(signal, (folders) => folders.store(path, Readable.from([content])));
  }

  remove(path: RemotePath, signal?: AbortSignal): Promise<void> {
    return this.#use(signal, (folders) => folders.remove(path));
  }

  /** The protocol cannot tell it. */
  free(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  /** Sends a file, compares its size, and gives it its name. The protocol has no checksums that servers offer. */
  async send({ file, to, part, signal, onBytes }: FileUpload): Promise<void> {
    const source = new SourceBytes([file], signal);
    try {
      await this.#use(signal, async (folders) => {
        if (!(await folders.store(part, Readable.from(countBytes(source, file.size, onBytes))))) throw stagingLostError();
        await source.end();
        if ((await folders.look(part))?.size !== file.size)
          throw new RetryableError(
            'truncated',
            `${this.terms.where} has fewer bytes of ${file.name} than were sent; they are sent again`,
          );
      });
    } finally {
      await source.close();
    }
    await moveComplete(this, { part, to, signal });
  }

  async #use<T>(signal: AbortSignal | undefined, work: Work<T>): Promise<T> {
    try {
      return await this.pool.use(this.connection, signal, ({ client, base }) => work(new FtpFolders(client, base)));
    } catch (error) {
      signal?.throwIfAborted();
      throw toDeliveryError(error, this.terms);
    }
  }
}
