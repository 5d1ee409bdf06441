import { setTimeout as delay } from 'node:timers/promises';
import { PermanentError, RetryableError, codeOf, kindOf } from '@throughline/contracts';
import type { GuardedClient, GuardedResponse } from '@throughline/outgoing';
import { parseContentRange, readEntity, readValidator, type Entity } from './entity.js';
import { toSourceError } from './refusals.js';

/** The stored bytes belong to other content than the server sends now: the download must start again. */
export class ContentChangedError extends Error {
  readonly kind = 'start-over';
}

/** Bytes that are already stored, and the content that they belong to. */
export interface ResumePoint {
  readonly offset: number;
  readonly entity: Entity;
}

export interface TransferOptions {
  readonly client: Pick<GuardedClient, 'fetch'>;
  readonly address: string;
  readonly signal: AbortSignal;
  readonly maxBytes: number;
  readonly reconnectMs: readonly number[];
  readonly resumePoint: ResumePoint | undefined;
  /**
   * Names the file that the client fetches at present, if the address has several. Validators do not tell them apart: dates of
   * files that were written together are equal.
   */
  readonly nameFile?: (() => string) | undefined;
}

/** A download of one file from an offset to its end, over as many connections as needed. */
export class Transfer {
  #offset: number;
  #entity: Entity | undefined;
  #host = '';
  /** Failed connections in a row that brought no bytes. */
  #vain = 0;
  #hasBrought = false;

  constructor(private readonly options: TransferOptions) {
    this.#offset = options.resumePoint?.offset ?? 0;
    this.#entity = options.resumePoint?.entity;
  }

  get offset(): number {
    return this.#offset;
  }

  /** Complete after the first answer. */
  get entity(): Entity {
    return this.#entity ?? {};
  }

  get host(): string {
    return this.#host;
  }

  /** Yields all missing bytes. Throws `ContentChangedError` if they do not belong to the stored bytes. */
  async *bytes(): AsyncGenerator<Buffer, void, undefined> {
    if (this.#isWhole) this.#requireSameFile();
    while (!this.#isWhole) {
      let body: AsyncGenerator<Buffer, void, undefined> | undefined;
      try {
        body = await this.#open();
        if (body === undefined) return;
        yield* this.#counted(body);
        this.#requireWhole();
        return;
      } catch (error) {
        await this.#waitOrThrow(error);
      } finally {
        await body?.return();
      }
    }
  }

  get #isWhole(): boolean {
    return this.#offset > 0 && this.#offset === this.entity.total;
  }

  /** Returns `undefined` if no bytes are missing. */
  async #open(): Promise<AsyncGenerator<Buffer, void, undefined> | undefined> {
    const { client, address, signal } = this.options;
    const answer = await client.fetch(address, { signal, headers: this.#headers() });
    this.#host = answer.url.host;
    try {
      return this.#accept(answer);
    } catch (error) {
      answer.discard();
      throw error;
    }
  }

  #headers(): Record<string, string> {
    if (this.#offset === 0) return {};
    const { ifRange } = this.entity;
    if (ifRange === undefined) throw new ContentChangedError('the server does not identify the version of the file');
    return { range: `bytes=${String(this.#offset)}-`, 'if-range': ifRange };
  }

  #accept(answer: GuardedResponse): AsyncGenerator<Buffer, void, undefined> | undefined {
    const { status } = answer;
    if (status === 416 && this.#offset > 0) {
      this.#requireSameFile();
      this.#requireEnd(answer);
      return undefined;
    }
    if (status !== 200 && status !== 206) throw toSourceError(answer);
    requirePlain(answer);
    if (this.#offset > 0) this.#requireSameFile();
    return status === 206 ? this.#acceptPart(answer) : this.#acceptWhole(answer);
  }

  #requireSameFile(): void {
    if (this.entity.file !== this.options.nameFile?.()) throw new ContentChangedError('another file is fetched now');
  }

  #acceptWhole({ header, body, url }: GuardedResponse): AsyncGenerator<Buffer, void, undefined> {
    const { nameFile } = this.options;
    const entity = { ...readEntity(header), ...(nameFile === undefined ? {} : { file: nameFile() }) };
    if (entity.total !== undefined) this.#requireRoomFor(entity.total, url.host);
    if (this.#offset === 0) {
      this.#entity = entity;
      return body;
    }
    // A server without ranges sends the same content from its start: the stored bytes are skipped.
    if (entity.ifRange === undefined || entity.ifRange !== this.entity.ifRange) throw new ContentChangedError('it has changed');
    return skipBytes(body, this.#offset);
  }

