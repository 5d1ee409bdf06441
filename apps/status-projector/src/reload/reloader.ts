import { partitionOf } from '@throughline/contracts';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';
import { OPS_SCHEMA } from '../schema/ops-schema.js';
import type { ReloadParts } from './parts.js';
import { reloadAssets } from './reload-assets.js';
import { Turns } from './turns.js';

/** Assets that are looked up at a time, and that are folded in one transaction: it holds the projection of their partition up. */
const PAGE = 1_000;
const CHUNK = 25;

/**
 * Makes rows anew that older rules have folded: after an upgrade every row is to show what the present rules say,
 * also those of assets of which nothing is heard any more. Reading and projecting go on meanwhile.
 */
export class Reloader {
  /** One transaction at a time: the others of the pool are for what is new. */
  readonly #turns = new Turns();

  constructor(private readonly parts: ReloadParts) {}

  /** Resolves when no row of the partition is left that older rules have folded, or when the signal fires. */
  async reload(partition: number, signal: AbortSignal): Promise<void> {
    let assets = 0;
    for await (const assetIds of this.#older(partition, signal))
      for (let start = 0; start < assetIds.length && !signal.aborted; start += CHUNK)
        assets += await this.#turns.take(() => reloadAssets(this.parts, partition, assetIds.slice(start, start + CHUNK)));
    if (assets > 0) await this.#tell({ partition, assets, foldVersion: this.parts.fold.version });
  }

  /** Only older ones: beside a newer projector, this one must not take back what that one makes. */
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

  async #tell(detail: { readonly partition: number; readonly assets: number; readonly foldVersion: number }): Promise<void> {
    this.parts.log.info(detail, 'folded rows anew that were folded by older rules');
    await this.parts.pool.query(`insert into ${identifier(OPS_SCHEMA)}.ops_log (kind, detail) values ('reloaded', $1)`, [detail]);
  }
}
