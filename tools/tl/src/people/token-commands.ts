import { Option, type Command } from 'commander';
import { parseWholeNumber } from '../options.js';
import type { CliContext, CommonOptions } from '../commands/context.js';
import { createToken, DEFAULT_DAYS, listTokens, revokeAllTokens, revokeToken, type CreateTokenOptions } from './tokens.js';

export function addTokens(program: Command, context: CliContext, common: (command: Command) => Command): void {
  const token = program.command('token').description('manage API tokens');
  common(token.command('create').argument('<name>').description('create a token; it is shown once'))
    .option('--scopes <list>', 'read, write, admin (default: read,write)')
    .option(
      '--library <library>',
      'name or id of one of your libraries (default: that of the present token); it cannot be changed',
    )
    .option(
      '--user <name>',
      'make it for this user, with at most their rights; --library is then one of theirs (default: where their sign-ins start) [administrators]',
    )
    .option('--days <count>', `days until it expires (default: ${String(DEFAULT_DAYS)})`, parseWholeNumber(1, 3650))
    .addOption(new Option('--no-expiry', 'a token that is valid until it is revoked').conflicts('days'))
    .action((name: string, options: CreateTokenOptions) => createToken(context, name, options));
  common(token.command('list').description('list your tokens, with their last use, their expiry and who made them')).action(
    (options: CommonOptions) => listTokens(context, options),
  );
  common(token.command('revoke').argument('<id>').description('revoke a token')).action((id: string, options: CommonOptions) =>
    revokeToken(context, id, options),
  );
  common(token.command('revoke-all').description('revoke all your tokens but the one that this command uses')).action(
    (options: CommonOptions) => revokeAllTokens(context, options),
  );
}
