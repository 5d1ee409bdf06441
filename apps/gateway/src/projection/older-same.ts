import { contentOf, type Asset } from '@throughline/domain';
import type { ItemRows, ContentDuplicate } from './rows.js';

/** Returns the older recording with the same content, for an asset that is not shown from its row. */
export async function findOlderDuplicate(
  rows: Pick<ItemRows, 'withContent'>,
  asset: Asset,
): Promise<ContentDuplicate | undefined> {
  const sha256 = contentOf(asset);
  if (sha256 === undefined) return undefined;
  return rows.withContent({ owner: asset.owner, sha256, id: asset.assetId, createdAt: asset.registeredAt });
}
