import type { Piece, Upload, UploadOutcome } from './upload.js';

export type NewUpload = Omit<Upload, 'received' | 'outcome' | 'createdAt' | 'words'> & {
  readonly words: NonNullable<Upload['words']>;
};

/** Where uploads have got to. What it says is what has arrived: bytes without an entry here are none. */
export interface UploadStore {
  /** False where the user has as many that are not finished as he may have. */
  add(upload: NewUpload, mostOpen: number): Promise<boolean>;
  find(id: string): Promise<Upload | undefined>;
  /** Takes a piece on where the upload ends where the piece begins; of any number that try, one gets it. It is kept until then. */
  grow(id: string, piece: Piece, expiresAt: string): Promise<boolean>;
  /** In order. */
  pieces(id: string): Promise<readonly Piece[]>;
  /** What has come of it, once and for ever; what was said of the file is forgotten. */
  conclude(id: string, outcome: UploadOutcome, expiresAt: string): Promise<void>;
  /** The pieces are not there any more. */
  forgetPieces(id: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** All bytes have come, the last of them before then, and nothing has come of it. */
  unfinished(before: string): Promise<readonly string[]>;
  /** Something has come of it, and its pieces are still there. */
  withLeftovers(): Promise<readonly string[]>;
  /** Nobody has asked for them for too long. */
  expired(now: string): Promise<readonly string[]>;
}
