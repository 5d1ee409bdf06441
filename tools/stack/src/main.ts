import { readArgs, requireOwnOptions, USAGE, type RunnerArgs } from './args.js';
import { npmOptions, readStackConfig } from './config.js';
import { listenForEnd } from './ending.js';
import { messageOf, StackProblem } from './problem.js';
import { Runner } from './runner.js';
import type { BuildResult } from './watch.js';

export interface MainHooks {
  /** Builds what has changed; needed for --watch. */
  readonly rebuild?: () => Promise<BuildResult>;
}

const USAGE_ERROR = 2;
const INTERRUPTED = 130;

/** Runs the stack until it is told to end; resolves with the exit code. */
export async function main(argv: readonly string[], hooks: MainHooks = {}): Promise<number> {
  outliveTerminal();
  try {
    requireOwnOptions(npmOptions());
    const args = readArgs(argv);
    if (args.help) {
      process.stdout.write(`${USAGE}\n`);
      return 0;
    }
    return await runUntilTold(args, hooks);
  } catch (error) {
    process.stderr.write(`\n${messageOf(error)}\n`);
    // What is no expected problem is a fault of ours: then the place matters.
    if (!(error instanceof StackProblem) && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
    return error instanceof StackProblem && error.kind === 'bad-usage' ? USAGE_ERROR : 1;
  }
}

async function runUntilTold(args: RunnerArgs, hooks: MainHooks): Promise<number> {
  const ending = new AbortController();
  const runner = new Runner(readStackConfig(), args, { ...hooks, terminal: process.stdout, signal: ending.signal });
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

/** A window that was closed, or `| head`, takes no more words; that must not cut off the stop of what runs. */
function outliveTerminal(): void {
  for (const stream of [process.stdout, process.stderr]) if (stream.listenerCount('error') === 0) stream.on('error', ignore);
}

const ignore = (): void => undefined;
