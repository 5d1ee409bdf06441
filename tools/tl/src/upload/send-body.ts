import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readText, type Answer } from '../client/answer.js';
import type { HttpClient } from '../client/http-client.js';
import { isCliError, type CliError } from '../exit.js';

export interface BodyRequest {
  readonly method: 'POST' | 'PATCH';
  readonly path: string;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: () => AsyncIterable<Buffer>;
  /** Bytes of the body that have left, whenever some have. */
  readonly onSent: (sent: number) => void;
  /** When it has everything the server may think for so long. Milliseconds. */
  readonly thinkMs: number;
}

/** A server that takes nothing for so long is away. Milliseconds. */
const STALLED_MS = 60_000;

class Counter extends Transform {
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

/** One request with a body as long as a file, sent as fast as the server takes it. */
export async function sendBody(client: HttpClient, { method, path, headers, ...sent }: BodyRequest): Promise<Answer> {
  const request = client.open(path, { method, timeout: STALLED_MS, headers });
  const stop = new AbortController();
  let sending: Promise<void> = Promise.resolve();
  let fault: CliError | undefined;
  const response = await client
    .responseTo(request, () => {
      sending = pipeline(sent.body(), new Counter(sent.onSent), request, { signal: stop.signal }).then(
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
      // What is wrong with the body is no trouble on the way, though it cuts the line as well.
      throw fault ?? error;
    });
  try {
    return { status: response.statusCode ?? 0, headers: response.headers, body: await readText(response) };
  } finally {
    // A refusal comes before the last byte, and then the rest of the file need not travel.
    stop.abort();
    await sending;
  }
}
