import { queryOptions } from '@tanstack/react-query';
import { listSources } from '@throughline/api-client/operations';
import { callList } from './client.js';

const REFRESH_MS = 10_000;
const REFRESH_RUNNING_MS = 2_000;

/** The sources of the library, which forms of other rows name. */
export const sourcesQuery = queryOptions({
  queryKey: ['sources'],
  queryFn: ({ signal }) => callList(listSources, { signal }),
  refetchInterval: ({ state: { data } }) =>
    data?.some(({ last_sync: last }) => last?.state === 'running') === true ? REFRESH_RUNNING_MS : REFRESH_MS,
});
