import { request, type AddressedEmbed, type Embed } from '@throughline/api-client';
import {
  changeEmbed,
  createEmbed,
  decideEmbedItems,
  listEmbedItems,
  listEmbeds,
  renewEmbed,
  revokeEmbed,
} from '@throughline/api-client/operations';
import { listReaderOf, readerOf } from '../client/read-answer.js';
import { once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { listing } from '../output/table.js';
import type { SetCommands } from './published.js';

export interface CreateEmbedOptions extends CommonOptions {
  /** The sites that may show the player. */
  readonly on: readonly string[];
  readonly tag?: string;
  readonly audio?: boolean;
  /** False: later recordings join by themselves. */
  readonly ask: boolean;
  readonly expires?: number;
}

const readAddressed = readerOf<AddressedEmbed>('id', 'html', 'title');
const readEmbeds = listReaderOf<Embed>('id', 'state', 'title');
const readEmbed = readerOf<Embed>('id', 'origins');

/** Prints only the HTML on stdout, so that a script can read it. */
async function printFrame(context: CliContext, embed: AddressedEmbed, options: CommonOptions): Promise<void> {
  if (options.json === true) {
    await printJson(context, embed);
    return;
  }
  context.terminal.say(
    `Anybody with the address in this HTML can play the recordings of ${embed.title}. It is shown only now; \`tl embed revoke ${embed.id}\` ends the embed:`,
  );
  await context.terminal.data(`${embed.html}\n`);
}

export async function createOneEmbed(
  context: CliContext,
  title: string,
  { on, tag, audio, ask, expires, ...options }: CreateEmbedOptions,
): Promise<void> {
  const client = await openClient(context, options);
  const media = audio === true ? ('audio' as const) : ('video' as const);
  const body = { title, origins: [...on], tag, media, ask_first: ask, expires_in_hours: expires };
  await printFrame(context, readAddressed(await client.json(once(request(createEmbed, { body })))), options);
}

/** Replaces the sites that may show the player. */
export async function changeSites(
  context: CliContext,
  id: string,
  sites: readonly string[],
  options: CommonOptions,
): Promise<void> {
  const client = await openClient(context, options);
  const changed = readEmbed(await client.json(request(changeEmbed, { path: { id }, body: { origins: [...sites] } })));
  if (options.json === true) await printJson(context, changed);
  else context.terminal.say(`Pages of ${changed.origins.join(', ')} may show the embed`);
}

async function renew(context: CliContext, id: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  await printFrame(context, readAddressed(await client.json(once(request(renewEmbed, { path: { id } })))), options);
}

async function list(context: CliContext, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const { items } = readEmbeds(await client.json(request(listEmbeds)));
  if (options.json === true) {
    await printJson(context, items);
    return;
  }
  if (items.length === 0) context.terminal.say('no embeds yet; make one: tl embed create TITLE --on https://example.org');
  const rows = items.map((one) => [
    ...[one.id, one.state, one.title, one.tag ?? 'all recordings', one.origins.join(' ')],
    ...[one.ask_first ? 'asks first' : 'by themselves', one.expires_at ?? 'never', String(one.fetches)],
  ]);
  await context.terminal.data(listing(['ID', 'STATE', 'TITLE', 'TAG', 'SITES', 'JOINING', 'EXPIRES', 'FETCHED'], rows));
}

export const embedCommands: SetCommands = {
  ...{ noun: 'embed', listItems: listEmbedItems, decideItems: decideEmbedItems, revoke: revokeEmbed },
  ...{ renew, list },
};
