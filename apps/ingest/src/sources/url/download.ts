import type { FreeBytes } from '@throughline/artifact-store';
import { PermanentError, RetryableError, kindOf } from '@throughline/contracts';
import { nounOf } from '@throughline/domain';
import type { StepContext } from '@throughline/engine';
import type { GuardedClient } from '@throughline/outgoing';
import type { FetchedSource } from '../../kit/source.js';
import { FIRST_BYTES, notARecordingError, requireDocument, detectContentKind, type ContentKind } from './first-bytes.js';
import { PartialDownload } from './pieces.js';
import { requireRoom } from './free-space.js';
import type { UrlSettings } from './settings.js';
import { Transfer, type ResumePoint } from './transfer.js';

/** The address leads to a web page, which may show a recording. */
export class WebPageError extends PermanentError {
  readonly isPage = true;
}

export const isWebPageError = (error: unknown): boolean => typeof error === 'object' && error !== null && 'isPage' in error;

export interface DownloadParts {
  readonly settings: UrlSettings;
  readonly client: Pick<GuardedClient, 'fetch'>;
  readonly freeBytes: FreeBytes;
  /** Names the file that the client fetches at present, if the address has several. */
  readonly nameFile?: () => string;
}

/** Share of the progress for fetching the bytes. Probing takes the rest. */
export const BRINGING = 0.9;
/** A file that changes with every request cannot be completed by more requests. */
const MAX_BEGINNINGS = 3;

export class Download {
  readonly #pieces: PartialDownload;

  constructor(
    private readonly parts: DownloadParts,
    private readonly context: StepContext,
  ) {
    this.#pieces = new PartialDownload(context, parts.settings.pieceBytes);
  }

  async run(address: string): Promise<FetchedSource> {
    let resumePoint = await this.#pieces.findResumePoint();
    for (let beginnings = 1; ; beginnings += 1) {
      try {
        await this.#transfer(address, resumePoint);
        const { path, ...file } = await this.#pieces.assemble();
        return { path, file };
      } catch (error) {
        if (kindOf(error) !== 'start-over') throw error;
        if (beginnings === MAX_BEGINNINGS)
          throw new RetryableError('source-changes', 'The download cannot be resumed: the file changes while it is downloaded', {
            cause: error,
          });
        await this.#pieces.startOver();
        resumePoint = undefined;
      }
    }
  }

  async #transfer(address: string, resumePoint: ResumePoint | undefined): Promise<void> {
    const { client, settings, nameFile } = this.parts;
    const { maxBytes, reconnectMs } = settings;
    const { signal } = this.context;
    const transfer = new Transfer({ client, address, signal, maxBytes, reconnectMs, resumePoint, nameFile });
    const chunks = this.#watched(transfer, resumePoint, new URL(address).pathname);
    try {
      await this.#pieces.store(chunks, () => transfer.entity);
    } finally {
      await chunks.return();
    }
  }

  /** Yields the same bytes. Rejects unwanted content and a full disk before anything is stored. */
  async *#watched(
    transfer: Transfer,
    resumePoint: ResumePoint | undefined,
    path: string,
  ): AsyncGenerator<Buffer, void, undefined> {
    const chunks = transfer.bytes();
    try {
      if (resumePoint === undefined) yield* this.#begin(transfer, chunks, path);
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
    const shown = detectContentKind(first);
    if (shown !== undefined) this.#requireWanted(shown, { host: transfer.host, path });
    await this.#requireRoom(transfer);
    this.#report(transfer);
    if (first.byteLength > 0) yield first;
  }

  #requireWanted(shown: ContentKind, place: { readonly host: string; readonly path: string }): void {
    if (nounOf(this.context.pipeline) === 'document') {
      requireDocument(shown, place);
      return;
    }
    if (shown === 'page') throw new WebPageError('not-a-recording', notARecordingError(shown, place.host).message);
    throw notARecordingError(shown, place.host);
  }

  /** Needs twice the size for a file in several pieces: the pieces and the joined file. */
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
