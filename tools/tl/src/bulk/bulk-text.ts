import type { BulkCommand, BulkItem, BulkProgress } from '@throughline/api-client';
import { dateText } from '../output/dates.js';
import { listing, table } from '../output/table.js';

const number = (count: number): string => count.toLocaleString('en');

interface Reason {
  readonly count: number;
  readonly word: string;
  readonly detail: string | null;
}

const reasonRows = (counts: readonly Reason[]): string =>
  table(counts.map(({ count, word, detail }) => [number(count), word, detail ?? 'For other reasons.']));

/** Returns the counts of a preview by verdict and reason. */
export const previewText = ({ verdicts }: BulkCommand): string =>
  reasonRows(verdicts.map(({ verdict, ...rest }) => ({ word: verdict, ...rest })));

/** Returns the counts of a bulk command by outcome and reason. */
export const resultText = ({ outcomes }: BulkCommand): string =>
  reasonRows(outcomes.map(({ outcome, ...rest }) => ({ word: outcome, ...rest })));

const isPreview = ({ state }: BulkCommand): boolean => state === 'previewing' || state === 'previewed';

export function progressText(bulk: BulkProgress, now: number): string {
  const { state, total, rate, eta, waiting_since } = bulk;
  const finished = isPreview(bulk) ? bulk.previewed : bulk.done;
  const waiting = waiting_since === null ? '' : ', waits for a required service';
  const speed = rate === null || rate === 0 ? '' : `, ${rate.toLocaleString('en')} items/s`;
  const left = eta === null ? '' : `, about ${number(Math.max(1, Math.round((Date.parse(eta) - now) / 1_000)))} s left`;
  return `${state}: ${number(finished)} of ${number(total)}${waiting}${speed}${left}`;
}

const PARTS: Readonly<Record<BulkCommand['plan_changes'][number]['kind'], string>> = {
  server: 'the defaults of the server',
  settings: 'the defaults of the library',
  vocabulary: 'the vocabulary of the library',
  template: 'the template',
  output: 'the output',
};

/** Returns one line for each setting that is not as the preview used it. */
export const planChangeLines = ({ plan_changes }: BulkCommand): readonly string[] =>
  plan_changes.map(
    ({ kind, name, change }) => `${change} since the preview: ${PARTS[kind]}${name === null ? '' : ` ${JSON.stringify(name)}`}`,
  );

export const bulkCommandsText = (bulkCommands: readonly BulkCommand[]): string =>
  listing(
    ['ID', 'ACTION', 'STATE', 'DONE', 'TOTAL', 'STARTED'],
    bulkCommands.map(({ id, action, noun, state, done, total, started_at }) => [
      id,
      `${action} ${noun}s`,
      state,
      number(done),
      number(total),
      started_at === null ? '' : dateText(started_at),
    ]),
  );

export const itemsText = (items: readonly BulkItem[]): string =>
  listing(
    ['ID', 'PREVIEW', 'RESULT', 'CHANGED SINCE', 'REASON', 'TITLE'],
    items.map(({ item_id, preview, result, changed_since_preview, title }) => [
      item_id,
      preview?.verdict ?? '',
      result?.outcome ?? '',
      changed_since_preview ? 'yes' : '',
      (result ?? preview)?.detail ?? '',
      title ?? '',
    ]),
  );
