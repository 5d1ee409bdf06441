import type { QueryClient } from '@tanstack/react-query';
import type { Item } from '@throughline/api-client';
import { NewestValues, type ValueSource } from './newest.js';

export interface ListData<T> {
  readonly pages: readonly {
    readonly items: readonly T[];
    readonly next_cursor: string | null;
    readonly total?: number;
  }[];
  readonly pageParams: readonly unknown[];
}

function replaceItem<T extends Item>(data: ListData<T>, item: T): ListData<T> {
  const has = data.pages.some(({ items }) => items.some(({ id }) => id === item.id));
  if (!has) return data;
  const replace = (one: T): T => (one.id === item.id ? item : one);
  return { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map(replace) })) };
}

/** The cached items of one kind, shared by all components. */
export class ItemCache<T extends Item> {
  readonly known = new NewestValues<T>(({ id }) => id);
  /** Query key prefix of all lists. */
  readonly listsKey: readonly [string];

  constructor(
    private readonly one: string,
    lists: string,
  ) {
    this.listsKey = [lists];
  }

  keyOf(id: string): readonly [string, string] {
    return [this.one, id];
  }

  /** Updates every cached query that contains the item. */
  show(client: QueryClient, value: T, word: ValueSource): void {
    const item = this.known.take(value, word);
    client.setQueryData(this.keyOf(item.id), item);
    client.setQueriesData<ListData<T>>({ queryKey: this.listsKey }, (data) => data && replaceItem(data, item));
  }

  /** Refetches all queries of this kind. */
  readAgain(client: QueryClient): void {
    void client.invalidateQueries({ queryKey: this.listsKey });
    void client.invalidateQueries({ queryKey: [this.one] });
  }
}
