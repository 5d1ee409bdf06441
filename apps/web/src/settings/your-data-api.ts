import { queryOptions } from '@tanstack/react-query';
import type { DataExport } from '@throughline/api-client';
import * as api from '@throughline/api-client/operations';
import { callApi, callList } from '../api/client.js';

const POLL_MS = 2_000;

export const exportsQuery = queryOptions({
  queryKey: ['settings', 'me/exports'],
  queryFn: ({ signal }) => callList(api.listExports, { signal }),
  refetchInterval: ({ state: { data } }) => (data?.some(({ state }) => state === 'running') === true ? POLL_MS : false),
});

export const startExport = (): Promise<DataExport> => callApi(api.startExport);
export const deleteExport = (id: string): Promise<void> => callApi(api.deleteExport, { path: { id } });
