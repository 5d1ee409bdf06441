import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ArtifactStore } from '@throughline/artifact-store';
import type { Failpoint } from '@throughline/service-kit';
import { Problem } from '../../kit/http/problems/problem.js';
import { IdleTimeout } from '../../kit/http/requests/idle-timeout.js';
import { ChecksumVerifier, type Checksum } from './checksum.js';
import { IncomingBytes } from './incoming.js';
import type { Turn } from './turns.js';
import { KEPT_MS, isWhole, piecesPrefix, type Piece, type Upload } from './upload.js';
import type { UploadStore } from './upload-store.js';

/** A killed gateway loses the piece that it was receiving, so the client sends at most this much again. */
export const PIECE_BYTES = 8 * 2 ** 20;

export interface ReceivePorts {
  readonly artifacts: ArtifactStore;
  readonly store: UploadStore;
  readonly failpoint: Failpoint;
  readonly now: () => Date;
  /** The longest pause within a body. */
  readonly idleMs: number;
}

const tooMuchProblem = ({ length }: Upload): Problem =>
  new Problem('too-large', { detail: `The request exceeds the announced length of ${String(length)} bytes.` });

export interface UploadBody {
  readonly bytes: Readable;
  readonly checksum: Checksum | undefined;
}

/**
 * A writer that appends the bytes of a request to an upload, piece by piece. A piece counts once the upload store has recorded
 * it.
 */
export class Receiver {
  constructor(private readonly ports: ReceivePorts) {}

  /** Returns the upload with its new offset. Throws the request's error after all received bytes are stored. */
  async receive(upload: Upload, { bytes, checksum }: UploadBody, turn: Turn): Promise<Upload> {
    const idle = new IdleTimeout(this.ports.idleMs);
    const incoming = new IncomingBytes(bytes, AbortSignal.any([turn.wanted, idle.signal]), () => {
      idle.recordActivity();
      turn.recordActivity();
    });
    turn.recordActivity();
    try {
      return await (checksum === undefined
        ? this.receiveUnchecked(upload, incoming)
        : this.allOrNone(upload, incoming, new ChecksumVerifier(checksum)));
    } finally {
      idle.end();
      turn.endActivity();
    }
  }

  private async receiveUnchecked(upload: Upload, incoming: IncomingBytes): Promise<Upload> {
    let grown = upload;
    while (!isWhole(grown) && (await incoming.hasMore()))
      grown = await this.count(grown, await this.storePiece(grown, (most) => incoming.take(most)));
    await requireEnd(grown, incoming);
    return grown;
  }

  /** "In the case of mismatch the uploaded chunk MUST be discarded and the upload and its offset MUST NOT be updated." */
  private async allOrNone(upload: Upload, incoming: IncomingBytes, checking: ChecksumVerifier): Promise<Upload> {
    const pieces: Piece[] = [];
    try {
      let reached = upload;
      while (!isWhole(reached) && (await incoming.hasMore())) {
        const piece = await this.storePiece(reached, (most) => checking.through(incoming.take(most)));
        pieces.push(piece);
        reached = { ...reached, received: piece.start + piece.size };
      }
      await requireEnd(reached, incoming);
      checking.requireMatch();
    } catch (error) {
      // Pieces that cannot be removed now are removed with the upload.
      await Promise.allSettled(pieces.map(({ key }) => this.ports.artifacts.remove(key)));
      throw error;
    }
    let grown = upload;
    for (const piece of pieces) grown = await this.count(grown, piece);
    return grown;
  }

  private async storePiece(
    { id, received: start, length }: Upload,
    take: (most: number) => AsyncIterable<Buffer>,
  ): Promise<Piece> {
    // A unique key: two gateways that receive the same bytes of an upload must not write to one file.
    const key = `${piecesPrefix(id)}/${String(start)}-${randomBytes(6).toString('hex')}`;
    const bytes = Readable.from(take(Math.min(PIECE_BYTES, length - start)), { objectMode: false });
    const { size } = await this.ports.artifacts.put(key, bytes);
    await this.ports.failpoint('gateway.piece-stored');
    return { start, size, key };
  }

  private async count(upload: Upload, piece: Piece): Promise<Upload> {
    const { artifacts, store, now } = this.ports;
    const expiresAt = new Date(now().getTime() + KEPT_MS).toISOString();
    if (!(await store.grow(upload.id, piece, expiresAt))) {
      await artifacts.remove(piece.key);
      // Another gateway has recorded these bytes meanwhile, or the upload was ended.
      throw new Problem('upload-locked', { headers: { 'retry-after': '2', connection: 'close' } });
    }
    return { ...upload, received: piece.start + piece.size, expiresAt };
  }
}

/** Throws if the request has more bytes than the upload, or was broken off. */
async function requireEnd(upload: Upload, incoming: IncomingBytes): Promise<void> {
  if (isWhole(upload) && (await incoming.hasMore())) throw tooMuchProblem(upload);
  if (incoming.broken !== undefined) throw incoming.broken;
}
