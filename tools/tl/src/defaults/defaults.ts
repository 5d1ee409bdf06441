import { request, type SavedConfig, type UserSettings } from '@throughline/api-client';
import { getSettings, replaceSettings } from '@throughline/api-client/operations';
import type { HttpClient } from '../client/http-client.js';
import { readerOf } from '../client/read-answer.js';
import { atRevision } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { mergeConfig } from '../commands/merge-config.js';
import { TEMPLATE_MEMBERS, readOverrides, type OverrideOptions } from '../commands/overrides.js';
import { CliError } from '../exit.js';
import { configRows } from '../output/setting-rows.js';
import { table } from '../output/table.js';

export interface DefaultsOptions extends CommonOptions, Omit<OverrideOptions, 'template' | 'bind'> {}

const readDefaults = readerOf<UserSettings>('revision');

const fetchDefaults = async (client: HttpClient): Promise<UserSettings> => readDefaults(await client.json(request(getSettings)));

/** Sends the revision that was read, so that it does not overwrite a concurrent change. */
const replaceDefaults = async (client: HttpClient, before: UserSettings, body: SavedConfig): Promise<UserSettings> =>
  readDefaults(await client.json(atRevision(request(replaceSettings, { body }), before)));

async function print(context: CliContext, options: CommonOptions, defaults: UserSettings): Promise<void> {
  if (options.json === true) {
    await printJson(context, defaults);
    return;
  }
  const rows = configRows(defaults);
  if (rows.length === 0) context.terminal.say('no defaults: runs start from the settings of the server');
  else await context.terminal.data(table(rows));
  for (const { name, detail, try_instead: help } of defaults.unusable_templates)
    context.terminal.say(`No run can use the template ${name}: ${detail} ${help}`);
}

export async function showDefaults(context: CliContext, options: CommonOptions): Promise<void> {
  await print(context, options, await fetchDefaults(await openClient(context, options)));
}

export async function setDefaults(context: CliContext, options: DefaultsOptions): Promise<void> {
  const overrides = await readOverrides(context, options, TEMPLATE_MEMBERS);
  if (overrides === undefined) throw new CliError('usage', 'No setting is given', { tryInstead: '--help lists the settings.' });
  const client = await openClient(context, options);
  const before = await fetchDefaults(client);
  const body = options.config === undefined ? mergeConfig(before, overrides) : overrides;
  await print(context, options, await replaceDefaults(client, before, body));
}

export async function clearDefaults(context: CliContext, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  await print(context, options, await replaceDefaults(client, await fetchDefaults(client), {}));
}
