import { codeOf } from '@throughline/contracts';
import type { IndexState } from '../search-index.js';

/** PostgreSQL: undefined table, schema or column, and no right to read one. */
const NO_INDEX: readonly unknown[] = ['42P01', '3F000', '42703', '42501'];

/** The search service of this release has not created the tables yet, or the gateway may not read them. */
export const isIndexMissing = (error: unknown): boolean => NO_INDEX.includes(codeOf(error));

export const READ_STATE = `
  select s.built, coalesce(s.lease_until > now(), false) as running,
    coalesce(p.commits, 0)::int as commits, coalesce(p.items, 0)::int as items, coalesce(p.failed, 0)::int as failed,
    greatest(extract(epoch from now() - p.since) * 1000, 0)::float8 as behind_ms,
    exists (select from pg_extension where extname = 'pg_trgm') as similar
  from search.state s, lateral (
    select sum(commits) filter (where attempts = 0) as commits, count(*) filter (where attempts = 0) as items,
      count(*) filter (where attempts > 0) as failed, min(since) filter (where attempts = 0) as since
    from search.pending) p`;

export interface StateRow {
  readonly built: boolean;
  readonly running: boolean;
  readonly commits: number;
  readonly items: number;
  readonly failed: number;
  readonly behind_ms: number | null;
  readonly similar: boolean;
}

export function toIndexState([row]: readonly StateRow[]): IndexState {
  if (row === undefined) throw new Error('search.state has no row');
  return {
    isBuilt: row.built,
    isRunning: row.running,
    pendingCommits: row.commits,
    pendingItems: row.items,
    failedItems: row.failed,
    behindMs: Math.round(row.behind_ms ?? 0),
    findsSimilar: row.similar,
  };
}
