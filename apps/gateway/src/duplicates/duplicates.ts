import { isContentGone, renderComparable, titleOf } from '@throughline/domain';
import type { RowFreshness } from '../adapters/projection/index.js';
import { pictureUrlOf, requireContent, type ItemLoader, type ItemQueries, type ItemSnapshot } from '../items/index.js';
import type { Principal } from '../kit/http/access.js';
import { invalid, notFound } from '../kit/http/problems/problem.js';
import { SearchIndexMissingError, indexStateOf, type SearchReader } from '../search/index.js';
import type { AdministrationLog, ChangeRecord } from '../people/administration-log/index.js';
import { decodePlace, encodePlace } from './cursors.js';
import type { DuplicateStore, KeptDuplicates } from './duplicate-store.js';
import type {
  DuplicateGroupAnswer,
  DuplicateListAnswer,
  DuplicatesQuery,
  KeptDuplicatesAnswer,
  KeptListAnswer,
  KeptQuery,
  SimilarTextState,
} from './duplicates.dto.js';
import { decisionIdOf } from './pairs.js';

export interface DuplicatesPorts {
  readonly store: DuplicateStore;
  readonly loader: Pick<ItemLoader, 'fromRow' | 'fromLog'>;
  readonly queries: Pick<ItemQueries, 'requireItem'>;
  readonly fresh: Pick<RowFreshness, 'show'>;
  readonly log: AdministrationLog;
  readonly search: Pick<SearchReader, 'state'>;
  /** The path below which people reach the server: empty at the root of its host. */
  readonly basePath: string;
}

type Items = ReadonlyMap<string, ItemSnapshot>;

const isPresent = ({ asset }: ItemSnapshot): boolean => asset.deletedAt === undefined && !isContentGone(asset);
/** Histories that one request reads at once: while rows are computed again, most items of a page may have none. */
const LOG_READS = 8;
const DECISION = /^[0-9a-f]{32}$/;

/** The items have titles that people wrote, so the entry has only the id of the decision. */
const recordOf = (kind: ChangeRecord['kind'], { id, libraryId }: Pick<KeptDuplicates, 'id' | 'libraryId'>): ChangeRecord => ({
  kind,
  subject: { type: 'duplicates', id },
  libraryId,
});

/** Items of a library that look the same, and the decisions that they are not. It never deletes anything. */
export class Duplicates {
  constructor(private readonly ports: DuplicatesPorts) {}

