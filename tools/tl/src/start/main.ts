import { isStackProblem, messageOf, readStackConfig, withoutDownloads, type BuildResult } from '@throughline/stack';
import { isCliError } from '../exit.js';
import { problemLines } from '../output/problem-lines.js';
import { terminalStream } from '../output/terminal.js';
import { readArgs, requireOwnOptions, USAGE, type RunnerArgs } from './args.js';
import { npmOptions } from './config.js';
import { listenForEnd } from './shutdown.js';
import { Runner } from './runner.js';
import type { StartTime } from './start-times.js';

export interface MainHooks {
  /** Needed for --watch. */
  readonly rebuild?: () => Promise<BuildResult>;
  /** Steps before this program, such as the build. */
  readonly times?: readonly StartTime[];
}

const USAGE_ERROR = 2;
const INTERRUPTED = 130;

/** Runs the stack until a signal stops it. Resolves with the exit code. */
export async function main(argv: readonly string[], hooks: MainHooks = {}): Promise<number> {
  ignoreTerminalErrors();
  try {
    requireOwnOptions(npmOptions());
    const args = readArgs(argv);
    if (args.help) {
      process.stdout.write(`${USAGE}\n`);
      return 0;
    }
    return await runUntilSignal(args, hooks);
  } catch (error) {
    process.stderr.write(`\n${describeError(error)}\n`);
    return isUsageError(error) ? USAGE_ERROR : 1;
  }
}

const isUsageError = (error: unknown): boolean =>
  isCliError(error) ? error.exit === 'usage' : isStackProblem(error) && error.kind === 'bad-usage';

function describeError(error: unknown): string {
  if (isCliError(error)) return problemLines(error).join('\n');
  // An unexpected error is a defect of ours, so its stack trace matters.
  return error instanceof Error && !isStackProblem(error) ? (error.stack ?? error.message) : messageOf(error);
}

async function runUntilSignal(args: RunnerArgs, hooks: MainHooks): Promise<number> {
  const ending = new AbortController();
  const config = readStackConfig();
  // With --once the recording is the purpose, and it must not depend on a download.
  const runner = new Runner(args.once ? withoutDownloads(config) : config, args, {
    ...hooks,
    terminal: terminalStream(process.stdout),
    signal: ending.signal,
  });
  const deaf = listenForEnd(process, {
    end: () => {
      ending.abort();
    },
    hurry: () => {
      runner.kill();
    },
  });
  try {
    return await runner.run();
  } catch (error) {
    if (ending.signal.aborted) return INTERRUPTED;
    throw error;
  } finally {
    deaf();
  }
}

/** Ignores write errors of a closed terminal or of `| head`: they must not interrupt the shutdown. */
function ignoreTerminalErrors(): void {
  for (const stream of [process.stdout, process.stderr]) if (stream.listenerCount('error') === 0) stream.on('error', ignore);
}

const ignore = (): void => undefined;
