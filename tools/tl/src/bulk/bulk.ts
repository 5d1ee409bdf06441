import { setTimeout as wait } from 'node:timers/promises';
import { request, type InputOf, type BulkItem, type BulkCommand, type BulkProgress, type Page } from '@throughline/api-client';
import {
  executeBulkCommand,
  getBulkCommand,
  getBulkItems,
  listBulkCommands,
  previewDocuments,
  previewRecordings,
  stopBulkCommand,
} from '@throughline/api-client/operations';
import type { HttpClient } from '../client/http-client.js';
import { listReaderOf, readerOf } from '../client/read-answer.js';
import { findItem } from '../commands/find-recording.js';
import { fetchItems, once } from '../client/requests.js';
import { kindOf, openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { readOverrides, type OverrideOptions } from '../commands/overrides.js';
import { CliError } from '../exit.js';
import { bulkCommandsText, itemsText, planChangeLines, previewText, progressText, resultText } from './bulk-text.js';

export interface FilterOptions {
  readonly state?: string;
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

export interface ConsentOptions extends CommonOptions {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

export interface BulkOptions extends ConsentOptions, FilterOptions, OverrideOptions {
  readonly reason?: string;
  readonly for?: number;
  readonly until?: string;
  readonly resetPreferences?: boolean;
  readonly library?: string;
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
}

type Query = NonNullable<InputOf<typeof getBulkItems>['query']>;
/** The actions of a request for a preview. */
export type RequestedAction = InputOf<typeof previewRecordings>['body']['action'];
type BulkBody = InputOf<typeof previewRecordings>['body'] & InputOf<typeof previewDocuments>['body'];

export interface ItemsOptions extends CommonOptions {
  readonly verdict?: Query['verdict'];
  readonly outcome?: Query['outcome'];
  readonly limit: number;
}

export const readBulkCommand = readerOf<BulkCommand>('id', 'verdicts', 'outcomes');
const readProgress = readerOf<BulkProgress>('id', 'verdicts', 'outcomes', 'rate');
const readBulkCommands = listReaderOf<BulkCommand>('id', 'outcomes');
const readItems = listReaderOf<BulkItem, Page<BulkItem>>('item_id', 'preview');

const POLL_MS = 1_000;

const withoutMissing = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** Returns the filters of a request, or `undefined` if no option selects anything. */
export function filtersOf(options: FilterOptions): Record<string, unknown> | undefined {
  const filters = withoutMissing({
    state: options.state,
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
 * Follows a bulk command while `isWatched`, with its progress on stderr. After Ctrl+C it throws, because the bulk command goes on: the message
 * says how to stop it.
 */
async function follow(
  context: CliContext,
  client: HttpClient,
  { id, isWatched }: { readonly id: string; readonly isWatched: (bulk: BulkProgress) => boolean },
): Promise<BulkProgress> {
  const interrupted = new AbortController();
  const interrupt = (): void => {
    interrupted.abort();
  };
  process.once('SIGINT', interrupt);
  try {
    for (;;) {
      const bulk = readProgress(await client.json(request(getBulkCommand, { path: { id } })));
      if (!isWatched(bulk)) return bulk;
      context.terminal.progress(progressText(bulk, Date.now()));
      await wait(POLL_MS, undefined, { signal: interrupted.signal });
    }
  } catch (error) {
    if (!interrupted.signal.aborted) throw error;
    throw new CliError('failed', `Stopped watching. The bulk command ${id} continues`, {
      tryInstead: `tl bulk stop ${id} stops it. tl bulk watch ${id} follows it again.`,
      cause: error,
    });
  } finally {
    process.off('SIGINT', interrupt);
  }
}

const WATCHED: readonly string[] = ['previewing', 'running', 'stopping'];

/** Follows a bulk command until it has ended, or until its preview is complete. */
async function finish(context: CliContext, client: HttpClient, id: string, options: CommonOptions): Promise<void> {
  const bulk = await follow(context, client, { id, isWatched: ({ state }) => WATCHED.includes(state) });
  const isPreviewed = bulk.state === 'previewed';
  context.terminal.say(progressText(bulk, Date.now()));
  await (options.json === true
    ? printJson(context, bulk)
    : context.terminal.data((isPreviewed ? previewText : resultText)(bulk)));
  for (const line of planChangeLines(bulk)) context.terminal.say(line);
  if (isPreviewed) context.terminal.say(`nothing was changed; until ${bulk.expires_at}: tl bulk execute ${id}`);
  if (bulk.outcome_totals.error > 0)
    throw new CliError('failed', `${String(bulk.outcome_totals.error)} items failed because of server errors`, {
      tryInstead: `tl bulk items ${id} --outcome error`,
    });
}

async function requireConsent(context: CliContext, bulk: BulkCommand, options: ConsentOptions): Promise<boolean> {
  if (options.yes === true) return true;
  if (context.confirm === undefined)
    throw new CliError('usage', '--yes is required if the input is not a terminal', { tryInstead: `tl bulk execute ${bulk.id}` });
  return context.confirm(
    `${bulk.action.replace('_', ' ')}: change ${String(bulk.verdict_totals.change)} of ${String(bulk.total)} items?`,
  );
}

/** Returns the fields of an action. Commander lets it have no others. */
async function fieldsOf(context: CliContext, action: RequestedAction, options: BulkOptions): Promise<Record<string, unknown>> {
  if (action === 'run') return { ...(await readOverrides(context, options)) };
  if (action === 'bind') return { template_id: options.template, reset_preferences: options.resetPreferences };
  if (action === 'transfer') return { library_id: options.library };
  if (action === 'publish') return { outputs: options.output };
  if (action === 'tag') return { add_tags: options.add, remove_tags: options.remove };
  return { reason: options.reason, for_ms: options.for, until: options.until };
}

async function previewBulk(
  context: CliContext,
  client: HttpClient,
  { action, ids, options }: { readonly action: RequestedAction; readonly ids: readonly string[]; readonly options: BulkOptions },
): Promise<BulkCommand> {
  const body = {
    action,
    ...(await selectionOf(context, client, { ids, options })),
    ...withoutMissing(await fieldsOf(context, action, options)),
    // The server checks the fields of each action.
  } as BulkBody;
  return readBulkCommand(await client.json(once(request(kindOf(context).operations.previewBulk, { body }))));
}

/** `tl bulk run|pause|…`: shows the preview, asks, executes, and follows the bulk command until it has ended. */
export async function bulk(
  context: CliContext,
  action: RequestedAction,
  ids: readonly string[],
  options: BulkOptions,
): Promise<void> {
  const client = await openClient(context, options);
  await carryOut(context, client, { made: await previewBulk(context, client, { action, ids, options }), options });
}

/** Shows a preview that was made, asks, executes it, and follows the bulk command until it has ended. */
export async function carryOut(
  context: CliContext,
  client: HttpClient,
  { made, options }: { readonly made: BulkCommand; readonly options: ConsentOptions },
): Promise<void> {
  const isMade = ({ state }: BulkCommand): boolean => state !== 'previewing';
  const bulk = isMade(made) ? made : await follow(context, client, { id: made.id, isWatched: (one) => !isMade(one) });
  if (options.dryRun === true) return options.json === true ? printJson(context, bulk) : context.terminal.data(previewText(bulk));
  for (const line of previewText(bulk).trimEnd().split('\n')) context.terminal.say(line);
  if (bulk.verdict_totals.change === 0) {
    context.terminal.say('nothing to change');
    return options.json === true ? printJson(context, bulk) : undefined;
  }
  if (!(await requireConsent(context, bulk, options))) {
    context.terminal.say(`nothing was changed; until ${bulk.expires_at}: tl bulk execute ${bulk.id}`);
    return;
  }
  await execute(context, bulk.id, options);
}

export async function execute(context: CliContext, id: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  readBulkCommand(await client.json(once(request(executeBulkCommand, { path: { id } }))));
  await finish(context, client, id, options);
}

export async function watchBulk(context: CliContext, id: string, options: CommonOptions): Promise<void> {
  await finish(context, await openClient(context, options), id, options);
}

export async function stopBulk(context: CliContext, id: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  readBulkCommand(await client.json(once(request(stopBulkCommand, { path: { id } }))));
  await finish(context, client, id, options);
}

export async function listBulk(context: CliContext, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const { items } = readBulkCommands(await client.json(request(listBulkCommands)));
  await (options.json === true ? printJson(context, items) : context.terminal.data(bulkCommandsText(items)));
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
