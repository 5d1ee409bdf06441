import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { Method } from '../client/http-client.js';
import { read } from '../client/views.js';
import { CliError } from '../exit.js';
import { recordingText } from '../output/recording.js';
import { findSourceFile } from '../upload/source-file.js';
import { DOCUMENTS, kindOf, openClient, printJson, type CliContext } from './context.js';
import { findItem } from './find-recording.js';
import { printOutcome } from './outcome.js';
import { isAddress, reportProgress, sendInParts } from './push.js';
import { previewQuery, showPreview, type PreviewOptions } from './preview.js';

interface RecordingCommand {
  readonly method?: Method;
  readonly path: string;
  readonly query?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

async function sendCommand(
  context: CliContext,
  id: string,
  options: PreviewOptions,
  { method = 'POST', path, query = '', body, headers }: RecordingCommand,
): Promise<void> {
  const client = await openClient(context, options);
  const recording = await findItem(context, client, id);
  const queries = [query, previewQuery(options).slice(1)].filter((each) => each !== '');
  const answer = await client.json({
    method,
    path: `${recording}${path}${queries.length === 0 ? '' : `?${queries.join('&')}`}`,
    ...(body === undefined ? {} : { body }),
    ...(headers === undefined ? {} : { headers }),
    idempotencyKey: randomUUID(),
  });
  if (options.dryRun === true) return showPreview(context, answer, options);
  const shown = read.recording(answer);
  printOutcome(context, shown);
  await (options.json === true ? printJson(context, answer) : context.terminal.data(recordingText(shown)));
}

export interface ReasonOptions extends PreviewOptions {
  readonly reason?: string;
}
export interface PauseOptions extends ReasonOptions {
  readonly for?: number;
  readonly until?: string;
}

const reasonOf = ({ reason }: ReasonOptions): { reason?: string } => (reason === undefined ? {} : { reason });

export const pause = (context: CliContext, id: string, options: PauseOptions): Promise<void> =>
  sendCommand(context, id, options, {
    path: '/pause',
    body: {
      ...reasonOf(options),
      ...(options.for === undefined ? {} : { for_ms: options.for }),
      ...(options.until === undefined ? {} : { until: options.until }),
    },
  });

export const cancel = (context: CliContext, id: string, options: ReasonOptions): Promise<void> =>
  sendCommand(context, id, options, { path: '/cancel', body: reasonOf(options) });

export const reset = (context: CliContext, id: string, options: PreviewOptions): Promise<void> =>
  sendCommand(context, id, options, { path: '/reset' });

export interface ReplaceOptions extends PreviewOptions {
  readonly allowDuplicate?: boolean;
}

/** Gives a failed item another address or another file. */
export async function replaceSource(context: CliContext, id: string, what: string, options: ReplaceOptions): Promise<void> {
  if (isAddress(what)) return sendCommand(context, id, options, { path: '/replace-address', body: { url: what } });
  if (options.dryRun === true)
    throw new CliError('usage', '--dry-run works only with an address; a file is checked before its bytes are sent');
  const client = await openClient(context, options);
  const path = await findItem(context, client, id);
  const file = await findSourceFile(resolve(context.cwd, what));
  const replaces = decodeURIComponent(path.split('/').at(-1) ?? '');
  const fields = { replaces, ...(options.allowDuplicate === true ? { allow_duplicate: 'true' } : {}) };
  const answer = await sendInParts(context, client, { file, fields, key: undefined, onProgress: reportProgress(context) });
  context.terminal.say('The item has the new file. To process it, run the item.');
  await (options.json === true ? printJson(context, answer) : context.terminal.data(recordingText(read.recording(answer))));
}

export interface UnstickOptions extends PreviewOptions {
  readonly then?: 'retry' | 'fail';
  readonly step?: string;
}

export const unstick = (context: CliContext, id: string, options: UnstickOptions): Promise<void> =>
  sendCommand(context, id, options, {
    path: '/unstick',
    body: { then: options.then ?? 'retry', ...(options.step === undefined ? {} : { step: options.step }) },
  });

export const skip = (context: CliContext, id: string, stage: string, options: PreviewOptions): Promise<void> =>
  sendCommand(context, id, options, {
    path: `/stages/${encodeURIComponent(kindOf(context) === DOCUMENTS ? stage : stage.toUpperCase())}/skip`,
  });

export interface SettleOptions extends PreviewOptions {
  readonly delivered: 'yes' | 'no';
}

export const settle = (context: CliContext, id: string, output: string, options: SettleOptions): Promise<void> =>
  sendCommand(context, id, options, {
    path: `/outputs/${encodeURIComponent(output)}/settle`,
    body: { delivered: options.delivered === 'yes' },
  });

export const retry = (context: CliContext, id: string, target: string, options: PreviewOptions): Promise<void> => {
  const [output = '', followUp = ''] = target.split('/');
  const path = `/outputs/${encodeURIComponent(output)}/follow-ups/${encodeURIComponent(followUp)}/retry`;
  return sendCommand(context, id, options, { path });
};

export const redeliver = (context: CliContext, id: string, output: string, options: PreviewOptions): Promise<void> =>
  sendCommand(context, id, options, { path: `/outputs/${encodeURIComponent(output)}/redeliver` });

export const deliver = (context: CliContext, id: string, outputs: string, options: PreviewOptions): Promise<void> =>
  sendCommand(context, id, options, { path: '/outputs', body: { outputs: outputs.split(',').filter((name) => name !== '') } });

export interface BindOptions extends PreviewOptions {
  readonly resetPreferences?: boolean;
}

export const bind = (context: CliContext, id: string, template: string, options: BindOptions): Promise<void> =>
  sendCommand(context, id, options, {
    path: `/template/${encodeURIComponent(template)}`,
    ...(options.resetPreferences === true ? { query: 'reset_preferences=true' } : {}),
  });

export const unbind = (context: CliContext, id: string, options: PreviewOptions): Promise<void> =>
  sendCommand(context, id, options, { method: 'DELETE', path: '/template' });

export interface PublishOptions extends PreviewOptions {
  /** Names of outputs; all if there are none. */
  readonly output?: readonly string[];
}

export const publish = (context: CliContext, id: string, options: PublishOptions): Promise<void> =>
  sendCommand(context, id, options, { path: '/publish', body: options.output === undefined ? {} : { outputs: options.output } });

export interface DescribeOptions extends PreviewOptions {
  readonly title?: string;
  /** Empty: removes it. */
  readonly description?: string;
  readonly tag?: readonly string[];
  readonly removeTags?: boolean;
}

const textsOf = ({ title, description, tag, removeTags }: DescribeOptions): object => ({
  ...(title === undefined ? {} : { title }),
  ...(description === undefined ? {} : { description: description === '' ? null : description }),
  ...(tag === undefined ? {} : { tags: tag }),
  ...(removeTags === true ? { tags: null } : {}),
});

/** `tl describe ID`: changes texts of the item at its present revision. */
export const describeItem = (context: CliContext, id: string, options: DescribeOptions): Promise<void> =>
  changeItem(context, id, options, textsOf(options));

/** Reads the item first and sends its revision, so that it does not overwrite a concurrent change. */
async function changeItem(context: CliContext, id: string, options: PreviewOptions, body: object): Promise<void> {
  const client = await openClient(context, options);
  const { id: whole, revision } = read.recording(await client.json({ path: await findItem(context, client, id) }));
  const headers = { 'if-match': `"${revision}"` };
  await sendCommand(context, whole, options, { method: 'PATCH', path: '', body, headers });
}

/** `tl set-language ID TAG`. */
export async function setLanguage(
  context: CliContext,
  id: string,
  language: string,
  options: PreviewOptions & { readonly run?: boolean },
): Promise<void> {
  const body = { language, ...(options.run === true ? { run: true } : {}) };
  await changeItem(context, id, options, body);
}
