import type { Readable } from 'node:stream';
import type { OnModuleDestroy } from '@nestjs/common';
import { isUuid, newId } from '@throughline/contracts';
import { Problem, notFound } from '../problems/problem.js';
import { tooLarge } from '../recordings/register/upload-form.js';
import type { Principal } from '../tokens/token.js';
import type { Checksum } from './checksum.js';
import type { FinishUpload } from './finish.js';
import type { Receiver } from './receive.js';
import type { Receptions } from './receptions.js';
import type { Turn, Turns } from './turns.js';
import { KEPT_MS, isWhole, type Upload, type UploadOutcome, type UploadWords } from './upload.js';
import type { UploadStore } from './upload-store.js';

export interface UploadsPorts {
  readonly store: UploadStore;
  readonly turns: Turns;
  readonly receiver: Receiver;
  readonly finishing: FinishUpload;
  readonly receptions: Pick<Receptions, 'of'>;
  readonly now: () => Date;
  readonly maxBytes: number;
  /** Of one user, at the same time. */
  readonly mostOpen: number;
  /** Room for files; undefined where that cannot be told. */
  readonly freeBytes: () => Promise<number | undefined>;
}

export interface Beginning {
  /** What it will be: by a key of the client the same, however often and by whatever way it is sent. */
  readonly recordingId: string;
  readonly length: number;
  readonly words: UploadWords;
}

export interface Sending {
  readonly offset: number;
  /** Of this request; undefined where it does not say. */
  readonly announced: number | undefined;
  /** Where the client has one of these bytes: then all of them count, or none. */
  readonly checksum: Checksum | undefined;
  readonly bytes: Readable;
}

/** Room for the pieces and for the file that is made of them. */
const COPIES = 2;

/** Files that come in parts: begun, gone on with after a cut line, and made recordings when they are whole. */
export class Uploads implements OnModuleDestroy {
  constructor(private readonly ports: UploadsPorts) {}

  /** Refuses at once what could not be registered in the end. */
  async begin(user: Principal, { recordingId, length, words }: Beginning): Promise<Upload> {
    const { store, now, maxBytes, mostOpen } = this.ports;
    if (length === 0) throw new Problem('empty-file');
    if (length > maxBytes) throw tooLarge(maxBytes);
    const { registering, registration } = await this.ports.receptions.of(words.fields);
    registering.check(registration);
    await this.refuseWithoutRoom(length);
    const id = newId();
    const expiresAt = new Date(now().getTime() + KEPT_MS).toISOString();
    const upload = { id, by: user.userId, owner: user.ownerId, recordingId, length, words, expiresAt };
    if (!(await store.add(upload, mostOpen))) throw new Problem('too-many-uploads', { headers: { 'retry-after': '10' } });
    return this.known(user, id);
  }

  /** Those of others, and of other libraries, are as good as none. */
  async known(user: Principal, id: string): Promise<Upload> {
    const upload = isUuid(id) ? await this.ports.store.find(id) : undefined;
    if (upload?.by !== user.userId || upload.owner !== user.ownerId || this.isOver(upload)) throw notFound();
    return upload;
  }

  /** How far it has come, when nobody is sending any more. */
  place(user: Principal, id: string): Promise<Upload> {
    return this.inTurn(user, id, (upload) => Promise.resolve(upload));
  }

  append(user: Principal, id: string, { offset, announced, ...body }: Sending): Promise<Upload> {
    return this.inTurn(user, id, async (upload, turn) => {
      const detail = `The upload has ${String(upload.received)} bytes, and these begin at ${String(offset)}.`;
      if (offset !== upload.received) throw new Problem('upload-conflict', { detail });
      if (announced !== undefined && offset + announced > upload.length)
        throw new Problem('too-large', { detail: `The upload was announced with ${String(upload.length)} bytes.` });
      const grown = await this.ports.receiver.receive(upload, body, turn);
      return isWhole(grown) ? { ...grown, outcome: await this.ports.finishing.finish(grown) } : grown;
    });
  }

  /** What came of it. Does what a gateway that died has left undone. */
  async result(user: Principal, id: string): Promise<{ readonly upload: Upload; readonly outcome: UploadOutcome }> {
    const known = await this.known(user, id);
    if (known.outcome !== undefined) return { upload: known, outcome: known.outcome };
    return this.inTurn(user, id, async (upload) => {
      if (!isWhole(upload)) {
        const detail = `${String(upload.received)} of ${String(upload.length)} bytes have come.`;
        throw new Problem('upload-incomplete', { detail });
      }
      return { upload, outcome: await this.ports.finishing.finish(upload) };
    });
  }

  /** Ends it. What has become a recording already stays one. */
  async end(user: Principal, id: string): Promise<void> {
    await this.inTurn(user, id, async () => {
      await this.ports.finishing.removePieces(id);
      await this.ports.store.remove(id);
    });
  }

  onModuleDestroy(): void {
    this.ports.turns.endAll();
  }

  private async inTurn<T>(user: Principal, id: string, work: (upload: Upload, turn: Turn) => Promise<T>): Promise<T> {
    await this.known(user, id);
    const turn = await this.ports.turns.take(id);
    try {
      // As it is now: whoever had the turn before has gone on with it.
      return await work(await this.known(user, id), turn);
    } finally {
      turn.release();
    }
  }

  private isOver({ expiresAt }: Upload): boolean {
    return Date.parse(expiresAt) <= this.ports.now().getTime();
  }

  private async refuseWithoutRoom(length: number): Promise<void> {
    const free = await this.ports.freeBytes();
    if (free !== undefined && free < COPIES * length) throw new Problem('storage-full', { headers: { 'retry-after': '60' } });
  }
}
