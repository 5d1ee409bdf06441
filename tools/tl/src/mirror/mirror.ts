import { request } from '@throughline/api-client';
import { getMirror, resyncMirror } from '@throughline/api-client/operations';
import { resyncChannel } from '../channels/channels.js';
import { once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { findRecording } from '../commands/find-recording.js';
import { CliError } from '../exit.js';
import { mirrorText } from './mirror-text.js';
import { readMirror } from './views.js';

export interface ResyncOptions extends CommonOptions {
  readonly channel?: string;
}

export async function mirrorStatus(context: CliContext, id: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const path = { id: await findRecording(client, id) };
  const answer = await client.json(request(getMirror, { path }));
  await (options.json === true ? printJson(context, answer) : context.terminal.data(mirrorText(readMirror(answer))));
}

/** `tl mirror resync ID`, or `--channel NAME` for all of its pages. */
export async function resync(context: CliContext, id: string | undefined, options: ResyncOptions): Promise<void> {
  const { channel } = options;
  if ((id === undefined) === (channel === undefined))
    throw new CliError('usage', 'Give the id of a recording, or --channel NAME for all pages of a channel');
  if (channel !== undefined) await resyncChannel(context, channel, options);
  if (id !== undefined) await resyncRecording(context, id, options);
}

async function resyncRecording(context: CliContext, id: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const path = { id: await findRecording(client, id) };
  const answer = await client.json(once(request(resyncMirror, { path })));
  if (options.json === true) {
    await printJson(context, answer);
    return;
  }
  const mirror = readMirror(answer);
  context.terminal.say('The page will be compared, and corrected if it differs. Its state at your request:');
  await context.terminal.data(mirrorText(mirror));
}
