import type { ItemOutcome } from '@throughline/domain';
import { stripControls } from '../output/text-width.js';

const notesOf = (outcome: ItemOutcome): readonly string[] =>
  [
    outcome.failed_at_stage === null ? '' : `failed at ${outcome.failed_at_stage}`,
    outcome.on_pause ? 'paused' : '',
    outcome.waiting_for.length === 0 ? '' : `waiting for ${outcome.waiting_for.join(', ')}`,
    outcome.needs_review ? 'to review' : '',
    outcome.deleted_at === null ? '' : 'deleted',
    outcome.erased_at === null ? '' : 'erased',
  ].filter((note) => note !== '');

const STATUS_WIDTH = 16;

/** Returns one line. Columns have fixed widths, because the items come one by one. */
export const outcomeLine = (outcome: ItemOutcome, title: string | undefined): string => {
  const cells = [outcome.id, outcome.status.padEnd(STATUS_WIDTH), title ?? '', ...notesOf(outcome).map((note) => `(${note})`)];
  return `${stripControls(cells.join('  ').trimEnd())}\n`;
};
