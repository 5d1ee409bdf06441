import type { ListedItem } from '@throughline/api-client';
import { text } from '../texts/text.js';

const words = text.itemList;

export type ListState = keyof typeof words.states;
export type ItemsSort = keyof typeof words.sorts;

/** Search parameters of the address of the list of all items. An absent one means all, or the newest first. */
export interface ItemsSearch {
  readonly kind?: ListedItem['kind'];
  readonly state?: Exclude<ListState, 'all'>;
  readonly sort?: ItemsSort;
  readonly q?: string;
  readonly tag?: string;
}

const oneOf = <T extends string>(value: unknown, known: Readonly<Record<T, string>>, standard: T): T | undefined =>
  typeof value === 'string' && Object.hasOwn(known, value) && value !== standard ? (value as T) : undefined;

const isWords = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Reads the parameters of an address, which anybody may have typed. */
export function readItemsSearch({ kind, state, sort, q, tag }: Readonly<Record<string, unknown>>): ItemsSearch {
  const found = {
    kind: oneOf(kind, words.kinds, 'all'),
    state: oneOf(state, words.states, 'all'),
    sort: oneOf(sort, words.sorts, '-created_at'),
    q: isWords(q) ? q : undefined,
    tag: isWords(tag) ? tag : undefined,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

/** The home was the list of recordings, whose views were in `show`. */
export interface HomeSearch extends ItemsSearch {
  readonly show?: string;
}

/** Reads the parameters of the home, also those of its former list. */
export const readHomeSearch = (typed: Readonly<Record<string, unknown>>): HomeSearch => ({
  ...readItemsSearch(typed),
  ...(isWords(typed['show']) ? { show: typed['show'] } : {}),
});

/** The number of items by state. `all` leaves out the deleted ones. */
export type ItemCounts = Readonly<Record<string, number>>;

/** Returns true if the list has items in any state, deleted ones among them. */
export const hasItems = ({ all = 0, deleted = 0 }: ItemCounts): boolean => all + deleted > 0;

export const isNarrowed = ({ kind, state, q, tag }: ItemsSearch): boolean =>
  [kind, state, q, tag].some((value) => value !== undefined);
