import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from '@throughline/contracts';
import { unreachableError } from '../../kit/file-errors.js';

interface KnownRoot {
  readonly device: number;
  /** Other devices in the path above. If the folder is on one of them, its share is not mounted any more. */
  readonly beneath: ReadonlySet<number>;
}

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
 * Root folders that this process has used. A known folder that disappears is on an unmounted share: creating it again would
 * hide recordings.
 */
export class KnownRoots {
  readonly #known = new Map<string, KnownRoot>();

  constructor(private readonly deviceOf: DeviceOf = statDevice) {}

  /** Throws a waiting error if the folder was there before and is missing now. */
  async verify(root: string): Promise<void> {
    const existing = this.#known.get(root);
    if (existing === undefined) return;
    const device = await this.deviceOf(root);
    if (device === undefined) throw unreachableError(root, 'no longer exists');
    if (device !== existing.device && existing.beneath.has(device)) throw unreachableError(root, 'is no longer mounted');
  }

  isKnown(root: string): boolean {
    return this.#known.has(root);
  }

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
