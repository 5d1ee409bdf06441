import { request } from '@throughline/api-client';
import {
  createJob as createJobOperation,
  getJobRun,
  listJobRuns,
  replaceJob,
  runJob as runJobOperation,
} from '@throughline/api-client/operations';
import { atRevision, once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { CliError } from '../exit.js';
import { jobs, readDryRun, readRun, readRunWithItems, readRuns } from './job-resource.js';
import { filterJobs, type ListJobsOptions } from './job-filter.js';
import { readJobBody, type JobOptions } from './job-options.js';
import { dryRunText, runRows, runText } from './job-text.js';

export interface EditJobOptions extends JobOptions {
  readonly name?: string;
}
export interface RunJobOptions extends CommonOptions {
  readonly dryRun?: boolean;
}

/** Prints an answer as JSON or as text. */
const print = <T>(context: CliContext, options: CommonOptions, { value, text }: { value: T; text: (value: T) => string }) =>
  options.json === true ? printJson(context, value) : context.terminal.data(text(value));

export const listJobs = (context: CliContext, options: ListJobsOptions): Promise<void> =>
  jobs.list(context, options, (client, all) => filterJobs(client, all, options));

export async function createJob(context: CliContext, name: string, options: JobOptions): Promise<void> {
  const client = await openClient(context, options);
  const body = await readJobBody(context, client, { options, name });
  await jobs.save(context, client, options, once(request(createJobOperation, { body })));
}

/** `tl job edit NAME`: sends the revision that it read, so that it does not overwrite a concurrent change. */
export async function editJob(context: CliContext, which: string, options: EditJobOptions): Promise<void> {
  const { json: _json, patience: _patience, ...changes } = options;
  if (Object.keys(changes).length === 0)
    throw new CliError('usage', 'No change is given', { tryInstead: '--help lists the options.' });
  const client = await openClient(context, options);
  const before = await jobs.find(client, which);
  const body = await readJobBody(context, client, { options, before, name: options.name ?? before.name });
  const change = request(replaceJob, { path: { id: before.id }, body });
  await jobs.save(context, client, options, atRevision(change, before));
}

export async function runJob(context: CliContext, which: string, options: RunJobOptions): Promise<void> {
  const client = await openClient(context, options);
  const { id, name } = await jobs.find(client, which);
  if (options.dryRun === true) {
    const preview = await client.json(request(runJobOperation, { path: { id }, query: { dry_run: true } }));
    await print(context, options, { value: readDryRun(preview), text: dryRunText });
    return;
  }
  const run = readRun(await client.json(once(request(runJobOperation, { path: { id } }))));
  if (options.json === true) await printJson(context, run);
  else context.terminal.say(`Job ${name} runs; \`tl job runs ${String(id)} ${run.id}\` shows what it does`);
}

/** Lists the runs of a job, or shows one with its recordings. */
export async function showRuns(
  context: CliContext,
  { which, run }: { readonly which: string; readonly run: string | undefined },
  options: CommonOptions,
): Promise<void> {
  const client = await openClient(context, options);
  const { id } = await jobs.find(client, which);
  if (run === undefined) {
    const { items } = readRuns(await client.json(request(listJobRuns, { path: { id } })));
    await print(context, options, { value: items, text: runRows });
    return;
  }
  const found = await client.json(request(getJobRun, { path: { id, run } }));
  await print(context, options, { value: readRunWithItems(found), text: runText });
}
