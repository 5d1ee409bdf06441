import { InvalidArgumentError, type Command } from 'commander';
import type { CliContext } from '../commands/context.js';
import { collectNames, parseWholeNumber } from '../options.js';
import { ResourceCommands } from '../resources/resource-commands.js';
import { webhooks } from './webhook-resource.js';
import {
  WEBHOOK_EVENTS,
  createWebhook,
  editWebhook,
  listAttempts,
  pauseWebhook,
  redeliver,
  resumeWebhook,
  rotateSecret,
  testWebhook,
  type AttemptsOptions,
  type CreateOptions,
  type EditOptions,
  type RedeliverOptions,
  type SecretOptions,
} from './webhooks.js';

type AddOptions = (command: Command) => Command;

/** A week. */
const MAX_HOURS = 168;
const MAX_ATTEMPTS = 200;
const EVENTS: readonly string[] = WEBHOOK_EVENTS;

const parseEvent = (text: string, before: readonly string[] = []): readonly string[] => {
  if (!EVENTS.includes(text)) throw new InvalidArgumentError(`must be one of ${EVENTS.join(', ')}`);
  return collectNames(text, before);
};
const parsePosition = (text: string): string => {
  if (!/^(?:0|[1-9]\d{0,17})$/.test(text)) throw new InvalidArgumentError('must be a position, as `tl webhook log` shows it');
  return text;
};

const EVENT_OPTION = ['--event <event>', `an event that it receives (${EVENTS.join(', ')}); can be repeated`] as const;

/** Adds the commands for webhooks, by which other systems learn of changes to items. */
export function addWebhooks(program: Command, context: CliContext, common: AddOptions): void {
  const about = 'manage addresses that are told of changes to items';
  const commands = new ResourceCommands(program, context, webhooks, { about, common });

  commands.list('list your webhooks and their state', (...line) => webhooks.list(...line));
  commands.show('show a webhook and its state');
  commands
    .other('create', 'set up a webhook; its secret is shown once')
    .argument('<name>')
    .requiredOption('--url <address>', 'address that receives the requests')
    .option(...EVENT_OPTION, parseEvent)
    .action((name: string, options: CreateOptions) => createWebhook(context, name, options));
  commands
    .one('edit', 'change the given settings only')
    .option('--name <name>', 'new name')
    .option('--url <address>', 'new address')
    .option(...EVENT_OPTION, parseEvent)
    .action((which: string, options: EditOptions) => editWebhook(context, which, options));
  commands.act('pause', 'send nothing until it is resumed; no event is lost', pauseWebhook);
  commands.act('resume', 'send again, also after it was disabled', resumeWebhook);
  commands
    .one('secret', 'create a new secret, shown once')
    .option('--keep <hours>', 'the old secret signs too for so long (default: 24)', parseWholeNumber(0, MAX_HOURS))
    .action((which: string, options: SecretOptions) => rotateSecret(context, which, options));
  commands.act('test', 'send a signed test, and show the answer', testWebhook);
  commands
    .one('log', 'list the last requests, newest first')
    .option('--limit <count>', 'maximum number of lines', parseWholeNumber(1, MAX_ATTEMPTS))
    .action((which: string, options: AttemptsOptions) => listAttempts(context, which, options));
  commands
    .one('redeliver', 'send events again')
    .option('--from <time>', 'all events since this time, e.g. 2026-11-20T14:03:00Z')
    .option('--from-position <position>', 'all events from this position on', parsePosition)
    .action((which: string, options: RedeliverOptions) => redeliver(context, which, options));
  commands.delete('delete a webhook; its pending messages are not sent');
}
