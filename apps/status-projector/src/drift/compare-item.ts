import { kindOf, type Json, type JsonObject } from '@throughline/contracts';
import { parseRevision, type EventStore, type Position } from '@throughline/event-store';
import type { ClientBase, Pool } from 'pg';
import { refold, truncateHistory, type AssetEntry } from '../fold/asset-entry.js';
import { NEEDS_UPGRADE, isAssetFault } from '../fold/asset-fault.js';
import type { Fold } from '../fold/fold.js';
import { buildAssetRow } from '../rows/asset-row.js';
import type { AuditRow } from '../fold/audit-row.js';
import { formatColumn, type ColumnValue } from '../rows/column-text.js';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';
import { COMPARED_AUDIT_COLUMNS, columnNames } from '../rows/upsert.js';
import { describeRepair } from './describe-repair.js';
import type { StoredItemRows } from './stored-rows.js';

export type History = Awaited<ReturnType<EventStore['load']>>;

/** True if the rows show an earlier state than the newest one, because the item is quarantined. */
const isHeld = (before: StoredItemRows): before is StoredItemRows & { readonly asset: object } =>
  before.parked !== undefined && before.asset !== undefined;

/** The rows of a quarantined item show its state before the faulty commit, so only that part is loaded. */
export async function loadProjected(
  store: EventStore,
  assetId: string,
  { before, at }: { readonly before: StoredItemRows; readonly at: Position },
): Promise<History> {
  if (isHeld(before)) return store.load(assetId, { upTo: parseRevision(before.asset.revision) });
  return truncateHistory(await store.load(assetId), at);
}

export interface ItemDifferences {
  /**
   * By table: `asset`, `steps` and `quarantine` name columns, `audit` counts rows. Empty if the rows agree with the log.
   */
  readonly differences: JsonObject;
  readonly expectedStatus: string | undefined;
  readonly commits: number;
  /** The history cannot be folded: the reason, for an operator. */
  readonly problem: string | undefined;
}

type AuditText = ReadonlyMap<string, string>;
type StoredAuditRow = Readonly<Record<string, ColumnValue>> & { readonly position: string; readonly event_index: number };

const auditTexts = (rows: readonly StoredAuditRow[]): AuditText =>
  new Map(
    rows.map((row) => [
      `${row.position}/${String(row.event_index)}`,
      Object.entries(COMPARED_AUDIT_COLUMNS)
        .map(([name, type]) => formatColumn(type, row[name]))
        .join(' '),
    ]),
  );

const withParsedDetail = (row: AuditRow): StoredAuditRow => ({ ...row, detail: JSON.parse(row.detail) as Json });

function compareAudit(stored: AuditText, expected: AuditText): JsonObject {
  const counts = {
    missing: [...expected.keys()].filter((key) => !stored.has(key)).length,
    surplus: [...stored.keys()].filter((key) => !expected.has(key)).length,
    different: [...expected].filter(([key, text]) => stored.has(key) && stored.get(key) !== text).length,
  };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

async function readAudit(client: Pick<Pool | ClientBase, 'query'>, assetId: string): Promise<AuditText> {
  const { rows } = await client.query<StoredAuditRow>(
    `select ${columnNames(COMPARED_AUDIT_COLUMNS)} from ${identifier(PROJECTION_SCHEMA)}.audit_log where asset_id = $1`,
    [assetId],
  );
  return auditTexts(rows);
}

/** PostgreSQL refuses some values that the fold accepts, so a fold without a fault does not disprove this kind. */
const UNSTORABLE = 'unstorable';

/** Returns the fault of the item's history up to `at`, or undefined if all of it can be folded. */
export async function findFault(
  { store, fold }: { readonly store: EventStore; readonly fold: Fold },
  assetId: string,
  at: Position,
): Promise<unknown> {
  try {
    refold(fold, truncateHistory(await store.load(assetId), at));
    return undefined;
  } catch (error) {
    if (!isAssetFault(error)) throw error;
    return error;
  }
}

function compareQuarantine(stored: string | undefined, fault: unknown): JsonObject {
  const expected = kindOf(fault);
  if (stored === expected || (stored === UNSTORABLE && expected === undefined)) return {};
  return { quarantine: { reason_kind: { before: stored ?? null, after: expected ?? null } } };
}

/** Builds the rows that the history gives. The flags follow the table of quarantines. */
function buildExpected(fold: Fold, entry: AssetEntry | undefined, { parked }: StoredItemRows) {
  if (entry === undefined) return { asset: undefined, steps: [] };
  const flags = { quarantined: parked !== undefined && parked !== NEEDS_UPGRADE, needs_upgrade: parked === NEEDS_UPGRADE };
  return {
    asset: { ...buildAssetRow(fold, entry), ...flags },
    steps: fold.steps(entry.folded).map((step) => ({ ...step, asset_id: entry.assetId })),
  };
}

/** Compares the rows of one item with the fold of its history up to the checkpoint `at`. Changes nothing. */
export async function compareItem(
  client: Pick<Pool | ClientBase, 'query'>,
  { store, fold }: { readonly store: EventStore; readonly fold: Fold },
  { assetId, before, at }: { readonly assetId: string; readonly before: StoredItemRows; readonly at: Position },
): Promise<ItemDifferences> {
  // The rows of any other item show its whole history, so the fold below finds the fault, if there is one.
  const heldFor = isHeld(before) ? await findFault({ store, fold }, assetId, at) : undefined;
  try {
    const history = await loadProjected(store, assetId, { before, at });
    const { entry, audit } = refold(fold, history);
    const expected = buildExpected(fold, entry, before);
    const auditDifferences = compareAudit(await readAudit(client, assetId), auditTexts(audit.map(withParsedDetail)));
    return {
      differences: {
        ...describeRepair(before, expected),
        ...(Object.keys(auditDifferences).length === 0 ? {} : { audit: auditDifferences }),
        ...compareQuarantine(before.parked, heldFor),
      },
      expectedStatus: expected.asset?.status,
      commits: history.commits.length,
      problem: undefined,
    };
  } catch (error) {
    if (!isAssetFault(error)) throw error;
    const problem = error instanceof Error ? error.message : 'its history cannot be folded';
    const differences = compareQuarantine(before.parked, heldFor ?? error);
    return { differences, expectedStatus: undefined, commits: 0, problem };
  }
}
