import type { SameFacts } from '@throughline/domain';
import type { AssetEntry } from '../fold/asset-entry.js';
import type { Fold, Summary } from '../fold/fold.js';
import { ASSET_COLUMNS } from './upsert.js';
import { canonicalJson, hashOf } from './canonical-json.js';
import { formatColumn, type ColumnValue } from './column-text.js';

/** One row of `asset`. `state` and `personal` are JSON text. */
export interface AssetRow {
  readonly asset_id: string;
  readonly owner: string;
  readonly pipeline: string;
  readonly status: string;
  readonly failed: boolean;
  readonly title: string | null;
  readonly is_active: boolean;
  readonly created_at: string;
  readonly updated_at: string;
  readonly on_pause: boolean;
  readonly pause_until: string | null;
  readonly deleted_at: string | null;
  readonly expires_at: string | null;
  readonly rests_since: string | null;
  readonly cancelled_at: string | null;
  readonly waiting_for: string | null;
  readonly waiting_since: string | null;
  readonly failed_at_stage: string | null;
  readonly unconfirmed: number;
  readonly partial: boolean;
  readonly needs_review: boolean;
  readonly unsure: boolean;
  readonly content_sha256: string | null;
  readonly facts_key: string | null;
  readonly revision: string;
  readonly position: string;
  readonly state: string;
  readonly personal: string;
  /** Marks of the commits that the row was folded from. They identify a commit that is published again. */
  readonly commit_marks: string;
  readonly fold_version: number;
  readonly state_hash: string;
}

const orNull = (value: string | undefined): string | null => value ?? null;

/** Equal for equal values. An index limits the length of its entries, and nothing limits a sender. */
const keyOfFacts = (facts: SameFacts | undefined): string | null =>
  facts === undefined ? null : `${facts.by}:${hashOf(JSON.stringify(facts.values)).slice(0, 32)}`;

/** A row before it is written, or as PostgreSQL returns it, with `Date` objects and parsed JSON. */
type HashedRow = Readonly<Record<keyof Omit<AssetRow, 'state_hash' | 'fold_version'>, ColumnValue>>;

/** Every column that is served or that the fold continues from. A manual edit of any of them is detected. */
const HASHED = Object.entries(ASSET_COLUMNS).filter(([name]) => name !== 'state_hash' && name !== 'fold_version');

export const hashState = (row: HashedRow): string =>
  hashOf(HASHED.map(([name, type]) => formatColumn(type, row[name as keyof HashedRow])).join('\n'));

type LifecycleColumns = Pick<
  AssetRow,
  | 'on_pause'
  | 'pause_until'
  | 'deleted_at'
  | 'expires_at'
  | 'rests_since'
  | 'cancelled_at'
  | 'waiting_for'
  | 'waiting_since'
  | 'failed_at_stage'
  | 'unconfirmed'
  | 'partial'
  | 'needs_review'
  | 'unsure'
>;

const buildLifecycleColumns = (summary: Summary): LifecycleColumns => ({
  on_pause: summary.onPause,
  pause_until: orNull(summary.pauseUntil),
  deleted_at: orNull(summary.deletedAt),
  expires_at: orNull(summary.expiresAt),
  rests_since: orNull(summary.restsSince),
  cancelled_at: orNull(summary.cancelledAt),
  waiting_for: orNull(summary.waitingFor),
  waiting_since: orNull(summary.waitingSince),
  failed_at_stage: orNull(summary.failedAtStage),
  unconfirmed: summary.unconfirmed,
  partial: summary.partial,
  needs_review: summary.needsReview,
  unsure: summary.isUnsure,
});

export function buildAssetRow(fold: Fold, entry: AssetEntry): AssetRow {
  const summary = fold.summary(entry.folded);
  const state = canonicalJson(entry.folded.state);
  const personal = canonicalJson(entry.folded.personal);
  const row = {
    asset_id: entry.assetId,
    owner: summary.owner,
    pipeline: summary.pipeline,
    status: summary.status,
    failed: summary.failed,
    title: orNull(summary.title),
    is_active: summary.isActive,
    created_at: summary.createdAt,
    updated_at: summary.updatedAt,
    ...buildLifecycleColumns(summary),
    content_sha256: orNull(summary.contentSha256),
    facts_key: keyOfFacts(summary.sameFacts),
    revision: entry.revision,
    position: entry.position,
    state,
    personal,
    commit_marks: entry.marks,
    fold_version: fold.version,
  };
  return { ...row, state_hash: hashState(row) };
}
