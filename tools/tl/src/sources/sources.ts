import { randomUUID } from 'node:crypto';
import type { Source, SourceSync, SourceType } from '@throughline/api-types';
import type { HttpClient } from '../client/http-client.js';
import { listReaderOf, readerOf } from '../client/read-answer.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { CliError } from '../exit.js';
import { findCredential, parseValue } from '../outputs/read-settings.js';
import { fetchSources, findSource, readSource, sourcePath } from './find-source.js';
import { sourceRows, sourceText, syncRows, syncText, typesText } from './source-text.js';

export interface SourceOptions extends CommonOptions {
  readonly set?: readonly string[];
  /** Number or name. */
  readonly credential?: string;
  readonly documents?: boolean;
  readonly template?: number;
  readonly run?: boolean;
  readonly every?: number;
}
export interface SyncOptions extends CommonOptions {
  readonly dryRun?: boolean;
  readonly from?: string;
  readonly to?: string;
}

const readSync = readerOf<SourceSync>('id', 'state', 'counts', 'entries');
const readTypes = listReaderOf<SourceType>('type', 'settings');

const print = (context: CliContext, options: CommonOptions, source: Source): Promise<void> =>
  options.json === true ? printJson(context, source) : context.terminal.data(sourceText(source));

const fetchTypes = async (client: HttpClient): Promise<readonly SourceType[]> =>
  readTypes(await client.json({ path: '/api/v1/source-types' })).items;

/** Reads settings of the form `name=value`, each in the kind of its field. The server refuses unknown ones. */
async function readSettings(client: HttpClient, type: string, given: readonly string[] = []): Promise<Source['settings']> {
  if (given.length === 0) return {};
  const fields = (await fetchTypes(client)).find((one) => one.type === type)?.settings ?? [];
  return Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf('=');
      if (at < 1) throw new CliError('usage', `${text} is not of the form name=value`, { tryInstead: 'tl source types' });
      const [key, value] = [text.slice(0, at), text.slice(at + 1)];
      const field = fields.find((one) => one.key === key);
      return [key, field === undefined ? value : parseValue(value, field)];
    }),
  );
}

/** Returns the number of the credential that the option names. The server refuses one that the type does not use. */
async function readCredential(client: HttpClient, type: string, given: string): Promise<number> {
  const found = (await fetchTypes(client)).find((one) => one.type === type);
  if (found?.settings.some(({ kind }) => kind === 'credential') !== true)
    throw new CliError('usage', `Sources of the type ${type} use no credential`, { tryInstead: 'tl source types' });
  return findCredential(client, given, found);
}

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
  const body = {
    name,
    type,
    settings: await readSettings(client, type, options.set),
    ...(options.credential === undefined ? {} : { credential_id: await readCredential(client, type, options.credential) }),
    brings: options.documents === true ? 'document' : 'recording',
    template_id: options.template ?? null,
    run: options.run === true,
    interval_minutes: options.every ?? null,
  };
  const made = await client.json({ method: 'POST', path: sourcePath(), body, idempotencyKey: randomUUID() });
  await print(context, options, readSource(made));
}

/** Sends the revision that it read, so that it does not overwrite a concurrent change. */
export async function editSource(context: CliContext, which: string, options: SourceOptions): Promise<void> {
  const client = await openClient(context, options);
  const before = await findSource(client, which);
  const body = {
    name: before.name,
    type: before.type,
    settings: { ...before.settings, ...(await readSettings(client, before.type, options.set)) },
    credential_id:
      options.credential === undefined ? before.credential_id : await readCredential(client, before.type, options.credential),
    brings: before.brings,
    template_id: options.template ?? before.template_id,
    run: options.run ?? before.run,
    interval_minutes: options.every ?? before.interval_minutes,
  };
  const headers = { 'if-match': `"${String(before.revision)}"` };
  await print(context, options, readSource(await client.json({ method: 'PUT', path: sourcePath(before.id), body, headers })));
}

export interface DeleteSourceOptions extends CommonOptions {
  readonly detach?: boolean;
}

export async function deleteSource(context: CliContext, which: string, options: DeleteSourceOptions): Promise<void> {
  const client = await openClient(context, options);
  const { id, name, revision } = await findSource(client, which);
  const path = sourcePath(id, options.detach === true ? '?detach=true' : '');
  await client.call({ method: 'DELETE', path, headers: { 'if-match': `"${String(revision)}"` } });
  if (options.json === true) await printJson(context, { id, deleted: true });
  else context.terminal.say(`Deleted source ${name}. The items that it has brought stay`);
}

export async function pauseSource(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  await switchSource(context, which, { ...options, verb: 'pause' });
}

export async function resumeSource(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  await switchSource(context, which, { ...options, verb: 'resume' });
}

async function switchSource(
  context: CliContext,
  which: string,
  { verb, ...options }: CommonOptions & { readonly verb: 'pause' | 'resume' },
): Promise<void> {
  const client = await openClient(context, options);
  const { id } = await findSource(client, which);
  const path = sourcePath(id, `/${verb}`);
  await print(context, options, readSource(await client.json({ method: 'POST', path, idempotencyKey: randomUUID() })));
}

const bodyOf = ({ from, to }: SyncOptions): object => ({
  ...(from === undefined ? {} : { from_date: from }),
  ...(to === undefined ? {} : { to_date: to }),
});

export async function syncSource(context: CliContext, which: string, options: SyncOptions): Promise<void> {
  const client = await openClient(context, options);
  const { id } = await findSource(client, which);
  const path = sourcePath(id, options.dryRun === true ? '/sync?dry_run=true' : '/sync');
  const sync = readSync(await client.json({ method: 'POST', path, body: bodyOf(options), idempotencyKey: randomUUID() }));
  if (options.json === true) {
    await printJson(context, sync);
    return;
  }
  context.terminal.say(syncText(sync));
  await context.terminal.data(syncRows(sync));
}
