import type { Socket } from 'node:net';
import type { FileEntryWithStats, SFTPWrapper, Stats } from 'ssh2';
import { SftpStatusError, isEndOfFolder, isMissing, type ConnectionErrors } from './sftp-errors.js';

type Done<T> = (error: (Error & { code?: unknown }) | null | undefined, value?: T) => void;

/** The fields of statvfs (POSIX) that are used. */
interface FreeSpace {
  readonly f_frsize: number;
  readonly f_bavail: number;
}
class UnsupportedExtensionError extends Error {}

export interface SessionParts {
  readonly sftp: SFTPWrapper;
  readonly socket: Socket;
  readonly errors: ConnectionErrors;
  readonly requestMs: number;
}

/** The part of a file to read, and where to store it in the buffer. */
export interface ReadRequest {
  readonly buffer: Buffer;
  readonly offset: number;
  /** The place in the file. */
  readonly position: number;
}

/** One connection, for one user at a time. Refused requests throw an `SftpStatusError`. All other errors end the session. */
export class SftpSession {
  readonly #pending = new Set<(error: Error) => void>();
  #failure: Error | undefined;

  constructor(private readonly parts: SessionParts) {}

  /** False if the session has ended, or an answer is still to come. */
  get isReusable(): boolean {
    return this.#failure === undefined && this.#pending.size === 0;
  }

  /** Ends the session, and all requests with this error. */
  fail(reason: Error): void {
    if (this.#failure !== undefined) return;
    this.#failure = reason;
    this.parts.socket.destroy();
    for (const reject of this.#pending) reject(reason);
    this.#pending.clear();
  }

  /** Returns the absolute path without symbolic links. OpenSSH also accepts a path whose last name does not exist. */
  realpath(path: string): Promise<string> {
    return this.#request((sftp, done) => {
      sftp.realpath(path, done);
    });
  }

  /** Looks at a file or folder. Follows no link. */
  lstat(path: string): Promise<Stats> {
    return this.#request((sftp, done) => {
      sftp.lstat(path, done);
    });
  }

  /** Opens a file to read it (`r`), to write it from its beginning (`w`) or to write into it (`r+`). */
  open(path: string, mode: 'r' | 'r+' | 'w' = 'r'): Promise<Buffer> {
    return this.#request((sftp, done) => {
      sftp.open(path, mode, done);
    });
  }

  fstat(handle: Buffer): Promise<Stats> {
    return this.#request((sftp, done) => {
      sftp.fstat(handle, done);
    });
  }

  /** Returns the number of bytes, which is 0 at the end of the file. */
  read(handle: Buffer, { buffer, offset, position }: ReadRequest): Promise<number> {
    return this.#request((sftp, done) => {
      sftp.read(handle, buffer, offset, buffer.length - offset, position, done);
    });
  }

  /** Writes bytes at their place in the file. To repeat a write changes nothing. */
  write(handle: Buffer, bytes: Buffer, position: number): Promise<void> {
    return this.#request((sftp, done) => {
      sftp.write(handle, bytes, 0, bytes.length, position, done);
    });
  }

  unlink(path: string): Promise<void> {
    return this.#request((sftp, done) => {
      sftp.unlink(path, done);
    });
  }

  rmdir(path: string): Promise<void> {
    return this.#request((sftp, done) => {
      sftp.rmdir(path, done);
    });
  }

  /** Renames a file, and replaces another. Servers without the extension of OpenSSH do it in two steps. */
  async replace(from: string, to: string): Promise<void> {
    try {
      await this.#request<undefined>((sftp, done) => {
        sftp.ext_openssh_rename(from, to, done);
      });
    } catch (error) {
      if (!(error instanceof UnsupportedExtensionError) && !(error instanceof SftpStatusError)) throw error;
      // Nothing can replace the file, so it stays.
      if (isMissing(error)) throw error;
      await this.unlink(to).catch((refused: unknown) => {
        if (!(refused instanceof SftpStatusError)) throw refused;
      });
      await this.rename(from, to);
    }
  }

  /** Returns the bytes that the user may still write, if the server has the extension of OpenSSH. */
  async freeBytes(path: string): Promise<number | undefined> {
    try {
      const space = await this.#request<FreeSpace>((sftp, done) => {
        sftp.ext_openssh_statvfs(path, done);
      });
      return space.f_frsize * space.f_bavail;
    } catch (error) {
      if (error instanceof UnsupportedExtensionError || error instanceof SftpStatusError) return undefined;
      throw error;
    }
  }

  async closeHandle(handle: Buffer): Promise<void> {
    if (this.#failure !== undefined) return;
    await this.#request((sftp, done) => {
      sftp.close(handle, done);
    }).catch(() => undefined);
  }

  mkdir(path: string): Promise<void> {
    return this.#request((sftp, done) => {
      sftp.mkdir(path, done);
    });
  }

  /** OpenSSH, as the specification of SFTP, refuses to replace a file. Its extension `posix-rename` would not. */
  rename(from: string, to: string): Promise<void> {
    return this.#request((sftp, done) => {
      sftp.rename(from, to, done);
    });
  }

  async *readFolder(path: string): AsyncGenerator<FileEntryWithStats, void, undefined> {
    const handle = await this.#request<Buffer>((sftp, done) => {
      sftp.opendir(path, done);
    });
    try {
      for (;;) {
        yield* await this.#request<FileEntryWithStats[]>((sftp, done) => {
          sftp.readdir(handle, done);
        });
      }
    } catch (error) {
      if (!isEndOfFolder(error)) throw error;
    } finally {
      await this.closeHandle(handle);
    }
  }

  #request<T>(send: (sftp: SFTPWrapper, done: Done<T>) => void): Promise<T> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const { sftp, errors, requestMs } = this.parts;
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.fail(errors.notResponding());
      }, requestMs);
      const settle = (): void => {
        clearTimeout(timer);
        this.#pending.delete(end);
      };
      const end = (error: Error): void => {
        settle();
        reject(error);
      };
      this.#pending.add(end);
      const onAnswer: Done<T> = (error, value) => {
        if (!this.#pending.has(end)) return;
        settle();
        if (error === undefined || error === null) resolve(value as T);
        else if (typeof error.code === 'number') reject(new SftpStatusError(error.code));
        else {
          this.fail(errors.lost());
          reject(errors.lost());
        }
      };
      try {
        send(sftp, onAnswer);
      } catch (error) {
        // The package throws for extensions that the server has not announced.
        end(new UnsupportedExtensionError('The server does not support the request', { cause: error }));
      }
    });
  }
}
