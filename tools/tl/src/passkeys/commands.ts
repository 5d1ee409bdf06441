import type { Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import { listPasskeys, removePasskey, removePasskeysOf, renamePasskey, type RemoveAllOptions } from './passkeys.js';

const PASSKEY = 'name or id of the passkey';

export function addPasskeys(program: Command, context: CliContext, common: (command: Command) => Command): void {
  const passkey = program
    .command('passkey')
    .description('list, rename and remove your passkeys; a new one is added in a browser')
    .addHelpText('after', '\nOnly a browser adds a passkey: on the page, Settings, Your account, Passkeys.');
  common(passkey.command('list').description('list your passkeys')).action((options: CommonOptions) =>
    listPasskeys(context, options),
  );
  common(
    passkey
      .command('rename')
      .argument('<passkey>', PASSKEY)
      .argument('<name>', 'new name')
      .description('change your name for a passkey'),
  ).action((which: string, name: string, options: CommonOptions) => renamePasskey(context, which, name, options));
  common(passkey.command('remove').argument('<passkey>', PASSKEY).description('remove a passkey; existing sign-ins stay')).action(
    (which: string, options: CommonOptions) => removePasskey(context, which, options),
  );
  common(passkey.command('remove-all').description('remove all passkeys of a user, who lost a device [administrators]'))
    .requiredOption('--user <name>', 'name of the user')
    .action((options: RemoveAllOptions) => removePasskeysOf(context, options));
}
