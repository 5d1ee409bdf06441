import { request, type InputOf } from '@throughline/api-client';
import type { listDocuments, listRecordings } from '@throughline/api-client/operations';
import { fetchItems, once } from '../client/requests.js';
import type { ItemAddress } from '@throughline/api-client/items';
import { read, type RecordingView } from '../client/views.js';
import type { HttpClient } from '../client/http-client.js';
import { statusText } from '../output/recording.js';
import { dateText, lengthText } from '../output/dates.js';
import { layerRows } from '../output/setting-rows.js';
import { bytes, listing, percent, table } from '../output/table.js';
import { kindOf, openClient, printJson, type CliContext, type CommonOptions, type ItemKind } from './context.js';
import { isCliError } from '../exit.js';
import { listHoldUps } from '../explain/hold-ups.js';
import { readExplanation } from '../client/explanation-views.js';
import { findItem } from './find-recording.js';
import { itemText } from './item-text.js';
import { readOverrides, type OverrideOptions } from './overrides.js';
import { printOutcome } from './outcome.js';
import { plan } from './plan.js';
import type { PreviewOptions } from './preview.js';
import { requireSuccess, waitForRun } from './wait.js';

export interface ListOptions extends CommonOptions {
  readonly status?: string;
  readonly q?: string;
  readonly sort?: string;
  readonly state?: string;
  readonly failed?: boolean;
  readonly paused?: boolean;
  readonly waiting?: boolean;
  readonly toReview?: boolean;
  readonly tag?: string;
  readonly deleted?: boolean;
  readonly unconfirmed?: boolean;
  readonly partial?: boolean;
  readonly followUpsFailed?: boolean;
  readonly drafts?: boolean;
  readonly stopped?: boolean;
  readonly transcript?: string;
  readonly limit: number;
}

/** The server names the values that it knows. */
type Query = NonNullable<InputOf<typeof listRecordings>['query']> & NonNullable<InputOf<typeof listDocuments>['query']>;

const filtersOf = (options: ListOptions): Readonly<Record<string, string | undefined>> => {
  const { state, status, q, tag, failed, paused, waiting, toReview, deleted, unconfirmed, partial, followUpsFailed, drafts } =
    options;
  const { stopped, transcript } = options;
  const toFlag = (flag: boolean | undefined): string | undefined => (flag === true ? 'true' : undefined);
  return {
    state,
    status,
    q,
    tag,
    failed: toFlag(failed),
    on_pause: toFlag(paused),
    waiting: toFlag(waiting),
    needs_review: toFlag(toReview),
    deleted: toFlag(deleted),
    unconfirmed: toFlag(unconfirmed),
    partial: toFlag(partial),
    follow_ups_failed: toFlag(followUpsFailed),
    draft: toFlag(drafts),
    stopped: toFlag(stopped),
    transcript,
  };
};

/** Returns the first `limit` items that match. */
export async function listUpTo(client: HttpClient, kind: ItemKind, options: ListOptions): Promise<RecordingView[]> {
  const filters = { ...filtersOf(options), sort: options.sort } as Query;
  return fetchItems<RecordingView>(
    async ({ limit, cursor }) =>
      read.recordings(await client.json(request(kind.operations.list, { query: { limit, ...filters, cursor } }))),
    options.limit,
  );
}

const nothingFoundText = ({ things }: ItemKind, options: ListOptions): string =>
  Object.values(filtersOf(options)).every((value) => value === undefined)
    ? `no ${things} yet: \`tl push FILE --run\` adds the first one`
    : `no ${things} match`;

export async function list(context: CliContext, options: ListOptions): Promise<void> {
  const client = await openClient(context, options);
  const found = await listUpTo(client, kindOf(context), options);
  if (options.json === true) {
    await printJson(context, found);
    return;
  }
  if (found.length === 0) context.terminal.say(nothingFoundText(kindOf(context), options));
  await context.terminal.data(listText(kindOf(context), found));
}

function listText(kind: ItemKind, found: readonly RecordingView[]): string {
  const columns: readonly (readonly [string, (one: RecordingView) => string])[] = [
    ['ID', ({ id }) => id],
    ['STATUS', statusText],
    ['PROGRESS', ({ run, progress }) => (run?.active === true ? percent(progress) : '')],
    ...(kind.hasLength ? [['LENGTH', ({ source }: RecordingView) => lengthText(source.duration_seconds)] as const] : []),
    ['CREATED', ({ created_at: at }) => dateText(at)],
    ['TITLE', ({ title }) => title ?? ''],
  ];
  return listing(
    columns.map(([name]) => name),
    found.map((one) => columns.map(([, cell]) => cell(one))),
  );
}

const GONE: ReadonlySet<unknown> = new Set(['gone', 'erased']);

/** Lists an item's files. Reports that they are gone if the item is erased or past its retention date. */
const filesOf = async (client: HttpClient, { operations, path }: ItemAddress): Promise<string> => {
  try {
    const { items } = read.artifacts(await client.json(request(operations.artifacts, { path })));
    return table(items.map((one) => [one.name, bytes(one.size), one.media_type, one.earlier_run === true ? 'earlier run' : '']));
  } catch (error) {
    if (isCliError(error) && GONE.has(error.details.code)) return 'its files are gone\n';
    throw error;
  }
};

/** Returns reasons for a delay that the recording itself does not have. Failures are ignored: the status is still shown. */
const fetchHoldUps = async (client: HttpClient, { operations, path }: ItemAddress): Promise<readonly (readonly string[])[]> => {
  const explanation = await client.json(request(operations.explain, { path })).catch(() => undefined);
  if (explanation === undefined) return [];
  return listHoldUps(readExplanation(explanation)).map(([step, reason]) => ['held up', `${step}: ${reason}`]);
};

export interface StatusOptions extends CommonOptions {
  /** Lists the settings of the newest run with their layers too. */
  readonly settings?: boolean;
}

export async function status(context: CliContext, id: string, options: StatusOptions): Promise<void> {
  const client = await openClient(context, options);
  const item = await findItem(context, client, id);
  const answer = await client.json(request(item.operations.get, { path: item.path }));
  if (options.json === true) {
    await printJson(context, answer);
    return;
  }
  const recording = read.recording(answer);
  const holdUps = recording.run?.active === true ? await fetchHoldUps(client, item) : [];
  const files = await filesOf(client, item);
  const layers = options.settings === true ? layerRows(recording.run?.config_sources ?? {}) : [];
  const parts = [await itemText(client, recording, holdUps), files, layers.length === 0 ? '' : table(layers)];
  await context.terminal.data(parts.filter((part) => part !== '').join('\n'));
}

export interface RunOptions extends PreviewOptions, OverrideOptions {
  readonly wait?: boolean;
}

export async function run(context: CliContext, id: string, options: RunOptions): Promise<void> {
  if (options.dryRun === true) return plan(context, id, options);
  const body = (await readOverrides(context, options)) ?? {};
  const client = await openClient(context, options);
  const { operations, path } = await findItem(context, client, id);
  const started = read.recording(await client.json(once(request(operations.run, { path, body }))));
  printOutcome(context, started);
  const recording = options.wait === true ? await waitForRun(context, client, started) : started;
  await (options.json === true ? printJson(context, recording) : context.terminal.data(await itemText(client, recording)));
  if (options.wait === true) requireSuccess(recording);
}
