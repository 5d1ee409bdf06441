import type { DocumentStepStatus } from '@throughline/contracts';
import type { Asset } from '../asset/state.js';
import { documentRows, type DocumentRow } from './rows.js';

type Counts<Word extends string> = Readonly<Partial<Record<Word, number>>>;

/** Counts for each status; what there is none of is not named (DOC-16). */
export interface DocumentSummary {
  readonly main: Counts<DocumentStepStatus>;
  /** Uploads that wait are `queued` here, and nowhere else (C7). */
  readonly uploads: Counts<Exclude<DocumentStepStatus, 'pending'> | 'queued'>;
}

function counted<Word extends string>(words: readonly Word[]): Counts<Word> {
  const counts: Partial<Record<Word, number>> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

const isWaiting = ({ of }: DocumentRow): boolean => of.phase !== 'running' && of.waiting !== undefined;

/** `get_step_summary` (DOC-16): over every main step and every upload, from where they stand and nothing else (DOC-17). */
export function summarizeDocument(asset: Asset): DocumentSummary {
  const rows = documentRows(asset);
  const uploads = rows.flatMap((row) => {
    if (row.group !== 'uploads') return [];
    const { status } = row;
    // An upload that waits for its destination is in progress, and still only queues.
    return status === 'pending' || (status === 'in_progress' && isWaiting(row)) ? (['queued'] as const) : [status];
  });
  return { main: counted(rows.flatMap(({ group, status }) => (group === 'main' ? [status] : []))), uploads: counted(uploads) };
}
