import { ApiSchema } from '@nestjs/swagger';
import { Field } from '../../kit/http/fields.js';
import type { ProblemCode } from '../../kit/http/problems/catalogue.js';
import { Problem, type FieldProblem } from '../../kit/http/problems/problem.js';
import { count, id, orNull, text, time, words } from '../../kit/http/schemas.js';
import type { RunRefusal } from '../../items/index.js';
import type { ImportedFile } from './imported-files.js';
import { UPLOADS_PATH } from './tus.js';

export const formatUploadPath = ({ id }: Pick<Upload, 'id'>): string => `${UPLOADS_PATH}/${id}`;

function findRecording({ recordingId, outcome }: Upload): string | undefined {
  if (outcome?.kind === 'replaced' || outcome?.kind === 'imported') return outcome.itemId;
  return outcome?.kind === 'registered' ? recordingId : undefined;
}

/** Returns the headers of tus for an upload's offset and expiry. */
export function buildOffsetHeaders(upload: Upload): Readonly<Record<string, string>> {
  const recording = findRecording(upload);
  return {
    'upload-offset': String(upload.received),
    // "the RFC 9110 datetime format"
    'upload-expires': new Date(upload.expiresAt).toUTCString(),
    'cache-control': 'no-store',
    ...(recording === undefined ? {} : { 'throughline-recording': recording }),
  };
}

@ApiSchema({ name: 'Upload' })
export class UploadAnswer {
  @Field(text('The id of the upload.')) id!: string;
  @Field(count('The bytes of the whole file.')) length!: number;
  @Field(count('The received bytes.')) offset!: number;
  @Field(orNull(id('The recording, once it exists.'))) recording_id!: string | null;
  @Field(time('When it started.')) created_at!: string;
  @Field(time('Until when it is kept.')) expires_at!: string;
}

export const renderUpload = (upload: Upload): UploadAnswer => ({
  id: upload.id,
  length: upload.length,
  offset: upload.received,
  recording_id: findRecording(upload) ?? null,
  created_at: upload.createdAt,
  expires_at: upload.expiresAt,
});

@ApiSchema({ name: 'RunRefusal' })
export class RunRefusalAnswer {
  @Field(text('The problem that a request for the run would get.')) code!: string;
  @Field(text('For people.')) detail!: string;
  @Field(orNull(text('What helps.'))) try_instead!: string | null;
}

@ApiSchema({ name: 'RegisteredUpload' })
export class RegisteredUploadAnswer {
  @Field(id('The recording.')) recording_id!: string;
  @Field(
    orNull(
      RunRefusalAnswer,
      'Why the requested run has not started: its settings became unusable while the bytes arrived. Null: it has, or none was requested.',
    ),
  )
  run_refused!: RunRefusalAnswer | null;
}

const renderRunRefusal = ({ code, detail, tryInstead }: RunRefusal): RunRefusalAnswer => ({
  code,
  detail,
  try_instead: tryInstead ?? null,
});

@ApiSchema({ name: 'DuplicateUpload' })
export class DuplicateUploadAnswer {
  @Field(words(['duplicate'], 'Why there is no new recording.')) problem!: 'duplicate';
  @Field(id('The recording with the same content.')) existing_id!: string;
}

export type UploadResult = RegisteredUploadAnswer | DuplicateUploadAnswer;

/** Returns the recording, or the existing one with the same content. Throws any other refusal. */
export function toUploadResult({ recordingId }: Upload, outcome: UploadOutcome): UploadResult {
  if (outcome.kind === 'registered') {
    const { runRefusal } = outcome;
    return { recording_id: recordingId, run_refused: runRefusal === undefined ? null : renderRunRefusal(runRefusal) };
  }
  if (outcome.kind === 'replaced' || outcome.kind === 'imported') return { recording_id: outcome.itemId, run_refused: null };
  const { code, detail, existingId, errors } = outcome.refusal;
  if (code === 'duplicate' && existingId !== undefined) return { problem: code, existing_id: existingId };
  throw new Problem(code, { detail, ...(errors === undefined ? {} : { errors }) });
}

/** A file's metadata from the start of its upload. Personal data: it is forgotten once the upload has an outcome. */
export interface UploadMetadata {
  readonly fileName: string | undefined;
  readonly mediaType: string;
  readonly sha256: string | undefined;
  /** The id of the item whose file it replaces. Absent: it becomes a new item. */
  readonly replaces?: string;
  /** The file of an imported item whose bytes these are. */
  readonly imported?: ImportedFile;
  readonly fields: Readonly<Record<string, string>>;
  /** The user's default at the start of the upload: the file may be registered later, without the user. */
  readonly defaultLanguage?: string;
}

export interface UploadRefusal {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly existingId?: string;
  readonly errors?: readonly FieldProblem[];
}

export type UploadOutcome =
  | {
      readonly kind: 'registered';
      /** Absent if the requested run has started, or none was requested. */
      readonly runRefusal?: RunRefusal;
    }
  | { readonly kind: 'replaced'; readonly itemId: string }
  /** The bytes of an imported item's file have arrived. */
  | { readonly kind: 'imported'; readonly itemId: string }
  | { readonly kind: 'refused'; readonly refusal: UploadRefusal };

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
  /** The future recording's id, fixed at the start, so that finishing twice makes one recording. Unused if it replaces or restores a file. */
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
