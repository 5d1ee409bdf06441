import { SourceBytes } from '../../delivery/source-bytes.js';
import { moveComplete, stagingLostError } from '../../remote-folders/complete-file.js';
import type { FileUpload } from '../../remote-folders/remote-output.js';
import { ChunkedUpload } from './chunked-upload.js';
import type { DavClient } from './dav-client.js';
import { createBody, requireSameHash } from './request-body.js';
import type { Nextcloud } from './nextcloud.js';

/** Uploads a file under a temporary name, and renames it after verification. */
export async function putFile(client: DavClient, { file, to, part, signal, onBytes }: FileUpload): Promise<void> {
  const source = new SourceBytes([file], signal);
  try {
    const body = createBody(source, { from: 0, to: file.size }, onBytes);
    // Nextcloud answers with its own checksum.
    const header = await client.put(part, { body, headers: { 'content-type': file.mediaType, 'x-hash': 'sha256' } }, signal);
    if (header === undefined) throw stagingLostError();
    await source.end();
    requireSameHash(header('x-hash-sha256'), file, client.terms);
    await moveComplete(client, { part, to, signal });
  } finally {
    await source.close();
  }
}

/** Uploads a file in chunks. The session is on record before its first byte. */
export async function putInChunks(client: DavClient, nextcloud: Nextcloud, upload: FileUpload): Promise<void> {
  const { file, to, session, recordSession, signal, onBytes } = upload;
  const chunks = new ChunkedUpload({ client, nextcloud, signal });
  const id = session ?? chunks.newId();
  if (session === undefined) await recordSession(id);
  await chunks.send(id, file, { to, onBytes });
}
