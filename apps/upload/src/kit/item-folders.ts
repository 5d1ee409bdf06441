import { parse } from 'node:path';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { JsonObject } from '@throughline/contracts';
import type { DeliveryRequest, DeliveryNote } from './destination.js';
import { toFolderName } from './folder-name.js';

/** Folder names below the output's folder, outermost first. */
export type FolderLevels = readonly string[];

const NotedSchema = Type.Object({
  at: Type.String(),
  filed: Type.Array(Type.String()),
});
const notedFolders = Compile(NotedSchema);

const splitLevels = (folder: string): FolderLevels => (folder === '' ? [] : folder.split('/'));

/**
 * Folders in which an item may be: its own, recorded ones of earlier deliveries, and the output's folder, which older releases
 * used for everything.
 */
export class ItemFolders {
  readonly #own: string;
  readonly #onRecord: readonly string[];

  constructor(
    { filedIn = [] }: Pick<DeliveryRequest, 'filedIn'>,
    private readonly at: string,
    noted: DeliveryNote | undefined,
  ) {
    this.#own = filedIn.join('/');
    this.#onRecord = notedFolders.Check(noted?.data) && noted.data.at === at ? noted.data.filed : [];
  }

  get all(): readonly FolderLevels[] {
    return [...new Set([this.#own, '', ...this.#onRecord])].map(splitLevels);
  }

  get own(): FolderLevels {
    return splitLevels(this.#own);
  }

  /** Returns the note to record before the item appears in its own folder, or `undefined` if it is on record. */
  get toNote(): JsonObject | undefined {
    const isKnown = this.#own === '' || this.#onRecord.includes(this.#own);
    return isKnown ? undefined : { at: this.at, filed: this.filed };
  }

  get filed(): string[] {
    return [...new Set([...this.#onRecord, this.#own])].filter((folder) => folder !== '');
  }
}

/** Returns the displayed name of an item. A filed document goes by its file name, which the name pattern gave. */
export const chooseTitle = ({ title, filedIn, files: [document] }: DeliveryRequest): string =>
  filedIn === undefined || document === undefined ? title : parse(document.name).name;

export const toItemFolderName = (request: DeliveryRequest): string => toFolderName(chooseTitle(request), request.assetId);
