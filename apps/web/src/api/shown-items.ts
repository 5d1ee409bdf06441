import type { QueryClient } from '@tanstack/react-query';
import type { Item } from './answers.js';
import { Newest, type Word } from './newest.js';

export interface ListData<T> {
  readonly pages: readonly {
    readonly items: readonly T[];
    readonly next_cursor: string | null;
    readonly total?: number;
  }[];
  readonly pageParams: readonly unknown[];
}

function withItem<T extends Item>(data: ListData<T>, item: T): ListData<T> {
  const has = data.pages.some(({ items }) => items.some(({ id }) => id === item.id));
  if (!has) return data;
  const replace = (one: T): T => (one.id === item.id ? item : one);
  return { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map(replace) })) };
}

/** What is known of the items of a kind, for every place that shows them. */
export class ShownItems<T extends Item> {
  readonly known = new Newest<T>(({ id }) => id);
  /** Of all lists. */
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

  /** Puts an item, by an answer or by push, to every place that shows it. */
  show(client: QueryClient, given: T, word: Word): void {
    const item = this.known.take(given, word);
    client.setQueryData(this.keyOf(item.id), item);
    client.setQueriesData<ListData<T>>({ queryKey: this.listsKey }, (data) => data && withItem(data, item));
  }

  /** Reads everything anew that is shown. */
  readAgain(client: QueryClient): void {
    void client.invalidateQueries({ queryKey: this.listsKey });
    void client.invalidateQueries({ queryKey: [this.one] });
  }
}
