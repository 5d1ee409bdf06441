import { request, type Channel, type CheckReport } from '@throughline/api-client';
import { checkChannel as checkChannelOperation } from '@throughline/api-client/operations';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import type { HttpClient } from '../client/http-client.js';
import { CliError } from '../exit.js';
import { checkText } from '../output/check-text.js';
import { fetchChannels, findChannel } from './find-channel.js';
import { readCheckReport } from './views.js';

export interface CheckOptions extends CommonOptions {
  /** A page to check instead of the channel's data source. */
  readonly page?: string;
}

interface ChannelReport extends CheckReport {
  readonly channel: string;
}

/** Long, because the server asks the upload service, which asks Notion. */
const CHECK_TIMEOUT_MS = 60_000;

/** `tl channel check NAME` and `tl notion check [NAME]`: exits with 1 if a check failed or was impossible. */
export async function checkChannels(context: CliContext, which: string | undefined, options: CheckOptions): Promise<void> {
  const client = await openClient(context, options);
  const channels = await selectChannels(client, which, options);
  const found: ChannelReport[] = [];
  for (const channel of channels) found.push(await checkChannel(client, channel, options));
  await (options.json === true
    ? printJson(context, found)
    : context.terminal.data(found.map(({ channel, items }) => checkText(channel, items)).join('\n')));
  if (channels.length === 0) context.terminal.say('no channels yet; add one: tl channel add NAME --credential TOKEN');
  requireOk(found);
}

async function selectChannels(
  client: HttpClient,
  which: string | undefined,
  { page }: CheckOptions,
): Promise<readonly Channel[]> {
  if (which !== undefined) return [await findChannel(client, which)];
  const all = await fetchChannels(client);
  if (page === undefined || all.length === 1) return all;
  throw new CliError('usage', '--page needs one channel', {
    tryInstead: `Name the channel: ${all.length === 0 ? 'there is none yet' : all.map(({ name }) => name).join(', ')}`,
  });
}

async function checkChannel(client: HttpClient, { id, name }: Channel, { page }: CheckOptions): Promise<ChannelReport> {
  const body = { page_id: page };
  const check = { ...request(checkChannelOperation, { path: { id }, body }), timeoutMs: CHECK_TIMEOUT_MS };
  const { ok, items } = readCheckReport(await client.json(check));
  return { channel: name, ok, items };
}

function requireOk(found: readonly ChannelReport[]): void {
  const bad = found.filter(({ ok }) => !ok).map(({ channel }) => channel);
  if (bad.length === 0) return;
  throw new CliError('failed', `Checks have failed for: ${bad.join(', ')}`, {
    tryInstead: 'Lines that start with > say what to do.',
  });
}
