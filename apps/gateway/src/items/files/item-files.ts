import type { ArtifactStore } from '@throughline/artifact-store';
import { shownFiles, type Asset, type ShownFile } from '@throughline/domain';
import { notFound, Problem } from '../../kit/http/problems/problem.js';
import type { ItemSnapshot } from '../read/item-loader.js';
import type { ItemQueries } from '../read/item-queries.js';
import { previewFilesOf } from '../read/previews.js';
import { THUMBNAIL_FILE } from '../read/thumbnail.js';
import { isMadeName, MadeFiles, type OfferedFile } from './made-files.js';
import type { Thumbnails } from './thumbnails.js';

export class ItemFiles {
  readonly #made: MadeFiles;

  constructor(
    private readonly queries: Pick<ItemQueries, 'requireItem' | 'linked'>,
    /** The path below which people reach the items. */
    readonly path: string,
    private readonly stores: {
      readonly artifacts: Pick<ArtifactStore, 'stat' | 'open'>;
      readonly thumbnails: Pick<Thumbnails, 'find'>;
    },
  ) {
    this.#made = new MadeFiles(stores.artifacts);
  }

  /** Returns the files that people download: the stored ones, and those that are made of them. */
  async offered(
    owner: string,
    id: string,
  ): Promise<{ readonly recording: ItemSnapshot; readonly files: readonly OfferedFile[] }> {
    const { recording, files } = await this.shown(owner, id);
    return { recording, files: [...files, ...(await this.#made.list(recording, files))] };
  }

  async shown(owner: string, id: string): Promise<{ readonly recording: ItemSnapshot; readonly files: readonly ShownFile[] }> {
    const recording = await this.queries.requireItem(owner, id);
    return { recording, files: await this.#omitRemoved(filesOf(recording.asset)) };
  }

  async find(owner: string, id: string, name: string): Promise<OfferedFile> {
    const { recording, files } = await this.shown(owner, id);
    return this.#findByName(recording, files, name);
  }

  /**
   * Finds a file for a signed link, whose bearer need not be a user of this server. A link ends when the item moves to another
   * library, whose members have not signed it.
   */
  async linked(id: string, name: string, signedAt: Date): Promise<OfferedFile> {
    const item = await this.queries.linked(id);
    const { asset } = item;
    if (asset.movedFrom !== undefined && Date.parse(asset.movedFrom.at) >= signedAt.getTime()) throw new Problem('link-invalid');
    return this.#findByName(item, filesOf(asset), name);
  }

  /** Files of an earlier run may be gone: releases that did not show them removed them when the next run started. */
  async #omitRemoved(files: readonly ShownFile[]): Promise<readonly ShownFile[]> {
    const { artifacts } = this.stores;
    const checked = files.map(async (file) =>
      file.isEarlier !== true || (await artifacts.stat(file.key)) !== undefined ? [file] : [],
    );
    return (await Promise.all(checked)).flat();
  }

  /** Previews and the thumbnail are not listed: they say nothing that the other files do not. */
  async #findByName(item: ItemSnapshot, files: readonly ShownFile[], name: string): Promise<OfferedFile> {
    const { asset } = item;
    const made = isMadeName(name) ? await this.#made.list(item, files) : [];
    const file = [...files, ...made, ...previewFilesOf(asset)].find((one) => one.name === name);
    if (file !== undefined) return file;
    if (isMadeName(name)) await this.#made.refuse(item, files, name);
    if (name !== THUMBNAIL_FILE) throw notFound();
    return this.stores.thumbnails.find(asset, name);
  }
}

/** Throws if the content is gone. A deleted item stays readable until its retention date. */
export function requireContent({ erasedAt, expiredAt }: Asset): void {
  if (erasedAt !== undefined) throw new Problem('erased');
  if (expiredAt !== undefined) throw new Problem('gone');
}

export const filesOf = (asset: Asset): readonly ShownFile[] => {
  requireContent(asset);
  return shownFiles(asset);
};
