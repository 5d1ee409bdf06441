import { request, type Source } from '@throughline/api-types';
import {
  createSource as createSourceOperation,
  pauseSource as pauseSourceOperation,
  removeSource,
  replaceSource,
  resumeSource as resumeSourceOperation,
} from '@throughline/api-types/operations';
import { atRevision, once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { CliError } from '../exit.js';
import { fetchSources, findSource, readSource } from '../client/find-source.js';
import { NEW_SOURCE, changeContent, fetchTypes, type SourceOptions } from './source-options.js';
import { sourceRows, sourceText, typesText } from './source-text.js';

export interface EditSourceOptions extends SourceOptions {
  readonly name?: string;
}

const print = (context: CliContext, options: CommonOptions, source: Source): Promise<void> =>
  options.json === true ? printJson(context, source) : context.terminal.data(sourceText(source));

export async function listSources(context: CliContext, options: CommonOptions): Promise<void> {
  const sources = await fetchSources(await openClient(context, options));
  if (options.json === true) {
    await printJson(context, sources);
    return;
  }
  if (sources.length === 0)
    context.terminal.say('no sources yet; create one: tl source create NAME --type folder --set folder=inbox');
  await context.terminal.data(sourceRows(sources));
}

export async function listSourceTypes(context: CliContext, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const items = await fetchTypes(client);
  await (options.json === true ? printJson(context, items) : context.terminal.data(typesText(items)));
}

export async function showSource(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  await print(context, options, await findSource(await openClient(context, options), which));
}

export async function createSource(
  context: CliContext,
  name: string,
  { type, ...options }: SourceOptions & { readonly type: string },
): Promise<void> {
  const client = await openClient(context, options);
  const body = { name, ...(await changeContent(client, options, { ...NEW_SOURCE, type })) };
  const made = await client.json(once(request(createSourceOperation, { body })));
  await print(context, options, readSource(made));
}

const CHANGES = ['name', 'set', 'credential', 'documents', 'recordings', 'template', 'run', 'every'] as const;

/** Sends the revision that it read, so that it does not overwrite a concurrent change. */
export async function editSource(context: CliContext, which: string, options: EditSourceOptions): Promise<void> {
  if (CHANGES.every((change) => options[change] === undefined))
    throw new CliError('usage', 'No change is given', { tryInstead: '`tl source edit --help` lists what can be changed.' });
  const client = await openClient(context, options);
  const before = await findSource(client, which);
  const body = { name: options.name ?? before.name, ...(await changeContent(client, options, before)) };
  const change = request(replaceSource, { path: { id: before.id }, body });
  await print(context, options, readSource(await client.json(atRevision(change, before))));
}

export interface DeleteSourceOptions extends CommonOptions {
  readonly detach?: boolean;
}

export async function deleteSource(context: CliContext, which: string, options: DeleteSourceOptions): Promise<void> {
  const client = await openClient(context, options);
  const { id, name, revision } = await findSource(client, which);
  const query = options.detach === true ? { detach: true } : {};
  await client.call(atRevision(request(removeSource, { path: { id }, query }), { revision }));
  if (options.json === true) await printJson(context, { id, deleted: true });
  else context.terminal.say(`Deleted source ${name}. The items that it has brought stay`);
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
  const { id } = await findSource(client, which);
  await print(context, options, readSource(await client.json(once(request(operation, { path: { id } })))));
}
