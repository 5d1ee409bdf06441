import { InvalidArgumentError, type Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import { collectNames } from '../options.js';
import { NOTICE_KINDS, removeNotices, setNotices, showNotices, type SetNoticesOptions } from './notices.js';

const KINDS: readonly string[] = NOTICE_KINDS;

const parseKind = (text: string, before: readonly string[] = []): readonly string[] => {
  if (!KINDS.includes(text)) throw new InvalidArgumentError(`must be one of ${KINDS.join(', ')}`);
  return collectNames(text, before);
};

/** Adds the commands for notices, the mails about failures and questions. */
export function addNotices(program: Command, context: CliContext, common: (command: Command) => Command): void {
  const notices = program.command('notices').description('choose where mails about failures and questions are sent');
  common(notices.command('show', { isDefault: true }).description('show the address and its state')).action(
    (options: CommonOptions) => showNotices(context, options),
  );
  common(notices.command('set').argument('<address>').description('send notices to an address, after it was confirmed'))
    .option('--only <kind>', `a kind of notices (${KINDS.join(', ')}; default: all); can be repeated`, parseKind)
    .action((address: string, options: SetNoticesOptions) => setNotices(context, address, options));
  common(notices.command('off').description('send no notices, and forget the address')).action((options: CommonOptions) =>
    removeNotices(context, options),
  );
}
