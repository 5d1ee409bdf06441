import { randomUUID } from 'node:crypto';
import { parseJson } from '../client/answer.js';
import type { HttpClient } from '../client/http-client.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { CliError } from '../exit.js';
import { channelBody, type ChannelSettings } from './channel-settings.js';
import { channelRows, channelText } from './channel-text.js';
import { allChannels, channelPath, findChannel } from './find-channel.js';
import { readAsked, readChannel, readSecret, type ChannelView } from './views.js';

export interface AddChannelOptions extends CommonOptions, ChannelSettings {}
export interface SetChannelOptions extends CommonOptions, ChannelSettings {
  readonly name?: string;
}

/** `tl channel list` */
export async function listChannels(context: CliContext, options: CommonOptions): Promise<void> {
  const channels = await allChannels(await openClient(context, options));
  if (options.json === true) {
    await printJson(context, channels);
    return;
  }
  if (channels.length === 0) context.terminal.say('no channel yet: `tl channel add NAME --credential TOKEN` makes one');
  await context.terminal.data(channelRows(channels));
}

/** `tl channel show NAME` */
export async function showChannel(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  await print(context, options, await findChannel(await openClient(context, options), which));
}

/** `tl channel add NAME`: the secret is the only line on stdout, so that a script can take it. */
export async function addChannel(context: CliContext, name: string, options: AddChannelOptions): Promise<void> {
  const client = await openClient(context, options);
  const body = { name, ...(await channelBody(client, options)) };
  const answer = await client.json({ method: 'POST', path: channelPath(), body, idempotencyKey: randomUUID() });
  const made = readChannel(answer);
  const { secret } = readSecret(answer);
  if (options.json === true) {
    await printJson(context, answer);
    return;
  }
  context.terminal.say(`Channel ${made.name} takes videos at ${made.webhook_url}. See whether its pages can be written:`);
  context.terminal.say(`tl notion check ${made.name}. Its secret is shown this once:`);
  await context.terminal.data(`${secret}\n`);
}

/** `tl channel set NAME`: as it was read, so that what somebody else has changed meanwhile is not overwritten. */
export async function setChannel(context: CliContext, which: string, options: SetChannelOptions): Promise<void> {
  const client = await openClient(context, options);
  const path = channelPath((await findChannel(client, which)).id);
  const { channel, etag } = await channelWithTag(client, path);
  const body = {
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(await channelBody(client, options, channel.field_map)),
  };
  if (Object.keys(body).length === 0)
    throw new CliError('usage', 'Nothing is to be changed', { tryInstead: 'With --help: what can be.' });
  const headers = etag === undefined ? {} : { 'if-match': etag };
  await print(context, options, readChannel(await client.json({ method: 'PATCH', path, body, headers })));
}

async function channelWithTag(client: HttpClient, path: string): Promise<{ channel: ChannelView; etag: string | undefined }> {
  const { body, headers } = await client.call({ path });
  return { channel: readChannel(parseJson(body)), etag: headers.etag };
}

const print = (context: CliContext, options: CommonOptions, channel: ChannelView): Promise<void> =>
  options.json === true ? printJson(context, channel) : context.terminal.data(channelText(channel));

/** `tl channel secret NAME` */
export async function renewSecret(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const { id, name } = await findChannel(client, which);
  const path = channelPath(id, '/secret');
  const made = readSecret(await client.json({ method: 'POST', path, idempotencyKey: randomUUID() }));
  if (options.json === true) {
    await printJson(context, made);
    return;
  }
  context.terminal.say(`The earlier secret of ${name} holds no more. The new one is shown this once:`);
  await context.terminal.data(`${made.secret}\n`);
}

/** `tl channel resync NAME`, `tl mirror resync --channel NAME` */
export async function resyncChannel(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const { id, name } = await findChannel(client, which);
  const { asked } = readAsked(
    await client.json({ method: 'POST', path: channelPath(id, '/resync'), idempotencyKey: randomUUID() }),
  );
  if (options.json === true) await printJson(context, { asked });
  else
    context.terminal.say(
      `${String(asked)} ${asked === 1 ? 'page' : 'pages'} of ${name} are read, and written again where they do not show the truth`,
    );
}

/** `tl channel remove NAME` */
export async function removeChannel(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const { id, name } = await findChannel(client, which);
  await client.call({ method: 'DELETE', path: channelPath(id) });
  if (options.json === true) await printJson(context, { id, removed: true });
  else context.terminal.say(`Channel ${name} is gone: its address takes nothing more, and its pages stay as they are`);
}
