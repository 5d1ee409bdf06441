import type { DocumentStepStatus } from '@throughline/contracts';
import type { Asset } from '../../asset/state.js';
import { waitOf } from '../../asset/steps/waiting.js';
import { documentRows, type DocumentRow } from '../../status/document-rows.js';

type Counts<Word extends string> = Readonly<Partial<Record<Word, number>>>;

/** The number of steps in each status. Statuses without steps are left out (DOC-16). */
export interface DocumentSummary {
  readonly main: Counts<DocumentStepStatus>;
  /** Only here, waiting uploads are called `queued` (C7). */
  readonly uploads: Counts<Exclude<DocumentStepStatus, 'pending'> | 'queued'>;
}

function countStatuses<Word extends string>(words: readonly Word[]): Counts<Word> {
  const counts: Partial<Record<Word, number>> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

const isWaiting = ({ of }: DocumentRow): boolean => waitOf(of) !== undefined;

/** `get_step_summary` (DOC-16): counts main steps and uploads by their present statuses only (DOC-17). */
export function summarizeDocument(asset: Asset): DocumentSummary {
  const rows = documentRows(asset);
  const uploads = rows.flatMap((row) => {
    if (row.group !== 'uploads') return [];
    const { status } = row;
    // An upload that waits for its destination is in progress, but counts as queued.
    return status === 'pending' || (status === 'in_progress' && isWaiting(row)) ? (['queued'] as const) : [status];
  });
  return {
    main: countStatuses(rows.flatMap(({ group, status }) => (group === 'main' ? [status] : []))),
    uploads: countStatuses(uploads),
  };
}
