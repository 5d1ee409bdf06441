import type { Item, ListedItem } from '@throughline/api-client';

/** The states of `GET /api/v1/items?state=attention`. The list itself decides: a state that is missing here only hides the way. */
const STATES: readonly ListedItem['state'][] = [
  'failed',
  'partial',
  'unconfirmed',
  'follow_up_failed',
  'to_review',
  'unreadable',
];

/** Says if the item may be in the list of items that need attention, which is not worth reading for others. */
export const mayNeedAttention = ({ state }: { readonly state: string }): boolean => STATES.some((one) => one === state);

type Listed = Pick<ListedItem, 'id' | 'kind'>;

/** The place of an item in a list, and the items beside it. */
export interface Neighbours<T extends Listed> {
  /** From 1. */
  readonly place: number;
  readonly count: number;
  /** The list has more items than `count`. */
  readonly hasMore: boolean;
  readonly previous: T | undefined;
  readonly next: T | undefined;
}

/** Returns undefined if the item is not in the list, or alone. The ends of a list that is wholly known meet. */
export function findNeighbours<T extends Listed>(
  items: readonly T[],
  id: Item['id'],
  hasMore: boolean,
): Neighbours<T> | undefined {
  const at = items.findIndex((item) => item.id === id);
  const count = items.length;
  if (at === -1 || count < 2) return undefined;
  const beside = (step: 1 | -1): T | undefined => items[hasMore ? at + step : (at + step + count) % count];
  return { place: at + 1, count, hasMore, previous: beside(-1), next: beside(1) };
}
