import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { listItems } from '@throughline/api-client/operations';
import { callApi, cursorOf } from '../api/client.js';
import type { ItemsSearch } from './items-search.js';

const PAGE_SIZE = 100;

const queryOf = ({ kind, ...search }: ItemsSearch) => ({ ...search, kind: kind === undefined ? undefined : [kind] });

export const itemsQuery = (search: ItemsSearch) =>
  infiniteQueryOptions({
    queryKey: ['items', search],
    queryFn: ({ signal, pageParam }) =>
      callApi(listItems, { query: { ...queryOf(search), limit: PAGE_SIZE, ...cursorOf(pageParam) }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });

/** Counts the items in each state. The state that is shown does not change them. */
export const itemCountsQuery = ({ state: _state, ...search }: ItemsSearch) =>
  queryOptions({
    queryKey: ['items', 'counts', search],
    queryFn: async ({ signal }) => {
      const query = { ...queryOf(search), limit: 1, include: 'counts' } as const;
      const { counts = {} } = await callApi(listItems, { query, signal });
      return counts;
    },
  });

/** Counts what needs a person. Unlike the other counts, it takes the same time in a library of any size. */
export const toDoCountsQuery = queryOptions({
  queryKey: ['items', 'counts', 'to-do'],
  queryFn: async ({ signal }) => {
    const { counts = {} } = await callApi(listItems, { query: { limit: 1, include: 'to_do' }, signal });
    return counts;
  },
});
