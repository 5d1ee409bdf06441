import { chmod, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, StackProblem } from '../problem.js';

const exists = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined)) !== undefined;

/**
 * A folder of downloaded files. An entry is filled in a temporary folder and renamed, so every entry is complete, even if
 * several processes fill the same cache.
 */
export class Cache {
  constructor(readonly folder: string) {}

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  async has(entry: string): Promise<boolean> {
    return exists(this.path(entry));
  }

  /** Moves an entry away while `again` recreates it. Restores the old entry if that fails, e.g. without a network. */
  async replacing<T>(entry: string, again: () => Promise<T>): Promise<T> {
    const [target, aside] = [this.path(entry), this.path(`${entry}.old`)];
    await rm(aside, { recursive: true, force: true });
    await rename(target, aside);
    try {
      return await again();
    } finally {
      if (await exists(target)) await rm(aside, { recursive: true, force: true });
      else await rename(aside, target);
    }
  }

  /** Returns the folder of an entry. If it is missing, `fill` writes its content to a temporary folder first. */
  async entry(name: string, fill: (scratch: string) => Promise<void>): Promise<string> {
    const target = this.path(name);
    if (await exists(target)) return target;
    const scratch = await this.scratch();
    try {
      await fill(scratch);
      // mkdtemp creates a private folder, but the database's OS user must be able to read the entry.
      await chmod(scratch, 0o755);
      await mkdir(join(target, '..'), { recursive: true });
      await rename(scratch, target).catch(async (error: unknown) => {
        // Another process created the same entry first; its content is equivalent.
        if (!(await exists(target))) throw error;
      });
      return target;
    } catch (error) {
      throw errorCode(error) === 'ENOSPC' ? diskFull(this.folder, error) : error;
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }

  private async scratch(): Promise<string> {
    const parent = this.path('tmp');
    try {
      await mkdir(parent, { recursive: true });
      return await mkdtemp(join(parent, 'fill-'));
    } catch (error) {
      throw new StackProblem(
        'data-folder-unusable',
        `cannot write the cache folder ${this.folder}: set TL_CACHE_DIR to a writable folder`,
        {
          cause: error,
        },
      );
    }
  }
}

export function diskFull(folder: string, cause: unknown): StackProblem {
  return new StackProblem('disk-full', `the disk of ${folder} is full: free some space there and start again`, { cause });
}
