import type { Job } from '@throughline/api-client';

export const JOB_STATES = ['running', 'failed', 'off', 'on'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Search parameters of the address of the jobs. */
export interface JobSearch {
  readonly q?: string;
  readonly show?: JobState;
  /** The number of a source, as the address has it. */
  readonly source?: string;
  readonly template?: string;
}

const isWords = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isState = (value: unknown): value is JobState => JOB_STATES.some((state) => state === value);

const isId = (value: unknown): value is string => typeof value === 'string' && /^[1-9]\d{0,14}$/.test(value);

/** Reads the parameters of an address, which anybody may have typed. */
export const readJobSearch = ({ q, show, source, template }: Readonly<Record<string, unknown>>): JobSearch => ({
  ...(isWords(q) ? { q } : {}),
  ...(isState(show) ? { show } : {}),
  ...(isId(source) ? { source } : {}),
  ...(isId(template) ? { template } : {}),
});

/** Returns the state that a person has to know first. */
export function getJobState({ is_enabled: isEnabled, last_run: last }: Job): JobState {
  if (last?.state === 'running' || last?.state === 'failed') return last.state;
  return isEnabled ? 'on' : 'off';
}

const hasState = (job: Job, state: JobState): boolean =>
  state === getJobState(job) || (state === 'on' && job.is_enabled) || (state === 'off' && !job.is_enabled);

/** Returns the jobs that fit all parts of the filter. A job without own sources reads all of them. */
export const filterJobs = (jobs: readonly Job[], { q = '', show, source, template }: JobSearch): readonly Job[] =>
  jobs.filter(
    (job) =>
      job.name.toLocaleLowerCase().includes(q.trim().toLocaleLowerCase()) &&
      (show === undefined || hasState(job, show)) &&
      (source === undefined || job.source_ids === null || job.source_ids.includes(Number(source))) &&
      (template === undefined || job.template_ids.includes(Number(template))),
  );
