import { request } from '@throughline/api-client';
import { openClient, printJson, type CliContext } from '../commands/context.js';
import { findItem } from '../commands/find-recording.js';
import { readOverrides, type OverrideOptions } from '../commands/overrides.js';
import type { PreviewOptions } from '../commands/preview.js';
import { read } from '../client/views.js';
import { CliError } from '../exit.js';
import { configRows } from '../output/setting-rows.js';
import { table } from '../output/table.js';
import { changeItem, sendAtRevision } from './send-command.js';

export interface PreferencesOptions extends PreviewOptions, Omit<OverrideOptions, 'template' | 'bind'> {
  readonly clear?: boolean;
}

async function showPreferences(context: CliContext, id: string, options: PreferencesOptions): Promise<void> {
  const client = await openClient(context, options);
  const { operations, path } = await findItem(context, client, id);
  const { preferences } = read.recording(await client.json(request(operations.get, { path })));
  if (options.json === true) {
    await printJson(context, preferences ?? null);
    return;
  }
  if (preferences == null)
    context.terminal.say('no preferences: runs use the settings of the template, the library and the server');
  else await context.terminal.data(table(configRows(preferences)));
}

/** `tl preferences ID`: shows, changes or removes the settings that every later run of one item uses. */
export async function preferences(context: CliContext, id: string, options: PreferencesOptions): Promise<void> {
  const overrides = await readOverrides(context, options);
  if (options.clear === true) {
    if (overrides !== undefined) throw new CliError('usage', '--clear removes all preferences, so it takes no setting');
    await changeItem(context, id, options, { preferences: null });
  } else if (overrides === undefined) await showPreferences(context, id, options);
  else if (options.config === undefined) await changeItem(context, id, options, { preferences: overrides });
  else
    await sendAtRevision(context, id, options, ({ operations, ...item }) =>
      request(operations.setPreferences, { ...item, body: overrides }),
    );
}
