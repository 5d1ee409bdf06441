import type { MigrationProblem } from '@throughline/domain';
import type { CliContext } from '../commands/context.js';
import { agreeing, counted } from '../output/counted.js';
import { stripControls } from '../output/text-width.js';
import type { CollectedRows } from './collect-rows.js';
import type { BroughtFile } from './bring-files.js';
import type { BroughtBytes, BytesOutcome } from './brought-bytes.js';
import { stepTableOf, type MigratedFile, type StepTable } from './migrate-file.js';

/** Problems of a file that are printed. */
const SHOWN = 10;

export interface Totals {
  imported: number;
  unchanged: number;
  refused: number;
  not_understood: number;
  commits: number;
  /** Set if the bytes were asked for. */
  files?: Record<BytesOutcome, number>;
}

const placeOf = ({ row, line }: Pick<MigrationProblem, 'row' | 'line'>): string =>
  [...(line === undefined ? [] : [`line ${String(line)}`]), ...(row === '?' ? [] : [`row ${row}`])].join(', ');

const problemLine = (each: MigrationProblem): string => {
  const place = placeOf(each);
  return `    ${place === '' ? '' : `${place}: `}${each.problem}${each.tryInstead === undefined ? '' : `. ${each.tryInstead}`}`;
};

const stepsText = (steps: ReadonlyMap<string, string>): string =>
  [...steps].flatMap(([name, status]) => (status === 'pending' ? [] : [`${name} ${status}`])).join(', ');

const WORDS = {
  imported: ['imported', 'would be imported'],
  'in-progress': ['in progress', 'would be in progress'],
  unchanged: ['is there already', 'is there already'],
  refused: ['refused', 'would be refused'],
} as const;

const BYTES_WORDS = {
  copied: ['copied', 'would be copied'],
  left: ['left in its folder', 'would be left in its folder'],
  unchanged: ['is there already', 'is there already'],
  none: ['history only', 'would be history only'],
  failed: ['not brought', 'would not be brought'],
} as const;

const bytesLine = ({ outcome, reason }: BroughtBytes, isPreview: boolean): string =>
  `    its file: ${BYTES_WORDS[outcome][isPreview ? 1 : 0]}${reason === undefined ? '' : `: ${reason}`}`;

const sentJson = ({ file, outcome, commits, reason, bytes }: BroughtFile, table: StepTable | undefined): unknown => ({
  file: file.fileId,
  id: file.assetId,
  outcome,
  rows: file.rows,
  commits,
  reason: reason ?? null,
  ...(bytes === undefined ? {} : { bytes }),
  ...(table === undefined ? {} : { status: table.status, steps: Object.fromEntries(table.steps) }),
});

const sentLines = (
  { file, reason, word }: BroughtFile & { readonly word: string },
  table: StepTable | undefined,
): readonly string[] => [
  `file ${file.fileId}: ${word}, ${counted(file.rows, 'row')}${reason === undefined ? '' : `: ${reason}`}`,
  ...(table === undefined ? [] : [`    ${table.status}: ${stepsText(table.steps) || 'all steps pending'}`]),
];

const bytesSummary = ({ copied, left, unchanged, none, failed }: Record<BytesOutcome, number>, isPreview: boolean): string =>
  `their files: ${String(copied)} ${isPreview ? 'would be ' : ''}copied, ${String(left)} left in ${left === 1 ? 'its folder' : 'their folders'}, ` +
  `${String(unchanged)} already there, ${String(failed)} not brought, ${String(none)} history only`;

const textOf = (brought: BroughtFile, table: StepTable | undefined, dryRun: boolean): readonly string[] => [
  ...sentLines({ ...brought, word: WORDS[brought.outcome][dryRun ? 1 : 0] }, table),
  ...(brought.bytes === undefined ? [] : [bytesLine(brought.bytes, dryRun)]),
];

/** Prints each file as text or as one JSON object in a line. Files without anything to tell are only counted. */
export class MigrationReport {
  readonly totals: Totals = { imported: 0, unchanged: 0, refused: 0, not_understood: 0, commits: 0 };

  constructor(
    private readonly context: CliContext,
    private readonly options: { readonly dryRun: boolean; readonly json: boolean },
  ) {}

  /** Prints a file of which nothing is sent. */
  async problems({ fileId, assetId, rows, problems }: MigratedFile): Promise<void> {
    this.totals.not_understood += 1;
    if (this.options.json) {
      await this.#json({ file: fileId, id: assetId, outcome: 'not-understood', rows, problems });
      return;
    }
    const more = problems.length > SHOWN ? [`    and ${String(problems.length - SHOWN)} more`] : [];
    await this.#text([`file ${fileId}: cannot be understood`, ...problems.slice(0, SHOWN).map(problemLine), ...more]);
  }

  async sent(brought: BroughtFile): Promise<void> {
    const { file, outcome, commits, bytes } = brought;
    if (outcome === 'imported' || outcome === 'unchanged') this.totals[outcome] += 1;
    else this.totals.refused += 1;
    this.totals.commits += commits;
    if (bytes !== undefined) this.#countBytes(bytes);
    const { dryRun, json } = this.options;
    const table = dryRun ? stepTableOf(file) : undefined;
    if (json) await this.#json(sentJson(brought, table));
    else if (dryRun || outcome === 'refused' || bytes?.outcome === 'failed') await this.#text(textOf(brought, table, dryRun));
  }

  #countBytes({ outcome }: BroughtBytes): void {
    this.totals.files ??= { copied: 0, left: 0, unchanged: 0, none: 0, failed: 0 };
    this.totals.files[outcome] += 1;
  }

  async unreadable({ unreadable, firstUnreadable }: CollectedRows): Promise<void> {
    if (unreadable === 0) return;
    if (this.options.json) {
      for (const { line, problem } of firstUnreadable) await this.#json({ outcome: 'unreadable', line, problem });
      return;
    }
    const more = unreadable > firstUnreadable.length ? [`and ${String(unreadable - firstUnreadable.length)} more lines`] : [];
    await this.#text([
      ...firstUnreadable.map(({ line, problem }) => `${line === 0 ? '' : `line ${String(line)}: `}${problem}`),
      ...more,
    ]);
  }

  /** Says the totals, in JSON as the last line. */
  async end({ rows, fileless, unreadable }: CollectedRows): Promise<void> {
    const { dryRun, json } = this.options;
    if (json) await this.#json({ summary: { ...this.totals, rows, fileless, unreadable, dry_run: dryRun } });
    const { imported, unchanged, refused, not_understood, commits, files } = this.totals;
    const done = `${counted(imported, 'file')} ${dryRun ? 'would be imported' : 'imported'} with ${counted(commits, 'commit')}`;
    const rest = `${String(unchanged)} already there, ${String(refused)} refused, ${String(not_understood)} not understood`;
    const without =
      fileless === 0
        ? ''
        : `. ${counted(fileless, 'row')} without a file ${agreeing(fileless, 'stays', 'stay')} in the older system`;
    this.context.terminal.say(`${done}, ${rest}, of ${counted(rows, 'row')}${without}`);
    if (files !== undefined) this.context.terminal.say(bytesSummary(files, dryRun));
  }

  #json(value: unknown): Promise<void> {
    return this.context.terminal.data(`${JSON.stringify(value)}\n`);
  }

  #text(lines: readonly string[]): Promise<void> {
    return this.context.terminal.data(lines.map((line) => `${stripControls(line)}\n`).join(''));
  }
}
