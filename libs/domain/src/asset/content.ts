import type { Artifact } from '@throughline/contracts';
import { uploadOf, type Asset, type UploadedSource } from './state.js';

/** Returns true once files, text and data key are destroyed: after an erasure or the retention date (AGG-03). */
export const isContentGone = ({ erasedAt, expiredAt }: Pick<Asset, 'erasedAt' | 'expiredAt'>): boolean =>
  erasedAt !== undefined || expiredAt !== undefined;

const downloadOf = ({ steps }: Asset): Artifact | undefined =>
  steps.find(({ kind }) => kind === 'source')?.artifacts.find(({ role }) => role === 'source');

/** Returns the complete source file of the recording: the upload, or the result of the download. */
export const originalOf = (asset: Asset): UploadedSource | Artifact | undefined => uploadOf(asset.source) ?? downloadOf(asset);

/** Returns the SHA-256 of the content in hex. Undefined once the content is gone, so that nothing is compared with it. */
export const contentOf = (asset: Asset): string | undefined => (isContentGone(asset) ? undefined : originalOf(asset)?.sha256);
