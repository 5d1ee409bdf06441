import type { ListedItem } from '@throughline/api-client';
import { titleOf } from './item-state.js';
import type { ItemList } from './item-list.js';
import { ItemRow } from './ItemRow.js';
import { itemsQuery } from './items-api.js';
import { ItemsHead } from './ItemsHead.js';
import { usePages } from './use-pages.js';

/** Recordings, documents and sessions, in one shape. */
export const listedItems: ItemList<ListedItem> = {
  useItems: (search) => usePages(itemsQuery(search)),
  titleOf,
  Head: ItemsHead,
  Row: ItemRow,
  rowClass: 'item',
  rowPx: 56,
  isMeasured: false,
};
