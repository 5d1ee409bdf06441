import { contentOf, type Asset } from '@throughline/domain';
import type { RecordingRows, SameContent } from './rows.js';

/** The older recording that an asset repeats, where it is not its row that is shown. */
export async function olderSame(rows: Pick<RecordingRows, 'withContent'>, asset: Asset): Promise<SameContent | undefined> {
  const sha256 = contentOf(asset);
  if (sha256 === undefined) return undefined;
  return rows.withContent({ owner: asset.owner, sha256, id: asset.assetId, createdAt: asset.registeredAt });
}
