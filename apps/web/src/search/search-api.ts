import { infiniteQueryOptions } from '@tanstack/react-query';
import type { SearchAnswer } from '@throughline/api-types';
import { requestApi } from '../api/client.js';

export const searchQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['search', q],
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams({ q, ...(pageParam === '' ? {} : { cursor: pageParam }) });
      return requestApi<SearchAnswer>(`search?${query.toString()}`, { signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    enabled: q !== '',
    // A mistake in a filter stays one.
    retry: false,
  });
