import { randomBytes } from 'node:crypto';

export interface MultipartBody {
  readonly contentType: string;
  readonly content: Uint8Array;
}

/** Joins metadata and content (RFC 2387), as Google's uploads of type `multipart` expect them. */
export function joinParts(metadata: object, content: Uint8Array): MultipartBody {
  const boundary = `part-${randomBytes(18).toString('hex')}`;
  const head = `--${boundary}\r\ncontent-type: application/json; charset=UTF-8\r\n\r\n${JSON.stringify(metadata)}\r\n--${boundary}\r\ncontent-type: application/octet-stream\r\n\r\n`;
  return {
    contentType: `multipart/related; boundary=${boundary}`,
    content: Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}
