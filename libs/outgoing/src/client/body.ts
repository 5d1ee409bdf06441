import type { IncomingMessage } from 'node:http';
import { PermanentError, RetryableError } from '@throughline/contracts';
import { silence, transportError } from './transport-error.js';

export interface BodyLimits {
  readonly host: string;
  readonly maxBytes: number;
  /** The longest wait for more; what its reader takes between two pieces is no silence. Milliseconds. */
  readonly idleMs: number;
  readonly signal: AbortSignal | undefined;
}

/** The bytes of an answer as they come: never decompressed, never more than the limit. Whoever stops reading closes the connection. */
export async function* readBody(body: IncomingMessage, limits: BodyLimits): AsyncGenerator<Buffer, void, undefined> {
  const { host, maxBytes, idleMs, signal } = limits;
  const waiting = (): NodeJS.Timeout => setTimeout(() => body.destroy(silence()), idleMs);
  let bytes = 0;
  let timer = waiting();
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      clearTimeout(timer);
      bytes += chunk.byteLength;
      if (bytes > maxBytes)
        throw new PermanentError('too-large', `${host} sends more than the limit of ${String(maxBytes)} bytes`);
      yield chunk;
      timer = waiting();
    }
    // A stream that was closed under its reader ends as if it were complete.
    if (!body.complete) throw new RetryableError('connection-broken', `The connection to ${host} ended in the middle`);
  } catch (error) {
    signal?.throwIfAborted();
    throw transportError(error, host);
  } finally {
    clearTimeout(timer);
    discard(body);
  }
}

/** Nobody reads the rest: the connection goes with it, as the rest may be endless. */
export function discard(body: IncomingMessage): void {
  body.on('error', () => undefined).destroy();
}
