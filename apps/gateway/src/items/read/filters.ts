import type { SelectionFilters } from '../bulk/bulk.dto.js';
import { resolveRangeEnd, resolveRangeStart } from '../../kit/http/requests/instant.js';
import { hasValue } from '../../kit/http/requests/has-value.js';
import { cleanText } from '../commands/tags.js';
import type { ItemFilter } from '../../adapters/projection/index.js';
import type { ListQuery } from './list-query.dto.js';

type Nullable<T> = T | null | undefined;

const readTextFilters = (filter: {
  q?: Nullable<string>;
  from_date?: Nullable<string>;
  to_date?: Nullable<string>;
}): Pick<ItemFilter, 'q' | 'from' | 'before'> => ({
  q: filter.q === '' ? undefined : (filter.q ?? undefined),
  from: hasValue(filter.from_date) ? resolveRangeStart(filter.from_date) : undefined,
  before: hasValue(filter.to_date) ? resolveRangeEnd(filter.to_date) : undefined,
});

const readTag = (tag: Nullable<string>, pointer: string): string | undefined =>
  hasValue(tag) ? cleanText(tag, pointer) : undefined;

/** Parses a flag of a query, in which every value is text. */
const parseFlag = (text: Nullable<string>): boolean | undefined => (hasValue(text) ? text === 'true' : undefined);

/** Includes deleted items if the status `EXPIRED` is requested, because only deleted items expire. */
export function resolveDeleted({ deleted, status, state }: ListQuery): boolean | undefined {
  const standard = state === 'deleted' ? 'true' : 'false';
  const filter = deleted ?? (status.includes('EXPIRED') ? 'any' : standard);
  return filter === 'any' ? undefined : filter === 'true';
}

export const buildListFilter = (owner: string, query: ListQuery): ItemFilter => ({
  owner,
  list: query.state,
  statuses: query.status,
  ...readTextFilters(query),
  failed: parseFlag(query.failed),
  onPause: parseFlag(query.on_pause),
  waiting: parseFlag(query.waiting),
  needsReview: parseFlag(query.needs_review),
  unsure: parseFlag(query.unsure),
  stopped: parseFlag(query.stopped),
  tag: readTag(query.tag, '/query/tag'),
  unconfirmed: parseFlag(query.unconfirmed),
  partial: parseFlag(query.partial),
  followUpsFailed: parseFlag(query.follow_ups_failed),
  draft: parseFlag(query.draft),
  transcript: query.transcript,
  deleted: resolveDeleted(query),
  sha256: query.sha256,
  channel: hasValue(query.channel_id) ? Number(query.channel_id) : undefined,
});

const readLabelFilters = ({
  draft,
  unsure,
  stopped,
  transcript,
}: SelectionFilters): Pick<ItemFilter, 'draft' | 'unsure' | 'stopped' | 'transcript'> => ({
  draft: draft ?? undefined,
  unsure: unsure ?? undefined,
  stopped: stopped ?? undefined,
  transcript: transcript ?? undefined,
});

/** Builds the filter of a bulk command, which never selects erased items. Only a restoration selects deleted ones. */
export const buildBulkFilter = (owner: string, filters: SelectionFilters, deleted: boolean): ItemFilter => ({
  owner,
  list: filters.state ?? undefined,
  statuses: filters.status ?? [],
  ...readTextFilters(filters),
  failed: filters.failed ?? undefined,
  onPause: filters.on_pause ?? undefined,
  waiting: filters.waiting ?? undefined,
  needsReview: filters.needs_review ?? undefined,
  tag: readTag(filters.tag, '/filters/tag'),
  unconfirmed: filters.unconfirmed ?? undefined,
  partial: filters.partial ?? undefined,
  followUpsFailed: filters.follow_ups_failed ?? undefined,
  ...readLabelFilters(filters),
  deleted,
  erased: false,
});
