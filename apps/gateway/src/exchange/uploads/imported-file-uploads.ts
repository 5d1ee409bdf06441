import { Readable } from 'node:stream';
import { importedFileUploadIdFor } from '@throughline/contracts';
import type { Principal } from '../../kit/http/access.js';
import { Problem } from '../../kit/http/problems/problem.js';
import { tooLargeProblem } from '../../items/index.js';
import type { UploadFinisher } from './finish.js';
import type { FileState, ImportedFile, ImportedFiles } from './imported-files.js';
import { requireRoom } from './required-room.js';
import type { Turns } from './turns.js';
import { KEPT_MS, type Upload } from './upload.js';
import type { UploadStore } from './upload-store.js';

export interface ImportedFileUploadsPorts {
  readonly files: Pick<ImportedFiles, 'check' | 'store'>;
  readonly store: UploadStore;
  readonly turns: Turns;
  readonly finishing: Pick<UploadFinisher, 'removePieces'>;
  readonly now: () => Date;
  readonly maxBytes: number;
  readonly mostOpen: number;
  readonly freeBytes: () => Promise<number | undefined>;
}

export interface ImportedFileRequest extends ImportedFile {
  /** Bytes. */
  readonly size: number;
  readonly mayReach: (library: string) => boolean;
}

export type ImportedFileUpload =
  | { readonly state: Exclude<FileState, 'missing'> }
  | { readonly state: 'missing'; readonly upload: Upload };

/** The uploads of files of imported items. Their bytes arrive and are counted like those of any other upload. */
export class ImportedFileUploads {
  constructor(private readonly ports: ImportedFileUploadsPorts) {}

  /** Begins the upload of a file that is missing, or continues the one that the user has begun before. */
  async begin(user: Principal, { itemId, key, size, mayReach }: ImportedFileRequest): Promise<ImportedFileUpload> {
    const { files, turns, maxBytes } = this.ports;
    const state = await files.check({ itemId, key }, size, mayReach);
    if (state !== 'missing') return { state };
    if (size === 0) {
      // An upload has at least one byte.
      await files.store({ itemId, key }, Readable.from([]));
      return { state: 'present' };
    }
    if (size > maxBytes) throw tooLargeProblem(maxBytes);
    const id = importedFileUploadIdFor({ by: user.userId, library: user.ownerId, assetId: itemId, key });
    const turn = await turns.take(id);
    try {
      return { state, upload: (await this.#findOpen(id)) ?? (await this.#add(user, { id, itemId, key, size })) };
    } finally {
      turn.release();
    }
  }

  /** An upload that has ended without the file is forgotten: its archive may be mended by now. */
  async #findOpen(id: string): Promise<Upload | undefined> {
    const { store, finishing, now } = this.ports;
    const upload = await store.find(id);
    if (upload === undefined) return undefined;
    if (upload.outcome === undefined && Date.parse(upload.expiresAt) > now().getTime()) return upload;
    await finishing.removePieces(id);
    await store.remove(id);
    return undefined;
  }

  async #add(user: Principal, { id, itemId, key, size }: ImportedFile & { id: string; size: number }): Promise<Upload> {
    const { store, now, mostOpen, freeBytes } = this.ports;
    await requireRoom(freeBytes, size);
    const isAdded = await store
      .add(
        {
          id,
          by: user.userId,
          owner: user.ownerId,
          recordingId: id,
          length: size,
          words: { fileName: undefined, mediaType: '', sha256: undefined, imported: { itemId, key }, fields: {} },
          expiresAt: new Date(now().getTime() + KEPT_MS).toISOString(),
        },
        mostOpen,
      )
      .catch(async (error: unknown) => {
        // Another gateway has begun it at the same time.
        if ((await store.find(id)) === undefined) throw error;
        return true;
      });
    const upload = isAdded ? await store.find(id) : undefined;
    if (upload === undefined) throw new Problem('too-many-uploads', { headers: { 'retry-after': '10' } });
    return upload;
  }
}
