import { queryOptions } from '@tanstack/react-query';
import type { DataExport } from '@throughline/api-types';
import { requestApi } from '../api/client.js';

const POLL_MS = 2_000;

export const exportsQuery = queryOptions({
  queryKey: ['settings', 'me/exports'],
  queryFn: async ({ signal }) => (await requestApi<{ readonly items: readonly DataExport[] }>('me/exports', { signal })).items,
  refetchInterval: ({ state: { data } }) => (data?.some(({ state }) => state === 'running') === true ? POLL_MS : false),
});

export const startExport = (): Promise<DataExport> => requestApi('me/exports', { method: 'POST' });
export const deleteExport = (id: string): Promise<void> => requestApi(`me/exports/${id}`, { method: 'DELETE' });
