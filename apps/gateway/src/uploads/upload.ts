import type { ProblemCode } from '../problems/catalogue.js';
import type { FieldProblem } from '../problems/problem.js';

/** What was said of a file when its upload began. Personal data: it is forgotten as soon as the file is a recording. */
export interface UploadWords {
  readonly fileName: string | undefined;
  readonly mediaType: string;
  /** Of the whole file, where the client knows it. */
  readonly sha256: string | undefined;
  /** The fields of a registration, as in its form. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Why no recording came of it. */
export interface UploadRefusal {
  readonly code: ProblemCode;
  readonly detail: string;
  /** Of a duplicate. */
  readonly existingId?: string;
  readonly errors?: readonly FieldProblem[];
}

export type UploadOutcome = { readonly kind: 'registered' } | { readonly kind: 'refused'; readonly refusal: UploadRefusal };

/** Some of the bytes, one piece after the other. */
export interface Piece {
  readonly start: number;
  readonly size: number;
  readonly key: string;
}

/** A file that comes in parts. */
export interface Upload {
  readonly id: string;
  /** Who sends it, and into whose library. */
  readonly by: string;
  readonly owner: string;
  /** What it will be. Chosen at the beginning, so that finishing it twice makes one recording. */
  readonly recordingId: string;
  readonly length: number;
  readonly received: number;
  /** Until it has an outcome. */
  readonly words: UploadWords | undefined;
  readonly outcome: UploadOutcome | undefined;
  readonly createdAt: string;
  readonly expiresAt: string;
}

export const isWhole = ({ received, length }: Pick<Upload, 'received' | 'length'>): boolean => received === length;

/** What has arrived is kept for so long after the last of it; what came of it is told for so long. */
export const KEPT_MS = 24 * 3_600_000;

/** Apart from the recordings: no walk over those meets what is not one yet. */
export const piecesPrefix = (id: string): string => `parts/${id}`;
