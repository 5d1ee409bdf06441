import { Problem } from '../problems/problem.js';
import { UPLOADS_PATH } from './tus.js';
import type { Upload, UploadOutcome } from './upload.js';

export const addressOfUpload = ({ id }: Pick<Upload, 'id'>): string => `${UPLOADS_PATH}/${id}`;

const recordingIn = ({ recordingId, outcome }: Upload): string | undefined =>
  outcome?.kind === 'registered' ? recordingId : undefined;

/** How far an upload has come, in the words of tus. */
export function placeHeaders(upload: Upload): Readonly<Record<string, string>> {
  const recording = recordingIn(upload);
  return {
    'upload-offset': String(upload.received),
    // "the RFC 9110 datetime format"
    'upload-expires': new Date(upload.expiresAt).toUTCString(),
    'cache-control': 'no-store',
    ...(recording === undefined ? {} : { 'throughline-recording': recording }),
  };
}

export interface UploadItem {
  readonly id: string;
  readonly length: number;
  readonly offset: number;
  readonly recording_id: string | null;
  readonly created_at: string;
  readonly expires_at: string;
}

export const uploadItem = (upload: Upload): UploadItem => ({
  id: upload.id,
  length: upload.length,
  offset: upload.received,
  recording_id: recordingIn(upload) ?? null,
  created_at: upload.createdAt,
  expires_at: upload.expiresAt,
});

export type UploadResult = { readonly recording_id: string } | { readonly problem: 'duplicate'; readonly existing_id: string };

/** The recording; or the one that the library has of the same content already. Any other refusal is thrown as what it is. */
export function resultOf({ recordingId }: Upload, outcome: UploadOutcome): UploadResult {
  if (outcome.kind === 'registered') return { recording_id: recordingId };
  const { code, detail, existingId, errors } = outcome.refusal;
  if (code === 'duplicate' && existingId !== undefined) return { problem: code, existing_id: existingId };
  throw new Problem(code, { detail, ...(errors === undefined ? {} : { errors }) });
}
