import { spawn, type ChildProcess } from 'node:child_process';
import { basename } from 'node:path';
import { ABORT_WITHIN_MS, RetryableError } from '@throughline/contracts';
import { AbortError, throwIfAborted, ToolError } from '../errors.js';
import type { Tool } from '../tools.js';
import { guardCommand } from './guard.js';
import { waitForGroupEnd, signalGroup } from './group.js';
import type { SystemLimits } from './limits.js';
import { LineSplitter } from './line-splitter.js';
import { createRedactor } from './redact.js';

/** The search path for a program that is configured without a folder. */
export const SEARCH_PATH = '/usr/local/bin:/usr/bin:/bin';

export interface RunOptions extends SystemLimits {
  readonly signal?: AbortSignal | undefined;
  readonly timeLimitMs: number;
  /** Milliseconds between SIGTERM and SIGKILL. The default is half of the time that an abort may take. */
  readonly graceMs?: number;
  /** The output is not collected if this is set. */
  readonly onLine?: ((line: string) => void) | undefined;
  readonly onStderrLine?: ((line: string) => void) | undefined;
  readonly maxStdoutBytes?: number;
  /** Words of a person among the arguments, which must not reach an error or a log. */
  readonly hidden?: readonly string[];
}

const keptStderrLines = 12;
/** The system's texts for ENOSPC and EDQUOT. Tools print them in English: they run with the locale C. */
const noRoom = /no space left on device|disk quota exceeded/i;
const defaultMaxStdout = 4 * 1024 * 1024;
const defaultGraceMs = ABORT_WITHIN_MS / 2;

type ProcessExit = { readonly exitCode: number | null; readonly signal: NodeJS.Signals | null };
type StopReason = 'aborted' | 'time-limit' | 'output-limit' | 'callback';

/** Runs a tool to its end and returns its stdout (empty with `onLine`). Settles only when the whole process group is dead. */
export async function runTool(tool: Tool, args: readonly string[], options: RunOptions): Promise<string> {
  throwIfAborted(options.signal);
  return await new ToolRun(tool, args, options).result();
}

class ToolRun {
  readonly #child: ChildProcess;
  readonly #stdout: Buffer[] = [];
  readonly #lastLines: string[] = [];
  readonly #redact: (line: string) => string;
  readonly #name: string;
  #stdoutBytes = 0;
  #stopReason: StopReason | undefined;
  #callbackError: unknown;
  #killTimer: NodeJS.Timeout | undefined;

  constructor(
    tool: Tool,
    ownArgs: readonly string[],
    private readonly options: RunOptions,
  ) {
    const args = [...(tool.args ?? []), ...ownArgs];
    this.#name = tool.name ?? basename(tool.path);
    this.#redact = createRedactor(args, options.hidden);
    const command = guardCommand(tool.path, args, options);
    this.#child = spawn(command.file, command.args, {
      detached: true,
      // Not the environment of the service: that holds credentials, and these tools read uploaded files.
      env: { PATH: SEARCH_PATH, LC_ALL: 'C', ...tool.env },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
  }

