import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from '@throughline/contracts';
import { unreachable } from '../file-trouble.js';

interface Known {
  readonly device: number;
  /** Devices of the folders above that are others: where one of them shows up instead, the share is no longer mounted. */
  readonly beneath: ReadonlySet<number>;
}

/** The device that a folder lies on; undefined where there is no folder. */
export type DeviceOf = (path: string) => Promise<number | undefined>;

const statDevice: DeviceOf = async (path) => {
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

  constructor(private readonly deviceOf: DeviceOf = statDevice) {}

  /** Throws a waiting error where the folder was there before and is away. */
  async verify(root: string): Promise<void> {
    const known = this.#known.get(root);
    if (known === undefined) return;
    const device = await this.deviceOf(root);
    if (device === undefined) throw unreachable(root, 'was there and is gone');
    if (device !== known.device && known.beneath.has(device)) throw unreachable(root, 'is no longer mounted');
  }

  /** To be called while it is there. */
  async remember(root: string): Promise<void> {
    const device = await this.deviceOf(root);
    if (device === undefined || this.#known.get(root)?.device === device) return;
    this.#known.set(root, { device, beneath: await this.#devicesAbove(root, device) });
  }

  async #devicesAbove(path: string, own: number): Promise<ReadonlySet<number>> {
    const found = new Set<number>();
    for (let folder = dirname(path), last = path; folder !== last; last = folder, folder = dirname(folder)) {
      const device = await this.deviceOf(folder);
      if (device !== undefined && device !== own) found.add(device);
    }
    return found;
  }
}
