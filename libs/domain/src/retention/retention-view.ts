import type { Asset } from '../asset/state.js';
import type { LibraryConfig } from '../asset/config/library.js';
import { restsSince } from './rest.js';
import { deletionTime, removalTime, resolveRetention, type RetentionLayer } from './rule.js';

/** When retention deletes, or has deleted, the item. */
export interface RetentionItem {
  readonly soft_delete_at: string;
  /** Null: its content stays until a person erases it. */
  readonly hard_delete_at: string | null;
  /** The layer that sets the days. */
  readonly source: RetentionLayer;
}

function plannedRetention(asset: Asset, library: LibraryConfig): RetentionItem | null {
  const since = restsSince(asset);
  const rule = since === undefined ? undefined : resolveRetention(asset, library);
  if (since === undefined || rule === undefined) return null;
  const deletedAt = deletionTime(since, rule);
  return { soft_delete_at: deletedAt, hard_delete_at: removalTime(deletedAt, rule) ?? null, source: rule.source };
}

/** Returns null if retention leaves the item alone, and for items that a person has deleted. */
export function renderRetention(asset: Asset, library: LibraryConfig | undefined): RetentionItem | null {
  const { retention, deletedAt, expiresAt } = asset;
  if (retention === undefined || deletedAt === undefined) return library === undefined ? null : plannedRetention(asset, library);
  return { soft_delete_at: deletedAt, hard_delete_at: expiresAt ?? null, source: retention.source };
}
