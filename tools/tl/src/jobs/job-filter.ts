import type { Job } from '@throughline/api-client';
import type { HttpClient } from '../client/http-client.js';
import type { CommonOptions } from '../commands/context.js';
import { sources } from '../sources/source-resource.js';
import { templates } from '../templates/template-resource.js';

export const JOB_STATES = ['on', 'off', 'running', 'failed'] as const;

export interface ListJobsOptions extends CommonOptions {
  readonly state?: (typeof JOB_STATES)[number];
  readonly source?: string;
  readonly template?: string;
  readonly title?: string;
}

const HAS_STATE: Readonly<Record<(typeof JOB_STATES)[number], (job: Job) => boolean>> = {
  on: ({ is_enabled: isEnabled }) => isEnabled,
  off: ({ is_enabled: isEnabled }) => !isEnabled,
  running: ({ last_run: last }) => last?.state === 'running',
  failed: ({ last_run: last }) => last?.state === 'failed',
};

/** Returns the jobs that fit all given options. The server lists them all at once. */
export async function filterJobs(client: HttpClient, jobs: readonly Job[], options: ListJobsOptions): Promise<readonly Job[]> {
  const { state, title = '' } = options;
  const source = options.source === undefined ? undefined : (await sources.find(client, options.source)).id;
  const template = options.template === undefined ? undefined : (await templates.find(client, options.template)).id;
  return jobs.filter(
    (job) =>
      (state === undefined || HAS_STATE[state](job)) &&
      (source === undefined || job.source_ids === null || job.source_ids.includes(source)) &&
      (template === undefined || job.template_ids.includes(template)) &&
      job.name.toLowerCase().includes(title.toLowerCase()),
  );
}
