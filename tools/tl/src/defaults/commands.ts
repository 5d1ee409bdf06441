import type { Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import { clearDefaults, setDefaults, showDefaults, type DefaultsOptions } from './defaults.js';

type AddOptions = (command: Command) => Command;

/** Adds the commands for the settings that all runs of a library start from. */
export function addDefaults(
  program: Command,
  context: CliContext,
  { common, settings }: { readonly common: AddOptions; readonly settings: AddOptions },
): void {
  const defaults = program.command('defaults').description('manage the settings that all runs of your library start from');
  common(defaults.command('show', { isDefault: true }).description('show the defaults of your library')).action(
    (options: CommonOptions) => showDefaults(context, options),
  );
  settings(common(defaults.command('set').description('change the given settings only; --config replaces all settings'))).action(
    (options: DefaultsOptions) => setDefaults(context, options),
  );
  common(defaults.command('clear').description('remove all defaults: runs start from the settings of the server')).action(
    (options: CommonOptions) => clearDefaults(context, options),
  );
}
