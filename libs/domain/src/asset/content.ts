import type { Artifact } from '@throughline/contracts';
import { uploadOf, type Asset, type Source, type StepState, type UploadedSource } from './state.js';

/** Returns true once files, text and data key are destroyed: after an erasure or the retention date (AGG-03). */
export const isContentGone = ({ erasedAt, expiredAt }: Pick<Asset, 'erasedAt' | 'expiredAt'>): boolean =>
  erasedAt !== undefined || expiredAt !== undefined;

/** Returns the copy of the source file that a run has fetched. Only the first step of a pipeline makes a file of this role. */
export const copyOf = ({ steps }: Pick<Asset, 'steps'>): Artifact | undefined =>
  steps.flatMap(({ artifacts }) => artifacts).find(({ role }) => role === 'source');

/** Returns the complete source file of the item: the upload, or the copy that a run has fetched. */
export const originalOf = (asset: Asset): UploadedSource | Artifact | undefined => uploadOf(asset.source) ?? copyOf(asset);

/** Returns the SHA-256 of the content in hex. Undefined once the content is gone, so that nothing is compared with it. */
export const contentOf = (asset: Asset): string | undefined => (isContentGone(asset) ? undefined : originalOf(asset)?.sha256);

/** Returns true if both sources are known to have the same content. A fetched source may bring any content. */
export function isSameContent(present: Source | undefined, next: Source): boolean {
  const sha256 = uploadOf(present)?.sha256;
  return sha256 !== undefined && sha256 === uploadOf(next)?.sha256;
}

/**
 * Returns true if the step has made the item's file of pages of other documents. Their files may be erased, so nobody can make it
 * again.
 */
export const hasMadeFileOfPages = ({ source }: Pick<Asset, 'source'>, { phase, artifacts }: StepState): boolean =>
  source !== undefined && 'documents' in source && phase === 'completed' && artifacts.some(({ role }) => role === 'source');
