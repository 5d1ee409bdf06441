import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PermanentError, RetryableError } from '@throughline/contracts';
import { runTool, ToolError } from '@throughline/media';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { documentLimits } from './limits.js';
import type { ChildMessage } from './child-messages.js';
import { parseChildMessage } from './parse-child-message.js';
import type { InputOf, NoteOf, ResultOf, Task } from './task.js';

export interface IsolationOptions<N = unknown> {
  /** A folder for input and output, which is removed with the attempt. */
  readonly scratch: string;
  readonly signal?: AbortSignal | undefined;
  readonly timeLimitMs?: number;
  readonly cpuSeconds?: number;
  readonly memoryBytes?: number;
  readonly onNote?: (note: N) => void;
}

/** The bundled program; the path does not depend on the place that this module is bundled into. */
const CHILD = fileURLToPath(import.meta.resolve('@throughline/documents/child'));
/** The signals that end a process which exceeds a limit or accesses invalid memory. */
const BEYOND_LIMITS = new Set(['SIGABRT', 'SIGTRAP', 'SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGXCPU', 'SIGXFSZ']);

/**
 * Reads a document in a separate process. If hostile bytes cause an endless loop or use all memory, only that process ends and
 * only that document fails: not the service, and no other document.
 */
export async function runIsolated<T extends Task<never, TSchema, TSchema>>(
  task: T,
  input: InputOf<T>,
  isolation: IsolationOptions<NoteOf<T>>,
): Promise<ResultOf<T>> {
  const inputPath = join(isolation.scratch, `${randomUUID()}.json`);
  await mkdir(isolation.scratch, { recursive: true });
  await writeFile(inputPath, JSON.stringify(input));
  const ear = new ChildOutputReader<T>(task, isolation.onNote);
  try {
    await runTool({ path: process.execPath, env: { TMPDIR: isolation.scratch } }, buildArguments(task.name, inputPath), {
      signal: isolation.signal,
      timeLimitMs: isolation.timeLimitMs ?? documentLimits.readTimeMs,
      cpuSeconds: isolation.cpuSeconds ?? documentLimits.readCpuSeconds,
      memoryBytes: isolation.memoryBytes ?? documentLimits.memoryBytes,
      fileBytes: documentLimits.fileBytes,
      onLine: (line) => {
        ear.hear(line);
      },
    });
  } catch (error) {
    throw toTaskError(error, ear);
  } finally {
    await rm(inputPath, { force: true });
  }
  return ear.result();
}

const buildArguments = (name: string, inputPath: string): readonly string[] => [
  `--max-old-space-size=${String(documentLimits.heapMib)}`,
  '--no-warnings',
  CHILD,
  name,
  inputPath,
];

/** Reads the output of the child process and accepts only lines that match the task's schemas. */
class ChildOutputReader<T extends Task<never, TSchema, TSchema>> {
  #last: ChildMessage | undefined;

  constructor(
    private readonly task: T,
    private readonly onNote: ((note: NoteOf<T>) => void) | undefined,
  ) {}

  get refusal(): PermanentError | undefined {
    if (this.#last === undefined || !('refused' in this.#last)) return undefined;
    return new PermanentError(this.#last.refused.code, this.#last.refused.message);
  }

  get failure(): string | undefined {
    return this.#last !== undefined && 'failed' in this.#last ? this.#last.failed : undefined;
  }

  hear(line: string): void {
    const words = parseChildMessage(line);
    if (words === undefined) return;
    if (!('note' in words)) this.#last = words;
    else if (Compile(this.task.note).Check(words.note)) this.onNote?.(words.note as NoteOf<T>);
  }

  result(): ResultOf<T> {
    const message = this.#last;
    if (message !== undefined && 'result' in message && Compile(this.task.result).Check(message.result))
      return message.result as ResultOf<T>;
    throw new RetryableError('reader-failed', 'The process that reads documents has ended without a result');
  }
}

const TOO_COMPLEX = 'The document was not read: it needs more memory or time than the limit for one document';

/** Leaves out the output of the process: it may quote the document. */
function toTaskError(error: unknown, ear: ChildOutputReader<Task<never, TSchema, TSchema>>): unknown {
  if (ear.refusal !== undefined) return ear.refusal;
  if (!(error instanceof ToolError)) return error;
  if (error.code === 'time-limit') return new RetryableError('reader-timeout', 'Reading the document took longer than the limit');
  if (isBeyondLimits(error) || ear.failure === 'RangeError') return new PermanentError('too-complex', TOO_COMPLEX);
  return new RetryableError(
    'reader-failed',
    `The process that reads documents has failed (${ear.failure ?? describeEnding(error)})`,
  );
}

const isBeyondLimits = ({ code, details }: ToolError): boolean =>
  code === 'tool-killed' && BEYOND_LIMITS.has(details.signal ?? '');
const describeEnding = ({ details }: ToolError): string => details.signal ?? `exit code ${String(details.exitCode ?? 'none')}`;
