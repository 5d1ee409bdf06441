import { readFileSync } from 'node:fs';
import { MemoryDataKeys, type DataKeys } from '@throughline/event-store';
import { MemoryEventStore } from '@throughline/event-store/testing';
import type { ClientBase, Pool } from 'pg';
import { migrateSchema, type Migration } from '../schema/migration.js';
import { OPS_SCHEMA, opsMigrations } from '../schema/ops-schema.js';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import { projectionIndexes, projectionMigrations } from '../schema/projection-schema.js';
import { inTransaction } from '../schema/transaction.js';

/** Log and rows of an installation of the first release. That release generated the file; never edit it. */
interface GoldenInstallation {
  readonly partitions: number;
  readonly dataKeys: Readonly<Record<string, string>>;
  readonly log: readonly { readonly assetId: string; readonly commitId: string; readonly text: string }[];
  readonly tables: Readonly<Record<GoldenTable, readonly string[]>>;
}
export type GoldenTable = 'asset' | 'processing_step' | 'audit_log' | 'projection_checkpoint' | 'quarantine';

export const firstRelease = JSON.parse(
  readFileSync(new URL('../../golden/installation-1.json', import.meta.url), 'utf8'),
) as GoldenInstallation;

const isOfFirstRelease = ({ id }: Migration): boolean => id.startsWith('001-');

function createDataKeys(): DataKeys {
  const made = new MemoryDataKeys();
  const keyOf = (assetId: string): Uint8Array | undefined => {
    const key = firstRelease.dataKeys[assetId];
    return key === undefined ? undefined : Buffer.from(key, 'hex');
  };
  return {
    get: async (assetId) => keyOf(assetId) ?? made.get(assetId),
    create: async (assetId) => keyOf(assetId) ?? made.create(assetId),
    destroy: (assetId) => made.destroy(assetId),
  };
}

export function createFirstReleaseLog(): MemoryEventStore {
  const store = new MemoryEventStore({ partitions: firstRelease.partitions, keys: createDataKeys() });
  for (const { assetId, commitId, text } of firstRelease.log) store.inject(assetId, new TextEncoder().encode(text), commitId);
  return store;
}

/** Creates the tables of the first release in an empty database, with their rows. */
export async function createFirstReleaseTables(pool: Pool, store: MemoryEventStore): Promise<void> {
  await inTransaction(pool, async (client) => {
    const steps = [...projectionMigrations(PROJECTION_SCHEMA), ...projectionIndexes(PROJECTION_SCHEMA)];
    await migrateSchema(client, PROJECTION_SCHEMA, steps.filter(isOfFirstRelease));
    await migrateSchema(client, OPS_SCHEMA, opsMigrations.filter(isOfFirstRelease));
    const { id: incarnation } = await store.incarnation();
    const storedAt = await brokerTimes(store);
    await fill(client, 'asset', (row) => row);
    await fill(client, 'processing_step', (row) => row);
    // A new in-memory log has another incarnation and other broker times than the recorded one.
    await fill(client, 'projection_checkpoint', (row) => ({ ...row, incarnation }));
    await fill(client, 'audit_log', (row) => ({ ...row, recorded_at: storedAt.get(String(row['position'])) }));
    await fill(client, 'quarantine', (row) => row);
  });
}

type Row = Readonly<Record<string, unknown>>;

async function fill(client: ClientBase, table: GoldenTable, adapt: (row: Row) => Row): Promise<void> {
  for (const text of firstRelease.tables[table]) {
    const row = JSON.stringify(adapt(JSON.parse(text) as Row));
    await client.query(
      `insert into ${PROJECTION_SCHEMA}.${table} select (json_populate_record(null::${PROJECTION_SCHEMA}.${table}, $1)).*`,
      [row],
    );
  }
}

async function brokerTimes(store: MemoryEventStore): Promise<ReadonlyMap<string, string>> {
  const times = new Map<string, string>();
  for (let partition = 0; partition < store.partitions; partition += 1) {
    const reading = new AbortController();
    await store.subscribe({
      partition,
      after: undefined,
      onCommits: (items) => {
        for (const { position, storedAt } of items) times.set(position, storedAt);
        return Promise.resolve();
      },
      onCaughtUp: () => {
        reading.abort();
      },
      signal: reading.signal,
    });
  }
  return times;
}
