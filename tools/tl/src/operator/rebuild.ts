import { printJson, type CliContext } from '../commands/context.js';
import { CliError, EXIT } from '../exit.js';
import { counted } from '../output/counted.js';
import { callProjector, createProjectorCall, type ProjectorResult } from './projector-process.js';
import { differenceCount, itemReportData, itemReportText, readItemReport, type ItemReport } from './item-report.js';
import { readRebuildReport, rebuildData, rebuildText, type RebuildReport } from './report.js';
import { findLibraryId } from './find-library-id.js';
import { requireRunningStack } from './running-stack.js';

export interface OperatorOptions {
  readonly json?: boolean;
}

/** The commands of the projector, on the running stack. */
export interface ProjectorCommands {
  readonly call: (words: readonly string[]) => Promise<ProjectorResult>;
  /** Returns the id of a library, by its name or id. */
  readonly libraryId: (text: string) => Promise<string>;
}

const ofRunningStack = ({ terminal }: CliContext): ProjectorCommands => ({
  call: async (words) =>
    callProjector(createProjectorCall(await requireRunningStack(), words), (line) => {
      terminal.say(line);
    }),
  libraryId: async (text) => findLibraryId((await requireRunningStack()).access, text),
});

interface CommandParts {
  readonly context: CliContext;
  readonly projector: ProjectorCommands;
}

/** Returns what is true of the tables after a command that did not finish. */
function describeUnfinished(words: readonly string[]): string {
  if (words.includes('--undo')) return 'See `tl doctor`. Repeating it is safe: a finished undo is not undone without --again.';
  return words.some((word) => word === '--repair' || (word.startsWith('--library=') && !words.includes('--dry-run')))
    ? 'Items may have been repaired. Repeating it is safe.'
    : 'The present tables stay unchanged until the new ones are complete, so it can be repeated at any time.';
}

/** Without a report, the projector has printed the reason on stderr. */
function unfinishedError(words: readonly string[], { exitCode }: ProjectorResult): CliError {
  const what = `tl ${words.join(' ')}`;
  return exitCode === EXIT.refused
    ? new CliError('refused', `${what} was not started`)
    : new CliError('failed', `${what} did not finish`, { tryInstead: describeUnfinished(words) });
}

async function fold(
  { context, projector }: CommandParts,
  words: readonly string[],
  options: OperatorOptions,
): Promise<RebuildReport> {
  const answer = await projector.call(words);
  if (answer.report === undefined) throw unfinishedError(words, answer);
  const report = readRebuildReport(answer.report);
  await (options.json === true
    ? printJson(context, rebuildData(report))
    : context.terminal.data(rebuildText(report, { isUndo: words.includes('--undo') })));
  return report;
}

function requireComparison({ notCompared }: RebuildReport): void {
  if (notCompared.length > 0)
    throw new CliError('failed', `Partitions ${notCompared.join(', ')} were not compared: their rows are behind the log`, {
      tryInstead: 'Wait for the status-projector, or see what delays it: `tl doctor`, logs/status-projector.log.',
    });
}

/** Throws unless the tables agree with the log in every partition. */
function requireAgreement(report: RebuildReport): void {
  const { count } = report;
  if (count > 0)
    throw new CliError('failed', `${counted(count, 'difference')} between the tables and the log`, {
      tryInstead:
        '`tl verify --repair` repairs them, `tl rebuild` rebuilds the tables. Find out who else than the status-projector writes to schema projection.',
    });
  requireComparison(report);
}

export interface RebuildOptions extends OperatorOptions {
  readonly dryRun?: boolean;
  /** A name or an id. */
  readonly library?: string;
  readonly undo?: boolean;
  readonly again?: boolean;
}

function rebuildWords({ library, undo, again, dryRun }: RebuildOptions): readonly string[] {
  if (library !== undefined && undo === true)
    throw new CliError('usage', '--undo returns to whole tables, not to those of a library');
  if (again === true && undo !== true) throw new CliError('usage', '--again needs --undo');
  const flags = { '--undo': undo, '--again': again, '--dry-run': dryRun };
  return Object.entries(flags).flatMap(([flag, isSet]) => (isSet === true ? [flag] : []));
}

export async function rebuild(
  context: CliContext,
  options: RebuildOptions,
  projector: ProjectorCommands = ofRunningStack(context),
): Promise<void> {
  const { library, undo, dryRun } = options;
  const words = rebuildWords(options);
  const chosen = library === undefined ? [] : [`--library=${await projector.libraryId(library)}`];
  const report = await fold({ context, projector }, ['rebuild', ...chosen, ...words], options);
  // An undo compares the tables with earlier ones, which may differ.
  if (dryRun === true) (undo === true ? requireComparison : requireAgreement)(report);
  else if (library !== undefined) requireRepair(report);
}

export interface VerifyOptions extends OperatorOptions {
  readonly repair?: boolean;
}

export async function verify(
  context: CliContext,
  id: string | undefined,
  options: VerifyOptions,
  projector: ProjectorCommands = ofRunningStack(context),
): Promise<void> {
  const words = ['verify', ...(id === undefined ? [] : [id]), ...(options.repair === true ? ['--repair'] : [])];
  if (id !== undefined) return verifyItem({ context, projector }, words, options);
  const report = await fold({ context, projector }, words, options);
  if (report.notRepaired === undefined) requireAgreement(report);
  else requireRepair(report);
}

function requireRepair(report: RebuildReport): void {
  const { notRepaired = [] } = report;
  if (notRepaired.length > 0)
    throw new CliError('failed', `${counted(notRepaired.length, 'item')} could not be repaired in place`, {
      tryInstead: '`tl verify ID` names what is left. `tl rebuild` writes changed audit rows anew.',
    });
  requireAgreement({ ...report, count: 0 });
}

async function verifyItem({ context, projector }: CommandParts, words: readonly string[], options: VerifyOptions): Promise<void> {
  const answer = await projector.call(words);
  if (answer.report === undefined) throw unfinishedError(words, answer);
  const report = readItemReport(answer.report);
  await (options.json === true ? printJson(context, itemReportData(report)) : context.terminal.data(itemReportText(report)));
  if (answer.exitCode !== EXIT.done) throw itemError(report, options);
}

function itemError(report: ItemReport, { repair = false }: VerifyOptions): CliError {
  if (!report.found) return new CliError('failed', 'No item with this id is in the log or in the tables', { code: 'not-found' });
  if (report.problem !== null)
    return new CliError('failed', `Its history cannot be folded: ${report.problem}`, {
      tryInstead: `\`tl quarantine show ${report.assetId}\` lists the commits that block it.`,
    });
  return new CliError('failed', `${counted(differenceCount(report), 'difference')} between its rows and the log`, {
    tryInstead: repair
      ? '`tl rebuild` writes changed audit rows anew.'
      : `\`tl verify ${report.assetId} --repair\` repairs it. Find out who else than the status-projector writes to schema projection.`,
  });
}
