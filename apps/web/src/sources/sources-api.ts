import { queryOptions, skipToken } from '@tanstack/react-query';
import type { OutputTest, Source, SourceSync } from '@throughline/api-client';
import * as api from '@throughline/api-client/operations';
import { callApi, callList, previewApi } from '../api/client.js';
import { WHILE_OPEN, detached, ifMatch } from '../api/revised.js';
import type { TypedContent } from '../typed-settings/settings-draft.js';
import type { SourceBody } from './source-draft.js';

const REFRESH_RUNNING_MS = 2_000;

export const sourceTypesQuery = queryOptions({
  queryKey: ['source-types'],
  queryFn: ({ signal }) => callList(api.listSourceTypes, { signal }),
  staleTime: 60_000,
});

/** Reads the current source for its form instead of the cached list. */
export const sourceQuery = (id: number) =>
  queryOptions({
    queryKey: ['source', id],
    queryFn: ({ signal }) => callApi(api.getSource, { path: { id }, signal }),
    ...WHILE_OPEN,
  });

/** Read again after each sync. */
export const syncsQuery = ({ id, last_sync: last }: Source) =>
  queryOptions({
    queryKey: ['source', id, 'syncs', 'all', last?.id, last?.state],
    queryFn: ({ signal }) => callList(api.listSourceSyncs, { path: { id }, signal }),
  });

/** Days such as `2026-02-05`, or empty. */
export interface Days {
  readonly from: string;
  readonly to: string;
}
export const EVERY_DAY: Days = { from: '', to: '' };

const windowOf = ({ from, to }: Days) => ({
  from_date: from === '' ? undefined : from,
  to_date: to === '' ? undefined : to,
});

/** Made again for each preview: what a sync would bring changes with the source. */
export const previewQuery = (id: number, days: Days) =>
  queryOptions({
    queryKey: ['source', id, 'preview', days],
    queryFn: ({ signal }) => previewApi(api.syncSource, { path: { id }, body: windowOf(days), signal }),
    ...WHILE_OPEN,
    retry: false,
  });

/** Follows a sync that has not ended when the server answered. */
export const endOfSyncQuery = (started: SourceSync | undefined) =>
  queryOptions<SourceSync>({
    queryKey: ['source', started?.source_id, 'syncs', started?.id],
    queryFn:
      started?.state === 'running'
        ? ({ signal }) => callApi(api.getSourceSync, { path: { id: started.source_id, sync_id: started.id }, signal })
        : skipToken,
    refetchInterval: ({ state: { data } }) => (data === undefined || data.state === 'running' ? REFRESH_RUNNING_MS : false),
    gcTime: 0,
  });

export const addSource = (body: SourceBody): Promise<Source> => callApi(api.createSource, { body });
export const replaceSource = (read: Source, body: SourceBody): Promise<Source> =>
  callApi(api.replaceSource, { path: { id: read.id }, body, headers: ifMatch(read) });
/** Without `isDetached`, the server refuses a source that something uses since it was read. */
export const removeSource = (read: Source, isDetached: boolean): Promise<void> =>
  callApi(api.removeSource, { ...detached(read.id, isDetached), headers: ifMatch(read) });
export const testSettings = (body: TypedContent): Promise<OutputTest> => callApi(api.testSourceSettings, { body });
/** The answer is the sync when it has ended, or after a while. */
export const syncSource = ({ id }: Source, days: Days): Promise<SourceSync> =>
  callApi(api.syncSource, { path: { id }, body: windowOf(days) });
export const setPaused = ({ id }: Source, isPaused: boolean): Promise<Source> =>
  callApi(isPaused ? api.pauseSource : api.resumeSource, { path: { id } });
