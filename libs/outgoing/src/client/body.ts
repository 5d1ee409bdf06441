import type { Readable } from 'node:stream';
import { PermanentError, RetryableError } from '@throughline/contracts';
import { transportError } from './transport-error.js';

export interface BodyLimits {
  readonly host: string;
  readonly maxBytes: number;
  readonly signal: AbortSignal | undefined;
}

/** The bytes of an answer as they come: never decompressed, never more than the limit. Whoever stops reading closes the connection. */
export async function* readBody(body: Readable, { host, maxBytes, signal }: BodyLimits): AsyncGenerator<Buffer, void, undefined> {
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes)
        throw new PermanentError('too-large', `${host} sends more than the limit of ${String(maxBytes)} bytes`);
      yield chunk;
    }
    // A stream that was closed under its reader ends as if it were complete.
    if (!body.readableEnded) throw new RetryableError('connection-broken', `The connection to ${host} ended in the middle`);
  } catch (error) {
    signal?.throwIfAborted();
    throw transportError(error, host);
  } finally {
    discard(body);
  }
}

/** Nobody reads the rest: the connection goes with it, as the rest may be endless. */
export function discard(body: Readable): void {
  body.on('error', () => undefined).destroy();
}
