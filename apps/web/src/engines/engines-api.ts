import { queryOptions } from '@tanstack/react-query';
import type { About } from '@throughline/api-types';
import { requestApi } from '../api/client.js';
import { isOnItsWay, listModels } from './engines-state.js';

const DOWNLOAD_MS = 5_000;
const OTHERWISE_MS = 30_000;

/** Polls faster while a model is being fetched: its progress is no event. */
export const aboutQuery = queryOptions({
  queryKey: ['about'],
  queryFn: ({ signal }) => requestApi<About>('about', { signal }),
  refetchInterval: ({ state: { data } }) =>
    data !== undefined && listModels(data).some(isOnItsWay) ? DOWNLOAD_MS : OTHERWISE_MS,
});
