import type { ProblemCode } from '../http/problems/catalogue.js';
import type { FieldProblem } from '../http/problems/problem.js';

/** A file's metadata from the start of its upload. Personal data: it is forgotten once the upload has an outcome. */
export interface UploadMetadata {
  readonly fileName: string | undefined;
  readonly mediaType: string;
  readonly sha256: string | undefined;
  readonly fields: Readonly<Record<string, string>>;
}

export interface UploadRefusal {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly existingId?: string;
  readonly errors?: readonly FieldProblem[];
}

export type UploadOutcome = { readonly kind: 'registered' } | { readonly kind: 'refused'; readonly refusal: UploadRefusal };

/** Consecutive bytes of an upload in one file. */
export interface Piece {
  readonly start: number;
  readonly size: number;
  readonly key: string;
}

export interface Upload {
  readonly id: string;
  /** The user who uploads; `owner` is the library. */
  readonly by: string;
  readonly owner: string;
  /** The future recording's id, fixed at the start, so that finishing twice makes one recording. */
  readonly recordingId: string;
  readonly length: number;
  readonly received: number;
  /** Undefined once there is an outcome. */
  readonly words: UploadMetadata | undefined;
  readonly outcome: UploadOutcome | undefined;
  readonly createdAt: string;
  readonly expiresAt: string;
}

export const isWhole = ({ received, length }: Pick<Upload, 'received' | 'length'>): boolean => received === length;

/** An upload expires this long after its last byte, and its outcome this long after it was recorded. */
export const KEPT_MS = 24 * 3_600_000;

/** Outside the recordings' prefix, so that walks over recordings meet no unfinished uploads. */
export const piecesPrefix = (id: string): string => `parts/${id}`;
