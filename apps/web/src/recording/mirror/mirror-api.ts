import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Mirror } from '@throughline/api-client';
import { getMirror, resyncMirror } from '@throughline/api-client/operations';
import { callApi } from '../../api/client.js';

const SEEN_MS = 10_000;

/** Reloads with each pushed revision. Also polls, because the page is written some time later. */
export const mirrorQuery = (id: string, revision: string) =>
  queryOptions({
    queryKey: ['mirror', id, revision],
    queryFn: ({ signal }) => callApi(getMirror, { path: { id }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: SEEN_MS,
  });

export const sendAgain = (id: string): Promise<Mirror> => callApi(resyncMirror, { path: { id } });