  async page(libraryId: string, query: DuplicatesQuery, signal: AbortSignal): Promise<DuplicateListAnswer> {
    const { store, fresh } = this.ports;
    // Waits briefly for what the reader has just done, for example the deletion of a duplicate.
    await fresh.show(libraryId, undefined, signal);
    const after = decodePlace(query.cursor);
    // Read before the groups, so that it is never better than they are.
    const textState = await this.#textState();
    const { groups, next, total, knowsTexts } = await store.groups({
      libraryId,
      kinds: query.kind,
      reasons: query.reason,
      after: after && { newest: after.at, key: after.key },
      limit: query.limit,
    });
    const items = await this.#itemsOf(
      libraryId,
      groups.flatMap(({ ids }) => ids),
    );
    return {
      items: groups.flatMap(({ key, kind, reason, ids, count, likeness }): readonly DuplicateGroupAnswer[] => {
        const found = ids.flatMap((id) => items.get(id) ?? []).filter(isPresent);
        // Another person may have deleted one since the rows were read.
        if (found.length < 2) return [];
        const gone = ids.length - found.length;
        return [{ id: key, reason, kind, items: found.map((item) => this.#render(item)), item_count: count - gone, likeness }];
      }),
      total,
      similar_texts: knowsTexts ? textState : 'unavailable',
      next_cursor: next === undefined ? null : encodePlace({ at: next.newest, key: next.key }),
    };
  }

  async kept(libraryId: string, query: KeptQuery, signal: AbortSignal): Promise<KeptListAnswer> {
    await this.ports.fresh.show(libraryId, undefined, signal);
    const place = decodePlace(query.cursor);
    const after = place && { keptAt: place.at, id: place.key };
    const found = await this.ports.store.list(libraryId, after, query.limit + 1);
    const shown = found.slice(0, query.limit);
    const last = shown.at(-1);
    const kept = await this.#renderKept(libraryId, shown);
    return {
      // Nothing is left to compare once the other items have moved to another library, or are erased.
      items: kept.filter(({ items }) => items.length > 1),
      next_cursor: found.length > query.limit && last ? encodePlace({ at: last.keptAt, key: last.id }) : null,
    };
  }

  /** Stores the decision that these items are no duplicates of each other. The same decision again changes nothing. */
  async keep({ ownerId: libraryId }: Principal, ids: readonly string[]): Promise<KeptDuplicatesAnswer> {
    const { queries, store, log } = this.ports;
    const items = await Promise.all(ids.map((id) => queries.requireItem(libraryId, id)));
    for (const { asset } of items) requireContent(asset);
    const itemIds = [...new Set(items.map(({ id }) => id))];
    if (itemIds.length < 2) throw invalid([{ pointer: '/ids', message: 'must name at least two different items' }]);
    if (items.some(({ asset }) => asset.pipeline === 'session'))
      throw invalid([{ pointer: '/ids', message: 'must name documents or recordings: sessions are not compared' }]);
    const decision = { id: decisionIdOf(itemIds), libraryId, itemIds };
    await log.change(
      () => store.keep(decision),
      (isNew) => isNew && recordOf('duplicates.kept', decision),
    );
    const kept = await store.find(libraryId, decision.id);
    const [answer] = await this.#renderKept(libraryId, kept === undefined ? [] : [kept]);
    // Another person has taken the decision back in this moment.
    if (answer === undefined) throw notFound();
    return answer;
  }

  /** Takes a decision back, so that its items are shown again. */
  async showAgain({ ownerId: libraryId }: Principal, id: string): Promise<void> {
    if (!DECISION.test(id)) throw notFound();
    const wasThere = await this.ports.log.change(
      () => this.ports.store.remove(libraryId, id),
      (isRemoved) => isRemoved && recordOf('duplicates.shown_again', { id, libraryId }),
    );
    if (!wasThere) throw notFound();
  }

  async #textState(): Promise<SimilarTextState> {
    try {
      const state = await this.ports.search.state();
      const name = indexStateOf(state);
      // The text of an item that could not be indexed is not compared.
      return name === 'current' && state.failedItems > 0 ? 'behind' : name;
    } catch (error) {
      if (error instanceof SearchIndexMissingError) return 'unavailable';
      throw error;
    }
  }

  #render({ asset, personal }: ItemSnapshot): DuplicateGroupAnswer['items'][number] {
    return { ...renderComparable(asset, personal), thumbnail_url: pictureUrlOf(asset, this.ports.basePath) };
  }

  async #renderKept(libraryId: string, kept: readonly KeptDuplicates[]): Promise<readonly KeptDuplicatesAnswer[]> {
    const items = await this.#itemsOf(
      libraryId,
      kept.flatMap(({ itemIds }) => itemIds),
    );
    return kept.map(({ id, itemIds, keptAt }) => ({
      id,
      items: itemIds
        .flatMap((itemId) => items.get(itemId) ?? [])
        .filter(({ asset }) => !isContentGone(asset))
        .map(({ asset, personal }) => {
          const { id: itemId, kind } = renderComparable(asset, personal);
          return { id: itemId, kind, title: titleOf(asset, personal) ?? null };
        }),
      kept_at: keptAt,
    }));
  }

  /** Only items that are in the library now: the rows may be a moment older than a transfer. */
  async #itemsOf(libraryId: string, ids: readonly string[]): Promise<Items> {
    const { loader } = this.ports;
    const wanted = [...new Set(ids)];
    const items = await Promise.all(wanted.map((id) => loader.fromRow(id)));
    const missing = wanted.filter((_, index) => items[index] === undefined);
    for (let at = 0; at < missing.length; at += LOG_READS)
      items.push(...(await Promise.all(missing.slice(at, at + LOG_READS).map((id) => loader.fromLog(id)))));
    return new Map(items.flatMap((item) => (item?.asset.owner === libraryId ? [[item.id, item] as const] : [])));
  }
}
