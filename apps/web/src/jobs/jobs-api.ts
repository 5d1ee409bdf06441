import { queryOptions } from '@tanstack/react-query';
import type { Job, JobDryRun, JobRun } from '@throughline/api-client';
import * as api from '@throughline/api-client/operations';
import { callApi, callList, previewApi } from '../api/client.js';
import { ifMatch } from '../api/revised.js';
import type { JobBody } from './job-draft.js';

const REFRESH_MS = 10_000;
const REFRESH_RUNNING_MS = 2_000;

export const jobsQuery = queryOptions({
  queryKey: ['jobs'],
  queryFn: ({ signal }) => callList(api.listJobs, { signal }),
  refetchInterval: ({ state: { data } }) =>
    data?.some(({ last_run: last }) => last?.state === 'running') === true ? REFRESH_RUNNING_MS : REFRESH_MS,
});

export const runsQuery = (id: number) =>
  queryOptions({
    queryKey: ['jobs', id, 'runs'],
    queryFn: ({ signal }) => callList(api.listJobRuns, { path: { id }, signal }),
    refetchInterval: REFRESH_MS,
  });

export const runQuery = (id: number, runId: string) =>
  queryOptions({
    queryKey: ['jobs', id, 'runs', runId],
    queryFn: ({ signal }) => callApi(api.getJobRun, { path: { id, run: runId }, signal }),
    refetchInterval: ({ state: { data } }) => (data?.state === 'running' ? REFRESH_RUNNING_MS : false),
  });

/** Read again for each preview: what a run would do changes with the library and the sources. */
export const previewQuery = (id: number) =>
  queryOptions({
    queryKey: ['jobs', id, 'preview'],
    queryFn: ({ signal }): Promise<JobDryRun> => previewApi(api.runJob, { path: { id }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });

export const addJob = (body: JobBody): Promise<Job> => callApi(api.createJob, { body });
export const replaceJob = (read: Job, body: JobBody): Promise<Job> =>
  callApi(api.replaceJob, { path: { id: read.id }, body, headers: ifMatch(read) });
export const removeJob = (read: Job): Promise<void> => callApi(api.deleteJob, { path: { id: read.id }, headers: ifMatch(read) });
export const runJob = ({ id }: Job): Promise<JobRun> => callApi(api.runJob, { path: { id } });
