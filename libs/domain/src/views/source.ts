import type { Artifact } from '@throughline/contracts';
import type { Personal } from '../asset/personal.js';
import { shownAddress } from '../asset/shown-address.js';
import { uploadOf, type Asset } from '../asset/state.js';

/** Where the bytes of a recording come from, as its owner is shown it. */
export interface SourceItem {
  readonly kind: string;
  /** Without user, query and fragment, which may be keys; null for what has no address, or whose address was erased. */
  readonly url: string | null;
  /** Null until the bytes are there. */
  readonly size: number | null;
  readonly media_type: string | null;
}

/** What was fetched, once all of it is there. */
const fetchedOf = ({ steps }: Asset): Artifact | undefined =>
  steps.find(({ kind }) => kind === 'source')?.artifacts.find(({ role }) => role === 'source');

export function renderSource(asset: Asset, { sourceUrl }: Personal): SourceItem {
  const there = uploadOf(asset.source) ?? fetchedOf(asset);
  return {
    kind: asset.sourceKind,
    url: sourceUrl === undefined ? null : (shownAddress(sourceUrl) ?? null),
    size: there?.size ?? null,
    media_type: there?.mediaType ?? null,
  };
}
