import type { Command } from 'commander';
import type { CliContext } from '../commands/context.js';
import { CliError } from '../exit.js';
import type { FoldOptions } from './fold-file.js';

interface Options extends FoldOptions {
  readonly check?: string;
}

async function fold(context: CliContext, file: string | undefined, { check, ...options }: Options): Promise<void> {
  if ((file === undefined) === (check === undefined)) throw new CliError('usage', 'Name a file, or a folder with --check');
  if (check !== undefined) {
    if (options.save !== undefined || options.anyTimes === true)
      throw new CliError('usage', '--save and --any-times need a file of events, not --check');
    const { checkGoldenLogs } = await import('./check-golden-logs.js');
    await checkGoldenLogs(context, check, options.json === true);
  } else if (file !== undefined) {
    const { foldFile } = await import('./fold-file.js');
    await foldFile(context, file, options);
  }
}

/** Adds `tl fold`, which needs neither a server nor a clone. */
export function addFold(program: Command, context: CliContext): void {
  program
    .command('fold')
    .argument(
      '[file]',
      'events.jsonl of an export (CloudEvents, one in each line), an archive of tl export (.tar), or one golden log (.json)',
    )
    .description('compute the status of items from a file of events, without a server [this machine]')
    .option('--json', 'print one JSON object in each line; with --check one report')
    .option('--any-times', 'accept times that run backwards or lie in the future')
    .option('--save <folder>', 'also write each history, without its texts, and its outcome as a golden log')
    .option('--check <folder>', 'fold the golden logs of a folder and compare them with their expected outcomes')
    .action((file: string | undefined, options: Options) => fold(context, file, options));
}
