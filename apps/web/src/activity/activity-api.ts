import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { listActivity, listNotices } from '@throughline/api-client/operations';
import { callApi, cursorOf } from '../api/client.js';

const PAGE_SIZE = 100;
/** Notices are looked for in all items, and none is urgent to the second. */
export const NOTICES_EVERY_MS = 60_000;

export const activityQuery = infiniteQueryOptions({
  queryKey: ['activity'],
  queryFn: ({ signal, pageParam }) => callApi(listActivity, { query: { limit: PAGE_SIZE, ...cursorOf(pageParam) }, signal }),
  initialPageParam: '',
  getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
});

export const noticesQuery = queryOptions({
  queryKey: ['notices', 'present'],
  queryFn: ({ signal }) => callApi(listNotices, { signal }),
  staleTime: NOTICES_EVERY_MS / 2,
  refetchInterval: NOTICES_EVERY_MS,
});
