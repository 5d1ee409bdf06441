import { isPresent } from '@throughline/domain';
import type { LoadedAsset } from '@throughline/engine';

/** What was erased or is past its retention date keeps no bytes, also where they come again with the key of its registration. */
export const keepsSource = (asset: Pick<LoadedAsset, 'state'> | undefined): boolean =>
  asset !== undefined && isPresent(asset.state) && asset.state.erasedAt === undefined && asset.state.expiredAt === undefined;
