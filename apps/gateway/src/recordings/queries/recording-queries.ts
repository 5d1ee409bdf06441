import { isUuid } from '@throughline/contracts';
import { compareRevision, parseRevision, revisionAtLeast, type EventStore, type Revision } from '@throughline/event-store';
import type { ChangeFeed } from '../../changes/change-feed.js';
import { waitUntil } from '../../changes/wait-until.js';
import { BRIEFLY_MS, type FreshRows } from '../../positions/fresh-rows.js';
import { notFound } from '../../problems/problem.js';
import { auditOf } from '../audit-events.js';
import type { AuditEvent, AuditPlace, PageKey, RecordingRows } from '../rows.js';
import { decodeCursor, encodeCursor, sortOf } from './cursor.js';
import type { SelectedBy } from '../../bulk/bulk.dto.js';
import { bulkFilter, listFilter } from './filters.js';
import type { EventsQuery, ItemQuery, ListQuery } from './list-query.dto.js';
import type { RecordingLoader, ShownRecording } from './recording-loader.js';

export interface ListedRecordings {
  readonly recordings: readonly ShownRecording[];
  readonly nextCursor: string | undefined;
  readonly total: number | undefined;
}

export interface QueryPorts {
  readonly rows: RecordingRows;
  readonly loader: RecordingLoader;
  readonly changes: ChangeFeed;
  readonly history: Pick<EventStore, 'load'>;
  readonly fresh: Pick<FreshRows, 'show'>;
}

/** For who waits to the end. */
const NEVER = new AbortController().signal;

const placeOf = (after: string | undefined): AuditPlace | undefined => {
  const [position, index] = after?.split('.') ?? [];
  return position === undefined || index === undefined ? undefined : { position, index: Number(index) };
};

/** What can be read of recordings. Every method sees the owner's own alone; for the rest there is nothing. */
export class RecordingQueries {
  constructor(private readonly ports: QueryPorts) {}

  async list(owner: string, query: ListQuery): Promise<ListedRecordings> {
    const isFresh = await this.ports.fresh.show(owner, undefined, NEVER);
    const sort = sortOf(query.sort);
    const page = await this.ports.rows.page({
      filter: listFilter(owner, query),
      sort,
      after: query.cursor === undefined ? undefined : decodeCursor(sort, query.cursor),
      limit: query.limit,
      withTotal: query.include === 'total',
    });
    const shown = await Promise.all(
      page.rows.map(async (row) => {
        const shown = isFresh ? this.ports.loader.ofRow(row) : undefined;
        return shown ?? (await this.ports.loader.fromLog(row.id)) ?? this.ports.loader.ofRow(row);
      }),
    );
    const cursor = (key: PageKey): string => encodeCursor(sort, key);
    return {
      recordings: shown.filter((one) => one !== undefined),
      nextCursor: page.next === undefined ? undefined : cursor(page.next),
      total: page.total,
    };
  }

  /** Ids of what these filters select now. */
  matching(owner: string, filters: SelectedBy, limit: number): Promise<readonly string[]> {
    return this.ports.rows.idsOf(bulkFilter(owner, filters), limit);
  }

  /** One recording, from its row where that is new enough. */
  async item(owner: string, id: string, query: ItemQuery, signal: AbortSignal): Promise<ShownRecording> {
    if (!isUuid(id)) throw notFound();
    const first = await this.owned(owner, id, signal);
    if (query.min_revision !== undefined) return this.atLeast(first, parseRevision(query.min_revision), signal);
    if (query.after_revision !== undefined && query.wait > 0)
      return this.changedAfter(first, parseRevision(query.after_revision), { limitMs: query.wait * 1000, signal });
    return first;
  }

  async events(
    owner: string,
    id: string,
    query: EventsQuery,
    signal: AbortSignal = NEVER,
  ): Promise<{ events: readonly AuditEvent[]; more: boolean }> {
    const shown = await this.known(owner, id, signal);
    const found = await this.eventsOf(shown, query, signal);
    return { events: found.slice(0, query.limit), more: found.length > query.limit };
  }

  /** Rows and audit log land together: what the row does not show yet is read from the log. */
  private async eventsOf(shown: ShownRecording, { after, limit, min_revision: least }: EventsQuery, signal: AbortSignal) {
    const { id } = shown;
    const place = placeOf(after);
    const isFresh = await this.ports.fresh.show(shown.asset.owner, id, signal);
    if (!isFresh || (least !== undefined && !(await this.hasRowOf(shown, parseRevision(least), signal))))
      return auditOf(await this.ports.history.load(id), place);
    return this.ports.rows.events(id, place, limit + 1);
  }

  private async hasRowOf({ id }: ShownRecording, revision: Revision, signal: AbortSignal): Promise<boolean> {
    const isNewEnough = (one: ShownRecording | undefined): boolean =>
      one !== undefined && revisionAtLeast(one.revision, revision);
    return isNewEnough(await this.waitForRow(id, { limitMs: BRIEFLY_MS, signal }, isNewEnough));
  }

  /** The recording, if it is the owner's. */
  async known(owner: string, id: string, signal: AbortSignal = NEVER): Promise<ShownRecording> {
    if (!isUuid(id)) throw notFound();
    return this.owned(owner, id, signal);
  }

  /** The recording, whose ever it is: for links of this server, which say themselves what they open. */
  async linked(id: string): Promise<ShownRecording> {
    const shown = isUuid(id) ? await this.look(id) : undefined;
    if (shown === undefined) throw notFound();
    return shown;
  }

  private async owned(owner: string, id: string, signal: AbortSignal): Promise<ShownRecording> {
    const { fresh, loader } = this.ports;
    const isFresh = await fresh.show(owner, id, signal);
    const shown = await loader.ofOwner(owner, id);
    if (shown === undefined) throw notFound();
    // What is parked is shown as its row has it: its history cannot be folded.
    if (!isFresh && shown.held === undefined) return (await loader.fromLog(id)) ?? shown;
    return shown;
  }

  /** A recording just registered has no row for some milliseconds; the log has it. */
  private async look(id: string): Promise<ShownRecording | undefined> {
    return (await this.ports.loader.fromRow(id)) ?? (await this.ports.loader.fromLog(id));
  }

  /** Read-your-writes: waits briefly for the row, else folds the tail of the log. */
  private async atLeast(first: ShownRecording, revision: Revision, signal: AbortSignal): Promise<ShownRecording> {
    const isNewEnough = (one: ShownRecording | undefined): boolean =>
      one !== undefined && revisionAtLeast(one.revision, revision);
    if (isNewEnough(first)) return first;
    const row = await this.waitForRow(first.id, { limitMs: BRIEFLY_MS, signal }, isNewEnough);
    return row !== undefined && isNewEnough(row) ? row : ((await this.ports.loader.fromLog(first.id)) ?? first);
  }

  private async changedAfter(
    first: ShownRecording,
    revision: Revision,
    wait: { limitMs: number; signal: AbortSignal },
  ): Promise<ShownRecording> {
    const isNewer = (one: ShownRecording | undefined): boolean =>
      one !== undefined && compareRevision(one.revision, revision) > 0;
    return isNewer(first) ? first : ((await this.waitForRow(first.id, wait, isNewer)) ?? first);
  }

  private waitForRow(
    assetId: string,
    wait: { limitMs: number; signal: AbortSignal },
    good: (seen: ShownRecording | undefined) => boolean,
  ): Promise<ShownRecording | undefined> {
    return waitUntil(this.ports.changes, { assetId, ...wait }, () => this.ports.loader.fromRow(assetId), good);
  }
}
