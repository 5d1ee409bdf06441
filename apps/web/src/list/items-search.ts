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

const oneOf = <T extends string>(value: unknown, known: Readonly<Record<T, string>>, standard?: T): T | undefined =>
  typeof value === 'string' && Object.hasOwn(known, value) && value !== standard ? (value as T) : undefined;

/** The views of the former lists, in `show`, whose states have other names. */
const FORMER_VIEWS: Readonly<Record<string, ListState>> = {
  moving: 'in_progress',
  review: 'to_review',
  followUps: 'follow_up_failed',
  drafts: 'draft',
  noTranscript: 'no_transcript',
  completed: 'ready',
};

const stateOfView = (view: unknown): unknown =>
  typeof view === 'string' && Object.hasOwn(FORMER_VIEWS, view) ? FORMER_VIEWS[view] : view;

const isWords = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Reads the parameters of an address, which anybody may have typed. */
export function readItemsSearch({ kind, state, show, sort, q, tag }: Readonly<Record<string, unknown>>): ItemsSearch {
  const found = {
    kind: oneOf(kind, words.kinds, undefined),
    state: oneOf(state ?? stateOfView(show), words.states, 'all'),
    sort: oneOf(sort, words.sorts, '-created_at'),
    q: isWords(q) ? q : undefined,
    tag: isWords(tag) ? tag : undefined,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

/** The home was the list of recordings, whose views were in `show`. */
export const readHomeSearch = (typed: Readonly<Record<string, unknown>>): ItemsSearch =>
  readItemsSearch(isWords(typed['show']) ? { ...typed, kind: 'recording' } : typed);

/** Reads the parameters of the list of one kind. */
export function readListSearch(typed: Readonly<Record<string, unknown>>): Omit<ItemsSearch, 'kind'> {
  const { kind: _kind, ...search } = readItemsSearch(typed);
  return search;
}

const LISTS = { recording: '/recordings', document: '/documents', session: '/sessions' } as const;

/** Returns the path of a list. Each kind has one of its own. */
export const listPath = (kind: ItemsSearch['kind']) => (kind === undefined ? '/' : LISTS[kind]);

export const addressOf = ({ kind, ...search }: ItemsSearch) => ({ to: listPath(kind), search });

/** The number of items by state. `all` leaves out the deleted ones. */
export type ItemCounts = Readonly<Record<string, number>>;

/** Returns true if the list has items in any state, deleted ones among them. */
export const hasItems = ({ all = 0, deleted = 0 }: ItemCounts): boolean => all + deleted > 0;

/** Returns true if a filter hides items of the list. */
export const isNarrowed = ({ state, q, tag }: ItemsSearch): boolean => [state, q, tag].some((value) => value !== undefined);
