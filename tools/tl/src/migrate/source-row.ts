import type { OldLogRow } from '@throughline/domain';

/** The columns of `processing_logs` (DOC-02), and three that a view or a copy may add. */
export const REQUIRED_COLUMNS = ['id', 'file_id', 'step_name', 'status', 'timestamp'] as const;
export const OPTIONAL_COLUMNS = ['task_id', 'message', 'detail', 'actor', 'file_name', 'file_path'] as const;
export const COLUMNS: readonly string[] = [...REQUIRED_COLUMNS, ...OPTIONAL_COLUMNS];

/** A row of the older system with the file that it belongs to. */
export interface SourceRow {
  readonly fileId: string;
  readonly fileName?: string;
  /** The path of the file in the older system. */
  readonly filePath?: string;
  readonly row: OldLogRow;
}

/** A row that names its file but cannot be used. It keeps its file out of the migration. */
export interface UnusableRow {
  readonly fileId: string;
  readonly unusable: { readonly row: string; readonly line?: number; readonly problem: string };
}

/** A line of which nobody can say which file it belongs to. */
export interface UnreadableLine {
  readonly unreadable: { readonly line: number; readonly problem: string };
}

/** A row without a file: the older system logs some work before the file exists. */
export interface FilelessRow {
  readonly fileless: true;
}

export type SourceEntry = SourceRow | UnusableRow | UnreadableLine | FilelessRow;

/** The rows of one table, in any order. */
export type Source = AsyncIterable<readonly SourceEntry[]>;
