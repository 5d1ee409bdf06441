import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ConnectionConfig } from '../config.js';
import type { FillAnswer, FillRequest, SentError, ThreadData } from './fill-thread.js';
import type { Filler, FillerParts, OpenFillers } from './filler.js';

/** A thread needs half a second before it fills, as it loads and warms up code of its own. Shorter logs are faster without. */
const COMMITS_FOR_THREADS = 50_000;

const THREAD = new URL('fill-thread.main.js', import.meta.url);

export interface ThreadOptions {
  readonly config: ConnectionConfig;
  readonly most: number;
  /** Length of the log. */
  readonly commits: number;
  readonly cores?: number;
  readonly file?: URL;
}

/** NATS and PostgreSQL often run on the same machine, and the main thread needs little meanwhile. */
export const countThreads = ({ most, commits, cores = availableParallelism() }: ThreadOptions): number => {
  const count = Math.min(most, cores - 1);
  return commits < COMMITS_FOR_THREADS || count < 2 ? 0 : count;
};

export const openThreads =
  (options: ThreadOptions): OpenFillers =>
  (parts) => {
    const { config, file = THREAD } = options;
    return Array.from({ length: countThreads(options) }, () => new ThreadFiller(file, config, parts));
  };

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Fills in a thread with connections of its own. */
class ThreadFiller implements Filler {
  readonly #worker: Worker;
  readonly #onProgress: (events: number) => void;
  #waiting: Waiting | undefined;
  #failure: unknown;

  constructor(file: URL, config: ConnectionConfig, { onProgress, ...parts }: FillerParts) {
    const workerData: ThreadData = { config, ...parts };
    this.#onProgress = onProgress;
    this.#worker = new Worker(file, { workerData });
    this.#worker
      .on('message', (answer: FillAnswer) => {
        this.#receive(answer);
      })
      .on('error', (error) => {
        this.#end(error);
      })
      .on('exit', () => {
        this.#end(new Error('A thread of the rebuild ended'));
      });
  }

  async fill(partition: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#failure !== undefined) throw this.#failure as Error;
    const abort = (): void => {
      this.#end(signal.reason);
    };
    signal.addEventListener('abort', abort);
    try {
      await new Promise<void>((resolve, reject) => {
        this.#waiting = { resolve, reject };
        this.#worker.postMessage({ partition } satisfies FillRequest);
      });
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  /** PostgreSQL undoes what a thread has not completed when its connection ends with it. */
  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #receive(answer: FillAnswer): void {
    if (answer.kind === 'progress') this.#onProgress(answer.events);
    else if (answer.kind === 'filled') this.#waiting?.resolve();
    else this.#waiting?.reject(toError(answer.error));
  }

  #end(error: unknown): void {
    this.#failure ??= error;
    this.#waiting?.reject(error);
  }
}

const toError = ({ message, ...fields }: SentError): Error => Object.assign(new Error(message), fields);
