import { readArgs, USAGE, type RunnerArgs } from './args.js';
import { readStackConfig } from './config.js';
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
  try {
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
  const end = (): void => {
    if (ending.signal.aborted) runner.kill();
    ending.abort();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, end);
  try {
    return await runner.run();
  } catch (error) {
    if (ending.signal.aborted) return INTERRUPTED;
    throw error;
  } finally {
    for (const signal of signals) process.off(signal, end);
  }
}
