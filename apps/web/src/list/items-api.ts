import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ListedItems } from '@throughline/api-types';
import { requestApi } from '../api/client.js';
import type { ItemsSearch } from './items-search.js';

const PAGE_SIZE = '100';

const parametersOf = ({ kind, state, q, tag, sort }: ItemsSearch, more: Readonly<Record<string, string>>): string => {
  const query = new URLSearchParams(more);
  for (const [name, value] of Object.entries({ kind, state, q, tag, sort })) if (value !== undefined) query.set(name, value);
  return query.toString();
};

export const itemsQuery = (search: ItemsSearch) =>
  infiniteQueryOptions({
    queryKey: ['items', search],
    queryFn: ({ signal, pageParam }) =>
      requestApi<ListedItems>(
        `items?${parametersOf(search, { limit: PAGE_SIZE, ...(pageParam === '' ? {} : { cursor: pageParam }) })}`,
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });

/** Counts the items in each state. The state that is shown does not change them. */
export const itemCountsQuery = ({ state: _state, ...search }: ItemsSearch) =>
  queryOptions({
    queryKey: ['items', 'counts', search],
    queryFn: async ({ signal }) => {
      const { counts = {} } = await requestApi<ListedItems>(`items?${parametersOf(search, { limit: '1', include: 'counts' })}`, {
        signal,
      });
      return counts;
    },
  });
