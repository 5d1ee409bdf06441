import type { Piece, Upload, UploadOutcome } from './upload.js';
import type { Token } from '../../kit/provide.js';

export type NewUpload = Omit<Upload, 'received' | 'outcome' | 'createdAt' | 'words'> & {
  readonly words: NonNullable<Upload['words']>;
};

/** The offsets and pieces of uploads. Only recorded pieces count; bytes without a record are ignored. */
export interface UploadStore {
  /** Adds an upload. Returns false if the user has too many unfinished ones. */
  add(upload: NewUpload, mostOpen: number): Promise<boolean>;
  find(id: string): Promise<Upload | undefined>;
  /** Returns the unfinished uploads of a user, oldest first. */
  openOf(userId: string): Promise<readonly Upload[]>;
  /** Records a piece that begins at the upload's offset. Only one of several attempts succeeds. Extends the upload's expiry. */
  grow(id: string, piece: Piece, expiresAt: string): Promise<boolean>;
  pieces(id: string): Promise<readonly Piece[]>;
  /** Records the outcome for good, and forgets the metadata. */
  conclude(id: string, outcome: UploadOutcome, expiresAt: string): Promise<void>;
  forgetPieces(id: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** Returns complete uploads without an outcome whose last bytes came before this time. */
  unfinished(before: string): Promise<readonly string[]>;
  /** Returns uploads with an outcome whose pieces still exist. */
  withLeftovers(): Promise<readonly string[]>;
  expired(now: string): Promise<readonly string[]>;
}

export const UPLOAD_STORE: Token<UploadStore> = Symbol('UploadStore');
