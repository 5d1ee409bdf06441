import { Argument, type Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import { addCredential, connectCredential, listCredentials, removeCredential, type AddCredentialOptions } from './credentials.js';

const TYPES = ['google', 'password', 'token'];

/** What opens services of others, for outputs and channels. */
export function addCredentials(program: Command, context: CliContext, common: (command: Command) => Command): void {
  const credential = program.command('credential').description('what opens services of others, for outputs and channels');
  common(credential.command('add').description('put a credential in; what is secret comes from files'))
    .addArgument(new Argument('<type>').choices(TYPES))
    .argument('<name>', 'what people call it')
    .option('--client <file>', 'google: the file of an OAuth client, downloaded from the console of Google Cloud')
    .option('--user <name>', 'password: the user')
    .option('--secret-file <file>', "password, token: a file that holds it alone; '-' is standard input")
    .action((type: string, name: string, options: AddCredentialOptions) => addCredential(context, type, name, options));
  common(credential.command('list').description('all of the library, and how they stand')).action((options: CommonOptions) =>
    listCredentials(context, options),
  );
  common(credential.command('connect').description('print an address where the account is connected by consent, once'))
    .argument('<id>', "its number, or 'google' where there is only one")
    .action((id: string, options: CommonOptions) => connectCredential(context, id, options));
  common(credential.command('remove').description('take a credential away that nothing uses'))
    .argument('<id>', 'its number')
    .action((id: string, options: CommonOptions) => removeCredential(context, id, options));
}
