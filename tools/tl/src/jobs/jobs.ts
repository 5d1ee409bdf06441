import { request } from '@throughline/api-types';
import {
  createJob as createJobOperation,
  deleteJob as deleteJobOperation,
  getJobRun,
  listJobRuns,
  replaceJob,
  runJob as runJobOperation,
} from '@throughline/api-types/operations';
import { atRevision, once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { CliError } from '../exit.js';
import { fetchJobs, findJob, readDryRun, readJob, readRun, readRunWithItems, readRuns } from './find-job.js';
import { filterJobs, type ListJobsOptions } from './job-filter.js';
import { readJobBody, type JobOptions } from './job-options.js';
import { dryRunText, jobRows, jobText, runRows, runText } from './job-text.js';

export interface EditJobOptions extends JobOptions {
  readonly name?: string;
}
export interface RunJobOptions extends CommonOptions {
  readonly dryRun?: boolean;
}

/** Prints an answer as JSON or as text. */
const print = <T>(context: CliContext, options: CommonOptions, { value, text }: { value: T; text: (value: T) => string }) =>
  options.json === true ? printJson(context, value) : context.terminal.data(text(value));

export async function listJobs(context: CliContext, options: ListJobsOptions): Promise<void> {
  const client = await openClient(context, options);
  const all = await fetchJobs(client);
  const jobs = await filterJobs(client, all, options);
  if (all.length === 0 && options.json !== true)
    context.terminal.say('no jobs yet; create one: tl job create NAME --template TEMPLATE --at 08:00');
  await print(context, options, { value: jobs, text: jobRows });
}

export async function showJob(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  await print(context, options, { value: await findJob(await openClient(context, options), which), text: jobText });
}

export async function createJob(context: CliContext, name: string, options: JobOptions): Promise<void> {
  const client = await openClient(context, options);
  const body = await readJobBody(context, client, { options, name });
  const made = await client.json(once(request(createJobOperation, { body })));
  await print(context, options, { value: readJob(made), text: jobText });
}

/** `tl job edit NAME`: sends the revision that it read, so that it does not overwrite a concurrent change. */
export async function editJob(context: CliContext, which: string, options: EditJobOptions): Promise<void> {
  const { json: _json, patience: _patience, ...changes } = options;
  if (Object.keys(changes).length === 0)
    throw new CliError('usage', 'No change is given', { tryInstead: '--help lists the options.' });
  const client = await openClient(context, options);
  const before = await findJob(client, which);
  const body = await readJobBody(context, client, { options, before, name: options.name ?? before.name });
  const changed = await client.json(atRevision(request(replaceJob, { path: { id: before.id }, body }), before));
  await print(context, options, { value: readJob(changed), text: jobText });
}

export async function deleteJob(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const job = await findJob(client, which);
  await client.call(atRevision(request(deleteJobOperation, { path: { id: job.id } }), job));
  if (options.json === true) await printJson(context, { id: job.id, deleted: true });
  else context.terminal.say(`Deleted job ${job.name} and its history. Recordings that it has started continue`);
}

export async function runJob(context: CliContext, which: string, options: RunJobOptions): Promise<void> {
  const client = await openClient(context, options);
  const { id, name } = await findJob(client, which);
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
  const { id } = await findJob(client, which);
  if (run === undefined) {
    const { items } = readRuns(await client.json(request(listJobRuns, { path: { id } })));
    await print(context, options, { value: items, text: runRows });
    return;
  }
  const found = await client.json(request(getJobRun, { path: { id, run } }));
  await print(context, options, { value: readRunWithItems(found), text: runText });
}
