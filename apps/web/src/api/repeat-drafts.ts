import type { BulkRun, InputOf } from '@throughline/api-client';
import { runRecordings } from '@throughline/api-client/operations';
import { callApi, previewApi } from './client.js';
import type { ListFilter } from './list-filter.js';

/** The part of the list's filter that selects among drafts. */
type Drafts = Pick<ListFilter, 'q' | 'tag'>;

/** A bulk run would resume paused runs, and transcribe nothing again. */
const body = ({ q, tag }: Drafts): InputOf<typeof runRecordings>['body'] => ({
  filters: { draft: true, on_pause: false, ...(q === '' ? {} : { q }), ...(tag === '' ? {} : { tag }) },
  repeat: ['TRANSCRIBE'],
});

/** Returns what `repeatDrafts` would do. Changes nothing. */
export const previewDrafts = (drafts: Drafts): Promise<BulkRun> => previewApi(runRecordings, { body: body(drafts) });

/** Transcribes the listed drafts again, with the engine that is used now. */
export const repeatDrafts = (drafts: Drafts): Promise<BulkRun> => callApi(runRecordings, { body: body(drafts) });
