import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PermanentError, RetryableError } from '@throughline/contracts';
import { runTool, ToolError } from '@throughline/media';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { documentLimits } from './limits.js';
import { saidIn, type Said } from './said.js';
import type { InputOf, NoteOf, ResultOf, Task } from './task.js';

export interface Isolation<N = unknown> {
  /** For what it is asked, and whatever it writes; a folder that goes away with the attempt. */
  readonly scratch: string;
  readonly signal?: AbortSignal | undefined;
  readonly timeLimitMs?: number;
  readonly cpuSeconds?: number;
  readonly memoryBytes?: number;
  readonly onNote?: (note: N) => void;
}

/** The bundled program, wherever this module itself was bundled into. */
const CHILD = fileURLToPath(import.meta.resolve('@throughline/documents/child'));
/** The system ends a process with these when it has asked for more than it may have, or for what is not there. */
const BEYOND_LIMITS = new Set(['SIGABRT', 'SIGTRAP', 'SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGXCPU', 'SIGXFSZ']);

/**
 * Looks at a document in a process of its own. Whatever the bytes of a stranger do to the libraries that read them, an endless loop or all the
 * memory there is, ends with that process, and the document has failed: not the service, and nobody else's document.
 */
export async function runIsolated<T extends Task<never, TSchema, TSchema>>(
  task: T,
  input: InputOf<T>,
  isolation: Isolation<NoteOf<T>>,
): Promise<ResultOf<T>> {
  const asked = join(isolation.scratch, `${randomUUID()}.json`);
  await mkdir(isolation.scratch, { recursive: true });
  await writeFile(asked, JSON.stringify(input));
  const ear = new Ear<T>(task, isolation.onNote);
  try {
    await runTool({ path: process.execPath, env: { TMPDIR: isolation.scratch } }, argumentsFor(task.name, asked), {
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
    throw endingOf(error, ear);
  } finally {
    await rm(asked, { force: true });
  }
  return ear.result();
}

const argumentsFor = (name: string, asked: string): readonly string[] => [
  `--max-old-space-size=${String(documentLimits.heapMib)}`,
  '--no-warnings',
  CHILD,
  name,
  asked,
];

/** Hears what the process says, and believes only what has the form that was agreed upon. */
class Ear<T extends Task<never, TSchema, TSchema>> {
  #last: Said | undefined;

  constructor(
    private readonly task: T,
    private readonly onNote: ((note: NoteOf<T>) => void) | undefined,
  ) {}

  /** What was refused, if anything. */
  get refusal(): PermanentError | undefined {
    if (this.#last === undefined || !('refused' in this.#last)) return undefined;
    return new PermanentError(this.#last.refused.code, this.#last.refused.message);
  }

  /** The kind of error that the process did not expect. */
  get failure(): string | undefined {
    return this.#last !== undefined && 'failed' in this.#last ? this.#last.failed : undefined;
  }

  hear(line: string): void {
    const words = saidIn(line);
    if (words === undefined) return;
    if (!('note' in words)) this.#last = words;
    else if (Compile(this.task.note).Check(words.note)) this.onNote?.(words.note as NoteOf<T>);
  }

  result(): ResultOf<T> {
    const said = this.#last;
    if (said !== undefined && 'result' in said && Compile(this.task.result).Check(said.result)) return said.result as ResultOf<T>;
    throw new RetryableError('reader-failed', 'The process that reads documents has ended without a result');
  }
}

const TOO_COMPLEX = 'Reading the document takes more memory or work than one document may take here; it was given up';

/** Without what the process has printed: it may be the document's own words. */
function endingOf(error: unknown, ear: Ear<Task<never, TSchema, TSchema>>): unknown {
  if (ear.refusal !== undefined) return ear.refusal;
  if (!(error instanceof ToolError)) return error;
  if (error.code === 'time-limit')
    return new RetryableError('reader-timeout', 'Reading the document took longer than it may take');
  if (isBeyondLimits(error) || ear.failure === 'RangeError') return new PermanentError('too-complex', TOO_COMPLEX);
  return new RetryableError('reader-failed', `The process that reads documents has failed (${ear.failure ?? howEnded(error)})`);
}

const isBeyondLimits = ({ code, details }: ToolError): boolean =>
  code === 'tool-killed' && BEYOND_LIMITS.has(details.signal ?? '');
const howEnded = ({ details }: ToolError): string => details.signal ?? `exit code ${String(details.exitCode ?? 'none')}`;
