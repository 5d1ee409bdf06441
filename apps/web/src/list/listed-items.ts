import type { ListedItem } from '@throughline/api-client';
import { lazyView } from '../components/lazy-view.js';
import { titleOf } from './item-state.js';
import type { ItemList } from './item-list.js';
import { ItemRow } from './ItemRow.js';
import { itemsQuery } from './items-api.js';
import { ItemsHead } from './ItemsHead.js';
import { usePages } from './use-pages.js';

/** Fetched apart, because the first view does not wait for menus. */
const ColumnsMenu = lazyView(async () => (await import('./ColumnsMenu.js')).ColumnsMenu, null);

/** Recordings, documents and sessions, in one shape. */
export const listedItems: ItemList<ListedItem> = {
  useItems: (search) => usePages(itemsQuery(search)),
  titleOf,
  Head: ItemsHead,
  Columns: ColumnsMenu,
  Row: ItemRow,
  rowClass: 'item',
  rowPx: 56,
  isMeasured: false,
};
