import { kindOf } from '@throughline/contracts';
import type { Logger } from '@throughline/service-kit';
import type { CommandConfig } from '../config.js';
import { openConnections, type Connections } from '../connections.js';
import { recordingFold } from '../fold/recording-fold.js';
import { requireTables } from '../schema/require-tables.js';
import { rebuild } from './rebuild.js';

export interface CommandParts {
  readonly config: CommandConfig;
  readonly logger: Logger;
  readonly out: { write(text: string): unknown };
  readonly err: { write(text: string): unknown };
}

const EXIT = { done: 0, failed: 1, usage: 2, refused: 3 } as const;
const USAGE = 'Usage: rebuild [--dry-run] | verify\n';

interface Outcome {
  readonly exitCode: number;
  readonly report: object;
}
type CommandRun = (connections: Connections, signal: AbortSignal) => Promise<Outcome>;

/** Returns the command for the arguments, or undefined if they are invalid. */
function parseCommand(args: readonly string[], parts: CommandParts): CommandRun | undefined {
  const [command = 'rebuild', ...rest] = args.filter((arg) => arg !== '--dry-run');
  const dryRun = args.includes('--dry-run');
  if (command === 'rebuild' && rest.length === 0) return createRebuildRun(parts, dryRun);
  if (command === 'verify' && rest.length === 0) return createRebuildRun(parts, true);
  return undefined;
}

const SETTLE_MS = 5_000;
const TELL_EVERY = 50_000;

function createRebuildRun({ config, err }: CommandParts, dryRun: boolean): CommandRun {
  return async ({ pool, store }, signal) => {
    let [events, told] = [0, 0];
    const report = await rebuild({
      pool,
      store,
      fold: recordingFold,
      signal,
      dryRun,
      // Each parallel partition needs a connection for reading, and the rebuild needs one for its lock.
      parallel: Math.min(config.rebuildParallel, config.connections - 2),
      maxEvents: config.maxEvents,
      settleMs: SETTLE_MS,
      onPhase: (phase) => err.write(`${phase}\n`),
      onProgress: (more) => {
        events += more;
        if (events - told < TELL_EVERY) return;
        told = events;
        err.write(`${events} events folded\n`);
      },
    });
    // `verify` fails if there are differences or partitions that were not compared. A rebuild has already corrected them.
    const disagrees = report.count > 0 || report.notCompared.length > 0;
    return { exitCode: dryRun && disagrees ? EXIT.failed : EXIT.done, report };
  };
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
    return kindOf(error) === 'rebuild-running' ? EXIT.refused : EXIT.failed;
  } finally {
    process.off('SIGINT', abort).off('SIGTERM', abort);
    await connections.close();
  }
}
