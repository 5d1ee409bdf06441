import type { Command } from 'commander';
import { DOCUMENTS, kindOf, type CliContext } from '../commands/context.js';
import type { ExportOptions } from './export-items.js';
import type { ImportOptions } from './import-run.js';

interface Parts {
  readonly common: (command: Command) => Command;
  readonly filters: (command: Command, isAboutDocuments: boolean) => Command;
}

const collect = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

/** Adds `tl export` of recordings, and `tl documents export`. */
export function addExport(program: Command, context: CliContext, { common, filters }: Parts): void {
  const { things } = kindOf(context);
  const command = common(program.command('export').argument('[ids...]', 'items of any kind, by their ids'))
    .description(
      `write the histories and files of items into one archive, for \`tl import\`; without ids, of ${things} that match`,
    )
    .requiredOption('-o, --output <file>', 'the archive (.tar), or - for stdout')
    .option('--all', 'all recordings, documents and sessions of the library, also deleted ones')
    .option('--no-files', 'only the histories')
    .option('--no-texts', 'without titles, descriptions and other texts, which only owners of the library may export');
  filters(command, kindOf(context) === DOCUMENTS).action(async (ids: readonly string[], options: ExportOptions) => {
    const { exportItems } = await import('./export-items.js');
    await exportItems(context, ids, options);
  });
}

/** Adds `tl import`. */
export function addImport(program: Command, context: CliContext, common: Parts['common']): void {
  common(
    program
      .command('import')
      .argument('<file>', 'an archive of `tl export`, a file of events (CloudEvents, one in each line), or - for stdin')
      .description('import items from another system; a repeated import changes nothing [administrators]'),
  )
    .option('--library <id>', 'the library that owns the items (default: that of the token)')
    .option('--dry-run', 'check the file, and import nothing')
    .option('--only <id>', 'only this item; may be repeated', collect)
    .option('--any-times', 'accept times that run backwards')
    .action(async (file: string, options: ImportOptions) => {
      const { importItems } = await import('./import-items.js');
      await importItems(context, file, options);
    });
}
