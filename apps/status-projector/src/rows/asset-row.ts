import type { AssetEntry } from '../fold/asset-entry.js';
import type { Fold } from '../fold/fold.js';
import { canonicalJson, hashOf } from './canonical-json.js';

/** One row of `asset`. Column names are the table's; `state` and `personal` are JSON text. */
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
  readonly revision: string;
  readonly position: string;
  readonly state: string;
  readonly personal: string;
  readonly fold_version: number;
  readonly state_hash: string;
}

/** Covers what is folded on from the row, and up to where: a hand that edits any of it is noticed. */
export const stateHash = (at: { revision: string; position: string; state: string; personal: string }): string =>
  hashOf([at.revision, at.position, at.state, at.personal].join('\n'));

export function assetRow(fold: Fold, entry: AssetEntry): AssetRow {
  const summary = fold.summary(entry.folded);
  const state = canonicalJson(entry.folded.state);
  const personal = canonicalJson(entry.folded.personal);
  return {
    asset_id: entry.assetId,
    owner: summary.owner,
    pipeline: summary.pipeline,
    status: summary.status,
    failed: summary.failed,
    title: summary.title ?? null,
    is_active: summary.isActive,
    created_at: summary.createdAt,
    updated_at: summary.updatedAt,
    revision: entry.revision,
    position: entry.position,
    state,
    personal,
    fold_version: fold.version,
    state_hash: stateHash({ revision: entry.revision, position: entry.position, state, personal }),
  };
}
