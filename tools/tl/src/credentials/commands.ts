import { credentialTypes } from '@throughline/api-client/choices';
import { Argument, type Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import { renameCredential, replaceCredential, testCredential, type ReplaceCredentialOptions } from './change.js';
import {
  addCredential,
  connectCredential,
  listCredentials,
  removeCredential,
  type AddCredentialOptions,
  type NewCredential,
} from './credentials.js';

/** Adds the commands for credentials of other services, which outputs, channels and sources use. */
export function addCredentials(program: Command, context: CliContext, common: (command: Command) => Command): void {
  const credential = program
    .command('credential')
    .description('manage credentials for other services, used by outputs, channels and sources');
  common(withSecrets(credential.command('add').description('save a credential; secrets are read from files')))
    .addArgument(new Argument('<type>').choices(credentialTypes))
    .argument('<name>', 'name of the credential')
    .action((type: NewCredential['type'], name: string, options: AddCredentialOptions) =>
      addCredential(context, type, name, options),
    );
  common(credential.command('list').description('list the credentials of your library and their state')).action(
    (options: CommonOptions) => listCredentials(context, options),
  );
  common(credential.command('connect').description('print a one-time link to connect the account'))
    .argument('<id>', "number of the credential, or its type (such as 'google') if there is only one")
    .action((id: string, options: CommonOptions) => connectCredential(context, id, options));
  common(credential.command('test').description('ask the service which account the credential opens'))
    .argument('<id>', 'number of the credential')
    .action((id: string, options: CommonOptions) => testCredential(context, id, options));
  common(credential.command('rename').description('give a credential another name'))
    .argument('<id>', 'number of the credential')
    .argument('<name>', 'new name')
    .action((id: string, name: string, options: CommonOptions) => renameCredential(context, id, name, options));
  common(withSecrets(credential.command('replace').description('replace the secret; what uses the credential keeps using it')))
    .argument('<id>', 'number of the credential')
    .action((id: string, options: ReplaceCredentialOptions) => replaceCredential(context, id, options));
  common(credential.command('remove').description('remove an unused credential'))
    .argument('<id>', 'number of the credential')
    .action((id: string, options: CommonOptions) => removeCredential(context, id, options));
}

const withSecrets = (command: Command): Command =>
  command
    .option('--client <file>', 'accounts of Google: file of an OAuth client, downloaded from the Google Cloud console')
    .option('--client-id <id>', 'other accounts: id of an OAuth client (Dropbox: app key); its secret is in --secret-file')
    .option('--user <name>', 'password: user name')
    .option(
      '--secret-file <file>',
      "file with only the secret: password, token, or secret of an OAuth client; '-' is standard input",
    );
