import { setTimeout as wait } from 'node:timers/promises';
import {
  request,
  type InputOf,
  type BulkAction,
  type BulkItem,
  type BulkJob,
  type BulkProgress,
  type Page,
} from '@throughline/api-client';
import {
  executeBulkJob,
  getBulkItems,
  getBulkJob,
  listBulkJobs,
  previewDocuments,
  previewRecordings,
  stopBulkJob,
} from '@throughline/api-client/operations';
import type { HttpClient } from '../client/http-client.js';
import { listReaderOf, readerOf } from '../client/read-answer.js';
import { findItem } from '../commands/find-recording.js';
import { fetchItems, once } from '../client/requests.js';
import { kindOf, openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { readOverrides, type OverrideOptions } from '../commands/overrides.js';
import { CliError } from '../exit.js';
import { itemsText, jobsText, planChangeLines, previewText, progressText, resultText } from './bulk-text.js';

export interface FilterOptions {
  readonly status?: string;
  readonly q?: string;
  readonly from?: string;
  readonly to?: string;
  readonly failed?: boolean;
  readonly paused?: boolean;
  readonly waiting?: boolean;
  readonly toReview?: boolean;
  readonly tag?: string;
  readonly partial?: boolean;
  readonly unconfirmed?: boolean;
  readonly followUpsFailed?: boolean;
  readonly drafts?: boolean;
  readonly unsure?: boolean;
  readonly stopped?: boolean;
  readonly transcript?: string;
}

export interface BulkOptions extends CommonOptions, FilterOptions, OverrideOptions {
  readonly reason?: string;
  readonly for?: number;
  readonly until?: string;
  readonly resetPreferences?: boolean;
  readonly library?: string;
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

type Query = NonNullable<InputOf<typeof getBulkItems>['query']>;
type BulkBody = InputOf<typeof previewRecordings>['body'] & InputOf<typeof previewDocuments>['body'];

export interface ItemsOptions extends CommonOptions {
  readonly verdict?: Query['verdict'];
  readonly outcome?: Query['outcome'];
  readonly limit: number;
}

const readJob = readerOf<BulkJob>('id', 'verdicts', 'outcomes');
const readProgress = readerOf<BulkProgress>('id', 'verdicts', 'outcomes', 'rate');
const readJobs = listReaderOf<BulkJob>('id', 'outcomes');
const readItems = listReaderOf<BulkItem, Page<BulkItem>>('item_id', 'preview');

const POLL_MS = 1_000;

const withoutMissing = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** Returns the filters of a request, or `undefined` if no option selects anything. */
export function filtersOf(options: FilterOptions): Record<string, unknown> | undefined {
  const filters = withoutMissing({
    status: options.status?.split(',').filter((one) => one !== ''),
    q: options.q,
    from_date: options.from,
    to_date: options.to,
    failed: options.failed,
    on_pause: options.paused,
    waiting: options.waiting,
    needs_review: options.toReview,
    tag: options.tag,
    partial: options.partial,
    unconfirmed: options.unconfirmed,
    follow_ups_failed: options.followUpsFailed,
    draft: options.drafts,
    unsure: options.unsure,
    stopped: options.stopped,
    transcript: options.transcript,
  });
  return Object.keys(filters).length === 0 ? undefined : filters;
}

async function selectionOf(
  context: CliContext,
  client: HttpClient,
  { ids, options }: { readonly ids: readonly string[]; readonly options: BulkOptions },
): Promise<object> {
  const filters = filtersOf(options);
  if (ids.length > 0 === (filters !== undefined))
    throw new CliError('usage', 'Select items either by ids or by filters such as --failed or --status', {
      tryInstead: kindOf(context).listed,
    });
  if (filters !== undefined) return { filters };
  const items = await Promise.all(ids.map((id) => findItem(context, client, id)));
  return { [`${kindOf(context).thing}_ids`]: items.map(({ path }) => path.id) };
}

/**
 * Follows a job while `isWatched`, with its progress on stderr. After Ctrl+C it throws, because the job goes on: the message
 * says how to stop it.
 */
async function follow(
  context: CliContext,
  client: HttpClient,
  { id, isWatched }: { readonly id: string; readonly isWatched: (job: BulkProgress) => boolean },
): Promise<BulkProgress> {
  const interrupted = new AbortController();
  const interrupt = (): void => {
    interrupted.abort();
  };
  process.once('SIGINT', interrupt);
  try {
    for (;;) {
      const job = readProgress(await client.json(request(getBulkJob, { path: { id } })));
      if (!isWatched(job)) return job;
      context.terminal.progress(progressText(job, Date.now()));
      await wait(POLL_MS, undefined, { signal: interrupted.signal });
    }
  } catch (error) {
    if (!interrupted.signal.aborted) throw error;
    throw new CliError('failed', `Stopped watching. The job ${id} continues`, {
      tryInstead: `tl bulk stop ${id} stops it. tl bulk watch ${id} follows it again.`,
      cause: error,
    });
  } finally {
    process.off('SIGINT', interrupt);
  }
}

const WATCHED: readonly string[] = ['previewing', 'running', 'stopping'];

/** Follows a job until it has ended, or until its preview is complete. */
async function finish(context: CliContext, client: HttpClient, id: string, options: CommonOptions): Promise<void> {
  const job = await follow(context, client, { id, isWatched: ({ state }) => WATCHED.includes(state) });
  const isPreviewed = job.state === 'previewed';
  context.terminal.say(progressText(job, Date.now()));
  await (options.json === true ? printJson(context, job) : context.terminal.data((isPreviewed ? previewText : resultText)(job)));
  for (const line of planChangeLines(job)) context.terminal.say(line);
  if (isPreviewed) context.terminal.say(`nothing was changed; until ${job.expires_at}: tl bulk execute ${id}`);
  if (job.outcome_totals.error > 0)
    throw new CliError('failed', `${String(job.outcome_totals.error)} items failed because of server errors`, {
      tryInstead: `tl bulk items ${id} --outcome error`,
    });
}

async function requireConsent(context: CliContext, job: BulkJob, options: BulkOptions): Promise<boolean> {
  if (options.yes === true) return true;
  if (context.confirm === undefined)
    throw new CliError('usage', '--yes is required if the input is not a terminal', { tryInstead: `tl bulk execute ${job.id}` });
  return context.confirm(`${job.action}: change ${String(job.verdict_totals.change)} of ${String(job.total)} items?`);
}

/** Returns the fields of an action. Commander lets it have no others. */
async function fieldsOf(context: CliContext, action: BulkAction, options: BulkOptions): Promise<Record<string, unknown>> {
  if (action === 'run') return { ...(await readOverrides(context, options)) };
  if (action === 'bind') return { template_id: options.template, reset_preferences: options.resetPreferences };
  if (action === 'transfer') return { library_id: options.library };
  if (action === 'publish') return { outputs: options.output };
  if (action === 'tag') return { add_tags: options.add, remove_tags: options.remove };
  return { reason: options.reason, for_ms: options.for, until: options.until };
}

async function previewJob(
  context: CliContext,
  client: HttpClient,
  { action, ids, options }: { readonly action: BulkAction; readonly ids: readonly string[]; readonly options: BulkOptions },
): Promise<BulkJob> {
  const body = {
    action,
    ...(await selectionOf(context, client, { ids, options })),
    ...withoutMissing(await fieldsOf(context, action, options)),
    // The server checks the fields of each action.
  } as BulkBody;
  const made = readJob(await client.json(once(request(kindOf(context).operations.previewBulk, { body }))));
  return made.state === 'previewing'
    ? follow(context, client, { id: made.id, isWatched: ({ state }) => state === 'previewing' })
    : made;
}

/** `tl bulk run|pause|…`: shows the preview, asks, executes, and follows the job until it has ended. */
export async function bulk(context: CliContext, action: BulkAction, ids: readonly string[], options: BulkOptions): Promise<void> {
  const client = await openClient(context, options);
  const job = await previewJob(context, client, { action, ids, options });
  if (options.dryRun === true) return options.json === true ? printJson(context, job) : context.terminal.data(previewText(job));
  for (const line of previewText(job).trimEnd().split('\n')) context.terminal.say(line);
  if (job.verdict_totals.change === 0) {
    context.terminal.say('nothing to change');
    return options.json === true ? printJson(context, job) : undefined;
  }
  if (!(await requireConsent(context, job, options))) {
    context.terminal.say(`nothing was changed; until ${job.expires_at}: tl bulk execute ${job.id}`);
    return;
  }
  await execute(context, job.id, options);
}

export async function execute(context: CliContext, id: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  readJob(await client.json(once(request(executeBulkJob, { path: { id } }))));
  await finish(context, client, id, options);
}

export async function watchJob(context: CliContext, id: string, options: CommonOptions): Promise<void> {
  await finish(context, await openClient(context, options), id, options);
}

export async function stopJob(context: CliContext, id: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  readJob(await client.json(once(request(stopBulkJob, { path: { id } }))));
  await finish(context, client, id, options);
}

export async function listJobs(context: CliContext, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const { items } = readJobs(await client.json(request(listBulkJobs)));
  await (options.json === true ? printJson(context, items) : context.terminal.data(jobsText(items)));
}

export async function listItems(context: CliContext, id: string, options: ItemsOptions): Promise<void> {
  const client = await openClient(context, options);
  const { verdict, outcome, limit } = options;
  const found = await fetchItems<BulkItem>(
    async ({ limit: size, cursor }) =>
      readItems(await client.json(request(getBulkItems, { path: { id }, query: { limit: size, verdict, outcome, cursor } }))),
    limit,
  );
  await (options.json === true ? printJson(context, found) : context.terminal.data(itemsText(found)));
}
