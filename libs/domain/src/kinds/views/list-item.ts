import type { PersonalData } from '../../asset/personal.js';
import type { Asset } from '../../asset/state.js';
import { fieldsToCheck } from '../../texts/findings.js';
import { titleOf } from '../../texts/title.js';
import { nounOf, type ItemNoun } from '../../asset/pipeline/noun.js';
import { outputState } from './output.js';
import { renderChangingFields, type ChangingFields, type LiveContext } from './recording.js';
import { renderSource, type SourceItem } from './source.js';
import { resultOf } from '../../asset/steps/steps.js';

/** An output of an item in a list, with one word for its state. */
export interface ListOutput {
  readonly id: string;
  readonly target_type: string;
  readonly state: string;
}

/** The fields of an item in a list of several kinds, the same for all of them. */
export interface ListFields extends Pick<
  ChangingFields,
  'state' | 'progress' | 'eta' | 'eta_reason' | 'queue_position' | 'queue_length' | 'progress_at'
> {
  readonly id: string;
  readonly kind: ItemNoun;
  readonly title: string | null;
  readonly file_name: string | null;
  /** One sentence that explains the state; null if the state needs none. */
  readonly reason: string | null;
  readonly running_steps: readonly string[];
  readonly duration_seconds: number | null;
  readonly page_count: number | null;
  /** The number of values of a document that a person should check; 0 for other kinds. */
  readonly values_to_check: number;
  readonly language: string;
  readonly source: Pick<SourceItem, 'kind' | 'source_id'>;
  readonly outputs: readonly ListOutput[];
  readonly tags: readonly string[];
  readonly created_at: string;
  readonly updated_at: string;
  readonly deleted_at: string | null;
}

/** The number of pages that a step of a document has counted. */
function pageCountOf({ steps }: Asset): number | null {
  const counts = steps.map((step) => resultOf(step)?.['pages']).filter((pages) => typeof pages === 'number');
  return counts[0] ?? null;
}

export function renderListItem(asset: Asset, personal: PersonalData, context: LiveContext): ListFields {
  const changing = renderChangingFields(asset, personal, context);
  const source = renderSource(asset, personal);
  const { state, state_reason: reason, progress, eta, eta_reason, queue_position, queue_length, progress_at } = changing;
  return {
    id: asset.assetId,
    kind: nounOf(asset.pipeline),
    title: titleOf(asset, personal) ?? null,
    file_name: personal.fileName ?? null,
    state,
    reason,
    running_steps: asset.steps.filter(({ phase }) => phase === 'running').map(({ step }) => step),
    duration_seconds: source.duration_seconds,
    page_count: pageCountOf(asset),
    values_to_check: fieldsToCheck(asset).length,
    language: asset.language,
    source: { kind: source.kind, source_id: source.source_id },
    outputs: changing.outputs.map((output) => ({ id: output.id, target_type: output.target_type, state: outputState(output) })),
    tags: personal.tags ?? [],
    progress,
    eta,
    eta_reason,
    queue_position,
    queue_length,
    progress_at,
    created_at: asset.registeredAt,
    updated_at: asset.updatedAt,
    deleted_at: asset.deletedAt ?? null,
  };
}
