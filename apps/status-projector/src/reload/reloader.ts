import { SerialQueue, partitionOf } from '@throughline/contracts';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';
import { OPS_SCHEMA } from '../schema/ops-schema.js';
import type { ReloadParts } from './parts.js';
import { reloadAssets } from './reload-assets.js';

/**
 * `PAGE` assets are selected at once. `CHUNK` assets are folded in one transaction, which blocks the projection of their
 * partition.
 */
const PAGE = 1_000;
const CHUNK = 25;

/**
 * Folds rows of older fold versions again after an upgrade, including rows of idle assets. Reading and projecting continue
 * meanwhile.
 */
export class Reloader {
  /** Runs one transaction at a time, so that the other connections of the pool stay free for new commits. */
  readonly #transactions = new SerialQueue();

  constructor(private readonly parts: ReloadParts) {}

  /** Resolves when the partition has no rows of older fold versions, or when the signal fires. */
  async reload(partition: number, signal: AbortSignal): Promise<void> {
    let assets = 0;
    for await (const assetIds of this.#older(partition, signal))
      for (let start = 0; start < assetIds.length && !signal.aborted; start += CHUNK)
        assets += await this.#transactions.run(() => reloadAssets(this.parts, partition, assetIds.slice(start, start + CHUNK)));
    if (assets > 0) await this.#announce({ partition, assets, foldVersion: this.parts.fold.version });
  }

  /** Selects older versions only. Next to a newer projector, this one must not undo its rows. */
  async *#older(partition: number, signal: AbortSignal): AsyncGenerator<readonly string[]> {
    const { pool, fold, store } = this.parts;
    let after: string | undefined;
    do {
      if (signal.aborted) return;
      const { rows } = await pool.query<{ asset_id: string }>(
        `select asset_id from ${identifier(PROJECTION_SCHEMA)}.asset
         where fold_version < $1 and ($2::uuid is null or asset_id > $2)
         order by asset_id limit $3`,
        [fold.version, after ?? null, PAGE],
      );
      yield rows.map((row) => row.asset_id).filter((assetId) => partitionOf(assetId, store.partitions) === partition);
      after = rows.length === PAGE ? rows.at(-1)?.asset_id : undefined;
    } while (after !== undefined);
  }

  async #announce(detail: { readonly partition: number; readonly assets: number; readonly foldVersion: number }): Promise<void> {
    this.parts.log.info(detail, 'folded rows again that used an older fold version');
    await this.parts.pool.query(`insert into ${identifier(OPS_SCHEMA)}.ops_log (kind, detail) values ('reloaded', $1)`, [detail]);
  }
}
