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

/** Items whose history cannot be applied. */
export function addQuarantine(program: Command, context: CliContext, common: (command: Command) => Command): void {
  const quarantine = program
    .command('quarantine')
    .description('items whose history cannot be applied, and what to do about them [administrators]');
  const ofItem = (command: Command): Command => common(command.argument('<id>'));
  const decision = (command: Command): Command =>
    ofItem(command).option('--reason <text>', 'why, for whoever reads the history later');
  common(quarantine.command('list', { isDefault: true }).description('the items, the oldest first')).action(
    (options: CommonOptions) => listQuarantine(context, options),
  );
  ofItem(quarantine.command('show').description('what is in the way of one item, and what was decided about it')).action(
    (id: string, options: CommonOptions) => showQuarantined(context, id, options),
  );
  decision(quarantine.command('discard').description('take the commit in the way out of the history of an item, for good'))
    .option('--commit <id>', 'the commit that is meant; else the one that is in the way now')
    .action((id: string, options: DiscardOptions) => discardQuarantined(context, id, options));
  const retry = (command: Command): void => {
    decision(command.description('try an item again as it is')).action((id: string, options: DecisionOptions) =>
      retryQuarantined(context, id, options),
    );
  };
  retry(quarantine.command('retry'));
  // Its name before there was more than this to be decided.
  retry(program.command('release'));
}
