/** A row of `processing_logs` of an older system: id, file, task, step, status, message, detail, time. */
export type OldProcessingLog = readonly (string | number | null)[];

export const OLD_COLUMNS = ['id', 'file_id', 'task_id', 'step_name', 'status', 'message', 'detail', 'timestamp'] as const;

const MAIN = [
  'hash_file',
  'create_file_record',
  'check_text',
  'extract_text',
  'extract_metadata_with_gpt',
  'embed_metadata_into_pdf',
];
const REST = ['finalize_document_storage', 'send_to_all_destinations', 'queue_s3', 'upload_to_s3'];

/** File 1 is complete, file 2 has failed, file 3 was left in progress, and file 4 was retried and skipped. Their rows are mixed. */
export function oldProcessingLog(): readonly OldProcessingLog[] {
  const steps: (readonly [file: number | null, step: string, status: string, message?: string])[] = [
    ...[...MAIN, ...REST].flatMap((step) => [[1, step, 'in_progress'] as const, [1, step, 'success', `Done: ${step}`] as const]),
    [2, 'hash_file', 'success', 'Grüße, "quoted"\nand a second line'],
    [2, 'check_text', 'failure', 'No such page'],
    [null, 'sweep', 'success'],
    [3, 'hash_file', 'success'],
    [3, 'check_text', 'in_progress', 'Half of it'],
    [4, 'hash_file', 'failure', 'Disk full'],
    [4, 'hash_file', 'in_progress'],
    [4, 'hash_file', 'success'],
    [4, 'extract_text', 'skipped', 'Not needed'],
    [4, 'queue_dropbox', 'success'],
  ];
  return steps.map(([file, step, status, message], index) => [
    index + 1,
    file,
    file === null ? null : `task-${String(file)}`,
    step,
    status,
    message ?? null,
    status === 'failure' ? 'Traceback (most recent call last):\n  File "tasks.py", line 7' : null,
    `2024-01-15 10:${String(Math.floor(index / 60)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}.123456`,
  ]);
}

const csvField = (value: string | number | null): string => (value === null ? '' : `"${String(value).replaceAll('"', '""')}"`);

export const toCsv = (rows: readonly OldProcessingLog[]): string =>
  [OLD_COLUMNS, ...rows].map((row) => `${row.map(csvField).join(',')}\n`).join('');

export const toNdjson = (rows: readonly OldProcessingLog[]): string =>
  rows.map((row) => `${JSON.stringify(Object.fromEntries(OLD_COLUMNS.map((name, index) => [name, row[index]])))}\n`).join('');
