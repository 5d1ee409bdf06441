import { parseArgs } from 'node:util';
import { kindOf } from '@throughline/contracts';
import { failpoint, type Logger } from '@throughline/service-kit';
import type { CommandConfig } from '../config.js';
import { openConnections, type Connections } from '../connections.js';
import { recordingFold } from '../fold/recording-fold.js';
import { requireTables } from '../schema/require-tables.js';
import type { Comparison } from './compare.js';
import { rebuild, type RebuildReport } from './rebuild.js';
import { openThreads } from './thread-filler.js';
import { repairAll, verifyOne } from './verify-command.js';

export interface CommandParts {
  readonly config: CommandConfig;
  readonly logger: Logger;
  readonly out: { write(text: string): unknown };
  readonly err: { write(text: string): unknown };
}

const EXIT = { done: 0, failed: 1, usage: 2, refused: 3 } as const;
const REFUSALS: ReadonlySet<string> = new Set([
  'rebuild-running',
  'unknown-item',
  'unknown-library',
  'no-way-back',
  'already-undone',
]);
const USAGE = 'Usage: rebuild [--library ID | --undo [--again]] [--dry-run] | verify [ID] [--repair]\n';

export const exitCodeOf = (error: unknown): number => (REFUSALS.has(kindOf(error) ?? '') ? EXIT.refused : EXIT.failed);

interface Outcome {
  readonly exitCode: number;
  readonly report: object;
}
type CommandRun = (connections: Connections, signal: AbortSignal) => Promise<Outcome>;

const OPTIONS = {
  'dry-run': { type: 'boolean' },
  library: { type: 'string' },
  undo: { type: 'boolean' },
  again: { type: 'boolean' },
  repair: { type: 'boolean' },
} as const;
type Options = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

function allowedOptions(command: string, given: Options): readonly string[] {
  if (command === 'verify') return ['repair'];
  if (given.library !== undefined) return ['dry-run', 'library'];
  return given.undo === true ? ['dry-run', 'undo', 'again'] : ['dry-run'];
}

function readArgs(args: readonly string[]): { readonly words: readonly string[]; readonly options: Options } | undefined {
  try {
    const { positionals, values } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    return { words: positionals, options: values };
  } catch {
    return undefined;
  }
}

function isAllowed(command: string, { words, options }: { words: readonly string[]; options: Options }): boolean {
  const allowed = allowedOptions(command, options);
  const mostWords = command === 'verify' ? 2 : 1;
  return words.length <= mostWords && Object.keys(options).every((option) => allowed.includes(option));
}

function rebuildWords({ library, undo = false, again = false, 'dry-run': dryRun = false }: Options): RebuildWords {
  return library === undefined ? { dryRun, undo, again } : { dryRun: true, library, repair: !dryRun };
}

/** Returns the command for the arguments, or undefined if they are invalid. */
function parseCommand(args: readonly string[], parts: CommandParts): CommandRun | undefined {
  const given = readArgs(args);
  if (given === undefined) return undefined;
  const { words, options } = given;
  const [command = 'rebuild', id] = words;
  if (!isAllowed(command, given)) return undefined;
  if (command === 'rebuild') return createRebuildRun(parts, rebuildWords(options));
  if (command !== 'verify') return undefined;
  const { repair = false } = options;
  return id === undefined ? createRebuildRun(parts, { dryRun: true, repair }) : createItemRun({ id, repair });
}

const SETTLE_MS = 5_000;
const TELL_EVERY = 50_000;

function createItemRun(what: { readonly id: string; readonly repair: boolean }): CommandRun {
  return async (connections) => {
    const started = performance.now();
    const { report, agrees } = await verifyOne(connections, recordingFold, what);
    const durationMs = Math.round((performance.now() - started) * 10) / 10;
    return { exitCode: agrees ? EXIT.done : EXIT.failed, report: { ...report, durationMs } };
  };
}

