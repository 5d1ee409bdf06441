import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ArtifactStore } from '@throughline/artifact-store';
import type { Failpoint } from '@throughline/service-kit';
import { Problem } from '../problems/problem.js';
import { Incoming } from './incoming.js';
import type { Turn } from './turns.js';
import { KEPT_MS, isWhole, piecesPrefix, type Upload } from './upload.js';
import type { UploadStore } from './upload-store.js';

/** A gateway that is killed loses the piece that it was receiving: so much at the most has to be sent again. */
export const PIECE_BYTES = 8 * 2 ** 20;

export interface ReceivePorts {
  readonly artifacts: ArtifactStore;
  readonly store: UploadStore;
  readonly failpoint: Failpoint;
  readonly now: () => Date;
  /** The body may stand still for this long. Milliseconds. */
  readonly idleMs: number;
}

const tooMuch = ({ length }: Upload): Problem =>
  new Problem('too-large', { detail: `There is more to come than the ${String(length)} bytes that were announced.` });

/** Stops whoever sends nothing for too long. */
class Idle {
  readonly #control = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly idleMs: number) {
    this.heard();
  }

  get signal(): AbortSignal {
    return this.#control.signal;
  }

  readonly heard = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#control.abort(new Problem('upload-timeout', { headers: { connection: 'close' } }));
    }, this.idleMs).unref();
  };

  end(): void {
    clearTimeout(this.#timer);
  }
}

/** Takes the bytes of a request to the end of an upload, piece by piece. A piece counts as soon as the store of uploads has it. */
export class Receiver {
  constructor(private readonly ports: ReceivePorts) {}

  /** Returns how far the upload has come. Throws what broke the request, after everything that has come is put away. */
  async receive(upload: Upload, bytes: Readable, turn: Turn): Promise<Upload> {
    const idle = new Idle(this.ports.idleMs);
    const incoming = new Incoming(bytes, AbortSignal.any([turn.wanted, idle.signal]), () => {
      idle.heard();
      turn.heard();
    });
    turn.heard();
    try {
      const grown = await this.takePieces(upload, incoming);
      if (isWhole(grown) && (await incoming.hasMore())) throw tooMuch(upload);
      if (incoming.broken !== undefined) throw incoming.broken;
      return grown;
    } finally {
      idle.end();
      turn.quiet();
    }
  }

  private async takePieces(upload: Upload, incoming: Incoming): Promise<Upload> {
    let grown = upload;
    while (!isWhole(grown) && (await incoming.hasMore())) grown = await this.takePiece(grown, incoming);
    return grown;
  }

  private async takePiece(upload: Upload, incoming: Incoming): Promise<Upload> {
    const { artifacts, store, failpoint, now } = this.ports;
    const start = upload.received;
    // Of its own: two gateways that receive the same bytes of one upload must not write one file.
    const key = `${piecesPrefix(upload.id)}/${String(start)}-${randomBytes(6).toString('hex')}`;
    const most = Math.min(PIECE_BYTES, upload.length - start);
    const { size } = await artifacts.put(key, Readable.from(incoming.take(most), { objectMode: false }));
    await failpoint('gateway.piece-stored');
    const expiresAt = new Date(now().getTime() + KEPT_MS).toISOString();
    if (!(await store.grow(upload.id, { start, size, key }, expiresAt))) {
      await artifacts.remove(key);
      // Another gateway has taken these bytes meanwhile, or the upload was ended.
      throw new Problem('upload-locked', { headers: { 'retry-after': '2', connection: 'close' } });
    }
    return { ...upload, received: start + size, expiresAt };
  }
}
