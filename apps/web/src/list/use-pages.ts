import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryOptions } from '@tanstack/react-query';
import { useMemo } from 'react';
import { usePolling } from '../api/live-state.js';
import type { ListItem, ReadItems } from './item-list.js';
import { removeDuplicates } from './remove-duplicates.js';

interface Page<T> {
  readonly items: readonly T[];
}

/** Reads the pages of a list. */
export function usePages<T extends ListItem, P extends Page<T>, K extends readonly unknown[]>(
  pages: UseInfiniteQueryOptions<P, Error, InfiniteData<P>, K, string>,
): ReadItems<T> {
  const polling = usePolling();
  const query = useInfiniteQuery({
    ...pages,
    // Every loaded page is read again, so that this comes less often the more pages there are.
    refetchInterval: ({ state }) => polling * Math.max(1, state.data?.pages.length ?? 1),
    placeholderData: (before) => before,
  });
  const { data } = query;
  const items = useMemo(() => removeDuplicates<T>(data?.pages.flatMap((page) => page.items) ?? []), [data]);
  return { ...query, items };
}
