import { chmod, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, StackProblem } from '../problem.js';

const exists = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined)) !== undefined;

/**
 * One folder for everything that was fetched. An entry is filled beside its place and renamed into it,
 * so a folder that is there is complete, whoever else is filling the same cache.
 */
export class Cache {
  constructor(readonly folder: string) {}

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  async has(entry: string): Promise<boolean> {
    return exists(this.path(entry));
  }

  /** Calls `again` without the entry, which is to make it anew. Where it cannot, e.g. without a network, the old one is put back. */
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

  /** The entry's folder; `fill` is called with a scratch folder when it is not there yet. */
  async entry(name: string, fill: (scratch: string) => Promise<void>): Promise<string> {
    const target = this.path(name);
    if (await exists(target)) return target;
    const scratch = await this.scratch();
    try {
      await fill(scratch);
      // mkdtemp makes it private; the database's own OS user must be able to read what lies in it.
      await chmod(scratch, 0o755);
      await mkdir(join(target, '..'), { recursive: true });
      await rename(scratch, target).catch(async (error: unknown) => {
        // Somebody else was quicker; what they put there is as good as ours.
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
        `cannot write the cache folder ${this.folder}: set TL_CACHE_DIR to a folder that can be written`,
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
