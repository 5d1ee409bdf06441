import { CALL_LIMITS, callWithin, type CallLimits, type ServiceClient, type ServiceResponse } from '@throughline/credentials';
import type { Chunk, ChunkAnswer, ChunkedUploads } from '../chunks/chunked-uploads.js';
import { CHUNK_BYTES, findLastChunk, readRange } from './range.js';

interface UploadSessionsParts<Item> {
  readonly line: ServiceClient;
  /** The subject of errors, such as `YouTube`. */
  readonly label: string;
  readonly limits?: Pick<CallLimits, 'other'>;
  /** Reads the object that a finished session has created. */
  readonly read: (answer: ServiceResponse) => Item;
  readonly toError: (answer: ServiceResponse) => Error;
}

/**
 * Resumable uploads of Google's APIs (https://developers.google.com/drive/api/guides/manage-uploads#resumable). The address of
 * a session is a secret that opens it without an access token.
 */
export class UploadSessions<Item> implements ChunkedUploads<Item> {
  readonly label: string;
  readonly chunkBytes = CHUNK_BYTES;
  readonly findLastChunk = findLastChunk;

  constructor(private readonly parts: UploadSessionsParts<Item>) {
    this.label = parts.label;
  }

  status(url: string, total: number, signal?: AbortSignal): Promise<ChunkAnswer<Item>> {
    return this.#within('ask the upload session for its state', signal, (over) =>
      this.#put(url, { range: `*/${String(total)}`, bytes: new Uint8Array(0), signal: over }),
    );
  }

  /** Sends a chunk that starts at byte `first`. All chunks but the last have a multiple of 256 KiB. */
  send(url: string, { first, bytes, total }: Chunk, signal?: AbortSignal): Promise<ChunkAnswer<Item>> {
    const last = first + bytes.byteLength - 1;
    return this.#put(url, { range: `${String(first)}-${String(last)}/${String(total)}`, bytes, signal });
  }

  /** Google ends a session after a week in any case. */
  async end(url: string, signal?: AbortSignal): Promise<void> {
    await this.#within('end the upload session', signal, (over) =>
      this.parts.line.ask(url, { method: 'DELETE', body: new Uint8Array(0), signal: over }),
    );
  }

  #within<T>(operation: string, signal: AbortSignal | undefined, call: (over: AbortSignal) => Promise<T>): Promise<T> {
    const { label: service, limits = CALL_LIMITS } = this.parts;
    return callWithin({ service, operation, limitMs: limits.other, signal }, call);
  }

  async #put(
    url: string,
    { range, bytes, signal }: { range: string; bytes: Uint8Array; signal: AbortSignal | undefined },
  ): Promise<ChunkAnswer<Item>> {
    const headers = { 'content-range': `bytes ${range}` };
    const answer = await this.parts.line.ask(url, {
      method: 'PUT',
      headers,
      body: bytes,
      ...(signal === undefined ? {} : { signal }),
    });
    if (answer.status === 308) return { kind: 'kept', kept: readRange(answer.header('range')) };
    if (answer.status === 200 || answer.status === 201) return { kind: 'complete', item: this.parts.read(answer) };
    if (answer.status === 404 || answer.status === 410) return { kind: 'gone' };
    return { kind: 'trouble', error: this.parts.toError(answer) };
  }
}
