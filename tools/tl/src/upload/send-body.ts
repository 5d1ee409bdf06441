import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ApiRequest } from '@throughline/api-client';
import { readText, type Answer } from '../client/answer.js';
import type { HttpClient } from '../client/http-client.js';
import { isCliError, type CliError } from '../exit.js';

export interface BodyRequest {
  readonly request: ApiRequest;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: () => AsyncIterable<Buffer>;
  readonly onSent: (sent: number) => void;
  /** Time for the server's answer after the last byte, in milliseconds. */
  readonly thinkMs: number;
}

/** A server that accepts no bytes for this long counts as unavailable. Milliseconds. */
const STALLED_MS = 60_000;

class ByteCounter extends Transform {
  #sent = 0;
  constructor(private readonly onSent: (sent: number) => void) {
    super();
  }
  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.#sent += chunk.byteLength;
    this.onSent(this.#sent);
    done(null, chunk);
  }
}

/** Sends one request with the length of a file, as fast as the server accepts it. */
export async function sendBody(client: HttpClient, { request: address, headers, ...sent }: BodyRequest): Promise<Answer> {
  const request = client.open(address, { timeout: STALLED_MS, headers });
  const stop = new AbortController();
  let sending: Promise<void> = Promise.resolve();
  let fault: CliError | undefined;
  const response = await client
    .responseTo(request, () => {
      sending = pipeline(sent.body(), new ByteCounter(sent.onSent), request, { signal: stop.signal }).then(
        () => {
          request.setTimeout(sent.thinkMs);
        },
        (error: unknown) => {
          if (isCliError(error)) fault = error;
          request.destroy(error instanceof Error ? error : undefined);
        },
      );
    })
    .catch(async (error: unknown) => {
      await sending;
      // A fault of the body also breaks the connection. It takes precedence, because it is not a network problem.
      throw fault ?? error;
    });
  try {
    return { status: response.statusCode ?? 0, headers: response.headers, body: await readText(response) };
  } finally {
    // If the server refuses before the last byte, the rest of the file need not be sent.
    stop.abort();
    await sending;
  }
}
