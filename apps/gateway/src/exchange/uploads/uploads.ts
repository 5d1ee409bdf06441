import type { Readable } from 'node:stream';
import type { OnModuleDestroy } from '@nestjs/common';
import { isUuid, newId } from '@throughline/contracts';
import { Problem, notFound } from '../../kit/http/problems/problem.js';
import { tooLargeProblem } from '../../items/index.js';
import type { Principal } from '../../kit/http/access.js';
import type { Checksum } from './checksum.js';
import type { FileReplacements } from './file-replacements.js';
import type { UploadFinisher } from './finish.js';
import type { Receiver } from './receive.js';
import type { PipelineRegistrars } from './receptions.js';
import { requireRoom } from './required-room.js';
import type { Turn, Turns } from './turns.js';
import { KEPT_MS, isWhole, type Upload, type UploadOutcome, type UploadMetadata } from './upload.js';
import type { UploadStore } from './upload-store.js';

export interface UploadsPorts {
  readonly store: UploadStore;
  readonly turns: Turns;
  readonly receiver: Receiver;
  readonly finishing: UploadFinisher;
  readonly receptions: Pick<PipelineRegistrars, 'of' | 'release'>;
  readonly replacements: Pick<FileReplacements, 'check'>;
  readonly now: () => Date;
  readonly maxBytes: number;
  readonly mostOpen: number;
  readonly freeBytes: () => Promise<number | undefined>;
}

export interface UploadCreation {
  /** The future recording's id, the same for every request with one Idempotency-Key, also for other ways of uploading. */
  readonly recordingId: string;
  readonly length: number;
  readonly words: UploadMetadata;
}

export interface UploadChunk {
  readonly offset: number;
  /** Content-Length of this request, if present. */
  readonly announced: number | undefined;
  /** If present, all bytes of the request count, or none. */
  readonly checksum: Checksum | undefined;
  readonly bytes: Readable;
}

/** Resumable uploads: begun, continued after a broken connection, and registered as recordings once complete. */
export class Uploads implements OnModuleDestroy {
  constructor(private readonly ports: UploadsPorts) {}

  /** Begins an upload. Refuses at once what could not be registered at the end. */
  async begin(user: Principal, { recordingId, length, words: metadata }: UploadCreation): Promise<Upload> {
    const { store, now, maxBytes, mostOpen } = this.ports;
    if (length === 0) throw new Problem('empty-file');
    if (length > maxBytes) throw tooLargeProblem(maxBytes);
    const { defaultLanguage } = user.user.library;
    const words = { ...metadata, ...(defaultLanguage === undefined ? {} : { defaultLanguage }) };
    const { registering, registration } = await this.ports.receptions.of(words);
    const id = newId();
    await this.#checkReplacement(user, { id, recordingId, words }, length);
    const { sha256, replaces } = words;
    if (sha256 !== undefined && replaces === undefined && !registration.allowDuplicate)
      await registering.refuseDuplicate({ assetId: recordingId, owner: user.ownerId, file: { sha256 } });
    await requireRoom(this.ports.freeBytes, length);
    await registering.check(registration, { owner: user.ownerId, assetId: recordingId, bytes: length, keptMs: KEPT_MS });
    const expiresAt = new Date(now().getTime() + KEPT_MS).toISOString();
    const upload = { id, by: user.userId, owner: user.ownerId, recordingId, length, words, expiresAt };
    const isAdded = await store.add(upload, mostOpen).catch(async (error: unknown) => {
      await registering.release(recordingId);
      throw error;
    });
    if (!isAdded) {
      await registering.release(recordingId);
      throw new Problem('too-many-uploads', { headers: { 'retry-after': '10' } });
    }
    return this.requireUpload(user, id);
  }

  async #checkReplacement(
    user: Principal,
    upload: Pick<Upload, 'id' | 'recordingId'> & Pick<UploadCreation, 'words'>,
    length: number,
  ): Promise<void> {
    const itemId = upload.words.replaces;
    if (itemId === undefined) return;
    const replacement = { upload: { ...upload, by: user.userId, owner: user.ownerId }, itemId };
    await this.ports.replacements.check(replacement, length);
  }

  /** Returns the user's upload. Throws `not-found` for those of other users and libraries. */
  async requireUpload(user: Principal, id: string): Promise<Upload> {
    const upload = isUuid(id) ? await this.ports.store.find(id) : undefined;
    if (upload?.by !== user.userId || upload.owner !== user.ownerId || this.isOver(upload)) throw notFound();
    return upload;
  }

  /** Returns the upload once no other request is sending bytes for it. */
  place(user: Principal, id: string): Promise<Upload> {
    return this.inTurn(user, id, (upload) => Promise.resolve(upload));
  }

  append(user: Principal, id: string, { offset, announced, ...body }: UploadChunk): Promise<Upload> {
    return this.inTurn(user, id, async (upload, turn) => {
      const detail = `The upload has received ${String(upload.received)} bytes, but the request starts at offset ${String(offset)}.`;
      if (offset !== upload.received) throw new Problem('upload-conflict', { detail });
      if (announced !== undefined && offset + announced > upload.length)
        throw new Problem('too-large', { detail: `The request exceeds the announced length of ${String(upload.length)} bytes.` });
      const grown = await this.ports.receiver.receive(upload, body, turn);
      return isWhole(grown) ? { ...grown, outcome: await this.ports.finishing.finish(grown) } : grown;
    });
  }

  /** Returns the outcome. Finishes a complete upload whose gateway died before. */
  async result(user: Principal, id: string): Promise<{ readonly upload: Upload; readonly outcome: UploadOutcome }> {
    const upload = await this.requireUpload(user, id);
    if (upload.outcome !== undefined) return { upload, outcome: upload.outcome };
    return this.inTurn(user, id, async (upload) => {
      if (!isWhole(upload)) {
        const detail = `${String(upload.received)} of ${String(upload.length)} bytes have arrived.`;
        throw new Problem('upload-incomplete', { detail });
      }
      return { upload, outcome: await this.ports.finishing.finish(upload) };
    });
  }

  /** Ends the upload. A recording that it has become remains. */
  async end(user: Principal, id: string): Promise<void> {
    await this.inTurn(user, id, async ({ recordingId, outcome }) => {
      await this.ports.finishing.removePieces(id);
      await this.ports.store.remove(id);
      if (outcome === undefined) await this.ports.receptions.release(recordingId);
    });
  }

  onModuleDestroy(): void {
    this.ports.turns.endAll();
  }

  private async inTurn<T>(user: Principal, id: string, work: (upload: Upload, turn: Turn) => Promise<T>): Promise<T> {
    await this.requireUpload(user, id);
    const turn = await this.ports.turns.take(id);
    try {
      // Loads the upload again: the previous turn has changed it.
      return await work(await this.requireUpload(user, id), turn);
    } finally {
      turn.release();
    }
  }

  private isOver({ expiresAt }: Upload): boolean {
    return Date.parse(expiresAt) <= this.ports.now().getTime();
  }
}
