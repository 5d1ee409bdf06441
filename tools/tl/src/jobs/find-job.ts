import { request, type Job, type JobDryRun, type JobRun, type JobRunWithItems } from '@throughline/api-types';
import { listJobs } from '@throughline/api-types/operations';
import { listReaderOf, readerOf } from '../client/read-answer.js';
import type { HttpClient } from '../client/http-client.js';
import { CliError } from '../exit.js';

export const readJob = readerOf<Job>('id', 'name', 'schedule', 'source_ids', 'next_runs');
const readJobs = listReaderOf<Job>('id', 'name', 'schedule', 'source_ids', 'next_runs');
export const readRun = readerOf<JobRun>('id', 'state', 'totals');
export const readRuns = listReaderOf<JobRun>('id', 'state', 'totals');
export const readRunWithItems = readerOf<JobRunWithItems>('id', 'state', 'items', 'brought', 'not_brought', 'left_out_items');
export const readDryRun = readerOf<JobDryRun>('dry_run', 'items', 'new_items', 'left_out');

export const fetchJobs = async (client: HttpClient): Promise<readonly Job[]> =>
  readJobs(await client.json(request(listJobs))).items;

/** Finds a job by its name, else by its number. */
export async function findJob(client: HttpClient, text: string): Promise<Job> {
  const all = await fetchJobs(client);
  const found = all.find(({ name }) => name === text) ?? all.find(({ id }) => String(id) === text);
  if (found !== undefined) return found;
  throw new CliError('refused', `There is no job ${text}`, { code: 'not-found', tryInstead: '`tl job list` lists them.' });
}
