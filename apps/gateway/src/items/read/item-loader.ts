import { findOlderDuplicate } from '../../adapters/projection/index.js';
import type { UnreadableHistory, ItemRow, ItemRows, ContentDuplicate, ClientPositions } from '../../adapters/projection/index.js';
import { newAssetId, type PipelineName } from '@throughline/contracts';
import { FOLD_VERSION, isPresent, type Asset } from '@throughline/domain';
import type { AssetCommands, LoadedAsset } from '@throughline/engine';
import { limitEntries } from '@throughline/service-kit';
import { LRUCache } from 'lru-cache';
import { SharedStatements } from './shared-statements.js';

/** Returns true if a row shows that the item is another owner's. Without a row only the log can tell. */
export const isForeign = (row: Pick<ItemRow, 'owner'> | undefined, owner: string): boolean =>
  row !== undefined && row.owner !== owner;

export interface ItemSnapshot {
  readonly id: string;
  readonly asset: Asset;
  readonly personal: LoadedAsset['personal'];
  readonly revision: LoadedAsset['revision'];
  readonly held: UnreadableHistory | undefined;
  readonly duplicateOf: ContentDuplicate | undefined;
}

/** With one statement at a time the database would be idle while its answer is read. */
const CONCURRENCY = 2;
const REMEMBERED = limitEntries(20_000);

/** A loader of single items. It caches nothing. */
export class ItemLoader {
  readonly #rows: SharedStatements<ItemRow>;
  /** Items of other pipelines. An item never changes its pipeline, so this saves reading their histories again and again. */
  readonly #others = new LRUCache<string, true>(REMEMBERED);

  constructor(
    private readonly rows: Pick<ItemRows, 'byIds' | 'withContent'>,
    private readonly commands: Pick<AssetCommands, 'load'>,
    private readonly shown: ClientPositions,
    private readonly pipelines: readonly PipelineName[],
  ) {
    this.#rows = new SharedStatements((ids) => rows.byIds(ids), { concurrency: CONCURRENCY });
  }

  /** Reads the item's row; undefined if there is none that this build can read. */
  async fromRow(id: string): Promise<ItemSnapshot | undefined> {
    const row = await this.#rows.load(id);
    return row === undefined ? undefined : this.ofRow(row);
  }

  /**
   * Returns the owner's own item; undefined for foreign and unknown ids.
   * Both cost the same calls, so that timing does not tell them apart: for a foreign row it asks the log for an unused id.
   */
  async ofOwner(owner: string, id: string): Promise<ItemSnapshot | undefined> {
    const row = await this.#rows.load(id);
    const shown = row === undefined ? undefined : this.ofRow(row);
    if (shown?.asset.owner === owner) return shown;
    const isOthers = isForeign(row, owner) || this.#others.has(id);
    return this.#read(isOthers ? newAssetId() : id, owner);
  }

  /** Folds the log, for state that the rows do not show yet. */
  async fromLog(id: string): Promise<ItemSnapshot | undefined> {
    return this.#others.has(id) ? undefined : this.#read(id);
  }

  async #read(id: string, owner?: string): Promise<ItemSnapshot | undefined> {
    const loaded = await this.commands.load(id);
    if (loaded === undefined || !isPresent(loaded.state)) return undefined;
    const { state: asset, personal, revision } = loaded;
    if (!this.pipelines.some((one) => one === asset.pipeline)) {
      this.#others.set(id, true);
      return undefined;
    }
    if (owner !== undefined && asset.owner !== owner) return undefined;
    this.shown.ofLog(asset.owner, revision);
    return { id, asset, personal, revision, held: undefined, duplicateOf: await findOlderDuplicate(this.rows, asset) };
  }

  ofRow(row: ItemRow): ItemSnapshot | undefined {
    if (row.foldVersion !== FOLD_VERSION || !isPresent(row.state)) return undefined;
    const { id, state: asset, personal, revision, held, duplicateOf } = row;
    this.shown.ofRow(revision);
    return { id, asset, personal, revision, held, duplicateOf };
  }
}
