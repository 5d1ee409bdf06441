import type { CommandPreview } from '@throughline/api-client';
import { readerOf } from '../client/read-answer.js';
import { table } from '../output/table.js';
import { printJson, type CliContext, type CommonOptions } from './context.js';
import { printOutcome } from './outcome.js';

export interface PreviewOptions extends CommonOptions {
  readonly dryRun?: boolean;
}

export const previewQuery = ({ dryRun }: PreviewOptions): { readonly dry_run?: true } =>
  dryRun === true ? { dry_run: true } : {};

const readPreview = readerOf<CommandPreview>('outcome');

/** Prints the preview of a command: the server's message on stderr, the effect on stdout. */
export async function showPreview(context: CliContext, answer: unknown, options: CommonOptions): Promise<void> {
  const preview = readPreview(answer);
  printOutcome(context, preview);
  const rows = [
    ['dry run', 'nothing was changed'],
    ['would change', preview.would_change ? 'yes' : 'no'],
    ['status after', preview.status_after ?? 'unknown'],
  ];
  await (options.json === true ? printJson(context, answer) : context.terminal.data(table(rows)));
}
