import type { Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import {
  discardQuarantined,
  listQuarantine,
  retryQuarantined,
  showQuarantined,
  type DecisionOptions,
  type DiscardOptions,
} from './quarantine.js';

/** Adds the commands for items whose history cannot be applied. */
export function addQuarantine(program: Command, context: CliContext, common: (command: Command) => Command): void {
  const quarantine = program.command('quarantine').description('manage items whose history cannot be applied [administrators]');
  const ofItem = (command: Command): Command => common(command.argument('<id>'));
  const decision = (command: Command): Command =>
    ofItem(command)
      .option('--reason <text>', 'reason, shown in the history')
      .option('--dry-run', 'show the effect, change nothing');
  common(quarantine.command('list', { isDefault: true }).description('list the items, oldest first')).action(
    (options: CommonOptions) => listQuarantine(context, options),
  );
  ofItem(quarantine.command('show').description('show what blocks an item, and earlier decisions')).action(
    (id: string, options: CommonOptions) => showQuarantined(context, id, options),
  );
  decision(quarantine.command('discard').description('remove the blocking commit from the history of an item permanently'))
    .option('--commit <id>', 'the commit to remove (default: the blocking one)')
    .action((id: string, options: DiscardOptions) => discardQuarantined(context, id, options));
  const retry = (command: Command): void => {
    decision(command.description('try again to apply the history of an item')).action((id: string, options: DecisionOptions) =>
      retryQuarantined(context, id, options),
    );
  };
  retry(quarantine.command('retry'));
  // The old name of `retry`, from the time before `discard` existed.
  retry(program.command('release'));
}
