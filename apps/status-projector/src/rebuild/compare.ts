import { partitionOf } from '@throughline/contracts';
import { comparePosition, type EventStore, type Incarnation, type Position } from '@throughline/event-store';
import type { ClientBase, Pool } from 'pg';
import { readCheckpoints } from '../write/checkpoint.js';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';
import { inTransaction } from '../schema/transaction.js';
import { findDifferences, type Difference } from './differences.js';
import { readDigests } from './digests.js';
import type { Shadow } from './shadow-projection.js';

export interface DescribedDifference extends Difference {
  readonly columns?: readonly string[];
  readonly status?: { readonly stored: string; readonly rebuilt: string };
}

export interface Comparison {
  /** The first differences. `count` is the total number. */
  readonly differences: readonly DescribedDifference[];
  readonly count: number;
  /** Partitions that cannot be compared: their stored rows are behind the rebuilt ones or come from another log. */
  readonly notCompared: readonly number[];
}

type Log = Pick<EventStore, 'partitions' | 'incarnation'>;

interface ComparisonParts {
  readonly pool: Pool;
  readonly store: Log;
  /** Compares only the items of this library. */
  readonly library: string | undefined;
  readonly onDifferent: ((assetId: string) => unknown) | undefined;
}

const LISTED = 1_000;
const SNAPSHOT = 'begin isolation level repeatable read read only';

export class UnknownLibraryError extends Error {
  readonly kind = 'unknown-library';
  constructor(library: string) {
    super(`No item of the library ${library} is in the log or in the tables. Give the id of a library`);
    this.name = 'UnknownLibraryError';
  }
}

/** Returns the items that belong to the library by the log, or by the stored rows, whose owner may be wrong. */
async function findItemsOf(library: string, sides: ComparedClients): Promise<ReadonlySet<string>> {
  const itemsIn = async (client: ClientBase, schema: string): Promise<readonly string[]> => {
    const { rows } = await client.query<{ asset_id: string }>(
      `select asset_id::text as asset_id from ${identifier(schema)}.asset where owner = $1`,
      [library],
    );
    return rows.map(({ asset_id: assetId }) => assetId);
  };
  const items = new Set([...(await itemsIn(sides.stored, PROJECTION_SCHEMA)), ...(await itemsIn(sides.rebuilt, sides.schema))]);
  if (items.size === 0) throw new UnknownLibraryError(library);
  return items;
}

/** Compares a snapshot of the stored rows with rows folded up to the same positions. The projection continues meanwhile. */
export async function compareWithStored(
  { pool, store, library, onDifferent }: ComparisonParts,
  shadow: Shadow,
): Promise<Comparison> {
  const { partitions } = store;
  return inTransaction(
    pool,
    async (stored) => {
      const notCompared = await catchUpWithStored(stored, shadow, store);
      const skipped = new Set(notCompared);
      return inTransaction(
        pool,
        async (rebuilt) => {
          const sides = { stored, rebuilt, schema: shadow.schema };
          const only = library === undefined ? undefined : await findItemsOf(library, sides);
          const listed: DescribedDifference[] = [];
          let count = 0;
          for await (const difference of findDifferences(
            readDigests(stored, PROJECTION_SCHEMA),
            readDigests(rebuilt, shadow.schema),
          )) {
            if (only?.has(difference.assetId) === false || skipped.has(partitionOf(difference.assetId, partitions))) continue;
            count += 1;
            onDifferent?.(difference.assetId);
            if (listed.length < LISTED) listed.push(difference);
          }
          return { differences: await describeAll(listed, sides), count, notCompared };
        },
        SNAPSHOT,
      );
    },
    SNAPSHOT,
  );
}

/** Folds the shadow up to the stored checkpoints. Returns the partitions where this is impossible. */
async function catchUpWithStored(stored: ClientBase, shadow: Shadow, store: Log): Promise<number[]> {
  const checkpoints = await readCheckpoints(stored, PROJECTION_SCHEMA);
  const end = await store.incarnation();
  const apart: number[] = [];
  for (let partition = 0; partition < store.partitions; partition += 1) {
    const checkpoint = checkpoints.find((each) => each.partition === partition);
    if (checkpoint !== undefined && isWithin(checkpoint, await shadow.position(partition), end)) {
      await shadow.advance(partition, checkpoint.position);
    } else apart.push(partition);
  }
  return apart;
}

/** Rows ahead of a restored, older log are skipped. The shadow would wait for their position forever. */
const isWithin = (checkpoint: { incarnation: string; position: Position }, shadow: Position, end: Incarnation): boolean =>
  checkpoint.incarnation === end.id &&
  comparePosition(checkpoint.position, shadow) >= 0 &&
  comparePosition(checkpoint.position, end.last) <= 0;

interface ComparedClients {
  readonly stored: ClientBase;
  readonly rebuilt: ClientBase;
  /** The schema of the rebuilt tables. */
  readonly schema: string;
}

async function describeAll(listed: readonly Difference[], sides: ComparedClients): Promise<DescribedDifference[]> {
  const described: DescribedDifference[] = [];
  for (const difference of listed)
    described.push(
      difference.part === 'asset' && difference.kind === 'different' ? await describe(difference, sides) : difference,
    );
  return described;
}

type Row = Readonly<Record<string, unknown>>;

const assetRow = async (client: ClientBase, schema: string, assetId: string): Promise<Row> => {
  // Each table has its own transactions.
  const { rows } = await client.query<{ row: Row }>(
    `select to_jsonb(a) - 'written_in' as row from ${identifier(schema)}.asset a where asset_id = $1`,
    [assetId],
  );
  return rows[0]?.row ?? {};
};

/** Reports column names and the status only, because other values may be personal. */
async function describe(difference: Difference, { stored, rebuilt, schema }: ComparedClients): Promise<DescribedDifference> {
  const one = await assetRow(stored, PROJECTION_SCHEMA, difference.assetId);
  const other = await assetRow(rebuilt, schema, difference.assetId);
  const columns = Object.keys(one).filter((column) => JSON.stringify(one[column]) !== JSON.stringify(other[column]));
  const status = { stored: String(one['status']), rebuilt: String(other['status']) };
  return { ...difference, columns, ...(columns.includes('status') ? { status } : {}) };
}
