import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { HttpClient } from '../client/http-client.js';
import { uploadFile } from '../client/upload.js';
import { read } from '../client/views.js';
import { recordingText } from '../output/recording.js';
import { bytes } from '../output/table.js';
import { CliError } from '../exit.js';
import { overridesOf, type OverrideOptions } from './overrides.js';
import { openClient, patienceOf, printJson, type CliContext, type CommonOptions } from './context.js';
import { requireSuccess, waitForRun } from './wait.js';

export interface PushOptions extends CommonOptions, OverrideOptions {
  readonly title?: string;
  readonly language?: string;
  readonly run?: boolean;
  readonly wait?: boolean;
  readonly allowDuplicate?: boolean;
  readonly key?: string;
}

const isRun = (options: PushOptions): boolean => options.run === true || options.wait === true;

/** What is said of the run, as a request has it. */
async function settingsOf(context: CliContext, options: PushOptions): Promise<Readonly<Record<string, unknown>>> {
  const overrides = await overridesOf(context, options);
  if (overrides !== undefined && !isRun(options))
    throw new CliError('usage', 'What is said of a run needs one', { tryInstead: 'Add --run, or give it to `tl run` later.' });
  return { ...overrides };
}

const wordsOf = ({ title, language }: PushOptions): Record<string, string> => ({
  ...(title === undefined ? {} : { title }),
  ...(language === undefined ? {} : { language }),
});

/** A name of a file cannot begin so: two slashes are one there. */
const isAddress = (text: string): boolean => /^https?:\/\//i.test(text);

interface Registration {
  readonly client: HttpClient;
  readonly options: PushOptions;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly key: string;
}

/** The server fetches it; only the address travels now. */
function registerAddress(url: string, { client, options, settings, key }: Registration): Promise<unknown> {
  if (options.allowDuplicate === true)
    throw new CliError('usage', '--allow-duplicate is for files: what is at an address is only known once it was fetched');
  const body = { url, ...wordsOf(options), ...(isRun(options) ? { run: true } : {}), ...settings };
  return client.json({ method: 'POST', path: '/api/v1/recordings', body, idempotencyKey: key });
}

function registerFile(context: CliContext, file: string, { client, options, settings, key }: Registration): Promise<unknown> {
  const texts = Object.entries(settings).map(([name, value]) => [name, JSON.stringify(value)] as const);
  const upload = {
    file: resolve(context.cwd, file),
    fields: {
      ...wordsOf(options),
      ...(isRun(options) ? { run: 'true' } : {}),
      ...(options.allowDuplicate === true ? { allow_duplicate: 'true' } : {}),
      ...Object.fromEntries(texts),
    },
    key,
    onProgress: (sent: number, total: number) => {
      context.terminal.progress(`sending ${bytes(sent)} of ${bytes(total)}`);
    },
  };
  return uploadFile(client, upload, patienceOf(context, options));
}

/** `tl push FILE`, `tl push URL` */
export async function push(context: CliContext, what: string, options: PushOptions): Promise<void> {
  const { terminal } = context;
  const settings = await settingsOf(context, options);
  const client = await openClient(context, options);
  const registration = { client, options, settings, key: options.key ?? randomUUID() };
  const answer = isAddress(what) ? registerAddress(what, registration) : registerFile(context, what, registration);
  const registered = read.recording(await answer);
  terminal.say(`registered as ${registered.id}`);
  const recording = options.wait === true ? await waitForRun(context, client, registered) : registered;
  await (options.json === true ? printJson(context, recording) : terminal.data(recordingText(recording)));
  if (options.wait === true) requireSuccess(recording);
}
