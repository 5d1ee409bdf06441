import type { Artifact } from '@throughline/contracts';
import { uploadOf, type Asset, type UploadedSource } from './state.js';

/** What was fetched, once all of it is there. */
const fetchedOf = ({ steps }: Asset): Artifact | undefined =>
  steps.find(({ kind }) => kind === 'source')?.artifacts.find(({ role }) => role === 'source');

/** The file that the recording is made of, once all of it is there: as it was uploaded, or as it was fetched. */
export const originalOf = (asset: Asset): UploadedSource | Artifact | undefined => uploadOf(asset.source) ?? fetchedOf(asset);

/** What tells equal content, in hex. Of what was erased nothing is told, and nothing is compared with it. */
export const contentOf = (asset: Asset): string | undefined =>
  asset.erasedAt === undefined ? originalOf(asset)?.sha256 : undefined;