interface RebuildWords {
  readonly dryRun: boolean;
  /** Repairs in place what differs. */
  readonly repair?: boolean;
  readonly library?: string;
  readonly undo?: boolean;
  readonly again?: boolean;
}

function createRebuildRun(
  { config, err }: CommandParts,
  { dryRun, repair = false, library, undo = false, again = false }: RebuildWords,
): CommandRun {
  return async (connections, signal) => {
    const { pool, store } = connections;
    let [events, reported] = [0, 0];
    const different = new Set<string>();
    const report = await rebuild({
      pool,
      store,
      fold: recordingFold,
      signal,
      dryRun,
      ...(library === undefined ? {} : { library }),
      undo,
      again,
      keepOldDays: config.keepOldDays,
      at: (point) => failpoint(`rebuild.${point}`),
      openFillers: openThreads({ config, most: config.rebuildParallel, commits: Number((await store.incarnation()).last) }),
      maxEvents: config.maxEvents,
      settleMs: SETTLE_MS,
      onCompared: dryRun && !repair ? () => undefined : (comparison) => err.write(comparisonText(comparison)),
      ...(repair ? { onDifferent: (assetId: string) => different.add(assetId) } : {}),
      onWarning: (text) => err.write(`${text}\n`),
      onPhase: (phase) => err.write(`${phase}\n`),
      onProgress: (more) => {
        events += more;
        if (events - reported < TELL_EVERY) return;
        reported = events;
        err.write(`${events} events folded\n`);
      },
    });
    if (repair) return repairRun(connections, { report, different, signal, err });
    // `verify` fails if there are differences or partitions that were not compared. A rebuild has already corrected them.
    const disagrees = report.count > 0 || report.notCompared.length > 0;
    return { exitCode: dryRun && disagrees ? EXIT.failed : EXIT.done, report };
  };
}

/** Lists the differences before anything is written, so that they are known even if nobody reads the report. */
const comparisonText = ({ differences, count, notCompared }: Comparison): string =>
  [
    ...differences.map(({ assetId, part, kind }) => `${assetId} ${part}: ${kind}`),
    ...(count > differences.length ? [`and ${String(count - differences.length)} more`] : []),
    ...(notCompared.length > 0 ? [`partitions ${notCompared.join(', ')} were not compared`] : []),
    `${String(count)} difference(s)`,
  ]
    .map((line) => `${line}\n`)
    .join('');

async function repairRun(
  connections: Connections,
  found: {
    readonly report: RebuildReport;
    readonly different: ReadonlySet<string>;
    readonly signal: AbortSignal;
    readonly err: CommandParts['err'];
  },
): Promise<Outcome> {
  const { report, different, signal, err } = found;
  const repairs = await repairAll(connections, recordingFold, {
    assetIds: different,
    signal,
    print: (text) => err.write(`${text}\n`),
  });
  const isDone = repairs.notRepaired.length === 0 && report.notCompared.length === 0;
  return { exitCode: isDone ? EXIT.done : EXIT.failed, report: { ...report, ...repairs } };
}

/** Runs one command and prints its report as JSON. Ctrl-C aborts a rebuild without any change. */
export async function runCommand(args: readonly string[], parts: CommandParts): Promise<number> {
  const run = parseCommand(args, parts);
  if (run === undefined) {
    parts.err.write(USAGE);
    return EXIT.usage;
  }
  const stop = new AbortController();
  const abort = (): void => {
    stop.abort();
  };
  process.once('SIGINT', abort).once('SIGTERM', abort);
  const connections = await openConnections('projector', parts.config, parts.logger);
  try {
    await requireTables(connections.pool);
    const { exitCode, report } = await run(connections, stop.signal);
    parts.out.write(`${JSON.stringify(report)}\n`);
    return exitCode;
  } catch (error) {
    parts.err.write(`${error instanceof Error ? error.message : 'failed'}\n`);
    return exitCodeOf(error);
  } finally {
    process.off('SIGINT', abort).off('SIGTERM', abort);
    await connections.close();
  }
}
