import type { Stats } from 'node:fs';
import { link, mkdir, readdir, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '@throughline/contracts';
import { DRAFT, Part, type Header } from './part.js';

export type Place = 'objects' | 'sessions' | 'staging';
const PLACES: readonly Place[] = ['objects', 'sessions', 'staging'];

interface Named {
  readonly assetId: string;
  readonly id: string;
}

/** What a simulated output has, in a folder that several processes use at the same time. */
export class Storage {
  constructor(private readonly folder: string) {}

  async prepare(): Promise<void> {
    for (const place of PLACES) await mkdir(join(this.folder, place), { recursive: true });
  }

  async create(place: Place, header: Header): Promise<void> {
    await this.prepare();
    await Part.create(this.#path(place, header), header);
  }

  open(place: Place, named: Named): Promise<Part | undefined> {
    return Part.open(this.#path(place, named));
  }

  /** True where it was there. Of a removal and a publication only one finds it. */
  async remove(place: Place, named: Named): Promise<boolean> {
    return unlink(this.#path(place, named)).then(
      () => true,
      (error: unknown) => ifMissing(error, false),
    );
  }

  /** Makes an object of a part, or puts it in the place of the object of that id. False where the part is gone. */
  async publish(from: Place, part: Named, id: string): Promise<boolean> {
    const target = this.#path('objects', { assetId: part.assetId, id });
    return rename(this.#path(from, part), target).then(
      () => true,
      (error: unknown) => ifMissing(error, false),
    );
  }

  /** As `publish`, but where there is an object of that id already it stands, and the part goes. */
  async publishOnce(from: Place, part: Named, id: string): Promise<boolean> {
    try {
      await link(this.#path(from, part), this.#path('objects', { assetId: part.assetId, id }));
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') return ifMissing(error, false);
    }
    await this.remove(from, part);
    return true;
  }

  /** Milliseconds since a part was last written to; undefined where it is gone. */
  async idleMs(place: Place, named: Named): Promise<number | undefined> {
    const found = await stat(this.#path(place, named)).catch((error: unknown) => ifMissing<Stats | undefined>(error, undefined));
    return found === undefined ? undefined : Math.max(0, Date.now() - found.mtimeMs);
  }

  /** Ids of what it has of an asset. */
  async idsOf(place: Place, assetId: string): Promise<readonly string[]> {
    const names = await this.#names(place);
    return names.filter((name) => name.startsWith(`${assetId}.`)).map((name) => name.slice(assetId.length + 1));
  }

  /** Bytes that its objects announce, except for those of one id. */
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

  /** Removes what dead attempts for an asset have left: what was last written to so long ago. */
  async sweep(assetId: string, idleForMs: number): Promise<void> {
    for (const id of await this.idsOf('staging', assetId)) {
      const named = { assetId, id };
      const idle = await this.idleMs('staging', named);
      if (idle !== undefined && idle >= idleForMs) await this.remove('staging', named);
    }
  }

  async #names(place: Place): Promise<readonly string[]> {
    const names = await readdir(join(this.folder, place)).catch((error: unknown) => ifMissing(error, []));
    return names.filter((name) => place === 'staging' || !name.endsWith(DRAFT));
  }

  #path(place: Place, { assetId, id }: Named): string {
    return join(this.folder, place, `${assetId}.${id}`);
  }
}

function ifMissing<T>(error: unknown, otherwise: T): T {
  if (codeOf(error) === 'ENOENT') return otherwise;
  throw error;
}
