import type { Job, JobDryRun, JobRun, JobRunWithItems } from '@throughline/api-client';
import { deleteJob, listJobs } from '@throughline/api-client/operations';
import { listReaderOf, readerOf } from '../client/read-answer.js';
import { ListedResources } from '../resources/resource.js';
import { jobRows, jobText } from './job-text.js';

export const readRun = readerOf<JobRun>('id', 'state', 'totals');
export const readRuns = listReaderOf<JobRun>('id', 'state', 'totals');
export const readRunWithItems = readerOf<JobRunWithItems>('id', 'state', 'items', 'brought', 'not_brought', 'left_out_items');
export const readDryRun = readerOf<JobDryRun>('dry_run', 'items', 'new_items', 'left_out');

export const jobs = new ListedResources<Job>({
  word: 'job',
  fields: ['id', 'name', 'schedule', 'source_ids', 'next_runs'],
  list: listJobs,
  remove: deleteJob,
  text: jobText,
  rows: jobRows,
  none: 'no jobs yet; create one: tl job create NAME --template TEMPLATE --at 08:00',
  afterDeletion: ' and its history. Recordings that it has started continue',
});
