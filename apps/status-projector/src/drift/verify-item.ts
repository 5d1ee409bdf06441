import { partitionOf, type JsonObject } from '@throughline/contracts';
import { requireContinuity } from '@throughline/event-store';
import type { ClientBase } from 'pg';
import { readCheckpoints, type StoredCheckpoint } from '../write/checkpoint.js';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import { inTransaction } from '../schema/transaction.js';
import { releaseAsset } from '../quarantine/release.js';
import type { Batch } from '../write/batch.js';
import { compareItem } from './compare-item.js';
import { isHeldWrongly, quarantineAnew, repairItem, type RepairParts } from './repair-drifted.js';
import { readStoredItemRows, type StoredItemRows } from './stored-rows.js';

export interface ItemReport {
  readonly assetId: string;
  /** The item is in the log or in the tables. */
  readonly found: boolean;
  /** The position up to which the rows were compared. */
  readonly position: string;
  readonly commits: number;
  readonly status: { readonly stored: string | null; readonly rebuilt: string | null };
  readonly differences: JsonObject;
  /** Reason kind of the quarantine. */
  readonly held: string | null;
  readonly problem: string | null;
  readonly repaired: boolean;
}

const NONE: StoredItemRows = { asset: undefined, steps: [], parked: undefined };
const SNAPSHOT = 'begin isolation level repeatable read read only';

export class NotProjectedError extends Error {
  readonly kind = 'not-projected';
  constructor(partition: number) {
    super(`Partition ${String(partition)} is not projected yet: the status-projector has not started`);
    this.name = 'NotProjectedError';
  }
}

async function requireCheckpoint(client: ClientBase, { store }: RepairParts, partition: number): Promise<StoredCheckpoint> {
  const checkpoint = (await readCheckpoints(client, PROJECTION_SCHEMA)).find((each) => each.partition === partition);
  if (checkpoint === undefined) throw new NotProjectedError(partition);
  // An older copy of the log would show newer rows as wrong.
  await requireContinuity(store, checkpoint);
  return checkpoint;
}

/** Compares a snapshot of the rows of one item with its history in the log. Changes nothing. */
export async function verifyItem(parts: RepairParts, assetId: string): Promise<ItemReport> {
  return inTransaction(
    parts.pool,
    async (client) => {
      const { position } = await requireCheckpoint(client, parts, partitionOf(assetId, parts.store.partitions));
      const before = (await readStoredItemRows(client, [assetId])).get(assetId) ?? NONE;
      const { differences, expectedStatus, commits, problem } = await compareItem(client, parts, {
        assetId,
        before,
        at: position,
      });
      const stored = before.asset?.status;
      return {
        assetId,
        found: commits > 0 || problem !== undefined || before.asset !== undefined || before.steps.length > 0,
        position,
        commits,
        status: { stored: typeof stored === 'string' ? stored : null, rebuilt: expectedStatus ?? null },
        differences,
        held: before.parked ?? null,
        problem: problem ?? null,
        repaired: false,
      };
    },
    SNAPSHOT,
  );
}

export interface ItemRepair {
  /** The comparison before the repair. */
  readonly found: ItemReport;
  /** The comparison after it. */
  readonly left: ItemReport;
  readonly batch: Batch | undefined;
}

export const hasDifferences = ({ differences, held, problem }: ItemReport): boolean =>
  Object.keys(differences).length > 0 || (problem !== null && held === null);

async function repairFound(parts: RepairParts, { assetId, differences }: ItemReport): Promise<Batch | undefined> {
  if (isHeldWrongly(differences)) {
    const release = await releaseAsset(parts, assetId, 'verify');
    return release.released ? release.batch : undefined;
  }
  const held = differences['quarantine'] === undefined ? undefined : await quarantineAnew(parts, assetId);
  return (await repairItem(parts, assetId)) ?? held;
}

/** Writes the rows of one item anew if they differ from its history, whether or not a sweep would notice it. */
export async function verifyAndRepair(parts: RepairParts, assetId: string): Promise<ItemRepair> {
  const found = await verifyItem(parts, assetId);
  if (!hasDifferences(found)) return { found, left: found, batch: undefined };
  const batch = await repairFound(parts, found);
  const left = await verifyItem(parts, assetId);
  return { found, left: { ...left, repaired: batch !== undefined && !hasDifferences(left) }, batch };
}
