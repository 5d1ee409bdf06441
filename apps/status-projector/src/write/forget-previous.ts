import { isUuid } from '@throughline/contracts';
import type { ClientBase } from 'pg';
import { OLD_SCHEMA } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';
import type { Batch } from './batch.js';

/** The property of a state that notes the end. */
const MARKS = { AssetErased: 'erasedAt', AssetExpired: 'expiredAt' } as const;

/** No state has this property, so the rows of quarantined items are always removed. */
const NO_MARK = '';

/**
 * Removes erased and expired items from the tables that the last rebuild has replaced. An undo folds the missing rows from the
 * log. It never folds the commits up to its checkpoint again, so rows that show the end already must stay. Audit rows hold no
 * personal data.
 */
export async function forgetInPrevious(client: ClientBase, batch: Batch): Promise<void> {
  const ended = endedItems(batch);
  if (ended.size === 0) return;
  const { rows } = await client.query<{ kept: boolean }>(`select to_regclass($1) is not null as kept`, [`${OLD_SCHEMA}.asset`]);
  if (rows[0]?.kept !== true) return;
  const s = identifier(OLD_SCHEMA);
  for (const [mark, assetIds] of ended) {
    // Tables of an earlier release may lack the column.
    const removed = await client.query<{ asset_id: string }>(
      `delete from ${s}.asset o where asset_id = any($1::uuid[]) and to_jsonb(o) -> 'state' -> $2 is null returning asset_id`,
      [assetIds, mark],
    );
    await client.query(`delete from ${s}.processing_step where asset_id = any($1::uuid[])`, [
      removed.rows.map((row) => row.asset_id),
    ]);
  }
}

/** Returns the ids by mark. The id of a quarantined item may be any text. */
function endedItems({ audit, backfill, blanked }: Batch): ReadonlyMap<string, readonly string[]> {
  const events = [...audit, ...backfill];
  const found: readonly (readonly [mark: string, assetIds: Iterable<string>])[] = [
    ...Object.entries(MARKS).map(
      ([type, mark]) => [mark, new Set(events.filter((event) => event.type === type).map((event) => event.asset_id))] as const,
    ),
    [NO_MARK, blanked],
  ];
  return new Map(
    found.map(([mark, assetIds]) => [mark, [...assetIds].filter(isUuid)] as const).filter(([, assetIds]) => assetIds.length > 0),
  );
}