  async result(): Promise<string> {
    const { signal, timeLimitMs } = this.options;
    const onAbort = (): void => {
      this.#stop('aborted');
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    const timer = setTimeout(() => {
      this.#stop('time-limit');
    }, timeLimitMs);
    try {
      return this.#judge(await this.#ended());
    } finally {
      clearTimeout(timer);
      clearTimeout(this.#killTimer);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  async #ended(): Promise<ProcessExit> {
    const child = this.#child;
    const streams = this.#read();
    const ending = await new Promise<ProcessExit>((resolve, reject) => {
      child.once('error', (cause) => {
        reject(this.#error('tool-missing', 'could not be started', { cause }));
      });
      child.once('exit', (exitCode, signal) => {
        resolve({ exitCode, signal });
      });
    });
    if (child.pid !== undefined) {
      signalGroup(child.pid, 'SIGKILL');
      await waitForGroupEnd(child.pid);
    }
    await streams;
    return ending;
  }

  async #read(): Promise<void> {
    const { onLine, onStderrLine } = this.options;
    const stderr = new LineSplitter((line) => {
      this.#keep(line);
      if (onStderrLine) this.#call(onStderrLine, line);
    });
    const stdout = onLine
      ? new LineSplitter((line) => {
          this.#call(onLine, line);
        })
      : undefined;
    this.#child.stderr?.on('data', (bytes: Buffer) => {
      stderr.write(bytes);
    });
    this.#child.stdout?.on('data', (bytes: Buffer) => {
      if (stdout) stdout.write(bytes);
      else this.#collect(bytes);
    });
    this.#child.stdio[3]?.on('error', () => undefined);
    await new Promise<void>((resolve) => {
      this.#child.once('close', () => {
        resolve();
      });
      this.#child.once('error', () => {
        resolve();
      });
    });
    stderr.end();
    stdout?.end();
  }

  #keep(line: string): void {
    if (line.trim() === '') return;
    this.#lastLines.push(this.#redact(line));
    if (this.#lastLines.length > keptStderrLines) this.#lastLines.shift();
  }

  #collect(bytes: Buffer): void {
    this.#stdoutBytes += bytes.length;
    if (this.#stdoutBytes > (this.options.maxStdoutBytes ?? defaultMaxStdout)) {
      this.#stop('output-limit');
      return;
    }
    this.#stdout.push(bytes);
  }

  /** An error that the caller's callback throws ends the tool and rejects the promise, instead of leaving an event handler. */
  #call(callback: (line: string) => void, line: string): void {
    if (this.#stopReason !== undefined) return;
    try {
      callback(line);
    } catch (error) {
      this.#callbackError = error;
      this.#stop('callback');
    }
  }

  #stop(reason: StopReason): void {
    if (this.#stopReason !== undefined) return;
    this.#stopReason = reason;
    const leader = this.#child.pid;
    if (leader === undefined) return;
    signalGroup(leader, 'SIGTERM');
    // A stopped process does not act on SIGTERM before it continues.
    signalGroup(leader, 'SIGCONT');
    this.#killTimer = setTimeout(() => signalGroup(leader, 'SIGKILL'), this.options.graceMs ?? defaultGraceMs);
  }

  #judge({ exitCode, signal }: ProcessExit): string {
    this.#throwIfStopped();
    if (exitCode === 0) return Buffer.concat(this.#stdout).toString('utf8');
    if (signal !== null) throw this.#error('tool-killed', `was ended by ${signal}`, { signal });
    // The exit codes of a shell that cannot execute the command.
    const missing = exitCode === 126 || exitCode === 127;
    if (missing) throw this.#error('tool-missing', 'could not be started; check that it is installed', { exitCode });
    const full = this.#lastLines.find((line) => noRoom.test(line));
    // Not a `ToolError`: neither the tool nor its file is at fault, and the work waits for space (U21).
    if (full !== undefined)
      throw new RetryableError('disk-full', `There is no space left for the files of ${this.#name}: free some space (${full})`);
    throw this.#error('tool-failed', `failed with exit code ${String(exitCode)}`, { exitCode: exitCode ?? undefined });
  }

  #throwIfStopped(): void {
    const { signal, timeLimitMs } = this.options;
    switch (this.#stopReason) {
      case 'aborted':
        throw new AbortError(signal ?? AbortSignal.abort());
      case 'callback':
        throw this.#callbackError;
      case 'time-limit':
        throw this.#error('time-limit', `was stopped after its time limit of ${Math.round(timeLimitMs / 1000)} s`);
      case 'output-limit':
        throw this.#error('output-limit', 'was stopped because it printed more than allowed');
      case undefined:
        return;
    }
  }

  #error(
    code: ToolError['code'],
    what: string,
    more: { exitCode?: number | undefined; signal?: string; cause?: unknown } = {},
  ): ToolError {
    const { cause, ...ending } = more;
    const lastLine = this.#lastLines.at(-1);
    return new ToolError(
      code,
      `${this.#name} ${what}${lastLine === undefined ? '' : `: ${lastLine}`}`,
      { tool: this.#name, ...ending, lastLines: [...this.#lastLines] },
      cause === undefined ? undefined : { cause },
    );
  }
}
