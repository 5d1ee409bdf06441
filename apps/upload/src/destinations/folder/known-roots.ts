import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from '@throughline/contracts';
import { unreachable } from '../file-trouble.js';

interface Known {
  readonly device: number;
  /** Devices of the folders above that are others: where one of them shows up instead, the share is no longer mounted. */
  readonly beneath: ReadonlySet<number>;
}

async function devicesAbove(path: string, own: number): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  for (let folder = dirname(path), last = path; folder !== last; last = folder, folder = dirname(folder)) {
    const { dev } = await stat(folder);
    if (dev !== own) found.add(dev);
  }
  return found;
}

const deviceOf = async (path: string): Promise<number | undefined> => {
  try {
    return (await stat(path)).dev;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
};

/**
 * Folders that this process has used. One that was there and is not now lies on a share or disk that is away: made anew, it would
 * take recordings to a place where nobody looks for them.
 */
export class KnownRoots {
  readonly #known = new Map<string, Known>();

  /** Throws a waiting error where the folder was there before and is away. */
  async verify(root: string): Promise<void> {
    const known = this.#known.get(root);
    if (known === undefined) return;
    const device = await deviceOf(root);
    if (device === undefined) throw unreachable(root, 'was there and is gone');
    if (device !== known.device && known.beneath.has(device)) throw unreachable(root, 'is no longer mounted');
  }

  /** To be called while it is there. */
  async remember(root: string): Promise<void> {
    const device = (await stat(root)).dev;
    if (this.#known.get(root)?.device === device) return;
    this.#known.set(root, { device, beneath: await devicesAbove(root, device) });
  }
}
