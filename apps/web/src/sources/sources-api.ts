import { queryOptions, skipToken } from '@tanstack/react-query';
import type { OutputTest, Source, SourceSync, SourceType } from '@throughline/api-types';
import { requestApi } from '../api/client.js';
import { WHILE_OPEN, ifMatch } from '../api/revised.js';
import type { TypedContent } from '../typed-settings/settings-draft.js';
import type { SourceBody } from './source-draft.js';

const REFRESH_MS = 10_000;
const REFRESH_RUNNING_MS = 2_000;

const path = (id: number, rest = ''): string => `sources/${String(id)}${rest}`;

export const sourcesQuery = queryOptions({
  queryKey: ['sources'],
  queryFn: async ({ signal }) => (await requestApi<{ readonly items: readonly Source[] }>('sources', { signal })).items,
  refetchInterval: ({ state: { data } }) =>
    data?.some(({ last_sync: last }) => last?.state === 'running') === true ? REFRESH_RUNNING_MS : REFRESH_MS,
});

export const sourceTypesQuery = queryOptions({
  queryKey: ['source-types'],
  queryFn: async ({ signal }) => (await requestApi<{ readonly items: readonly SourceType[] }>('source-types', { signal })).items,
  staleTime: 60_000,
});

/** Reads the current source for its form instead of the cached list. */
export const sourceQuery = (id: number) =>
  queryOptions({
    queryKey: ['source', id],
    queryFn: ({ signal }) => requestApi<Source>(path(id), { signal }),
    ...WHILE_OPEN,
  });

/** Read again after each sync. */
export const syncsQuery = ({ id, last_sync: last }: Source) =>
  queryOptions({
    queryKey: ['source', id, 'syncs', 'all', last?.id, last?.state],
    queryFn: async ({ signal }) =>
      (await requestApi<{ readonly items: readonly SourceSync[] }>(path(id, '/syncs'), { signal })).items,
  });

/** Days such as `2026-02-05`, or empty. */
export interface Days {
  readonly from: string;
  readonly to: string;
}
export const EVERY_DAY: Days = { from: '', to: '' };

const windowOf = ({ from, to }: Days): { from_date?: string; to_date?: string } => ({
  ...(from === '' ? {} : { from_date: from }),
  ...(to === '' ? {} : { to_date: to }),
});

/** Made again for each preview: what a sync would bring changes with the source. */
export const previewQuery = (id: number, days: Days) =>
  queryOptions({
    queryKey: ['source', id, 'preview', days],
    queryFn: ({ signal }) =>
      requestApi<SourceSync>(path(id, '/sync?dry_run=true'), { method: 'POST', body: windowOf(days), signal }),
    ...WHILE_OPEN,
    retry: false,
  });

/** Follows a sync that has not ended when the server answered. */
export const endOfSyncQuery = (started: SourceSync | undefined) =>
  queryOptions<SourceSync>({
    queryKey: ['source', started?.source_id, 'syncs', started?.id],
    queryFn:
      started?.state === 'running'
        ? ({ signal }) => requestApi<SourceSync>(path(started.source_id, `/syncs/${started.id}`), { signal })
        : skipToken,
    refetchInterval: ({ state: { data } }) => (data === undefined || data.state === 'running' ? REFRESH_RUNNING_MS : false),
    gcTime: 0,
  });

export const addSource = (body: SourceBody): Promise<Source> => requestApi('sources', { method: 'POST', body });
export const replaceSource = (read: Source, body: SourceBody): Promise<Source> =>
  requestApi(path(read.id), { method: 'PUT', body, headers: ifMatch(read) });
/** Without `isDetached`, the server refuses a source that something uses since it was read. */
export const removeSource = (read: Source, isDetached: boolean): Promise<void> =>
  requestApi(path(read.id, isDetached ? '?detach=true' : ''), { method: 'DELETE', headers: ifMatch(read) });
export const testSettings = (body: TypedContent): Promise<OutputTest> => requestApi('sources/test', { method: 'POST', body });
/** The answer is the sync when it has ended, or after a while. */
export const syncSource = ({ id }: Source, days: Days): Promise<SourceSync> =>
  requestApi(path(id, '/sync'), { method: 'POST', body: windowOf(days) });
export const setPaused = ({ id }: Source, isPaused: boolean): Promise<Source> =>
  requestApi(path(id, isPaused ? '/pause' : '/resume'), { method: 'POST' });
