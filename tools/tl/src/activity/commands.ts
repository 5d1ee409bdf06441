import type { Command } from 'commander';
import type { CliContext } from '../commands/context.js';
import { activity, type ActivityOptions } from './activity.js';

export function addActivity(
  program: Command,
  context: CliContext,
  common: (command: Command) => Command,
  whole: (min: number, max: number) => (text: string) => number,
): void {
  common(program.command('activity').description('show the notices, and what happened in the library'))
    .option('--limit <count>', 'maximum number of events', whole(1, 10_000), 20)
    .action((options: ActivityOptions) => activity(context, options));
}
