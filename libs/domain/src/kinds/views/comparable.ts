import type { PersonalData } from '../../asset/personal.js';
import { nounOf, type ItemNoun } from '../../asset/pipeline/noun.js';
import type { Asset } from '../../asset/state.js';
import { renderFindings, type FieldFinding } from '../../texts/findings.js';
import { renderListItem } from './list-item.js';
import { renderSource } from './source.js';

/** The fields of an item that people compare with those of another one that looks the same. */
export interface ComparableFields {
  readonly id: string;
  readonly kind: ItemNoun;
  readonly title: string | null;
  readonly file_name: string | null;
  /** The fields of a document; null for other kinds, and if it has none. */
  readonly sender: string | null;
  readonly date: string | null;
  readonly number: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly size: number | null;
  readonly page_count: number | null;
  readonly duration_seconds: number | null;
  readonly tags: readonly string[];
  /** The outputs that have it. */
  readonly delivered_to: readonly string[];
  readonly source: { readonly kind: string; readonly source_id: number | null };
  readonly created_at: string;
}

const textOf = (finding: FieldFinding | undefined): string | null => (typeof finding?.value === 'string' ? finding.value : null);

export function renderComparable(asset: Asset, personal: PersonalData): ComparableFields {
  const { id, title, file_name, page_count, duration_seconds, tags, outputs, created_at } = renderListItem(asset, personal, {});
  const found = nounOf(asset.pipeline) === 'document' ? renderFindings(asset, personal) : undefined;
  const { kind, source_id, size } = renderSource(asset, personal);
  return {
    id,
    kind: nounOf(asset.pipeline),
    title,
    file_name,
    sender: textOf(found?.sender),
    date: textOf(found?.date),
    number: textOf(found?.number),
    amount: textOf(found?.amount),
    currency: found?.amount.currency ?? null,
    size,
    page_count,
    duration_seconds,
    tags,
    delivered_to: outputs.filter(({ state }) => state === 'uploaded').map((output) => output.id),
    source: { kind, source_id },
    created_at,
  };
}
