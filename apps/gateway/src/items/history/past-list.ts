import { START, type Position } from '@throughline/event-store';
import { invalid } from '../../kit/http/problems/problem.js';
import { decodeCursor, encodeCursor, parseSort } from '../read/cursor.js';
import { resolveDeleted } from '../read/filters.js';
import type { ListQuery } from '../read/list-query.dto.js';
import type { Moment } from './moment.js';
import type { PastRow, PastRows } from './past-rows.js';

export interface PastList {
  readonly items: readonly PastRow[];
  readonly next_cursor: string | null;
  /** Counts by status, over all pages. */
  readonly counts: Readonly<Record<string, number>>;
  readonly as_of: { readonly position: string; readonly time: string };
}

const ORDER = '-created_at';
/** Filters that the audit log cannot answer for the past. */
const NOT_THEN = [
  'q',
  'state',
  'from_date',
  'to_date',
  'failed',
  'on_pause',
  'waiting',
  'unconfirmed',
  'partial',
  'follow_ups_failed',
  'needs_review',
  'unsure',
  'stopped',
  'tag',
  'draft',
  'transcript',
  'sha256',
  'channel_id',
] as const;

function requirePastFilters(query: ListQuery): void {
  const refused = NOT_THEN.filter((name) => query[name] !== undefined);
  const errors = refused.map((name) => ({ pointer: `/query/${name}`, message: 'cannot be combined with as_of' }));
  if (query.sort !== ORDER) errors.push({ pointer: '/query/sort', message: `with as_of there is only ${ORDER}` });
  if (errors.length > 0) throw invalid(errors);
}

/** Lists an owner's recordings in a past state, from the audit log (U6). */
export class PastLists {
  constructor(private readonly rows: PastRows) {}

  async list(owner: string, query: ListQuery, moment: Moment): Promise<PastList> {
    requirePastFilters(query);
    const sort = parseSort(ORDER);
    const after = query.cursor === undefined ? undefined : decodeCursor(sort, query.cursor);
    const at = await this.#resolve(owner, moment);
    const time = moment.kind === 'time' ? { time: moment.time } : {};
    const filters = { owner, position: at.position, ...time, statuses: query.status, deleted: resolveDeleted(query) };
    const [page, counts] = await Promise.all([this.rows.page(filters, after, query.limit), this.rows.counts(filters)]);
    return {
      items: page.rows,
      next_cursor: page.next === undefined ? null : encodeCursor(sort, page.next),
      counts,
      as_of: at,
    };
  }

  async #resolve(owner: string, moment: Moment): Promise<{ readonly position: Position; readonly time: string }> {
    if (moment.kind === 'time') return { position: (await this.rows.positionAt(owner, moment.time)) ?? START, time: moment.time };
    const { position } = moment;
    return { position, time: (await this.rows.timeAt(owner, position)) ?? new Date(0).toISOString() };
  }
}
