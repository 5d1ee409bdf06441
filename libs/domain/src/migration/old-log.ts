import type { AssetEvent, Commit, DocumentStepStatus } from '@throughline/contracts';
import type { NameMap } from './old-names.js';

/** One row of the log of an older system (DOC-02). */
export interface OldLogRow {
  readonly id: string;
  /** The line of the file that has the row, if it is in a file. */
  readonly line?: number;
  readonly step: string;
  readonly status: string;
  /** ISO 8601 in UTC, with milliseconds. */
  readonly at: string;
  /** The time as the older system wrote it. */
  readonly time: string;
  /** Microseconds beyond `at`, which order the rows of a millisecond. */
  readonly micros?: number;
  readonly message?: string;
  readonly detail?: string;
  readonly taskId?: string;
  readonly actor?: Commit['actor'];
}

/** The whole log of one file of an older system. */
export interface OldLog {
  readonly assetId: string;
  readonly library: string;
  /** The table of the rows, such as `processing_logs`. */
  readonly table: string;
  readonly title: string;
  readonly fileName?: string;
  /** In any order. */
  readonly rows: readonly OldLogRow[];
  readonly names: NameMap;
  /** ISO 8601. Rows after this time are refused. */
  readonly latest: string;
}

/** Why a row cannot become a commit. */
export interface MigrationProblem {
  readonly row: string;
  readonly line?: number;
  readonly problem: string;
  readonly tryInstead?: string;
}

/** A commit with the original time and actor. */
export interface MigratedCommit {
  readonly at: string;
  readonly actor: Commit['actor'];
  /** The row that it comes from: `processing_logs/17`. */
  readonly ref: string;
  readonly events: readonly AssetEvent[];
}

/** The rows that a name of a step stands for, read oldest first (DOC-19): the final status of each name. */
export type FinalStatuses = ReadonlyMap<string, DocumentStepStatus>;

/** The history that an old log becomes. With problems it has no commits: half a history would be a wrong one. */
export interface Migration {
  readonly commits: readonly MigratedCommit[];
  readonly statuses: FinalStatuses;
  readonly problems: readonly MigrationProblem[];
}
