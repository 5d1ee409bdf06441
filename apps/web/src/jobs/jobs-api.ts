import { queryOptions } from '@tanstack/react-query';
import type { Job, JobDryRun, JobRun, JobRunWithItems } from '@throughline/api-types';
import { requestApi } from '../api/client.js';
import type { JobBody } from './job-draft.js';

const path = (id: number, rest = ''): string => `jobs/${String(id)}${rest}`;
/** Sends the revision that was read, so that a change by another user is not overwritten. */
const ifMatch = ({ revision }: Job) => ({ 'If-Match': `"${String(revision)}"` });

const REFRESH_MS = 10_000;
const REFRESH_RUNNING_MS = 2_000;

export const jobsQuery = queryOptions({
  queryKey: ['jobs'],
  queryFn: async ({ signal }) => (await requestApi<{ readonly items: readonly Job[] }>('jobs', { signal })).items,
  refetchInterval: ({ state: { data } }) =>
    data?.some(({ last_run: last }) => last?.state === 'running') === true ? REFRESH_RUNNING_MS : REFRESH_MS,
});

export const runsQuery = (id: number) =>
  queryOptions({
    queryKey: ['jobs', id, 'runs'],
    queryFn: async ({ signal }) => (await requestApi<{ readonly items: readonly JobRun[] }>(path(id, '/runs'), { signal })).items,
    refetchInterval: REFRESH_MS,
  });

export const runQuery = (id: number, runId: string) =>
  queryOptions({
    queryKey: ['jobs', id, 'runs', runId],
    queryFn: ({ signal }) => requestApi<JobRunWithItems>(path(id, `/runs/${runId}`), { signal }),
    refetchInterval: ({ state: { data } }) => (data?.state === 'running' ? REFRESH_RUNNING_MS : false),
  });

/** Read again for each preview: what a run would do changes with the library and the sources. */
export const previewQuery = (id: number) =>
  queryOptions({
    queryKey: ['jobs', id, 'preview'],
    queryFn: ({ signal }) => requestApi<JobDryRun>(path(id, '/run?dry_run=true'), { method: 'POST', signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });

export const addJob = (body: JobBody): Promise<Job> => requestApi('jobs', { method: 'POST', body });
export const replaceJob = (read: Job, body: JobBody): Promise<Job> =>
  requestApi(path(read.id), { method: 'PUT', body, headers: ifMatch(read) });
export const removeJob = (read: Job): Promise<void> => requestApi(path(read.id), { method: 'DELETE', headers: ifMatch(read) });
export const runJob = ({ id }: Job): Promise<JobRun> => requestApi(path(id, '/run'), { method: 'POST' });
