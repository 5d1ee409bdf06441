import type { Held } from '../recordings/held.js';
import { FOLD_VERSION } from '@throughline/domain';
import { compareRevision, type History } from '@throughline/event-store';
import type { RecordingRow, RecordingRows } from '../recordings/rows.js';

const HELD = {
  quarantined: 'The item is in quarantine: an operator has to look at it.',
  'needs-upgrade': 'A newer release wrote to this item: upgrade the services to go on.',
} as const satisfies Record<Held, string>;

/** How far the row that lists and items are answered from is behind the log. */
export interface RowFacts {
  readonly state: 'current' | 'behind' | 'missing' | 'unreadable' | 'unknown';
  readonly says: string;
  readonly revision: string | null;
  /** Commits that the row does not show yet. */
  readonly behind: number | null;
}

function compared(row: RecordingRow, history: History): RowFacts {
  const revision = row.revision;
  const behind = history.commits.filter((one) => compareRevision(one.revision, revision) > 0).length;
  if (row.foldVersion !== FOLD_VERSION)
    return { state: 'unreadable', says: 'The row was made by another version; the log is read instead.', revision, behind };
  if (compareRevision(revision, history.revision) >= 0)
    return { state: 'current', says: 'Lists and items show what is explained here.', revision, behind: 0 };
  const held = row.held === undefined ? '' : ` ${HELD[row.held.held]}`;
  return {
    state: 'behind',
    says: `Lists show an earlier state: ${String(behind)} commits are not projected yet.${held}`,
    revision,
    behind,
  };
}

/** The row as it was found, undefined where there is none; `away` where the database did not answer. */
export type FoundRow = RecordingRow | undefined | 'away';

/** The rows may be away; what is explained comes from the log. */
export const findRow = (rows: Pick<RecordingRows, 'byIds'>, id: string): Promise<FoundRow> =>
  rows.byIds([id]).then(
    (found) => found.get(id),
    () => 'away',
  );

export function rowFacts(row: FoundRow, history: History): RowFacts {
  if (row === 'away')
    return {
      state: 'unknown',
      says: 'The database did not answer, so it is not known what lists show.',
      revision: null,
      behind: null,
    };
  return row === undefined
    ? { state: 'missing', says: 'There is no row yet; the log is read instead.', revision: null, behind: history.commits.length }
    : compared(row, history);
}
