import type { OperationOptions, Parameter } from '../../kit/http/operation.js';
import { dryRun, idempotencyKey, ifMatchOf } from '../../kit/http/parameters.js';
import { JobAnswer, JobList } from './job-answers.js';
import { JobBody } from './jobs.dto.js';
import { JobDryRunAnswer } from './preview-answers.js';
import { JobRunAnswer, JobRunListAnswer, JobRunWithItemsAnswer } from './run-answers.js';

const RECORDING = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';
const window = { from: '2026-02-03T09:00:02.000Z', to: '2026-02-05T09:00:02.000Z' };
const sources = [{ source_id: 2, name: 'Lectures', found: 5, added: 1, problem: null }];
const leftOut = { 'no-template': 3 };

const run = {
  id: '0199f5a0-7d1e-7aa0-9b1c-2f6d8f0f2b11',
  state: 'done',
  cause: 'schedule',
  requested_by: '01JKB2Q5Z9M8V7T6R5P4N3K2H1',
  occurrence: '2026-02-05T09:00:00.000Z',
  missed: 0,
  window,
  problem: null,
  sources,
  totals: { selected: 1, changed: 1, skipped: 0, refused: 0, error: 0 },
  left_out: leftOut,
  started_at: window.to,
  ended_at: '2026-02-05T09:00:04.000Z',
} satisfies JobRunAnswer;

const content = {
  name: 'Weekday lectures',
  template_ids: [3],
  schedule: {
    kind: 'hours',
    every: 1,
    from: '08:00',
    to: '18:00',
    days: ['mon', 'tue', 'wed', 'thu', 'fri'],
    time_zone: 'Europe/Berlin',
  },
} as const;

const example: JobAnswer = {
  ...content,
  id: 1,
  is_enabled: true,
  sync_config: { sync_days: 2 },
  source_ids: null,
  filters: { status: ['INITIALIZED'], exclude_blank: true },
  next_runs: ['2026-02-05T10:00:00.000Z', '2026-02-05T11:00:00.000Z', '2026-02-05T12:00:00.000Z'],
  last_run: run,
  revision: 2,
  created_at: '2026-02-01T10:00:00.000Z',
  updated_at: '2026-02-02T10:00:00.000Z',
};

const chosen = { recording_id: RECORDING, template_id: 3, also_matches: [], title: 'Algebra II, lecture 8' };
const left = [{ recording_id: RECORDING, title: 'Office hour', reason: 'no-template' }];
const newLecture = {
  source_id: 2,
  title: 'Algebra II, lecture 9',
  started_at: '2026-02-05T07:00:00.000Z',
  verdict: 'start',
  template_id: 3,
  also_matches: [],
  reason: null,
  detail: null,
};
const started = { code: 'started', detail: 'The run has started.' };

const tag = 'jobs';
const jobId: Parameter = { name: 'id', in: 'path', description: 'The number of a job.', schema: { type: 'string' } };
const runId: Parameter = { name: 'run', in: 'path', description: 'The id of a run of the job.', schema: { type: 'string' } };
const headers = { ETag: 'Send it back as `If-Match` to change the job.' };
const one = { status: 200, description: 'The job.', type: JobAnswer, example, headers };
const body = { type: JobBody, required: true, example: content };

export const listJobs: OperationOptions = {
  id: 'listJobs',
  tag,
  scope: 'read',
  summary: 'List the jobs of your library',
  description: 'Each has its next times and its newest run.',
  answers: [{ status: 200, description: 'The jobs.', type: JobList, example: { items: [example] } }],
  problems: [],
};

export const createJob: OperationOptions = {
  id: 'createJob',
  tag,
  scope: 'write',
  summary: 'Make a job',
  description:
    'At each time of its schedule a job reads the sources of its templates, and starts the recordings that its templates match. ' +
    'Its runs act for the user who saved it last. Unknown templates and drafts are refused.',
  parameters: [idempotencyKey],
  body,
  answers: [{ status: 201, description: 'The job.', type: JobAnswer, example, headers: { Location: 'The job.', ...headers } }],
  problems: ['job-name-taken'],
};

export const getJob: OperationOptions = {
  id: 'getJob',
  tag,
  scope: 'read',
  summary: 'Read a job',
  parameters: [jobId],
  answers: [one],
  problems: ['not-found'],
};

export const replaceJob: OperationOptions = {
  id: 'replaceJob',
  tag,
  scope: 'write',
  summary: 'Replace a job',
  description:
    'Replaces all of it: what the request leaves out returns to its default. A changed schedule applies from now on. A run that has begun keeps its templates, filters and settings.',
  parameters: [jobId, ifMatchOf('job')],
  body,
  answers: [one],
  problems: ['not-found', 'job-name-taken', 'job-changed', 'precondition-required'],
};

export const removeJob: OperationOptions = {
  id: 'deleteJob',
  tag,
  scope: 'write',
  summary: 'Delete a job',
  description: 'Removes its history too, and ends a run that is in progress. Recordings that it has started continue.',
  parameters: [jobId, ifMatchOf('job')],
  answers: [{ status: 204, description: 'The job is deleted.' }],
  problems: ['not-found', 'job-changed', 'precondition-required'],
};

export const runJob: OperationOptions = {
  id: 'runJob',
  tag,
  scope: 'write',
  summary: 'Run a job now',
  description:
    'Works also if the job is not enabled, and does not count as a time of its schedule. With `dry_run=true` nothing is imported or started: the answer lists what a run would bring and start.',
  parameters: [jobId, dryRun, idempotencyKey],
  answers: [
    {
      status: 202,
      description: 'The run has begun.',
      type: JobRunAnswer,
      example: { ...run, state: 'running', cause: 'request', occurrence: null, ended_at: null },
      headers: { Location: 'The run.' },
    },
    {
      status: 200,
      description: 'With `dry_run=true`: what a run would do.',
      type: JobDryRunAnswer,
      example: {
        dry_run: true,
        window,
        sources,
        problems: [],
        items: [{ ...chosen, verdict: 'change', ...started }],
        new_items: [newLecture],
        left_out: leftOut,
        left_out_items: left,
      },
    },
  ],
  problems: ['not-found', 'job-running'],
};

export const listRuns: OperationOptions = {
  id: 'listJobRuns',
  tag,
  scope: 'read',
  summary: 'List the runs of a job',
  description: 'Newest first. Runs are kept for 90 days.',
  parameters: [jobId],
  answers: [{ status: 200, description: 'The runs.', type: JobRunListAnswer, example: { items: [run] } }],
  problems: ['not-found'],
};

export const getRun: OperationOptions = {
  id: 'getJobRun',
  tag,
  scope: 'read',
  summary: 'Read a run of a job',
  description: 'With each recording that its sources brought, and that it selected or left out.',
  parameters: [jobId, runId],
  answers: [
    {
      status: 200,
      description: 'The run.',
      type: JobRunWithItemsAnswer,
      example: {
        ...run,
        items: [{ ...chosen, outcome: 'changed', ...started }],
        brought: [{ recording_id: RECORDING, source_id: 2, title: chosen.title, reason: null }],
        not_brought: [],
        left_out_items: left,
      },
    },
  ],
  problems: ['not-found'],
};
