import { isUuid } from '@throughline/contracts';
import { compareRevision, isRevisionAtLeast, parseRevision, type EventStore, type Revision } from '@throughline/event-store';
import { notFound } from '../../kit/http/problems/problem.js';
import { BRIEFLY_MS, waitUntil } from '../../adapters/projection/index.js';
import type {
  AuditEvent,
  ChangeFeed,
  Freshness,
  ItemFilter,
  ItemRow,
  ItemRows,
  PageKey,
  RowFreshness,
} from '../../adapters/projection/index.js';
import type { SelectionFilters } from '../bulk/bulk.dto.js';
import { buildAuditLog, parseAuditCursor } from '../history/audit-events.js';
import { decodeCursor, encodeCursor, parseSort } from './cursor.js';
import { buildBulkFilter, buildListFilter } from './filters.js';
import type { ItemLoader, ItemSnapshot } from './item-loader.js';
import type { EventsQuery, ItemQuery, ListQuery } from './list-query.dto.js';

export interface ItemPage {
  readonly recordings: readonly ItemSnapshot[];
  readonly nextCursor: string | undefined;
  readonly total: number | undefined;
}

type ListSelection = Pick<ItemFilter, 'kinds' | 'list'> & Partial<Pick<ItemFilter, 'deleted'>>;

export interface QueryPorts {
  readonly rows: ItemRows;
  readonly loader: ItemLoader;
  readonly changes: ChangeFeed;
  readonly history: Pick<EventStore, 'load'>;
  readonly fresh: Pick<RowFreshness, 'show' | 'askLog'>;
}

/** For reads that are never cancelled. */
const NEVER = new AbortController().signal;

/** Reads of recordings. Every method sees only the owner's own; all others do not exist for it. */
export class ItemQueries {
  constructor(private readonly ports: QueryPorts) {}

  /** `only` restricts the list further. */
  async list(owner: string, query: ListQuery, only: ListSelection = {}): Promise<ItemPage> {
    const freshness = await this.ports.fresh.show(owner, undefined, NEVER);
    const sort = parseSort(query.sort);
    const page = await this.ports.rows.page({
      filter: { ...buildListFilter(owner, query), ...only },
      sort,
      after: query.cursor === undefined ? undefined : decodeCursor(sort, query.cursor),
      limit: query.limit,
      withTotal: query.include === 'total',
    });
    const shown = await Promise.all(page.rows.map((row) => this.newest(row, freshness)));
    const cursor = (key: PageKey): string => encodeCursor(sort, key);
    return {
      recordings: shown.filter((one) => one !== undefined),
      nextCursor: page.next === undefined ? undefined : cursor(page.next),
      total: page.total,
    };
  }

  /** Returns the ids of a list, in the order of registration. */
  async idsOf(owner: string, query: ListQuery, only: ListSelection, limit: number): Promise<readonly string[]> {
    await this.ports.fresh.show(owner, undefined, NEVER);
    return this.ports.rows.idsOf({ ...buildListFilter(owner, query), ...only }, limit);
  }

  private async newest(row: ItemRow, freshness: Freshness): Promise<ItemSnapshot | undefined> {
    const shown = this.ports.loader.ofRow(row);
    return shown === undefined ? this.ports.loader.fromLog(row.id) : this.caughtUp(shown, freshness);
  }

  /** Replaces a row that is behind by the state in the log, unless the broker does not answer. */
  private async caughtUp(shown: ItemSnapshot, freshness: Freshness, readLog = this.readLogBriefly): Promise<ItemSnapshot> {
    // A quarantined history cannot be folded, so the item is shown from its row.
    if (freshness !== 'behind' || shown.held !== undefined) return shown;
    return (await readLog(shown.id)) ?? shown;
  }

  private readonly readLogBriefly = (id: string): Promise<ItemSnapshot | undefined> =>
    this.ports.fresh.askLog(() => this.ports.loader.fromLog(id));

  /** Returns the ids of the deleted items that match, or of the others. */
  matching(
    owner: string,
    filters: SelectionFilters,
    { deleted, limit }: { readonly deleted: boolean; readonly limit: number },
  ): Promise<readonly string[]> {
    return this.ports.rows.idsOf(buildBulkFilter(owner, filters, deleted), limit);
  }

