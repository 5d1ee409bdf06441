import { randomBytes } from 'node:crypto';
import type { RequestBody } from '@throughline/outgoing';
import type { SourceBytes } from '../../delivery/source-bytes.js';
import type { FormField } from './labels.js';

export interface DocumentForm {
  readonly filename: string;
  readonly mediaType: string;
  readonly size: number;
  readonly fields: readonly FormField[];
}

/** RFC 7578, 4.2, with the escapes of the WHATWG's form encoding. */
const escaped = (text: string): string => text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/**
 * Builds a `multipart/form-data` body that reads the file while it is sent, once. The final boundary follows only after the
 * checksum is verified: without it the server cannot use the form. `mayBeWhole` returns true once the boundary may have been
 * sent.
 */
export function buildDocumentForm(
  { filename, mediaType, size, fields }: DocumentForm,
  source: SourceBytes,
  onBytes: (bytes: number) => void,
): { readonly type: string; readonly body: RequestBody; readonly mayBeWhole: () => boolean } {
  const boundary = `throughline-${randomBytes(16).toString('hex')}`;
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(name)}"\r\n\r\n${value}\r\n`,
  );
  const file = `--${boundary}\r\nContent-Disposition: form-data; name="document"; filename="${escaped(filename)}"\r\nContent-Type: ${mediaType}\r\n\r\n`;
  const head = Buffer.from(`${parts.join('')}${file}`);
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  let mayBeWhole = false;
  async function* bytes(): AsyncGenerator<Buffer, void, undefined> {
    yield head;
    for await (const piece of source.piecesTo(size)) {
      yield piece;
      onBytes(piece.length);
    }
    await source.end();
    mayBeWhole = true;
    yield tail;
  }
  const type = `multipart/form-data; boundary=${boundary}`;
  return { type, body: { length: head.length + size + tail.length, bytes }, mayBeWhole: () => mayBeWhole };
}
