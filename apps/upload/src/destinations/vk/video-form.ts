import { randomBytes } from 'node:crypto';
import { extname } from 'node:path';
import type { RequestBody } from '@throughline/outgoing';
import type { SourceBytes } from '../../delivery/source-bytes.js';
import type { DeliveryFile } from '../../kit/destination.js';

/**
 * Builds the `multipart/form-data` body (RFC 7578) of an upload, which reads the file while it is sent, once. The final
 * boundary follows only after the checksum is verified and `beforeEnd` has resolved: without it VK cannot use the form.
 */
export function buildVideoForm(
  { name, mediaType, size }: DeliveryFile,
  source: SourceBytes,
  { onProgress, beforeEnd }: { readonly onProgress: (bytes: number) => void; readonly beforeEnd: () => Promise<void> },
): { readonly type: string; readonly body: RequestBody } {
  const boundary = `throughline-${randomBytes(16).toString('hex')}`;
  const head = Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="video_file"; filename="video${extname(name)}"\r\nContent-Type: ${mediaType}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  async function* bytes(): AsyncGenerator<Buffer, void, undefined> {
    yield head;
    let sent = 0;
    for await (const piece of source.piecesTo(size)) {
      yield piece;
      sent += piece.length;
      onProgress(sent);
    }
    await source.end();
    await beforeEnd();
    yield tail;
  }
  return { type: `multipart/form-data; boundary=${boundary}`, body: { length: head.length + size + tail.length, bytes } };
}
