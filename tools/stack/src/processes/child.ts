import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { StackProblem } from '../problem.js';
import { lastLines } from './run-command.js';

export interface ChildOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  /** The child writes it directly, so no output is lost if the runner dies. */
  readonly logFile: string;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Child {
  readonly name: string;
  readonly pid: number;
  readonly exited: Promise<Exit>;
  running(): boolean;
  signal(signal: NodeJS.Signals): void;
  /** Sends the signal, and SIGKILL after the grace period. Resolves when the process has exited. */
  stop(how?: { signal?: NodeJS.Signals; graceMs?: number }): Promise<Exit>;
}

export async function startChild(options: ChildOptions): Promise<Child> {
  const log = openSync(options.logFile, 'a', 0o640);
  try {
    const child = spawn(options.command, options.args, {
      env: options.env,
      // In a group of its own, so that Ctrl-C does not reach it: the runner stops its children in order.
      detached: true,
      stdio: ['ignore', log, log],
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.uid === undefined ? {} : { uid: options.uid }),
      ...(options.gid === undefined ? {} : { gid: options.gid }),
    });
    const exited = new Promise<Exit>((resolve) =>
      child.once('exit', (code, signal) => {
        resolve({ code, signal });
      }),
    );
    await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    const { pid } = child;
    if (pid === undefined) throw new StackProblem('start-failed', `${options.name} could not be started`);
    return controlChild(options.name, pid, exited, child);
  } catch (error) {
    throw new StackProblem('start-failed', `${options.name} could not be started: ${options.command}`, { cause: error });
  } finally {
    closeSync(log);
  }
}

interface SignalTarget {
  readonly exitCode: number | null;
  readonly signalCode: NodeJS.Signals | null;
  kill(signal: NodeJS.Signals): boolean;
}

function controlChild(name: string, pid: number, exited: Promise<Exit>, child: SignalTarget): Child {
  const running = (): boolean => child.exitCode === null && child.signalCode === null;
  const signal = (which: NodeJS.Signals): void => {
    if (running()) child.kill(which);
  };
  return {
    name,
    pid,
    exited,
    running,
    signal,
    stop: async ({ signal: which = 'SIGTERM', graceMs = 10_000 } = {}) => {
      signal(which);
      const timer = new AbortController();
      const late = pause(graceMs, 'late' as const, { signal: timer.signal }).catch(() => 'gone' as const);
      if ((await Promise.race([exited, late])) === 'late') signal('SIGKILL');
      timer.abort();
      return exited;
    },
  };
}

/** Polls until the server answers. If the server exits first, the error has the last lines of its log. */
export async function waitUntilReady(
  child: Child,
  logFile: string,
  answers: () => Promise<boolean>,
  timeoutMs = 30_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await answers())) {
    if (!child.running()) throw await startFailure(child, logFile, 'ended while starting');
    if (Date.now() > deadline) throw await startFailure(child, logFile, `did not answer within ${timeoutMs / 1000} s`);
    await pause(20);
  }
}

async function startFailure(child: Child, logFile: string, what: string): Promise<StackProblem> {
  const words = lastLines(await readFile(logFile, 'utf8').catch(() => ''));
  return new StackProblem('start-failed', `${child.name} ${what}; it said (${logFile}):\n${words}`);
}
