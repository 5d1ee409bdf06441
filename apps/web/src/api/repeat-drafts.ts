import type { BulkRun } from '@throughline/api-types';
import { requestApi } from './client.js';

/** A bulk run would resume paused runs, and transcribe nothing again. */
const body = (q: string): object => ({
  filters: { draft: true, on_pause: false, ...(q === '' ? {} : { q }) },
  repeat: ['TRANSCRIBE'],
});

/** Returns what `repeatDrafts` would do. Changes nothing. */
export const previewDrafts = (q: string): Promise<BulkRun> =>
  requestApi('recordings/bulk/run?dry_run=true', { method: 'POST', body: body(q) });

/** Transcribes the listed drafts again, with the engine that is used now. */
export const repeatDrafts = (q: string): Promise<BulkRun> => requestApi('recordings/bulk/run', { method: 'POST', body: body(q) });
