import type { Command } from 'commander';
import type { CliContext } from '../commands/context.js';
import { ID } from '../options.js';
import { addEngine } from './engine-commands.js';
import type { RebuildOptions } from './rebuild.js';
import { describeLocalCommand as describe } from './local-command.js';

interface WithJson {
  readonly json?: boolean;
}

/**
 * Adds the commands for the operator of an embedded installation on its own machine. Loads their modules on demand: other
 * commands must not wait for database drivers.
 */
export function addOperator(
  program: Command,
  context: CliContext,
  whole: (min: number, max: number) => (text: string) => number,
): void {
  describe(program, 'doctor', 'check tools, servers and processes, and report problems').action(async (options: WithJson) => {
    const { doctor } = await import('./doctor.js');
    await doctor(context, options);
  });
  describe(program, 'verify', 'compare every row of the tables, or those of one item, with the log')
    .argument('[id]', ID)
    .option('--repair', 'also write the rows that differ anew')
    .action(async (id: string | undefined, options: WithJson & { readonly repair?: boolean }) => {
      const { verify } = await import('./rebuild.js');
      await verify(context, id, options);
    });
  describe(program, 'rebuild', 'rebuild the tables from the log and report the differences')
    .option('--dry-run', 'compare only')
    .option('--library <library>', 'repair only the rows of this library, in place: a name or an id')
    .option('--undo', 'return to the tables that the last rebuild has replaced, after they have caught up')
    .option('--again', 'with --undo: also if the last exchange of tables was an undo')
    .action(async (options: RebuildOptions) => {
      const { rebuild } = await import('./rebuild.js');
      await rebuild(context, options);
    });
  describe(program, 'dead-letters', 'list messages that no service could read, oldest first')
    .option('--service <name>', 'ingest, processing or upload')
    .option('--after <id>', 'only messages after this one')
    .option('--limit <count>', 'maximum number of lines', whole(1, 100_000), 100)
    .action(async (options: WithJson & { readonly service?: string; readonly after?: string; readonly limit: number }) => {
      const { deadLetters } = await import('./dead-letters.js');
      await deadLetters(context, options);
    });
  addEngine(program, context, whole);
}
