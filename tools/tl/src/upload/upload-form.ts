import { randomUUID } from 'node:crypto';
import { parseJson, refusalOf, wantsRetry, type Answer } from '../client/answer.js';
import { HttpClient } from '../client/http-client.js';
import type { Patience } from '../client/patience.js';
import { sendBody } from './send-body.js';
import { bytesOf, requireUnchanged, type SourceFile } from './source-file.js';
import type { Upload } from './upload.js';

const THINK_MS = 60_000;

/** As browsers do it: a quote or line break in a name must not end the header. */
const quoted = (text: string): string => text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

interface Form {
  readonly head: Buffer;
  readonly tail: Buffer;
  readonly boundary: string;
}

function formOf({ file, fields }: Upload): Form {
  const boundary = `tl-${randomUUID()}`;
  const parts = Object.entries(fields).map(
    ([field, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
  );
  const disposition = `Content-Disposition: form-data; name="file"; filename="${quoted(file.name)}"`;
  const last = `--${boundary}\r\n${disposition}\r\nContent-Type: ${file.mediaType}\r\n\r\n`;
  return { head: Buffer.from(parts.join('') + last), tail: Buffer.from(`\r\n--${boundary}--\r\n`), boundary };
}

async function* bodyOf({ head, tail }: Form, file: SourceFile): AsyncGenerator<Buffer> {
  yield head;
  yield* bytesOf(file);
  yield tail;
}

function sendOnce(client: HttpClient, { file, onProgress, path }: Upload, key: string, form: Form): Promise<Answer> {
  const total = form.head.byteLength + file.size + form.tail.byteLength;
  return sendBody(client, {
    method: 'POST',
    path: path ?? '/api/v1/recordings',
    headers: {
      'content-type': `multipart/form-data; boundary=${form.boundary}`,
      'content-length': total,
      'idempotency-key': key,
    },
    body: () => bodyOf(form, file),
    onSent: (sent) => {
      onProgress(Math.min(sent, total), total);
    },
    thinkMs: THINK_MS,
  });
}

/** Registers a file by one request. While the server is away it is sent again under the same key, so it is registered once. */
export async function uploadForm(client: HttpClient, upload: Upload, patience: Patience): Promise<unknown> {
  const [form, key] = [formOf(upload), upload.key ?? randomUUID()];
  for (;;) {
    await requireUnchanged(upload.file);
    const outcome = await client.attempt(() => sendOnce(client, upload, key, form));
    if ('answer' in outcome && !wantsRetry(outcome.answer)) {
      if (outcome.answer.status < 400) return parseJson(outcome.answer.body);
      throw refusalOf(outcome.answer);
    }
    await HttpClient.waitOrThrow(patience, outcome);
  }
}
