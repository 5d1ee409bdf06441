import type { UnreadableKind } from '../../kit/http/problems/problem.js';
import { FOLD_VERSION } from '@throughline/domain';
import { compareRevision, type History } from '@throughline/event-store';
import type { ItemRow, ItemRows } from '../../adapters/projection/index.js';

const HELD = {
  quarantined: 'The item is quarantined: an operator must decide.',
  'needs-upgrade': 'A newer release changed this item: upgrade the services to continue.',
} as const satisfies Record<UnreadableKind, string>;

/** The lag of the projected row, from which lists and items are answered, behind the log. */
export interface RowFacts {
  readonly state: 'current' | 'behind' | 'missing' | 'unreadable' | 'unknown';
  readonly says: string;
  readonly revision: string | null;
  readonly behind: number | null;
}

function compareRow(row: ItemRow, history: History): RowFacts {
  const revision = row.revision;
  const behind = history.commits.filter((one) => compareRevision(one.revision, revision) > 0).length;
  if (row.foldVersion !== FOLD_VERSION)
    return { state: 'unreadable', says: 'The row is from another version, so the log is read instead.', revision, behind };
  if (compareRevision(revision, history.revision) >= 0)
    return { state: 'current', says: 'Lists and items show this state.', revision, behind: 0 };
  const reason = row.held === undefined ? '' : ` ${HELD[row.held.kind]}`;
  return {
    state: 'behind',
    says: `Lists show an earlier state: ${String(behind)} commits are not projected yet.${reason}`,
    revision,
    behind,
  };
}

/** The row, `undefined` if it does not exist, or `away` if the database did not answer. */
export type RowLookup = ItemRow | undefined | 'away';

/** Tolerates a failing database: the explanation itself comes from the log. */
export const findRow = (rows: Pick<ItemRows, 'byIds'>, id: string): Promise<RowLookup> =>
  rows.byIds([id]).then(
    (found) => found.get(id),
    () => 'away',
  );

export function rowFacts(row: RowLookup, history: History): RowFacts {
  if (row === 'away')
    return {
      state: 'unknown',
      says: 'The database did not answer, so the state in lists is unknown.',
      revision: null,
      behind: null,
    };
  return row === undefined
    ? {
        state: 'missing',
        says: 'The row does not exist yet, so the log is read instead.',
        revision: null,
        behind: history.commits.length,
      }
    : compareRow(row, history);
}
