import { printJson, type CliContext } from '../commands/context.js';
import { CliError, EXIT } from '../exit.js';
import { callProjector, projectorCall, type ProjectorAnswer } from './projector-process.js';
import { readRebuildReport, rebuildData, rebuildText, type RebuildReport } from './report.js';
import { requireRunningStack } from './running-stack.js';

export interface OperatorOptions {
  readonly json?: boolean;
}

async function ask(context: CliContext, words: readonly string[]): Promise<ProjectorAnswer> {
  const stack = await requireRunningStack();
  return callProjector(projectorCall(stack, words), (line) => {
    context.terminal.say(line);
  });
}

/** Without a report it has said on stderr what is in its way. */
const unfinished = (what: string, { exitCode }: ProjectorAnswer): CliError =>
  exitCode === EXIT.refused
    ? new CliError('refused', `${what} was not begun`)
    : new CliError('failed', `${what} did not come to its end`, {
        tryInstead: 'Until new tables are complete the present ones are left as they are: it can be repeated at any time.',
      });

async function fold(context: CliContext, words: readonly string[], options: OperatorOptions): Promise<RebuildReport> {
  const answer = await ask(context, words);
  if (answer.report === undefined) throw unfinished(`tl ${words.join(' ')}`, answer);
  const report = readRebuildReport(answer.report);
  await (options.json === true ? printJson(context, rebuildData(report)) : context.terminal.data(rebuildText(report)));
  return report;
}

/** What the tables show is what the log says, everywhere; otherwise the command fails. */
function requireAgreement({ count, notCompared }: RebuildReport): void {
  if (count > 0)
    throw new CliError('failed', `${String(count)} difference(s) between the tables and the log`, {
      tryInstead: '`tl rebuild` makes the tables anew. Find out who writes to schema projection beside the status-projector.',
    });
  if (notCompared.length > 0)
    throw new CliError('failed', `Nothing can be said of partitions ${notCompared.join(', ')}: their rows are behind`, {
      tryInstead: 'Wait for the status-projector, or see what holds it up: `tl doctor`, logs/status-projector.log.',
    });
}

/** `tl rebuild` */
export async function rebuild(context: CliContext, options: OperatorOptions & { readonly dryRun?: boolean }): Promise<void> {
  const report = await fold(context, ['rebuild', ...(options.dryRun === true ? ['--dry-run'] : [])], options);
  if (options.dryRun === true) requireAgreement(report);
}

/** `tl verify` */
export async function verify(context: CliContext, options: OperatorOptions): Promise<void> {
  requireAgreement(await fold(context, ['verify'], options));
}
