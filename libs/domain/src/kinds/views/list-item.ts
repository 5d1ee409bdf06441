import { QUEUE, deliveryStep } from '@throughline/contracts';
import type { PersonalData } from '../../asset/personal.js';
import type { Asset } from '../../asset/state.js';
import { failureOf } from '../../status/failure.js';
import { fieldsToCheck } from '../../texts/findings.js';
import { titleOf } from '../../texts/title.js';
import { nounOf, type ItemNoun } from '../../asset/pipeline/noun.js';
import { countDocumentPages } from '../../asset/document-pages.js';
import { canRunAgain } from '../allowed-actions.js';
import { isRetriable } from '../session/actions.js';
import { sessionFailureOf } from '../session/failure.js';
import { outputState } from './output.js';
import { renderChangingFields, type ChangingFields, type LiveContext } from './recording.js';
import type { RunStepItem } from './run.js';
import { renderSource, type SourceItem } from './source.js';

/** An output of an item in a list, with one word for its state. */
export interface ListOutput {
  readonly id: string;
  readonly target_type: string;
  readonly state: string;
}

/** A step of the plan of an item in a list, with the facts that decide how it looks. */
export interface ListStep extends Pick<RunStepItem, 'step' | 'status' | 'progress'> {
  readonly unconfirmed: boolean;
  /** Waits for something other than its turn. */
  readonly waiting: boolean;
  readonly stalled: boolean;
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
  /** The plan of a run that is not at rest. Empty in other states, so that long lists stay small. */
  readonly plan: readonly ListStep[];
  readonly duration_seconds: number | null;
  readonly page_count: number | null;
  /** The number of values of a document that a person should check; 0 for other kinds. */
  readonly values_to_check: number;
  readonly language: string;
  /** The size is given with the plan, for the progress of a download in bytes. */
  readonly source: Pick<SourceItem, 'kind' | 'source_id' | 'size'>;
  readonly outputs: readonly ListOutput[];
  readonly failed_at_stage: string | null;
  /** A failed or partial item, whose failure another attempt may end. */
  readonly can_retry: boolean;
  readonly tags: readonly string[];
  readonly created_at: string;
  readonly updated_at: string;
  readonly deleted_at: string | null;
}

const STATES_WITH_PLAN: ReadonlySet<ListFields['state']> = new Set(['in_progress', 'stalled', 'queued', 'waiting', 'paused']);

function renderPlan(changing: ChangingFields, { forecast }: LiveContext): readonly ListStep[] {
  if (!STATES_WITH_PLAN.has(changing.state)) return [];
  const unconfirmed = changing.outputs.filter((output) => output.unconfirmed).map(({ id }) => deliveryStep(id));
  const waiting = changing.waiting_for.filter((wait) => wait.for !== QUEUE).map(({ step }) => step);
  return (changing.run?.steps ?? []).map(({ step, status, progress }) => ({
    step,
    status,
    progress,
    unconfirmed: unconfirmed.includes(step),
    waiting: waiting.includes(step),
    stalled: status === 'IN_PROGRESS' && forecast?.isStalled(step) === true,
  }));
}

/** A list does not read the saved settings of the library, so the configuration of the last run counts. */
function canRetry(asset: Asset, state: ListFields['state']): boolean {
  if (state !== 'failed' && state !== 'partial') return false;
  if (nounOf(asset.pipeline) !== 'session') return canRunAgain(asset);
  return isRetriable(asset) && sessionFailureOf(asset)?.retryable !== false;
}

export function renderListItem(asset: Asset, personal: PersonalData, context: LiveContext): ListFields {
  const changing = renderChangingFields(asset, personal, context);
  const source = renderSource(asset, personal);
  const plan = renderPlan(changing, context);
  const { state, state_reason: reason, progress, eta, eta_reason, queue_position, queue_length, progress_at } = changing;
  return {
    id: asset.assetId,
    kind: nounOf(asset.pipeline),
    title: titleOf(asset, personal) ?? null,
    file_name: personal.fileName ?? null,
    state,
    reason,
    running_steps: asset.steps.filter(({ phase }) => phase === 'running').map(({ step }) => step),
    plan,
    duration_seconds: source.duration_seconds,
    page_count: countDocumentPages(asset) ?? null,
    values_to_check: fieldsToCheck(asset).length,
    language: asset.language,
    source: { kind: source.kind, source_id: source.source_id, size: plan.length === 0 ? null : source.size },
    outputs: changing.outputs.map((output) => ({ id: output.id, target_type: output.target_type, state: outputState(output) })),
    failed_at_stage: failureOf(asset)?.stage ?? null,
    can_retry: canRetry(asset, state),
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
