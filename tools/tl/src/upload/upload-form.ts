import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CliError } from '../exit.js';
import { parseJson, readText, refusalOf, wantsRetry, type Answer } from './answer.js';
import { HttpClient, responseTo } from './http-client.js';
import type { Patience } from './patience.js';

export interface Upload {
  readonly file: string;
  readonly fields: Readonly<Record<string, string>>;
  /** The same for every sending: the recording is registered once. */
  readonly key: string;
  readonly onProgress: (sent: number, total: number) => void;
}

/** A server that takes nothing for so long is away. Milliseconds. */
const STALLED_MS = 60_000;

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.mp4': 'video/mp4',
  '.m4v': 'video/mp4',
  '.mov': 'video/quicktime',
  '.mkv': 'video/x-matroska',
  '.webm': 'video/webm',
  '.mp3': 'audio/mpeg',
  '.m4a': 'audio/mp4',
  '.wav': 'audio/wav',
  '.ogg': 'audio/ogg',
  '.flac': 'audio/flac',
};

/** As browsers do it: a quote or line break in a name must not end the header. */
const quoted = (text: string): string => text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

interface Form {
  readonly head: Buffer;
  readonly tail: Buffer;
  readonly boundary: string;
  readonly size: number;
}

async function formOf({ file, fields }: Upload): Promise<Form> {
  const found = await stat(file).catch((cause: unknown) => {
    throw new CliError('usage', `${file} cannot be read`, { cause });
  });
  if (!found.isFile()) throw new CliError('usage', `${file} is not a file`);
  const boundary = `tl-${randomUUID()}`;
  const name = quoted(basename(file));
  const type = MEDIA_TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream';
  const parts = Object.entries(fields).map(
    ([field, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
  );
  const last = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`;
  return { head: Buffer.from(parts.join('') + last), tail: Buffer.from(`\r\n--${boundary}--\r\n`), boundary, size: found.size };
}

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

async function* bodyOf(form: Form, file: string): AsyncGenerator<Buffer> {
  yield form.head;
  // Exactly what was announced, even if somebody appends to the file meanwhile.
  if (form.size > 0) yield* createReadStream(file, { end: form.size - 1 }) as AsyncIterable<Buffer>;
  yield form.tail;
}

async function sendOnce(client: HttpClient, upload: Upload, form: Form): Promise<Answer> {
  const total = form.head.byteLength + form.size + form.tail.byteLength;
  const request = client.open('/api/v1/recordings', {
    method: 'POST',
    timeout: STALLED_MS,
    headers: {
      'content-type': `multipart/form-data; boundary=${form.boundary}`,
      'content-length': total,
      'idempotency-key': upload.key,
    },
  });
  const stop = new AbortController();
  const counter = new Counter((sent) => {
    upload.onProgress(Math.min(sent, total), total);
  });
  let sending: Promise<void> = Promise.resolve();
  const response = await responseTo(request, () => {
    // A refusal comes before the last byte, and then the rest of the file need not travel.
    sending = pipeline(bodyOf(form, upload.file), counter, request, { signal: stop.signal }).catch((error: unknown) => {
      request.destroy(error instanceof Error ? error : undefined);
    });
  });
  try {
    return { status: response.statusCode ?? 0, headers: response.headers, body: await readText(response) };
  } finally {
    stop.abort();
    await sending;
  }
}

/** Registers a file. While the server is away it is sent again under the same key, so it is registered once. */
export async function uploadFile(client: HttpClient, upload: Upload, patience: Patience): Promise<unknown> {
  const form = await formOf(upload);
  for (;;) {
    const outcome = await client.attempt(() => sendOnce(client, upload, form));
    if ('answer' in outcome && !wantsRetry(outcome.answer)) {
      if (outcome.answer.status < 400) return parseJson(outcome.answer.body);
      throw refusalOf(outcome.answer);
    }
    await HttpClient.waitOrThrow(patience, outcome);
  }
}
