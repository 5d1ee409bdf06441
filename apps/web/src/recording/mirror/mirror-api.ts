import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Mirror } from '@throughline/api-types';
import { requestApi } from '../../api/client.js';

const SEEN_MS = 10_000;
const path = (id: string, rest = ''): string => `recordings/${encodeURIComponent(id)}/mirror${rest}`;

/** Reloads with each pushed revision. Also polls, because the page is written some time later. */
export const mirrorQuery = (id: string, revision: string) =>
  queryOptions({
    queryKey: ['mirror', id, revision],
    queryFn: ({ signal }) => requestApi<Mirror>(path(id), { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: SEEN_MS,
  });

export const sendAgain = (id: string): Promise<Mirror> => requestApi(path(id, '/resync'), { method: 'POST' });
