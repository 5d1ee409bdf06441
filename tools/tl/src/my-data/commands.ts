import type { Command } from 'commander';
import type { CliContext, CommonOptions } from '../commands/context.js';
import { deleteExport, downloadExport, exportMyData, listExports, type DownloadOptions, type ExportOptions } from './my-data.js';

/** Adds the commands for the rights of users over their data. */
export function addMyData(program: Command, context: CliContext, common: (command: Command) => Command): void {
  const data = program.command('my-data').description('export all your data');
  common(data.command('list', { isDefault: true }).description('list your exports')).action((options: CommonOptions) =>
    listExports(context, options),
  );
  common(data.command('export').description('export your account, and the items, files and settings of your libraries'))
    .option('--wait', 'wait until the archive is ready')
    .option('-o, --output <file>', 'wait, then save the archive to a file')
    .action((options: ExportOptions) => exportMyData(context, options));
  common(data.command('download').argument('<id>').description('save the archive of an export to a file'))
    .requiredOption('-o, --output <file>', 'the file')
    .action((id: string, options: DownloadOptions) => downloadExport(context, id, options));
  common(data.command('delete').argument('<id>').description('delete an export and its archive')).action(
    (id: string, options: CommonOptions) => deleteExport(context, id, options),
  );
}
