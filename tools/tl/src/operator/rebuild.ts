import { printJson, type CliContext } from '../commands/context.js';
import { CliError, EXIT } from '../exit.js';
import { callProjector, createProjectorCall, type ProjectorResult } from './projector-process.js';
import { readRebuildReport, rebuildData, rebuildText, type RebuildReport } from './report.js';
import { requireRunningStack } from './running-stack.js';

export interface OperatorOptions {
  readonly json?: boolean;
}

async function ask(context: CliContext, words: readonly string[]): Promise<ProjectorResult> {
  const stack = await requireRunningStack();
  return callProjector(createProjectorCall(stack, words), (line) => {
    context.terminal.say(line);
  });
}

/** Without a report, the projector has printed the reason on stderr. */
const unfinishedError = (what: string, { exitCode }: ProjectorResult): CliError =>
  exitCode === EXIT.refused
    ? new CliError('refused', `${what} was not started`)
    : new CliError('failed', `${what} did not finish`, {
        tryInstead: 'The present tables stay unchanged until the new ones are complete, so it can be repeated at any time.',
      });

async function fold(context: CliContext, words: readonly string[], options: OperatorOptions): Promise<RebuildReport> {
  const answer = await ask(context, words);
  if (answer.report === undefined) throw unfinishedError(`tl ${words.join(' ')}`, answer);
  const report = readRebuildReport(answer.report);
  await (options.json === true ? printJson(context, rebuildData(report)) : context.terminal.data(rebuildText(report)));
  return report;
}

/** Throws unless the tables agree with the log in every partition. */
function requireAgreement({ count, notCompared }: RebuildReport): void {
  if (count > 0)
    throw new CliError('failed', `${String(count)} difference(s) between the tables and the log`, {
      tryInstead: '`tl rebuild` rebuilds the tables. Find out who else than the status-projector writes to schema projection.',
    });
  if (notCompared.length > 0)
    throw new CliError('failed', `Partitions ${notCompared.join(', ')} were not compared: their rows are behind the log`, {
      tryInstead: 'Wait for the status-projector, or see what delays it: `tl doctor`, logs/status-projector.log.',
    });
}

export async function rebuild(context: CliContext, options: OperatorOptions & { readonly dryRun?: boolean }): Promise<void> {
  const report = await fold(context, ['rebuild', ...(options.dryRun === true ? ['--dry-run'] : [])], options);
  if (options.dryRun === true) requireAgreement(report);
}

export async function verify(context: CliContext, options: OperatorOptions): Promise<void> {
  requireAgreement(await fold(context, ['verify'], options));
}
