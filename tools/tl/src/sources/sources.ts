import { request } from '@throughline/api-client';
import {
  createSource as createSourceOperation,
  pauseSource as pauseSourceOperation,
  replaceSource,
  resumeSource as resumeSourceOperation,
} from '@throughline/api-client/operations';
import { atRevision, once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { CliError } from '../exit.js';
import { NEW_SOURCE, changeContent, fetchTypes, type SourceOptions } from './source-options.js';
import { sources } from './source-resource.js';
import { typesText } from './source-text.js';

export interface EditSourceOptions extends SourceOptions {
  readonly name?: string;
}

export async function listSourceTypes(context: CliContext, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const items = await fetchTypes(client);
  await (options.json === true ? printJson(context, items) : context.terminal.data(typesText(items)));
}

export async function createSource(
  context: CliContext,
  name: string,
  { type, ...options }: SourceOptions & { readonly type: string },
): Promise<void> {
  const client = await openClient(context, options);
  const body = { name, ...(await changeContent(client, options, { ...NEW_SOURCE, type })) };
  await sources.save(context, client, options, once(request(createSourceOperation, { body })));
}

const CHANGES = ['name', 'set', 'credential', 'documents', 'recordings', 'template', 'run', 'every'] as const;

/** Sends the revision that it read, so that it does not overwrite a concurrent change. */
export async function editSource(context: CliContext, which: string, options: EditSourceOptions): Promise<void> {
  if (CHANGES.every((change) => options[change] === undefined))
    throw new CliError('usage', 'No change is given', { tryInstead: '`tl source edit --help` lists what can be changed.' });
  const client = await openClient(context, options);
  const before = await sources.find(client, which);
  const body = { name: options.name ?? before.name, ...(await changeContent(client, options, before)) };
  const change = request(replaceSource, { path: { id: before.id }, body });
  await sources.save(context, client, options, atRevision(change, before));
}

export async function pauseSource(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  await switchSource(context, which, options, pauseSourceOperation);
}

export async function resumeSource(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  await switchSource(context, which, options, resumeSourceOperation);
}

async function switchSource(
  context: CliContext,
  which: string,
  options: CommonOptions,
  operation: typeof pauseSourceOperation | typeof resumeSourceOperation,
): Promise<void> {
  const client = await openClient(context, options);
  const { id } = await sources.find(client, which);
  await sources.save(context, client, options, once(request(operation, { path: { id } })));
}
