import { infiniteQueryOptions } from '@tanstack/react-query';
import { searchItems } from '@throughline/api-client/operations';
import { callApi, cursorOf } from '../api/client.js';

export const searchQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['search', q],
    queryFn: ({ signal, pageParam: cursor }) => callApi(searchItems, { query: { q, ...cursorOf(cursor) }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    enabled: q !== '',
    // A mistake in a filter stays one.
    retry: false,
  });
