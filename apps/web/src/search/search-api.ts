import { infiniteQueryOptions, type InfiniteData } from '@tanstack/react-query';
import { searchItems } from '@throughline/api-client/operations';
import type { SearchAnswer } from '@throughline/api-client';
import { callApi, cursorOf } from '../api/client.js';

const CATCH_UP_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Returns after how long to ask again, because the answer lacks changes that become searchable soon. After each answer the pause
 * is longer, because the index may take hours for an import. Longer lists stay as they are.
 */
export const askAgainAfter = (pages: readonly Pick<SearchAnswer, 'index'>[] | undefined, answers: number): number | false =>
  pages?.length === 1 && ['behind', 'building'].includes(pages[0]?.index.state ?? '')
    ? Math.min(CATCH_UP_MS * 2 ** (answers - 1), LONGEST_PAUSE_MS)
    : false;

type Results = InfiniteData<SearchAnswer, string>;

/** Keeps the results until the next ones arrive. That nothing was found is said only of the words that were searched. */
export const keepResults = (previous: Results | undefined): Results | undefined =>
  previous?.pages.some(({ items }) => items.length > 0) === true ? previous : undefined;

export const searchQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['search', q],
    queryFn: ({ signal, pageParam: cursor }) => callApi(searchItems, { query: { q, ...cursorOf(cursor) }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    enabled: q !== '',
    refetchInterval: ({ state }) => askAgainAfter(state.data?.pages, state.dataUpdateCount),
    placeholderData: keepResults,
  });
