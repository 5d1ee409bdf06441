import { infiniteQueryOptions } from '@tanstack/react-query';
import { searchItems } from '@throughline/api-client/operations';
import type { SearchAnswer } from '@throughline/api-client';
import { callApi, cursorOf } from '../api/client.js';

const CATCH_UP_MS = 5_000;

/** Returns after how long to ask again, because the answer lacks changes that become searchable soon. Longer lists stay as they are. */
export const askAgainAfter = (pages: readonly Pick<SearchAnswer, 'index'>[] | undefined): number | false =>
  pages?.length === 1 && ['behind', 'building'].includes(pages[0]?.index.state ?? '') ? CATCH_UP_MS : false;

export const searchQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['search', q],
    queryFn: ({ signal, pageParam: cursor }) => callApi(searchItems, { query: { q, ...cursorOf(cursor) }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    enabled: q !== '',
    refetchInterval: ({ state }) => askAgainAfter(state.data?.pages),
    // A mistake in a filter stays one.
    retry: false,
  });
