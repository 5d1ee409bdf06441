import type { Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';

/** Adds the commands for events of other systems: to send some, and to see who does. */
export function addExternalEvents(program: Command, context: CliContext, common: (command: Command) => Command): void {
  const event = program.command('event').description('report steps and deliveries that another system has done');
  common(
    event
      .command('send')
      .argument('<file>', 'events (CloudEvents, one in each line), or - for stdin')
      .description('send the events of a file; sent again, an event changes nothing'),
  )
    .addHelpText(
      'after',
      '\nThe server decides each event by itself, in the order of the file. stderr has every refused line and its reason.\n' +
        'Exit codes: 0 every event is in the items, 2 a line is not an event, 3 an event was refused. --json prints a verdict in each line.\n' +
        'The types of events, and what they may say: docs/api.md, "Events from outside".',
    )
    .action(async (file: string, options: CommonOptions) => {
      const { sendEvents } = await import('./send-events.js');
      await sendEvents(context, file, options);
    });
  common(
    event.command('senders').description('list the senders of events, with verdicts, refusals and rates [administrators]'),
  ).action(async (options: CommonOptions) => {
    const { listSenders } = await import('./senders.js');
    await listSenders(context, options);
  });
}
