import type { Artifact, AssetEvent, StageType } from '@throughline/contracts';
import { isContentGone } from '../content.js';
import { uploadOf, type Asset, type UploadedSource } from '../state.js';
import { isRunActive } from '../steps/run.js';
import { hasEnded, stepOf } from '../steps/steps.js';

/** The stage that replaces the original by a trimmed file. */
export const TRIM = 'TRIM' satisfies StageType;

const PDF = 'application/pdf';
/** Roles in order of preference. People play the trimmed files; all PDFs of a document look the same. */
const MEDIA_ROLES = ['video', 'audio', 'source'] as const;
const DOCUMENT_ROLES = ['source', 'working', 'document'] as const;

const uploadedFile = ({ key, mediaType, size, sha256 }: UploadedSource): Artifact => ({
  role: 'upload',
  name: 'upload',
  key,
  mediaType,
  size,
  sha256,
});

function listCandidates(asset: Asset): readonly Artifact[] {
  const made = asset.steps.flatMap((step) => (step.phase === 'completed' ? step.artifacts : []));
  const roles: readonly string[] = asset.pipeline === 'document' ? DOCUMENT_ROLES : MEDIA_ROLES;
  const upload = uploadOf(asset.source);
  return [
    ...roles.flatMap((role) => made.findLast((artifact) => artifact.role === role) ?? []),
    ...(upload === undefined ? [] : [uploadedFile(upload)]),
  ];
}

/**
 * Returns the file whose previews stand for the item: for recordings and sessions the file that the player plays, for documents
 * the first PDF, or else the original. Undefined if no file is here.
 */
export function previewFileOf(asset: Asset): Artifact | undefined {
  if (isContentGone(asset)) return undefined;
  const files = listCandidates(asset);
  return (asset.pipeline === 'document' ? files.find(({ mediaType }) => mediaType === PDF) : undefined) ?? files[0];
}

/** Returns true for a file that may have previews. Documents of other kinds get theirs when they are converted to PDF. */
export const hasPreviews = ({ pipeline }: Asset, { mediaType }: Artifact): boolean =>
  pipeline !== 'document' || mediaType === PDF;

/** Returns true for an event after which the run brings no trimmed file. */
export const endsWithoutTrimmedFile = ({ type, data }: AssetEvent): boolean =>
  type === 'RunCancelled' || type === 'AssetReset' || ((type === 'StepSkipped' || type === 'StepFailed') && data.step === TRIM);

/** Returns true while a run may still replace the file that people play by a trimmed one. */
export function awaitsTrimmedFile(asset: Asset): boolean {
  const trim = stepOf(asset, TRIM);
  return trim !== undefined && !hasEnded(trim) && isRunActive(asset);
}
