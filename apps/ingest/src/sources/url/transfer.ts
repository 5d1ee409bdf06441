import { setTimeout as delay } from 'node:timers/promises';
import { PermanentError, RetryableError, codeOf, kindOf } from '@throughline/contracts';
import type { GuardedClient, GuardedResponse } from '@throughline/outgoing';
import { contentRangeOf, entityOf, validatorOf, type Entity } from './entity.js';
import { refusalOf } from './refusals.js';

/** What is there already belongs to other bytes than those that are sent now: begin anew. */
export class StartOver extends Error {
  readonly kind = 'start-over';
}

/** Bytes that are here already, and what they belong to. */
export interface Begun {
  readonly offset: number;
  readonly entity: Entity;
}

export interface TransferOptions {
  readonly client: Pick<GuardedClient, 'fetch'>;
  readonly address: string;
  readonly signal: AbortSignal;
  readonly maxBytes: number;
  readonly reconnectMs: readonly number[];
  readonly begun: Begun | undefined;
}

/** One file on its way: from where it was left to its end, over as many connections as it takes. */
export class Transfer {
  #offset: number;
  #entity: Entity | undefined;
  #host = '';
  /** Connections in a row that have brought nothing. */
  #vain = 0;
  #hasBrought = false;

  constructor(private readonly options: TransferOptions) {
    this.#offset = options.begun?.offset ?? 0;
    this.#entity = options.begun?.entity;
  }

  /** How far it has got, from the beginning of the file. */
  get offset(): number {
    return this.#offset;
  }

  /** Known once the first answer is there. */
  get entity(): Entity {
    return this.#entity ?? {};
  }

  get host(): string {
    return this.#host;
  }

  /** All bytes that are still to come, to the last one. Throws `StartOver` where they do not belong to those that are here. */
  async *bytes(): AsyncGenerator<Buffer, void, undefined> {
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

  /** Undefined: there is nothing left to send. */
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
    if (ifRange === undefined) throw new StartOver('nothing tells whether the rest would belong to it');
    return { range: `bytes=${String(this.#offset)}-`, 'if-range': ifRange };
  }

  #accept(answer: GuardedResponse): AsyncGenerator<Buffer, void, undefined> | undefined {
    const { status } = answer;
    if (status === 416 && this.#offset > 0) {
      this.#requireEnd(answer);
      return undefined;
    }
    if (status !== 200 && status !== 206) throw refusalOf(answer);
    requirePlain(answer);
    return status === 206 ? this.#acceptPart(answer) : this.#acceptWhole(answer);
  }

  #acceptWhole({ header, body, url }: GuardedResponse): AsyncGenerator<Buffer, void, undefined> {
    const entity = entityOf(header);
    if (entity.total !== undefined) this.#requireRoomFor(entity.total, url.host);
    if (this.#offset === 0) {
      this.#entity = entity;
      return body;
    }
    // A server without ranges sends the same again from its beginning: what is here already is passed over.
    if (entity.ifRange === undefined || entity.ifRange !== this.entity.ifRange) throw new StartOver('it has changed');
    return skipping(body, this.#offset);
  }

  #acceptPart({ header, body, url }: GuardedResponse): AsyncGenerator<Buffer, void, undefined> {
    const range = contentRangeOf(header);
    const { ifRange, total } = this.entity;
    const tag = header('etag') === undefined ? ifRange : validatorOf(header);
    if (this.#offset === 0)
      throw new PermanentError('source-refused', `${url.host} answers with a part (206) that nobody asked for`);
    if (range?.start !== this.#offset || tag !== ifRange) throw new StartOver('it sends another part than it was asked for');
    if (total !== undefined && range.total !== undefined && range.total !== total) throw new StartOver('its length has changed');
    if (range.total !== undefined) {
      this.#requireRoomFor(range.total, url.host);
      this.#entity = { ...this.entity, total: range.total };
    }
    return body;
  }

  /** Nothing begins where the last connection ended: that was the end, if the server says so too. */
  #requireEnd(answer: GuardedResponse): void {
    const said = contentRangeOf(answer.header)?.total;
    answer.discard();
    const { total = said } = this.entity;
    if (said !== this.#offset || total !== this.#offset) throw new StartOver('it is shorter than what is here');
  }

  async *#counted(body: AsyncGenerator<Buffer, void, undefined>): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of body) {
      this.#offset += chunk.byteLength;
      this.#requireRoomFor(this.#offset, this.#host);
      if (this.#offset > (this.entity.total ?? Infinity)) throw new StartOver('more comes than was announced');
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

  /** What had begun is gone on with for a while; everything else is for the next attempt. */
  async #waitOrThrow(error: unknown): Promise<void> {
    const { reconnectMs, signal } = this.options;
    signal.throwIfAborted();
    // The files of an attempt that waits are given up, and this one has some.
    const kept = kindOf(error) === 'waiting' && this.#hasBrought ? asRetryable(error) : error;
    const wait = kindOf(error) === 'retryable' && this.#hasBrought ? reconnectMs[this.#vain] : undefined;
    if (wait === undefined) throw kept;
    this.#vain += 1;
    await delay(wait, undefined, { signal }).catch(() => {
      signal.throwIfAborted();
    });
  }
}

/** What is packed swells when it is unpacked, and its pieces do not fit one another. */
function requirePlain({ header, url }: GuardedResponse): void {
  const encoding = header('content-encoding')?.trim().toLowerCase() ?? '';
  if (encoding !== 'identity' && encoding !== '')
    throw new PermanentError(
      'source-encoded',
      `${url.host} compresses what it sends, though it was asked not to; it is not unpacked here`,
    );
}

const asRetryable = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  const after = 'retryAfterMs' in error && typeof error.retryAfterMs === 'number' ? { retryAfterMs: error.retryAfterMs } : {};
  return new RetryableError(codeOf(error) ?? 'source-busy', error.message, { cause: error, ...after });
};

async function* skipping(body: AsyncGenerator<Buffer, void, undefined>, bytes: number): AsyncGenerator<Buffer, void, undefined> {
  let left = bytes;
  for await (const chunk of body) {
    const rest = chunk.subarray(left);
    left = Math.max(0, left - chunk.byteLength);
    if (rest.byteLength > 0) yield rest;
  }
}
