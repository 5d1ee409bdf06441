import { randomUUID } from 'node:crypto';
import { request, type Operation } from '@throughline/api-client';
import { registerRecording } from '@throughline/api-client/operations';
import { parseJson, refusalOf, shouldRetry, type Answer } from '../client/answer.js';
import { HttpClient } from '../client/http-client.js';
import type { RetryLimit } from '../client/retry-limit.js';
import { sendBody } from './send-body.js';
import { readBytes, requireUnchanged, type SourceFile } from './source-file.js';
import type { Upload } from './upload.js';

const THINK_MS = 60_000;

/** Escapes as browsers do: a quote or line break in a name must not end the header. */
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
  yield* readBytes(file);
  yield tail;
}

function sendOnce(
  client: HttpClient,
  { file, onProgress, create = registerRecording }: Upload,
  key: string,
  form: Form,
): Promise<Answer> {
  const total = form.head.byteLength + file.size + form.tail.byteLength;
  return sendBody(client, {
    // The operation also has a body in JSON, which a form replaces.
    request: request<Operation>(create),
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

/** Registers a file with one request. Retries use the same key, so the file is registered once. */
export async function uploadForm(client: HttpClient, upload: Upload, patience: RetryLimit): Promise<unknown> {
  const [form, key] = [formOf(upload), upload.key ?? randomUUID()];
  for (;;) {
    await requireUnchanged(upload.file);
    const outcome = await client.attempt(() => sendOnce(client, upload, key, form));
    if ('answer' in outcome && !shouldRetry(outcome.answer)) {
      if (outcome.answer.status < 400) return parseJson(outcome.answer.body);
      throw refusalOf(outcome.answer);
    }
    await HttpClient.waitOrThrow(patience, outcome);
  }
}
