import { PermanentError, RetryableError, kindOf } from '@throughline/contracts';
import { nounOf } from '@throughline/domain';
import type { StepContext } from '@throughline/engine';
import type { GuardedClient } from '@throughline/outgoing';
import type { Fetched } from '../source.js';
import { FIRST_BYTES, notARecording, requireDocument, shownBy, type Shown } from './first-bytes.js';
import { Pieces } from './pieces.js';
import { requireRoom, type FreeBytes } from './room.js';
import type { UrlSettings } from './settings.js';
import { Transfer, type Begun } from './transfer.js';

/** The address leads to a web page, which may show a recording. */
export class PageFound extends PermanentError {
  readonly isPage = true;
}

export const isPage = (error: unknown): boolean => typeof error === 'object' && error !== null && 'isPage' in error;

export interface DownloadParts {
  readonly settings: UrlSettings;
  readonly client: Pick<GuardedClient, 'fetch'>;
  readonly freeBytes: FreeBytes;
}

/** Share of the work that bringing the bytes is; the rest is probing them. */
export const BRINGING = 0.9;
/** A file that is another one each time it is asked for is not brought by asking more often. */
const MAX_BEGINNINGS = 3;

/** Brings the file at an address into the artifact store. */
export class Download {
  readonly #pieces: Pieces;

  constructor(
    private readonly parts: DownloadParts,
    private readonly context: StepContext,
  ) {
    this.#pieces = new Pieces(context, parts.settings.pieceBytes);
  }

  async run(address: string): Promise<Fetched> {
    let begun = await this.#pieces.findBegun();
    for (let beginnings = 1; ; beginnings += 1) {
      try {
        await this.#transfer(address, begun);
        const { path, ...file } = await this.#pieces.whole();
        return { path, file };
      } catch (error) {
        if (kindOf(error) !== 'start-over') throw error;
        if (beginnings === MAX_BEGINNINGS)
          throw new RetryableError(
            'source-changes',
            'The file cannot be gone on with where it broke off: it changes while it is brought',
            {
              cause: error,
            },
          );
        await this.#pieces.startOver();
        begun = undefined;
      }
    }
  }

  async #transfer(address: string, begun: Begun | undefined): Promise<void> {
    const { client, settings } = this.parts;
    const { maxBytes, reconnectMs } = settings;
    const transfer = new Transfer({ client, address, signal: this.context.signal, maxBytes, reconnectMs, begun });
    const chunks = this.#watched(transfer, begun, new URL(address).pathname);
    try {
      await this.#pieces.store(chunks, () => transfer.entity);
    } finally {
      await chunks.return();
    }
  }

  /** The same bytes; what is certainly not wanted, or has no room, is refused before it is stored. */
  async *#watched(transfer: Transfer, begun: Begun | undefined, path: string): AsyncGenerator<Buffer, void, undefined> {
    const chunks = transfer.bytes();
    try {
      if (begun === undefined) yield* this.#begin(transfer, chunks, path);
      for await (const chunk of chunks) {
        this.#report(transfer);
        yield chunk;
      }
    } finally {
      await chunks.return();
    }
  }

  async *#begin(
    transfer: Transfer,
    chunks: AsyncGenerator<Buffer, void, undefined>,
    path: string,
  ): AsyncGenerator<Buffer, void, undefined> {
    let first = Buffer.alloc(0);
    while (first.byteLength < FIRST_BYTES) {
      const next = await chunks.next();
      if (next.done === true) break;
      first = Buffer.concat([first, next.value]);
    }
    const shown = shownBy(first);
    if (shown !== undefined) this.#requireWanted(shown, { host: transfer.host, path });
    await this.#requireRoom(transfer);
    this.#report(transfer);
    if (first.byteLength > 0) yield first;
  }

  #requireWanted(shown: Shown, place: { readonly host: string; readonly path: string }): void {
    if (nounOf(this.context.pipeline) === 'document') {
      requireDocument(shown, place);
      return;
    }
    if (shown === 'page') throw new PageFound('not-a-recording', notARecording(shown, place.host).message);
    throw notARecording(shown, place.host);
  }

  /** Twice for what is kept in pieces until it is whole. */
  async #requireRoom({ entity: { total } }: Transfer): Promise<void> {
    if (total === undefined) return;
    const needed = total > this.parts.settings.pieceBytes ? 2 * total : total;
    await requireRoom(needed, await this.context.workspace(), this.parts.freeBytes);
  }

  #report({ offset, entity: { total } }: Transfer): void {
    const of = total === undefined ? { fraction: 0 } : { fraction: (BRINGING * offset) / Math.max(1, total), total };
    this.context.progress({ ...of, phase: 'downloading', done: offset, unit: 'bytes' });
  }
}
