import type { QueryClient } from '@tanstack/react-query';
import type { Item } from '@throughline/api-client';
import { NewestValues, type ValueSource } from './newest.js';
import { readListsAgain } from './read-lists-again.js';

/** An item in a list: the whole item, or some of its fields. */
export interface Row {
  readonly id: string;
}

interface ListData {
  readonly pages: readonly { readonly items: readonly Row[] }[];
}

const isList = (data: unknown): boolean => typeof data === 'object' && data !== null && 'pages' in data;

function changeRow(data: ListData, id: string, change: (row: Row) => Row): ListData {
  const has = data.pages.some(({ items }) => items.some((row) => row.id === id));
  if (!has) return data;
  const changeIt = (row: Row): Row => (row.id === id ? change(row) : row);
  return { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map(changeIt) })) };
}

interface CacheOptions<T> {
  readonly kind: 'recordings' | 'documents';
  /** The first part of the query key of one item. */
  readonly one: string;
  /** The first part of the query keys of all lists that have the items. */
  readonly lists: string;
  /** Returns the row of a list with what an item says about it. */
  readonly toRow: (item: T, row: Row) => Row;
}

/** The cached items of one kind, shared by all components. */
export class ItemCache<T extends Item> {
  readonly known = new NewestValues<T>(({ id }) => id);
  readonly kind: CacheOptions<T>['kind'];
  readonly listsKey: readonly [string];
  readonly #one: string;
  readonly #toRow: CacheOptions<T>['toRow'];

  constructor({ kind, one, lists, toRow }: CacheOptions<T>) {
    this.kind = kind;
    this.listsKey = [lists];
    this.#one = one;
    this.#toRow = toRow;
  }

  keyOf(id: string): readonly [string, string] {
    return [this.#one, id];
  }

  /** Updates every cached query that contains the item. */
  show(client: QueryClient, value: T, word: ValueSource): void {
    const item = this.known.take(value, word);
    client.setQueryData(this.keyOf(item.id), item);
    client.setQueriesData<ListData>(
      { queryKey: this.listsKey, predicate: ({ state }) => isList(state.data) },
      (data) => data && changeRow(data, item.id, (row) => this.#toRow(item, row)),
    );
  }

  /** Refetches the lists, and all items of this kind. */
  readAgain(client: QueryClient): void {
    void readListsAgain(client);
    void client.invalidateQueries({ queryKey: [this.#one] });
  }
}
