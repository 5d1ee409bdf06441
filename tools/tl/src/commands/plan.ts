import { request } from '@throughline/api-client';
import { read } from '../client/views.js';
import { layerRows } from '../output/setting-rows.js';
import { table } from '../output/table.js';
import { readOverrides, type OverrideOptions } from './overrides.js';
import { openClient, printJson, type CliContext, type CommonOptions } from './context.js';
import { findItem } from './find-recording.js';

const OUTCOMES: Readonly<Record<string, string>> = {
  start: 'a run would start',
  resume: 'the paused run would resume',
  nothing: 'nothing would be done',
};

export interface PlanOptions extends CommonOptions, OverrideOptions {
  /** Lists the settings with their layers too. */
  readonly settings?: boolean;
}

/** `tl plan ID`: shows what `tl run ID` would do now, without changing anything. */
export async function plan(context: CliContext, id: string, options: PlanOptions): Promise<void> {
  const { terminal } = context;
  const body = (await readOverrides(context, options)) ?? {};
  const client = await openClient(context, options);
  const { operations, path } = await findItem(context, client, id);
  const answer = await client.json(request(operations.run, { path, query: { dry_run: true }, body }));
  if (options.json === true) {
    await printJson(context, answer);
    return;
  }
  const { outcome, reason, steps, quota_wait: wait, config_sources: sources } = read.plan(answer);
  terminal.say(OUTCOMES[outcome] ?? outcome);
  if (reason !== null) terminal.say(`    ${reason.detail}`);
  // A server of an earlier release has no quotas.
  if (wait?.detail !== undefined) terminal.say(`    ${wait.detail}`);
  const dropped = steps.filter(({ action }) => action === 'drop').map(({ step }) => step);
  if (dropped.length > 0) terminal.say(`    no longer part of the run: ${dropped.join(', ')}`);
  const rows = steps.map(({ step, action, skip_reason, outdated, depends_on }) => [
    step,
    action + (skip_reason === null ? '' : ` (${skip_reason})`) + (outdated ? ' (an earlier version)' : ''),
    depends_on.length === 0 ? '' : `after ${depends_on.join(', ')}`,
  ]);
  const layers = options.settings === true ? layerRows(sources) : [];
  const tables = [rows, layers].filter(({ length }) => length > 0).map(table);
  await terminal.data(tables.join('\n'));
}
