import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, StackProblem } from '../problem.js';

export class DataFolder {
  constructor(readonly path: string) {}

  readonly nats = (): string => join(this.path, 'nats');
  readonly postgres = (): string => join(this.path, 'postgres');
  readonly artifacts = (): string => join(this.path, 'artifacts');
  readonly library = (): string => join(this.path, 'library');
  /** The folder from which sources may import files. */
  readonly inbox = (): string => join(this.path, 'inbox');
  readonly simulation = (): string => join(this.path, 'simulation');
  readonly lock = (): string => join(this.path, 'lock');
  readonly file = (name: string): string => join(this.path, name);
  readonly log = (name: string): string => join(this.path, 'logs', `${name}.log`);

  async create(): Promise<void> {
    try {
      for (const folder of [this.path, this.library(), this.inbox()]) await mkdir(folder, { recursive: true });
      // Recordings and logs are private to this user. The library is meant to be shared.
      for (const folder of [this.nats(), this.artifacts(), join(this.path, 'logs')]) {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
      }
    } catch (error) {
      throw writeProblem(this.path, error);
    }
  }

  async readJson(name: string): Promise<unknown> {
    try {
      return JSON.parse(await readFile(this.file(name), 'utf8')) as unknown;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      if (errorCode(error) === 'EACCES') {
        const owner = 'it belongs to another user; start the stack as that user';
        throw new StackProblem('data-folder-unusable', `${this.file(name)} cannot be read: ${owner}`, { cause: error });
      }
      throw new StackProblem(
        'data-folder-unusable',
        `${this.file(name)} cannot be read: restore it from a copy or move it away`,
        { cause: error },
      );
    }
  }

  /** Replaces the file atomically, with mode 0600. */
  async writeJson(name: string, value: unknown): Promise<void> {
    const file = this.file(name);
    // A unique name: two writers must not rename each other's unfinished file.
    const scratch = `${file}.${randomUUID()}.tmp`;
    try {
      await writeFile(scratch, `${JSON.stringify(value, undefined, 2)}\n`, { mode: 0o600 });
      await rename(scratch, file);
    } catch (error) {
      await rm(scratch, { force: true }).catch(() => undefined);
      throw writeProblem(this.path, error);
    }
  }

  /** Measures the disk of a folder. The servers' folders may be on other disks. */
  async freeBytes(folder = this.path): Promise<number> {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  }

  /** Returns a warning when free space is low: a full disk stops the log and everything that depends on it. */
  async spaceWarning(floor = GIBIBYTE): Promise<string | undefined> {
    const free = await this.freeBytes();
    if (free >= floor) return undefined;
    return `only ${Math.round(free / MEBIBYTE)} MiB are free on the disk of ${this.path}: free some space before it runs full`;
  }
}

const MEBIBYTE = 1024 * 1024;
const GIBIBYTE = 1024 * MEBIBYTE;

export function writeProblem(path: string, error: unknown): StackProblem {
  if (errorCode(error) === 'ENOSPC') {
    return new StackProblem('disk-full', `the disk of ${path} is full: free some space there and start again`, { cause: error });
  }
  return new StackProblem(
    'data-folder-unusable',
    `${path} cannot be written (${String(errorCode(error))}): make it writable for this user, or set TL_DATA_DIR to a writable folder. ` +
      `A copied folder may belong to another user: sudo chown -R "$(id -un)" gives it to this user`,
    {
      cause: error,
    },
  );
}
