import type { Stats } from 'node:fs';
import { link, mkdir, readdir, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '@throughline/contracts';
import { DRAFT, Part, type PartHeader } from './part.js';

export type StorageArea = 'objects' | 'sessions' | 'staging';
const PLACES: readonly StorageArea[] = ['objects', 'sessions', 'staging'];

interface PartName {
  readonly assetId: string;
  readonly id: string;
}

/** Storage of a simulated output, in a folder that several processes use at the same time. */
export class Storage {
  constructor(private readonly folder: string) {}

  async prepare(): Promise<void> {
    for (const place of PLACES) await mkdir(join(this.folder, place), { recursive: true });
  }

  async create(place: StorageArea, header: PartHeader): Promise<void> {
    await this.prepare();
    await Part.create(this.#path(place, header), header);
  }

  open(place: StorageArea, named: PartName): Promise<Part | undefined> {
    return Part.open(this.#path(place, named));
  }

  /** Deletes a part. Returns true if it existed: of several concurrent calls only one does. */
  async remove(place: StorageArea, named: PartName): Promise<boolean> {
    return unlink(this.#path(place, named)).then(
      () => true,
      (error: unknown) => ifMissing(error, false),
    );
  }

  /** Turns a part into an object and replaces one with the same id. Returns false if the part is gone. */
  async publish(from: StorageArea, part: PartName, id: string): Promise<boolean> {
    const target = this.#path('objects', { assetId: part.assetId, id });
    return rename(this.#path(from, part), target).then(
      () => true,
      (error: unknown) => ifMissing(error, false),
    );
  }

  /** Like `publish`, but keeps an existing object with that id and deletes the part. */
  async publishOnce(from: StorageArea, part: PartName, id: string): Promise<boolean> {
    try {
      await link(this.#path(from, part), this.#path('objects', { assetId: part.assetId, id }));
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') return ifMissing(error, false);
    }
    await this.remove(from, part);
    return true;
  }

  /** Returns the time since the last write, or `undefined` if the part is gone. Milliseconds. */
  async idleMs(place: StorageArea, named: PartName): Promise<number | undefined> {
    const found = await stat(this.#path(place, named)).catch((error: unknown) => ifMissing<Stats | undefined>(error, undefined));
    return found === undefined ? undefined : Math.max(0, Date.now() - found.mtimeMs);
  }

  async idsOf(place: StorageArea, assetId: string): Promise<readonly string[]> {
    const names = await this.#names(place);
    return names.filter((name) => name.startsWith(`${assetId}.`)).map((name) => name.slice(assetId.length + 1));
  }

  async usedBytes(exceptId: string): Promise<number> {
    let sum = 0;
    for (const name of await this.#names('objects')) {
      if (name.endsWith(`.${exceptId}`)) continue;
      const part = await Part.open(join(this.folder, 'objects', name));
      sum += part?.announced ?? 0;
      await part?.close();
    }
    return sum;
  }

  /** Deletes parts of dead attempts for an asset: those not written to for this long. */
  async sweep(assetId: string, idleForMs: number): Promise<void> {
    for (const id of await this.idsOf('staging', assetId)) {
      const named = { assetId, id };
      const idle = await this.idleMs('staging', named);
      if (idle !== undefined && idle >= idleForMs) await this.remove('staging', named);
    }
  }

  async #names(place: StorageArea): Promise<readonly string[]> {
    const names = await readdir(join(this.folder, place)).catch((error: unknown) => ifMissing(error, []));
    return names.filter((name) => place === 'staging' || !name.endsWith(DRAFT));
  }

  #path(place: StorageArea, { assetId, id }: PartName): string {
    return join(this.folder, place, `${assetId}.${id}`);
  }
}

function ifMissing<T>(error: unknown, otherwise: T): T {
  if (codeOf(error) === 'ENOENT') return otherwise;
  throw error;
}
