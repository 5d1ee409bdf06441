import type { BulkRun, InputOf } from '@throughline/api-client';
import { runRecordings } from '@throughline/api-client/operations';
import { callApi, previewApi } from './client.js';

/** The part of the list's filter that selects among drafts. */
export interface DraftsFilter {
  readonly q?: string;
  readonly tag?: string;
}

/** A bulk run would resume paused runs, and transcribe nothing again. */
const body = ({ q, tag }: DraftsFilter): InputOf<typeof runRecordings>['body'] => ({
  filters: { draft: true, on_pause: false, ...(q === undefined ? {} : { q }), ...(tag === undefined ? {} : { tag }) },
  repeat: ['TRANSCRIBE'],
});

/** Returns what `repeatDrafts` would do. Changes nothing. */
export const previewDrafts = (drafts: DraftsFilter): Promise<BulkRun> => previewApi(runRecordings, { body: body(drafts) });

/** Transcribes the listed drafts again, with the engine that is used now. */
export const repeatDrafts = (drafts: DraftsFilter): Promise<BulkRun> => callApi(runRecordings, { body: body(drafts) });
