import type { MessagePort } from 'node:worker_threads';
import { codeOf, kindOf } from '@throughline/contracts';
import type { Logger } from '@throughline/service-kit';
import type { ConnectionConfig } from '../config.js';
import { openConnections } from '../connections.js';
import { recordingFold } from '../fold/recording-fold.js';
import { followPartition } from './follow-partition.js';

/** Given to a thread when it starts. */
export interface ThreadData {
  readonly config: ConnectionConfig;
  readonly schema: string;
  readonly incarnation: string;
  readonly maxEvents: number;
}

/** Asks a thread to fill one partition. Its last answer is `filled` or `failed`. */
export interface FillRequest {
  readonly partition: number;
}

export type FillAnswer =
  | { readonly kind: 'progress'; readonly events: number }
  | { readonly kind: 'filled' }
  | { readonly kind: 'failed'; readonly error: SentError };

/** An error between threads, which copy neither classes nor fields of an error. */
export interface SentError {
  readonly name: string;
  readonly message: string;
  readonly kind?: string | undefined;
  readonly code?: string | undefined;
}

const toSent = (error: unknown): SentError => {
  const { name, message } = error instanceof Error ? error : new Error('The thread failed');
  return { name, message, kind: kindOf(error), code: codeOf(error) };
};

/** Fills partitions as long as the main thread lets this thread run. The thread has connections of its own. */
export async function serveFills(port: MessagePort, { config, ...parts }: ThreadData, logger: Logger): Promise<void> {
  const { pool, store } = await openConnections('projector', { ...config, connections: 2 }, logger);
  const answer = (message: FillAnswer): void => {
    port.postMessage(message);
  };
  // The main thread ends this thread to abort it.
  const { signal } = new AbortController();
  const onProgress = (events: number): void => {
    answer({ kind: 'progress', events });
  };
  port.on('message', ({ partition }: FillRequest) => {
    followPartition({ ...parts, pool, store, fold: recordingFold, partition, signal, onProgress }).then(
      () => {
        answer({ kind: 'filled' });
      },
      (error: unknown) => {
        answer({ kind: 'failed', error: toSent(error) });
      },
    );
  });
}
