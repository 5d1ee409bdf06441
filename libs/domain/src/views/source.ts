import { contentOf, originalOf } from '../asset/content.js';
import type { Personal } from '../asset/personal.js';
import { shownAddress } from '../asset/shown-address.js';
import type { Asset } from '../asset/state.js';
import { mediaSecondsOf } from '../steps/media.js';

/** Where the bytes of a recording come from, as its owner is shown it. */
export interface SourceItem {
  readonly kind: string;
  /** Without user, query and fragment, which may be keys; null for what has no address, or whose address was erased. */
  readonly url: string | null;
  /** Null until the bytes are there. */
  readonly size: number | null;
  readonly media_type: string | null;
  /** Of the bytes, in hex; null until they are there, and once they were erased. */
  readonly sha256: string | null;
  /** Length of the media; null until it was probed. */
  readonly duration_seconds: number | null;
}

export function renderSource(asset: Asset, { sourceUrl }: Personal): SourceItem {
  const there = originalOf(asset);
  return {
    kind: asset.sourceKind,
    url: sourceUrl === undefined ? null : (shownAddress(sourceUrl) ?? null),
    size: there?.size ?? null,
    media_type: there?.mediaType ?? null,
    sha256: contentOf(asset) ?? null,
    duration_seconds: mediaSecondsOf(asset) ?? null,
  };
}
