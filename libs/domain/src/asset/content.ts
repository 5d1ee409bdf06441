import type { Artifact } from '@throughline/contracts';
import { uploadOf, type Asset, type UploadedSource } from './state.js';

/** True once the files, the words and the data key are given up for good: after an erasure, and after the retention date (AGG-03). */
export const isContentGone = ({ erasedAt, expiredAt }: Pick<Asset, 'erasedAt' | 'expiredAt'>): boolean =>
  erasedAt !== undefined || expiredAt !== undefined;

/** What was fetched, once all of it is there. */
const fetchedOf = ({ steps }: Asset): Artifact | undefined =>
  steps.find(({ kind }) => kind === 'source')?.artifacts.find(({ role }) => role === 'source');

/** The file that the recording is made of, once all of it is there: as it was uploaded, or as it was fetched. */
export const originalOf = (asset: Asset): UploadedSource | Artifact | undefined => uploadOf(asset.source) ?? fetchedOf(asset);

/** SHA-256 of the content, in hex. Undefined once the content is gone: nothing is compared with it. */
export const contentOf = (asset: Asset): string | undefined => (isContentGone(asset) ? undefined : originalOf(asset)?.sha256);
