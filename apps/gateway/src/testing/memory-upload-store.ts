import { isWhole, type Piece, type Upload, type UploadOutcome } from '../exchange/uploads/upload.js';
import type { NewUpload, UploadStore } from '../exchange/uploads/upload-store.js';

interface UploadEntry {
  upload: Upload;
  pieces: readonly Piece[];
  grownAt: string;
}

export class MemoryUploadStore implements UploadStore {
  readonly #uploads = new Map<string, UploadEntry>();

  constructor(private readonly now: () => Date = () => new Date()) {}

  add(upload: NewUpload, mostOpen: number): Promise<boolean> {
    if (this.#openOf(upload.by).length >= mostOpen) return Promise.resolve(false);
    const createdAt = this.now().toISOString();
    this.#uploads.set(upload.id, {
      upload: { ...upload, received: 0, outcome: undefined, createdAt },
      pieces: [],
      grownAt: createdAt,
    });
    return Promise.resolve(true);
  }

  find(id: string): Promise<Upload | undefined> {
    return Promise.resolve(this.#uploads.get(id)?.upload);
  }

  openOf(userId: string): Promise<readonly Upload[]> {
    return Promise.resolve(this.#openOf(userId));
  }

  #openOf(userId: string): readonly Upload[] {
    return [...this.#uploads.values()]
      .map(({ upload }) => upload)
      .filter(({ by, outcome }) => by === userId && outcome === undefined);
  }

  grow(id: string, piece: Piece, expiresAt: string): Promise<boolean> {
    const kept = this.#uploads.get(id);
    const fits =
      kept !== undefined &&
      kept.upload.outcome === undefined &&
      kept.upload.received === piece.start &&
      piece.start + piece.size <= kept.upload.length;
    if (!fits) return Promise.resolve(false);
    kept.upload = { ...kept.upload, received: piece.start + piece.size, expiresAt };
    kept.pieces = [...kept.pieces, piece];
    kept.grownAt = this.now().toISOString();
    return Promise.resolve(true);
  }

  pieces(id: string): Promise<readonly Piece[]> {
    return Promise.resolve(this.#uploads.get(id)?.pieces ?? []);
  }

  conclude(id: string, outcome: UploadOutcome, expiresAt: string): Promise<void> {
    const kept = this.#uploads.get(id);
    if (kept !== undefined && kept.upload.outcome === undefined)
      kept.upload = { ...kept.upload, outcome, words: undefined, expiresAt };
    return Promise.resolve();
  }

  forgetPieces(id: string): Promise<void> {
    const kept = this.#uploads.get(id);
    if (kept !== undefined) kept.pieces = [];
    return Promise.resolve();
  }

  remove(id: string): Promise<void> {
    this.#uploads.delete(id);
    return Promise.resolve();
  }

  unfinished(before: string): Promise<readonly string[]> {
    return this.#ids(({ upload, grownAt }) => upload.outcome === undefined && isWhole(upload) && grownAt < before);
  }

  withLeftovers(): Promise<readonly string[]> {
    return this.#ids(({ upload, pieces }) => upload.outcome !== undefined && pieces.length > 0);
  }

  expired(now: string): Promise<readonly string[]> {
    return this.#ids(({ upload }) => upload.expiresAt < now);
  }

  #ids(wanted: (kept: UploadEntry) => boolean): Promise<readonly string[]> {
    return Promise.resolve([...this.#uploads.values()].filter(wanted).map(({ upload }) => upload.id));
  }
}
