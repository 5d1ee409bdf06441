import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Body } from './http.js';

export interface FilePart {
  readonly field: string;
  readonly name: string;
  readonly type: string;
  readonly path: string;
}

const quoted = (text: string): string => text.replaceAll('"', '%22').replaceAll(/[\r\n]/g, ' ');

/**
 * Builds a multipart/form-data body with one file, which is read from disk while it is sent. A field with several values is
 * repeated (TRN-05): servers ignore joined values silently.
 */
export async function formBody(fields: readonly (readonly [name: string, value: string])[], file: FilePart): Promise<Body> {
  const boundary = `throughline-${randomBytes(18).toString('hex')}`;
  const values = fields.map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${quoted(name)}"\r\n\r\n${value}\r\n`,
  );
  const disposition = `content-disposition: form-data; name="${quoted(file.field)}"; filename="${quoted(file.name)}"`;
  const head = Buffer.from(`${values.join('')}--${boundary}\r\n${disposition}\r\ncontent-type: ${file.type}\r\n\r\n`);
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const { size } = await stat(file.path);
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    length: head.length + size + tail.length,
    async *bytes() {
      yield head;
      yield* createReadStream(file.path) as AsyncIterable<Buffer>;
      yield tail;
    },
  };
}

export function jsonBody(value: unknown): Body {
  const bytes = Buffer.from(JSON.stringify(value));
  return { type: 'application/json', length: bytes.length, bytes: () => [bytes] };
}
