import { request, type Channel } from '@throughline/api-client';
import {
  changeChannel,
  createChannel,
  getChannel,
  removeChannel as removeChannelOperation,
  renewChannelSecret,
  resyncChannel as resyncChannelOperation,
} from '@throughline/api-client/operations';
import { parseJson } from '../client/answer.js';
import type { HttpClient } from '../client/http-client.js';
import { once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { CliError } from '../exit.js';
import { buildChannelBody, type ChannelSettings } from './channel-settings.js';
import { channelRows, channelText } from './channel-text.js';
import { fetchChannels, findChannel } from './find-channel.js';
import { readAsked, readChannel, readSecret } from './views.js';

export interface AddChannelOptions extends CommonOptions, ChannelSettings {}
export interface SetChannelOptions extends CommonOptions, ChannelSettings {
  readonly name?: string;
}

export async function listChannels(context: CliContext, options: CommonOptions): Promise<void> {
  const channels = await fetchChannels(await openClient(context, options));
  if (options.json === true) {
    await printJson(context, channels);
    return;
  }
  if (channels.length === 0) context.terminal.say('no channels yet; add one: tl channel add NAME --credential TOKEN');
  await context.terminal.data(channelRows(channels));
}

export async function showChannel(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  await print(context, options, await findChannel(await openClient(context, options), which));
}

/** `tl channel add NAME`: prints only the secret on stdout, so that a script can read it. */
export async function addChannel(context: CliContext, name: string, options: AddChannelOptions): Promise<void> {
  const client = await openClient(context, options);
  const body = { name, ...(await buildChannelBody(client, options)) };
  const answer = await client.json(once(request(createChannel, { body })));
  const made = readChannel(answer);
  const { secret } = readSecret(answer);
  if (options.json === true) {
    await printJson(context, answer);
    return;
  }
  context.terminal.say(`Channel ${made.name} receives videos at ${made.webhook_url}. Check that its pages can be written:`);
  context.terminal.say(`tl notion check ${made.name}. Its secret is shown only now:`);
  await context.terminal.data(`${secret}\n`);
}

/** `tl channel set NAME`: sends the ETag that it read, so that it does not overwrite a concurrent change. */
export async function setChannel(context: CliContext, which: string, options: SetChannelOptions): Promise<void> {
  const client = await openClient(context, options);
  const { id } = await findChannel(client, which);
  const { channel, etag } = await channelWithTag(client, id);
  const body = {
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(await buildChannelBody(client, options, channel.field_map)),
  };
  if (Object.keys(body).length === 0)
    throw new CliError('usage', 'No setting is given', { tryInstead: '--help lists the settings.' });
  const headers = etag === undefined ? {} : { 'if-match': etag };
  const change = { ...request(changeChannel, { path: { id }, body }), headers };
  await print(context, options, readChannel(await client.json(change)));
}

async function channelWithTag(client: HttpClient, id: number): Promise<{ channel: Channel; etag: string | undefined }> {
  const { body, headers } = await client.call(request(getChannel, { path: { id } }));
  return { channel: readChannel(parseJson(body)), etag: headers.etag };
}

const print = (context: CliContext, options: CommonOptions, channel: Channel): Promise<void> =>
  options.json === true ? printJson(context, channel) : context.terminal.data(channelText(channel));

export async function renewSecret(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const { id, name } = await findChannel(client, which);
  const made = readSecret(await client.json(once(request(renewChannelSecret, { path: { id } }))));
  if (options.json === true) {
    await printJson(context, made);
    return;
  }
  context.terminal.say(`The old secret of ${name} is no longer valid. The new one is shown only now:`);
  await context.terminal.data(`${made.secret}\n`);
}

/** `tl channel resync NAME` and `tl mirror resync --channel NAME`. */
export async function resyncChannel(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const { id, name } = await findChannel(client, which);
  const { asked } = readAsked(await client.json(once(request(resyncChannelOperation, { path: { id } }))));
  if (options.json === true) await printJson(context, { asked });
  else
    context.terminal.say(
      `${String(asked)} ${asked === 1 ? 'page' : 'pages'} of ${name} will be compared, and corrected if they differ`,
    );
}

export async function removeChannel(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const { id, name } = await findChannel(client, which);
  await client.call(request(removeChannelOperation, { path: { id } }));
  if (options.json === true) await printJson(context, { id, removed: true });
  else context.terminal.say(`Removed channel ${name}. Its address no longer accepts videos; its pages stay unchanged`);
}
