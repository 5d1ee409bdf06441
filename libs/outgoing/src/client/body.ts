import type { IncomingMessage } from 'node:http';
import { PermanentError, RetryableError } from '@throughline/contracts';
import { silenceError, toTransportError } from './transport-error.js';

export interface BodyLimits {
  readonly host: string;
  readonly maxBytes: number;
  /** Milliseconds without data from the server. The time that the reader takes between two chunks does not count. */
  readonly idleMs: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Yields the bytes of an answer: never decompressed, never more than the limit. The connection is closed when the reader stops.
 */
export async function* readBody(body: IncomingMessage, limits: BodyLimits): AsyncGenerator<Buffer, void, undefined> {
  const { host, maxBytes, idleMs, signal } = limits;
  const waiting = (): NodeJS.Timeout => setTimeout(() => body.destroy(silenceError()), idleMs);
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
    // A stream that is destroyed while it is read ends as if it were complete.
    if (!body.complete)
      throw new RetryableError('connection-broken', `The connection to ${host} ended before the file was complete`);
  } catch (error) {
    signal?.throwIfAborted();
    throw toTransportError(error, host);
  } finally {
    clearTimeout(timer);
    discardBody(body);
  }
}

/** Closes the connection instead of reading the rest, which may be endless. */
export function discardBody(body: IncomingMessage): void {
  body.on('error', () => undefined).destroy();
}