  /** Reads one recording, from its row if that is new enough. */
  async item(owner: string, id: string, query: ItemQuery, signal: AbortSignal): Promise<ItemSnapshot> {
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
    const shown = await this.requireItem(owner, id, signal);
    const found = await this.eventsOf(shown, query, signal);
    return { events: found.slice(0, query.limit), more: found.length > query.limit };
  }

  /** Rows and audit log are written in one transaction. If the row lags behind, the events are read from the log. */
  private async eventsOf(shown: ItemSnapshot, { after, limit, min_revision: least }: EventsQuery, signal: AbortSignal) {
    const { id } = shown;
    const place = parseAuditCursor(after);
    const fromLog = async () => buildAuditLog(await this.ports.history.load(id), place);
    const freshness = await this.ports.fresh.show(shown.asset.owner, id, signal);
    // Without an answer of the broker, the request for a newer revision cannot be met.
    if (least !== undefined && !(await this.hasRowOf(shown, parseRevision(least), signal))) return fromLog();
    const newest = freshness === 'behind' ? await this.ports.fresh.askLog(fromLog) : undefined;
    return newest ?? this.ports.rows.events(id, place, limit + 1);
  }

  private async hasRowOf({ id }: ItemSnapshot, revision: Revision, signal: AbortSignal): Promise<boolean> {
    const isNewEnough = (one: ItemSnapshot | undefined): boolean =>
      one !== undefined && isRevisionAtLeast(one.revision, revision);
    return isNewEnough(await this.waitForRow(id, { limitMs: BRIEFLY_MS, signal }, isNewEnough));
  }

  /** Returns an item for a command or for its files. An old row must not decide who may do that, so the log is read in full. */
  async requireItem(owner: string, id: string, signal: AbortSignal = NEVER): Promise<ItemSnapshot> {
    if (!isUuid(id)) throw notFound();
    return this.owned(owner, id, signal, (one) => this.ports.loader.fromLog(one));
  }

  /** Returns a recording of any owner, for signed links, which authorize access by themselves. */
  async linked(id: string): Promise<ItemSnapshot> {
    const shown = isUuid(id) ? await this.look(id) : undefined;
    if (shown === undefined) throw notFound();
    return shown;
  }

  private async owned(owner: string, id: string, signal: AbortSignal, readLog = this.readLogBriefly): Promise<ItemSnapshot> {
    const { fresh, loader } = this.ports;
    const freshness = await fresh.show(owner, id, signal);
    const shown = await loader.ofOwner(owner, id);
    if (shown === undefined) throw notFound();
    const newest = await this.caughtUp(shown, freshness, readLog);
    // The item may have been moved since the row was written.
    if (newest.asset.owner !== owner) throw notFound();
    return newest;
  }

  /** A recording just registered has no row for some milliseconds, but the log has it. */
  private async look(id: string): Promise<ItemSnapshot | undefined> {
    return (await this.ports.loader.fromRow(id)) ?? (await this.ports.loader.fromLog(id));
  }

  /** Read-your-writes: waits briefly for the row, then folds the tail of the log. */
  private async atLeast(first: ItemSnapshot, revision: Revision, signal: AbortSignal): Promise<ItemSnapshot> {
    const isNewEnough = (one: ItemSnapshot | undefined): boolean =>
      one !== undefined && isRevisionAtLeast(one.revision, revision);
    if (isNewEnough(first)) return first;
    const row = await this.waitForRow(first.id, { limitMs: BRIEFLY_MS, signal }, isNewEnough);
    return row !== undefined && isNewEnough(row) ? row : ((await this.ports.loader.fromLog(first.id)) ?? first);
  }

  private async changedAfter(
    first: ItemSnapshot,
    revision: Revision,
    wait: { limitMs: number; signal: AbortSignal },
  ): Promise<ItemSnapshot> {
    const isNewer = (one: ItemSnapshot | undefined): boolean => one !== undefined && compareRevision(one.revision, revision) > 0;
    return isNewer(first) ? first : ((await this.waitForRow(first.id, wait, isNewer)) ?? first);
  }

  private waitForRow(
    assetId: string,
    wait: { limitMs: number; signal: AbortSignal },
    good: (seen: ItemSnapshot | undefined) => boolean,
  ): Promise<ItemSnapshot | undefined> {
    return waitUntil(this.ports.changes, { assetId, ...wait }, () => this.ports.loader.fromRow(assetId), good);
  }
}