  #acceptPart({ header, body, url }: GuardedResponse): AsyncGenerator<Buffer, void, undefined> {
    const range = parseContentRange(header);
    const { ifRange, total } = this.entity;
    const tag = header('etag') === undefined ? ifRange : readValidator(header);
    if (this.#offset === 0)
      throw new PermanentError('source-refused', `${url.host} answers with a part (206) that was not requested`);
    if (range?.start !== this.#offset || tag !== ifRange) throw new ContentChangedError('it sends another part than requested');
    if (total !== undefined && range.total !== undefined && range.total !== total)
      throw new ContentChangedError('its length has changed');
    if (range.total !== undefined) {
      this.#requireRoomFor(range.total, url.host);
      this.#entity = { ...this.entity, total: range.total };
    }
    return body;
  }

  /** With 416 the stored bytes are complete, if the server confirms that length. */
  #requireEnd(answer: GuardedResponse): void {
    const reported = parseContentRange(answer.header)?.total;
    answer.discard();
    const { total = reported } = this.entity;
    if (reported !== this.#offset || total !== this.#offset)
      throw new ContentChangedError('it is shorter than the downloaded part');
  }

  async *#counted(body: AsyncGenerator<Buffer, void, undefined>): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of body) {
      this.#offset += chunk.byteLength;
      this.#requireRoomFor(this.#offset, this.#host);
      if (this.#offset > (this.entity.total ?? Infinity)) throw new ContentChangedError('it sends more bytes than announced');
      this.#vain = 0;
      this.#hasBrought = true;
      yield chunk;
    }
  }

  #requireWhole(): void {
    const { total } = this.entity;
    if (total !== undefined && this.#offset < total)
      throw new RetryableError(
        'connection-broken',
        `${this.#host} ended the connection at ${String(this.#offset)} of ${String(total)} bytes`,
      );
  }

  #requireRoomFor(bytes: number, host: string): void {
    const { maxBytes } = this.options;
    if (bytes > maxBytes)
      throw new PermanentError(
        'too-large',
        `The file at ${host} is over the limit of ${String(maxBytes)} bytes (TL_FETCH_MAX_BYTES)`,
      );
  }

  /** Reconnects for a while if this transfer has received bytes. Otherwise fails the attempt. */
  async #waitOrThrow(error: unknown): Promise<void> {
    const { reconnectMs, signal } = this.options;
    signal.throwIfAborted();
    // A waiting attempt loses its files. This one has some, so it is retried instead.
    const failure = kindOf(error) === 'waiting' && this.#hasBrought ? toRetryable(error) : error;
    const wait = kindOf(error) === 'retryable' && this.#hasBrought ? reconnectMs[this.#vain] : undefined;
    if (wait === undefined) throw failure;
    this.#vain += 1;
    await delay(wait, undefined, { signal }).catch(() => {
      signal.throwIfAborted();
    });
  }
}

/** Compressed bytes may grow without limit when unpacked, and their ranges do not fit each other. */
function requirePlain({ header, url }: GuardedResponse): void {
  const encoding = header('content-encoding')?.trim().toLowerCase() ?? '';
  if (encoding !== 'identity' && encoding !== '')
    throw new PermanentError(
      'source-encoded',
      `${url.host} compresses the file, although the request forbids it. Use an address of the uncompressed file`,
    );
}

const toRetryable = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  const after = 'retryAfterMs' in error && typeof error.retryAfterMs === 'number' ? { retryAfterMs: error.retryAfterMs } : {};
  return new RetryableError(codeOf(error) ?? 'source-busy', error.message, { cause: error, ...after });
};

async function* skipBytes(body: AsyncGenerator<Buffer, void, undefined>, bytes: number): AsyncGenerator<Buffer, void, undefined> {
  let remaining = bytes;
  for await (const chunk of body) {
    const rest = chunk.subarray(remaining);
    remaining = Math.max(0, remaining - chunk.byteLength);
    if (rest.byteLength > 0) yield rest;
  }
}
