import { Option, type Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import { listQuotas, setLimits, showQuota, type LimitOptions, type PeriodOptions } from './quotas.js';

const PERIOD = 'another month, YYYYMM (UTC)';
const LIMIT = 'a number, `unlimited`, or `default` for the limit of the server';

/** Adds the commands for what libraries may use in a month. */
export function addQuotas(program: Command, context: CliContext, common: (command: Command) => Command): void {
  const quota = program.command('quota').description('show what your library may use this month, and what is left');
  common(quota.command('show', { isDefault: true }).description('show your quotas'))
    .option('--period <month>', PERIOD)
    .action((options: PeriodOptions) => showQuota(context, options));
  common(quota.command('list').description('list what each library used [administrators]'))
    .option('--period <month>', PERIOD)
    .action((options: PeriodOptions) => listQuotas(context, options));
  common(quota.command('set').argument('<name>').description('change the limits of a user [administrators]'))
    .addOption(new Option('--items <limit>', `items: ${LIMIT}`))
    .addOption(new Option('--bytes <limit>', `bytes: ${LIMIT}`))
    .addOption(new Option('--minutes <limit>', `minutes of transcription: ${LIMIT}`))
    .addOption(new Option('--deliveries <limit>', `deliveries: ${LIMIT}`))
    .action((name: string, options: LimitOptions & CommonOptions) => setLimits(context, name, options));
}
