import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import type { HttpClient } from '../client/http-client.js';
import { CliError } from '../exit.js';
import { table } from '../output/table.js';
import { plain } from '../output/terminal.js';
import { allChannels, channelPath, findChannel } from './find-channel.js';
import { readCheckReport, type ChannelView, type CheckReportView } from './views.js';

export interface CheckOptions extends CommonOptions {
  /** Id or address of a page to look at in place of the channel's data source. */
  readonly page?: string;
}

interface Checked extends CheckReportView {
  readonly channel: string;
}

/** The server asks the upload service, and that asks Notion. */
const CHECK_TIMEOUT_MS = 60_000;

const MARKS: ReadonlyMap<string, string> = new Map([
  ['ok', '✓'],
  ['wrong', '✗'],
]);
/** What could not be looked at, or is judged by a word that this program does not know. */
const UNKNOWN_MARK = '?';

/** `tl channel check NAME`, `tl notion check [NAME]`: ends with 1 where something is wrong or could not be looked at. */
export async function checkChannels(context: CliContext, which: string | undefined, options: CheckOptions): Promise<void> {
  const client = await openClient(context, options);
  const channels = await meant(client, which, options);
  const found: Checked[] = [];
  for (const channel of channels) found.push(await checked(client, channel, options));
  await (options.json === true ? printJson(context, found) : context.terminal.data(found.map(reportText).join('\n')));
  if (channels.length === 0) context.terminal.say('no channel yet: `tl channel add NAME --credential TOKEN` makes one');
  requireOk(found);
}

async function meant(client: HttpClient, which: string | undefined, { page }: CheckOptions): Promise<readonly ChannelView[]> {
  if (which !== undefined) return [await findChannel(client, which)];
  const all = await allChannels(client);
  if (page === undefined || all.length === 1) return all;
  throw new CliError('usage', 'A page is looked at for one channel', {
    tryInstead: `Name it: ${all.length === 0 ? 'there is none yet' : all.map(({ name }) => name).join(', ')}`,
  });
}

async function checked(client: HttpClient, { id, name }: ChannelView, { page }: CheckOptions): Promise<Checked> {
  const body = page === undefined ? {} : { page_id: page };
  const path = channelPath(id, '/check');
  const { ok, items } = readCheckReport(await client.json({ method: 'POST', path, body, timeoutMs: CHECK_TIMEOUT_MS }));
  return { channel: name, ok, items };
}

/** A line for each thing that was looked at, and below it what to do. */
function reportText({ channel, items }: Checked): string {
  const rows = items.flatMap(({ name, result, message, mend }) => [
    [MARKS.get(result) ?? UNKNOWN_MARK, name, message],
    ...(mend == null ? [] : [['', '', `> ${mend}`]]),
  ]);
  return `${plain(channel)}\n${rows.length === 0 ? '' : table(rows)}`;
}

function requireOk(found: readonly Checked[]): void {
  const bad = found.filter(({ ok }) => !ok).map(({ channel }) => channel);
  if (bad.length === 0) return;
  throw new CliError('failed', `Pages cannot be written as they should be: ${bad.join(', ')}`, {
    tryInstead: 'Lines with > say what to do.',
  });
}
