import type { NewItem, NewSet, PublishedSetStore, SetChange, SetKey } from '../sharing/published/published-set-store.js';
import type { PublishedItem, PublishedSet, SetSettings } from '../sharing/published/published-set.js';
import { isOpenAt } from '../sharing/share-link.js';
import type { SharedItemId } from '../sharing/share-link-store.js';

type Row = PublishedSet & { readonly hash: string };

const DAY_MS = 86_400_000;

const toSet = ({ hash: _hash, ...set }: Row): PublishedSet => set;

const isOf = (row: Row, { libraryId, kind }: Omit<SetKey, 'id'>): boolean => row.libraryId === libraryId && row.kind === kind;

const latestFirst = (a: PublishedItem, b: PublishedItem): number =>
  b.registeredAt.localeCompare(a.registeredAt) || b.itemId.localeCompare(a.itemId);

export class MemoryPublishedSetStore implements PublishedSetStore {
  readonly #rows = new Map<string, Row>();
  /** By set, then by item. */
  readonly #items = new Map<string, Map<string, PublishedItem>>();

  constructor(private readonly now: () => Date = () => new Date()) {}

  async add(set: NewSet, items: readonly NewItem[], most: number): Promise<PublishedSet | 'too-many'> {
    if (this.#countOpen(set) >= most) return 'too-many';
    const row: Row = {
      ...set,
      createdAt: this.now().toISOString(),
      renewedAt: undefined,
      fetches: 0,
      lastFetchedAt: undefined,
      revokedAt: undefined,
      revokedBy: undefined,
    };
    this.#rows.set(set.id, row);
    await this.join(set.id, items);
    return toSet(row);
  }

  list(of: Omit<SetKey, 'id'>, most: number): Promise<readonly PublishedSet[]> {
    const rows = [...this.#rows.values()].filter((row) => isOf(row, of)).reverse();
    const isOpen = (row: Row): boolean => isOpenAt(row, this.now());
    return Promise.resolve([...rows.filter(isOpen), ...rows.filter((row) => !isOpen(row))].slice(0, most).map(toSet));
  }

  find(id: string): Promise<PublishedSet | undefined> {
    const row = this.#rows.get(id);
    return Promise.resolve(row && toSet(row));
  }

  findByHash(hash: string): Promise<PublishedSet | undefined> {
    const row = [...this.#rows.values()].find((one) => one.hash === hash);
    return Promise.resolve(row && toSet(row));
  }

  async change(key: SetKey, change: Partial<SetSettings>, most: number): Promise<SetChange | 'too-many' | undefined> {
    const before = this.#rows.get(key.id);
    if (before === undefined) return undefined;
    const opens = !isOpenAt(before, this.now()) && before.revokedAt === undefined && 'expiresAt' in change;
    if (opens && isOf(before, key) && this.#countOpen(key) >= most) return 'too-many';
    const after = await this.#replace(key, change);
    return after && { before: toSet(before), after };
  }

  renew(key: SetKey, hash: string): Promise<PublishedSet | undefined> {
    return this.#replace(key, { hash, renewedAt: this.now().toISOString() });
  }

  async revoke({ by, ...key }: SetKey & { readonly by: string }): Promise<PublishedSet | 'unchanged' | 'absent'> {
    const row = this.#rows.get(key.id);
    if (row === undefined || !isOf(row, key)) return 'absent';
    return (await this.#replace(key, { revokedAt: this.now().toISOString(), revokedBy: by })) ?? 'unchanged';
  }

  countFetch(id: string): Promise<void> {
    const row = this.#rows.get(id);
    if (row !== undefined) this.#rows.set(id, { ...row, fetches: row.fetches + 1, lastFetchedAt: this.now().toISOString() });
    return Promise.resolve();
  }

  join(setId: string, items: readonly NewItem[]): Promise<void> {
    const known = this.#itemsOf(setId);
    return this.decide(
      setId,
      items.filter(({ itemId }) => !known.has(itemId)),
    );
  }

  decide(setId: string, items: readonly NewItem[]): Promise<void> {
    const known = this.#itemsOf(setId);
    for (const item of items) {
      const { episodeId, registeredAt } = known.get(item.itemId) ?? item;
      known.set(item.itemId, { ...item, episodeId, registeredAt, decidedAt: this.now().toISOString() });
    }
    return Promise.resolve();
  }

  itemsOf(setId: string, isListed: boolean, most: number): Promise<readonly PublishedItem[]> {
    const items = [...this.#itemsOf(setId).values()].filter((item) => item.isListed === isListed);
    return Promise.resolve(items.sort(latestFirst).slice(0, most));
  }

  decidedAmong(setId: string, itemIds: readonly string[]): Promise<ReadonlySet<string>> {
    const known = this.#itemsOf(setId);
    return Promise.resolve(new Set(itemIds.filter((id) => known.has(id))));
  }

  findEpisode(setId: string, episodeId: string): Promise<PublishedItem | undefined> {
    return Promise.resolve([...this.#itemsOf(setId).values()].find((item) => item.episodeId === episodeId));
  }

  itemsAfter(after: string | undefined, most: number): Promise<readonly SharedItemId[]> {
    const ids = new Set([...this.#items.values()].flatMap((items) => [...items.keys()]));
    const page = [...ids].sort().filter((id) => after === undefined || id > after);
    return Promise.resolve(page.slice(0, most).map((itemId) => ({ itemId, kind: 'recording' })));
  }

  removeOf(itemId: string): Promise<number> {
    return Promise.resolve([...this.#items.values()].filter((items) => items.delete(itemId)).length);
  }

  removeEnded(keepDays: number): Promise<number> {
    const before = this.now().getTime() - keepDays * DAY_MS;
    const isOver = (at: string | undefined): boolean => at !== undefined && Date.parse(at) < before;
    return Promise.resolve(this.#remove(({ expiresAt, revokedAt }) => isOver(expiresAt) || isOver(revokedAt)));
  }

  /** The rows of a deleted account. */
  forget(userId: string, libraries: readonly string[]): void {
    this.#remove(({ madeBy, libraryId }) => madeBy === userId || libraries.includes(libraryId));
  }

  #countOpen(of: Omit<SetKey, 'id'>): number {
    return [...this.#rows.values()].filter((row) => isOf(row, of) && isOpenAt(row, this.now())).length;
  }

  #itemsOf(setId: string): Map<string, PublishedItem> {
    const items = this.#items.get(setId) ?? new Map<string, PublishedItem>();
    this.#items.set(setId, items);
    return items;
  }

  #replace(key: SetKey, change: Partial<Row>): Promise<PublishedSet | undefined> {
    const row = this.#rows.get(key.id);
    if (row === undefined || !isOf(row, key) || row.revokedAt !== undefined) return Promise.resolve(undefined);
    const changed = { ...row, ...change };
    this.#rows.set(key.id, changed);
    return Promise.resolve(toSet(changed));
  }

  #remove(isMeant: (row: Row) => boolean): number {
    const meant = [...this.#rows.values()].filter(isMeant);
    for (const { id } of meant) {
      this.#rows.delete(id);
      this.#items.delete(id);
    }
    return meant.length;
  }
}
