/** Rows of `processing_logs`, as an older system writes them: the files of one server, mixed. */
export interface OldRow {
  readonly id: number;
  readonly file_id: number | null;
  readonly task_id: string | null;
  readonly step_name: string;
  readonly status: string;
  readonly message: string | null;
  readonly detail: string | null;
  readonly timestamp: string;
}

export const OLD_COLUMNS = ['id', 'file_id', 'task_id', 'step_name', 'status', 'message', 'detail', 'timestamp'] as const;

const STEPS: readonly (readonly [file: number | null, step: string, status: string, message?: string, detail?: string])[] = [
  [7, 'hash_file', 'in_progress', 'Starting file hash calculation'],
  [8, 'hash_file', 'success', 'Hash: "abc", of two\nlines'],
  [7, 'hash_file', 'success', 'Hash calculated'],
  [null, 'sweep', 'success'],
  [7, 'check_text', 'failure', 'No text', 'Traceback (most recent call last):\n  "x", line 1'],
  [8, 'check_text', 'in_progress'],
  [7, 'check_text', 'in_progress'],
  [7, 'check_text', 'success', 'Grüße'],
  [7, 'queue_dropbox', 'success'],
  [7, 'upload_to_dropbox', 'failure', 'Quota exceeded'],
  [9, 'extract_text', 'skipped', ''],
];

export const oldRows = (): readonly OldRow[] =>
  STEPS.map(([file_id, step_name, status, message, detail], index) => ({
    id: index + 1,
    file_id,
    task_id: file_id === null ? null : `task-${String(file_id)}`,
    step_name,
    status,
    message: message ?? null,
    detail: detail ?? null,
    timestamp: `2024-01-15 10:00:${String(index).padStart(2, '0')}.123456`,
  }));

const csvField = (value: string | number | null): string => (value === null ? '' : `"${String(value).replaceAll('"', '""')}"`);
const csvLine = (fields: readonly (string | number | null)[]): string => `${fields.map(csvField).join(',')}\r\n`;
export const toCsv = (rows: readonly OldRow[]): string =>
  [csvLine(OLD_COLUMNS), ...rows.map((row) => csvLine(OLD_COLUMNS.map((name) => row[name])))].join('');
export const toNdjson = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
