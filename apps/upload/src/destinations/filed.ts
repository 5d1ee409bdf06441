import { parse } from 'node:path';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { JsonObject } from '@throughline/contracts';
import type { DeliveryRequest, Noted } from './destination.js';
import { folderName } from './folder-name.js';

/** Names of folders below an output's, outermost first. */
export type Levels = readonly string[];

const NotedSchema = Type.Object({
  /** Where the output led then. */
  at: Type.String(),
  /** Folders in which the item may stand, each as names joined by slashes. */
  filed: Type.Array(Type.String()),
});
const notedFolders = Compile(NotedSchema);

const levelsOf = (folder: string): Levels => (folder === '' ? [] : folder.split('/'));

/**
 * Folders in which an item may stand: its own, those of earlier deliveries that are on record, and the output's own, where everything was put
 * before there were others.
 */
export class FiledPlaces {
  readonly #own: string;
  readonly #onRecord: readonly string[];

  constructor(
    { filedIn = [] }: Pick<DeliveryRequest, 'filedIn'>,
    private readonly at: string,
    noted: Noted | undefined,
  ) {
    this.#own = filedIn.join('/');
    this.#onRecord = notedFolders.Check(noted?.data) && noted.data.at === at ? noted.data.filed : [];
  }

  /** Its own first. */
  get all(): readonly Levels[] {
    return [...new Set([this.#own, '', ...this.#onRecord])].map(levelsOf);
  }

  get own(): Levels {
    return levelsOf(this.#own);
  }

  /** What must be on record before it is shown in its own folder; undefined where that is known. */
  get toNote(): JsonObject | undefined {
    const isKnown = this.#own === '' || this.#onRecord.includes(this.#own);
    return isKnown ? undefined : { at: this.at, filed: this.filed };
  }

  get filed(): string[] {
    return [...new Set([...this.#onRecord, this.#own])].filter((folder) => folder !== '');
  }
}

/** What people know an item by. One that is filed is called as its document is, whose name the pattern gave. */
export const titleOf = ({ title, filedIn, files: [document] }: DeliveryRequest): string =>
  filedIn === undefined || document === undefined ? title : parse(document.name).name;

/** Name of an item's own folder. */
export const itemName = (request: DeliveryRequest): string => folderName(titleOf(request), request.assetId);
