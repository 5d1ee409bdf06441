import { randomUUID } from 'node:crypto';
import { RetryableError } from '@throughline/contracts';
import { SourceBytes } from '../../delivery/source-bytes.js';
import type { DeliveryFile } from '../../kit/destination.js';
import type { DavClient } from './dav-client.js';
import type { Entry } from '@throughline/webdav';
import type { Nextcloud } from './nextcloud.js';
import type { RemotePath } from '@throughline/webdav';
import { createBody } from './request-body.js';

const MIB = 2 ** 20;
/** "The naming of the individual chunks is limited to be a number between 1 and 10000". */
const MAX_CHUNKS = 10_000;

export interface ChunkedUploadParts {
  readonly client: DavClient;
  readonly nextcloud: Nextcloud;
  readonly signal: AbortSignal;
}

interface UploadOptions {
  readonly to: RemotePath;
  readonly onBytes: (bytes: number) => void;
}

/**
 * Chunked upload of Nextcloud (version 2): chunks are put into an upload folder, and a MOVE joins them into the file. A chunk
 * exists only when it is complete, so later attempts skip existing ones.
 */
export class ChunkedUpload {
  constructor(private readonly parts: ChunkedUploadParts) {}

  newId(): string {
    return `throughline-${randomUUID()}`;
  }

  async send(id: string, file: DeliveryFile, sending: UploadOptions): Promise<void> {
    const { client, nextcloud, signal } = this.parts;
    const folder = [...nextcloud.uploads, id];
    const headers = { destination: client.urlOf(sending.to), 'oc-total-length': String(file.size) };
    await client.makeFolder(folder, signal, headers);
    const there = (await client.list(folder, signal)) ?? new Map<string, Entry>();
    const source = new SourceBytes([file], signal);
    try {
      for (const { name, from, to } of this.#chunksOf(file)) {
        if (there.get(name)?.size === to - from) {
          await source.skipTo(to);
          sending.onBytes(to - from);
          continue;
        }
        const put = await client.put(
          [...folder, name],
          { body: createBody(source, { from, to }, sending.onBytes), headers },
          signal,
        );
        if (put === undefined) throw this.#lostError(file);
      }
      await source.end();
    } finally {
      await source.close();
    }
    const made = await client.assemble(folder, headers, signal);
    // The answer to an earlier MOVE may have been lost: then the file exists and the chunks do not.
    if (made === 'moved' || (await client.look(sending.to, signal))?.size === file.size) return;
    await client.remove(folder, signal);
    throw this.#lostError(file);
  }

  /** Yields the chunks. Their sizes are equal in every attempt, so that earlier chunks can be reused. */
  *#chunksOf({ size }: DeliveryFile): Generator<{ name: string; from: number; to: number }> {
    const bytes = Math.max(this.parts.nextcloud.chunking.bytes, Math.ceil(size / MAX_CHUNKS / MIB) * MIB);
    for (let number = 1, from = 0; from < size; number += 1, from += bytes)
      yield { name: String(number).padStart(5, '0'), from, to: Math.min(from + bytes, size) };
  }

  #lostError({ name }: DeliveryFile): RetryableError {
    return new RetryableError(
      'session-lost',
      `${this.parts.client.terms.where} has lost the upload of ${name}; it is sent again`,
    );
  }
}
