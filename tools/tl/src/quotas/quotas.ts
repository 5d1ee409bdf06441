import {
  request,
  type Page,
  type Quota,
  type QuotaHistory,
  type QuotaName,
  type UserLimits,
  type UserQuota,
} from '@throughline/api-client';
import {
  getQuota,
  getQuotaHistory,
  getUserLimits,
  listQuotas as listQuotasOperation,
  replaceUserLimits,
} from '@throughline/api-client/operations';
import { parseJson } from '../client/answer.js';
import { listReaderOf, readerOf } from '../client/read-answer.js';
import { fetchItems } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { CliError } from '../exit.js';
import { listing } from '../output/table.js';
import { findUserPath } from '../account/find-user.js';

const QUOTAS = ['items', 'bytes', 'transcription_minutes', 'deliveries'] as const satisfies readonly QuotaName[];

const readQuota = readerOf<Quota>('period', 'quotas');
const readHistory = readerOf<QuotaHistory>('period', 'used');
const readLimits = readerOf<UserLimits>('limits', 'own');
const readPage = listReaderOf<UserQuota, Page<UserQuota>>('user', 'used');

export interface PeriodOptions extends CommonOptions {
  readonly period?: string;
}

export interface LimitOptions {
  readonly items?: string;
  readonly bytes?: string;
  readonly minutes?: string;
  readonly deliveries?: string;
}

const nameOf = (quota: QuotaName): string => quota.replaceAll('_', ' ');
const limitText = (limit: number | null): string => (limit === null ? 'unlimited' : String(limit));

/** `tl quota`: shows the use of the present month with its limits, or what was used in another month. */
export async function showQuota(context: CliContext, { period, ...options }: PeriodOptions): Promise<void> {
  const client = await openClient(context, options);
  if (period !== undefined) {
    const history = readHistory(await client.json(request(getQuotaHistory, { query: { period } })));
    if (options.json === true) await printJson(context, history);
    else
      await context.terminal.data(
        listing(
          ['QUOTA', 'USED'],
          QUOTAS.map((quota) => [nameOf(quota), String(history.used[quota])]),
        ),
      );
    return;
  }
  const quota = readQuota(await client.json(request(getQuota)));
  if (options.json === true) {
    await printJson(context, quota);
    return;
  }
  const rows = quota.quotas.map(({ quota: name, used, in_progress, limit, remaining }) => [
    nameOf(name),
    String(used),
    String(in_progress),
    limitText(limit),
    remaining === null ? '' : String(remaining),
  ]);
  await context.terminal.data(listing(['QUOTA', 'USED', 'IN PROGRESS', 'LIMIT', 'LEFT'], rows));
  context.terminal.say(`all quotas renew on ${quota.renews_on} (UTC)`);
}

/** `tl quota list`: shows the use of every library, page by page. */
export async function listQuotas(context: CliContext, { period, ...options }: PeriodOptions): Promise<void> {
  const client = await openClient(context, options);
  const items = await fetchItems(async ({ cursor }) =>
    readPage(await client.json(request(listQuotasOperation, { query: { period, cursor } }))),
  );
  if (options.json === true) {
    await printJson(context, items);
    return;
  }
  const rows = items.map(({ user, used, limits }) => [
    user.name,
    ...QUOTAS.map((quota) =>
      limits[quota] === null ? String(used[quota]) : `${String(used[quota])} of ${String(limits[quota])}`,
    ),
  ]);
  await context.terminal.data(listing(['USER', 'ITEMS', 'BYTES', 'MINUTES', 'DELIVERIES'], rows));
}

/** `tl quota set`: changes the named limits of a user, and leaves the others as they are. */
export async function setLimits(context: CliContext, name: string, options: LimitOptions & CommonOptions): Promise<void> {
  const changes = readChanges(options);
  const client = await openClient(context, options);
  const path = await findUserPath(client, name);
  const { body, headers } = await client.call(request(getUserLimits, { path }));
  const before = readLimits(parseJson(body));
  const own = new Map(before.own.map((quota) => [quota, before.limits[quota]] as const));
  for (const [quota, limit] of changes) {
    if (limit === undefined) own.delete(quota);
    else own.set(quota, limit);
  }
  const change = request(replaceUserLimits, { path, body: Object.fromEntries(own) });
  const after = readLimits(await client.json({ ...change, headers: { 'if-match': headers.etag ?? '' } }));
  if (options.json === true) await printJson(context, after);
  else context.terminal.say(QUOTAS.map((quota) => `${nameOf(quota)}: ${limitText(after.limits[quota])}`).join(', '));
}

/** Returns the changed limits; undefined restores the limit of the server. */
function readChanges(options: LimitOptions): readonly (readonly [QuotaName, number | null | undefined])[] {
  const limits: Readonly<Record<QuotaName, string | undefined>> = {
    items: options.items,
    bytes: options.bytes,
    transcription_minutes: options.minutes,
    deliveries: options.deliveries,
  };
  const changes = QUOTAS.flatMap((quota) => {
    const text = limits[quota];
    return text === undefined ? [] : [[quota, readLimit(text)] as const];
  });
  if (changes.length > 0) return changes;
  throw new CliError('usage', 'No limit was given', { tryInstead: 'tl quota set NAME --deliveries 500' });
}

function readLimit(text: string): number | null | undefined {
  if (text === 'default') return undefined;
  if (text === 'unlimited') return null;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new CliError('usage', `'${text}' is not a limit`, { tryInstead: 'Give a whole number, `unlimited` or `default`.' });
}
