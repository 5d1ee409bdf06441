import type { SelectedBy } from '../../bulk/bulk.dto.js';
import { endOf, startOf } from '../../requests/instant.js';
import { isSaid } from '../../requests/is-said.js';
import type { RecordingFilter } from '../rows.js';
import type { ListQuery } from './list-query.dto.js';

type Said<T> = T | null | undefined;

const textual = (filter: {
  q?: Said<string>;
  from_date?: Said<string>;
  to_date?: Said<string>;
}): Pick<RecordingFilter, 'q' | 'from' | 'before'> => ({
  q: filter.q === '' ? undefined : (filter.q ?? undefined),
  from: isSaid(filter.from_date) ? startOf(filter.from_date) : undefined,
  before: isSaid(filter.to_date) ? endOf(filter.to_date) : undefined,
});

/** Of a query every value is text. */
const flag = (text: Said<string>): boolean | undefined => (isSaid(text) ? text === 'true' : undefined);

/** Only what is deleted expires: whoever asks for that status asks for deleted ones too. */
export function deletedOf({ deleted, status }: ListQuery): boolean | undefined {
  const wanted = deleted ?? (status.includes('EXPIRED') ? 'any' : 'false');
  return wanted === 'any' ? undefined : wanted === 'true';
}

export const listFilter = (owner: string, query: ListQuery): RecordingFilter => ({
  owner,
  statuses: query.status,
  ...textual(query),
  failed: flag(query.failed),
  onPause: flag(query.on_pause),
  waiting: flag(query.waiting),
  unconfirmed: flag(query.unconfirmed),
  partial: flag(query.partial),
  deleted: deletedOf(query),
  sha256: query.sha256,
  channel: isSaid(query.channel_id) ? Number(query.channel_id) : undefined,
});

/** What is deleted or erased is never meant by a filter. */
export const bulkFilter = (owner: string, filters: SelectedBy): RecordingFilter => ({
  owner,
  statuses: filters.status ?? [],
  ...textual(filters),
  failed: filters.failed ?? undefined,
  onPause: filters.on_pause ?? undefined,
  waiting: filters.waiting ?? undefined,
  unconfirmed: filters.unconfirmed ?? undefined,
  partial: filters.partial ?? undefined,
  deleted: false,
  erased: false,
});
