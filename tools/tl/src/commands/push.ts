import { resolve } from 'node:path';
import { request } from '@throughline/api-client';
import type { HttpClient } from '../client/http-client.js';
import { once } from '../client/requests.js';
import { read } from '../client/views.js';
import { bytes } from '../output/table.js';
import { CliError } from '../exit.js';
import { readOverrides, type OverrideOptions } from './overrides.js';
import { UnfinishedUploads } from '../upload/unfinished-uploads.js';
import { findSourceFile } from '../upload/source-file.js';
import { uploadForm } from '../upload/upload-form.js';
import type { Upload } from '../upload/upload.js';
import { uploadInParts } from '../upload/upload-in-parts.js';
import {
  openClient,
  printJson,
  DOCUMENTS,
  itemAddress,
  kindOf,
  type CliContext,
  type CommonOptions,
  type ItemKind,
} from './context.js';
import { itemText } from './item-text.js';
import { requireSuccess, waitForRun } from './wait.js';

export interface PushOptions extends CommonOptions, OverrideOptions {
  readonly title?: string;
  readonly language?: string;
  readonly run?: boolean;
  readonly wait?: boolean;
  readonly allowDuplicate?: boolean;
  readonly document?: boolean;
  readonly key?: string;
  /** `false` sends one request, which starts from the beginning after an interruption. */
  readonly resume?: boolean;
}

const isRun = (options: PushOptions): boolean => options.run === true || options.wait === true;

async function readRunSettings(context: CliContext, options: PushOptions): Promise<Readonly<Record<string, unknown>>> {
  const overrides = await readOverrides(context, options);
  if (overrides !== undefined && !isRun(options))
    throw new CliError('usage', 'Settings of a run need --run', { tryInstead: 'Add --run, or give them to `tl run` later.' });
  return { ...overrides };
}

const textFieldsOf = ({ title, language }: PushOptions): Record<string, string> => ({
  ...(title === undefined ? {} : { title }),
  ...(language === undefined ? {} : { language }),
});

/** A URL scheme. A local path never needs two slashes after a colon. */
const schemeOf = (text: string): string | undefined => /^([a-z][a-z\d+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();

/** True for an address, false for a local file. */
export function isAddress(text: string): boolean {
  const scheme = schemeOf(text);
  if (scheme === undefined || scheme === 'https' || scheme === 'http') return scheme !== undefined;
  throw new CliError('usage', `Addresses of the kind ${scheme}:// are not supported: only https:// and http:// are`, {
    code: 'unsupported-address',
    tryInstead: 'Download the file, then push it: tl push FILE.',
  });
}

/** Detects documents by their file extension: recordings use other ones. */
const isDocument = (what: string): boolean =>
  /\.(pdf|docx?|odt|rtf|xlsx?|ods|pptx?|odp|txt|md|html?|eml|png|jpe?g|tiff?|webp)$/i.test(what.split(/[?#]/)[0] ?? what);

interface Registration {
  readonly client: HttpClient;
  readonly options: PushOptions;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Registers an address. The server downloads the file. */
export function registerAddress(kind: ItemKind, url: string, { client, options, settings }: Registration): Promise<unknown> {
  if (options.allowDuplicate === true)
    throw new CliError(
      'usage',
      '--allow-duplicate works only for files: the content of an address is unknown until it is downloaded',
    );
  const body = { url, ...textFieldsOf(options), ...(isRun(options) ? { run: true } : {}), ...settings };
  return client.json(once(request(kind.operations.create, { body }), options.key));
}

async function registerFile(context: CliContext, path: string, registration: Registration): Promise<unknown> {
  const { client, options, settings } = registration;
  const texts = Object.entries(settings).map(([name, value]) => [name, JSON.stringify(value)] as const);
  const upload = {
    file: await findSourceFile(resolve(context.cwd, path)),
    fields: {
      ...textFieldsOf(options),
      ...(isRun(options) ? { run: 'true' } : {}),
      ...(options.allowDuplicate === true ? { allow_duplicate: 'true' } : {}),
      ...Object.fromEntries(texts),
    },
    key: options.key,
    onProgress: reportProgress(context),
  };
  if (options.resume === false)
    return uploadForm(client, { ...upload, create: kindOf(context).operations.create }, client.newPatience());
  return sendInParts(context, client, upload);
}

/** Uploads a file, and returns the item that has it then. */
export async function sendInParts(context: CliContext, client: HttpClient, upload: Upload): Promise<unknown> {
  const say = (text: string): void => {
    context.terminal.say(text);
  };
  const parts = kindOf(context) === DOCUMENTS ? { ...upload, fields: { ...upload.fields, pipeline: 'document' } } : upload;
  const unfinished = new UnfinishedUploads(context.env.configFolder, say);
  const ports = { client, unfinished, retryLimit: client.newPatience(), say };
  const { operations, path } = itemAddress(context, await uploadInParts(ports, parts));
  return client.json(request(operations.get, { path }));
}

export const reportProgress =
  ({ terminal }: Pick<CliContext, 'terminal'>) =>
  (sent: number, total: number): void => {
    terminal.progress(`sending ${bytes(sent)} of ${bytes(total)}`);
  };

export async function push(cli: CliContext, what: string, options: PushOptions): Promise<void> {
  const context = options.document === true || isDocument(what) ? { ...cli, kind: DOCUMENTS } : cli;
  const { terminal } = context;
  const isRemote = isAddress(what);
  const settings = await readRunSettings(context, options);
  const client = await openClient(context, options);
  const registration = { client, options, settings };
  const answer = isRemote ? registerAddress(kindOf(context), what, registration) : registerFile(context, what, registration);
  const registered = read.recording(await answer);
  terminal.say(`registered as ${registered.id}`);
  const recording = options.wait === true ? await waitForRun(context, client, registered) : registered;
  await (options.json === true ? printJson(context, recording) : terminal.data(await itemText(client, recording)));
  if (options.wait === true) requireSuccess(recording);
}
