import { useInfiniteQuery } from '@tanstack/react-query';
import type { ListedItem } from '@throughline/api-client';
import { useMemo } from 'react';
import { usePolling } from '../api/live-state.js';
import { titleOf } from './item-state.js';
import type { ItemList, ReadItems } from './item-list.js';
import { ItemRow } from './ItemRow.js';
import { itemsQuery } from './items-api.js';
import { ItemsHead } from './ItemsHead.js';
import type { ItemsSearch } from './items-search.js';
import { refreshByLength } from './refresh-by-length.js';
import { removeDuplicates } from './remove-duplicates.js';

function useItems(search: ItemsSearch): ReadItems<ListedItem> {
  const query = useInfiniteQuery({
    ...itemsQuery(search),
    refetchInterval: refreshByLength(usePolling()),
    placeholderData: (before) => before,
  });
  const { data } = query;
  const items = useMemo(() => removeDuplicates(data?.pages.flatMap((page) => page.items) ?? []), [data]);
  return { ...query, items };
}

/** Recordings, documents and sessions, in one shape. */
export const listedItems: ItemList<ListedItem> = {
  useItems,
  titleOf,
  Head: ItemsHead,
  Row: ItemRow,
  rowClass: 'item',
  rowPx: 56,
  isMeasured: false,
};
