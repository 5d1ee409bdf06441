import type { PersonalData } from '../../asset/personal.js';
import type { Asset, StepState } from '../../asset/state.js';
import { isContentGone } from '../../asset/content.js';
import { fieldsToCheck } from '../../texts/findings.js';
import { titleOf } from '../../texts/title.js';
import { nounOf, type ItemNoun } from '../../asset/pipeline/noun.js';
import { failureReason, retryAtOf } from '../views/stage.js';
import { noTranscriptOf } from '../views/no-transcript.js';
import type { OutputItem } from '../views/output.js';
import { renderChangingFields, type ChangingFields, type LiveContext } from '../views/recording.js';
import { renderSource, type SourceItem } from '../views/source.js';
import { resultOf } from '../../asset/steps/steps.js';
import { listStateOf, type ListState } from './list-state.js';

/** An output of an item in a list, with one word for its state. */
export interface ListOutput {
  readonly id: string;
  readonly target_type: string;
  readonly state: string;
}

/** The fields of an item in a list of several kinds, the same for all of them. */
export interface ListFields extends Pick<
  ChangingFields,
  'progress' | 'eta' | 'eta_reason' | 'queue_position' | 'queue_length' | 'progress_at'
> {
  readonly id: string;
  readonly kind: ItemNoun;
  readonly title: string | null;
  readonly file_name: string | null;
  /** `stalled` replaces `in_progress` while the worker of a running step does not respond. */
  readonly state: ListState | 'stalled';
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

interface Facts {
  readonly asset: Asset;
  readonly personal: PersonalData;
  readonly changing: ChangingFields;
}

const namesOf = (outputs: readonly OutputItem[]): string => outputs.map(({ id }) => id).join(', ');

const firstReason = ({ asset, personal }: Facts, isIt: (step: StepState) => boolean): string | null => {
  const step = asset.steps.find(isIt);
  return step === undefined ? null : failureReason(step, personal);
};

function noTranscriptReason({ asset }: Facts): string | null {
  const none = noTranscriptOf(asset);
  return none === undefined || none.reason === 'disabled' ? null : `No transcript: ${none.message}.`;
}

function partialReason({ changing: { outputs } }: Facts): string {
  const asked = outputs.filter(({ status }) => status !== 'SKIPPED');
  const failed = asked.filter((output) => output.failed);
  const delivered = asked.filter(({ status }) => status === 'UPLOADED');
  const [first] = failed;
  const counts = `${String(delivered.length)} of ${String(asked.length)} delivered.`;
  return first === undefined ? counts : `${counts} ${first.id}: ${first.failed_reason ?? 'failed'}`;
}

function valuesToCheckReason({ asset }: Facts): string | null {
  const names = fieldsToCheck(asset).map((field) => field.replaceAll('_', ' '));
  const last = names.pop();
  if (last === undefined) return null;
  return names.length === 0
    ? `Check 1 value: ${last}.`
    : `Check ${String(names.length + 1)} values: ${names.join(', ')} and ${last}.`;
}

const REASONS: Readonly<Partial<Record<ListFields['state'], (facts: Facts) => string | null>>> = {
  failed: (facts) => {
    const { rollback } = facts.asset.run ?? {};
    const isCause = ({ step, phase }: StepState): boolean =>
      rollback === undefined ? phase === 'failed' : step === rollback.step;
    return firstReason(facts, isCause) ?? noTranscriptReason(facts);
  },
  partial: partialReason,
  unconfirmed: ({ changing: { outputs } }) =>
    `It is unknown if the delivery arrived: ${namesOf(outputs.filter((output) => outputState(output) === 'unconfirmed'))}.`,
  follow_up_failed: (facts) => firstReason(facts, ({ kind, phase }) => kind === 'followUp' && phase === 'failed'),
  to_review: () => 'The finished content waits until a person publishes it.',
  paused: ({ personal }) => personal.pauseReason ?? null,
  waiting: ({
    changing: {
      waiting_for: [first],
    },
  }) => first?.message ?? null,
  in_progress: (facts) => firstReason(facts, (step) => step.phase === 'scheduled' && retryAtOf(step) !== null),
  stalled: () => 'The worker stopped responding.',
  stopped: ({ personal }) => personal.cancelReason ?? null,
  ready: (facts) => noTranscriptReason(facts) ?? valuesToCheckReason(facts),
};

/** The number of pages that a step of a document has counted. */
function pageCountOf({ steps }: Asset): number | null {
  const counts = steps.map((step) => resultOf(step)?.['pages']).filter((pages) => typeof pages === 'number');
  return counts[0] ?? null;
}

const outputState = ({ unconfirmed, status }: OutputItem): string =>
  unconfirmed && status === 'UPLOADED' ? 'unconfirmed' : status.toLowerCase();

const shownState = (asset: Asset, { label }: ChangingFields): ListFields['state'] => {
  const state = listStateOf(asset);
  return state === 'in_progress' && label === 'stalled' ? 'stalled' : state;
};

export function renderListItem(asset: Asset, personal: PersonalData, context: LiveContext): ListFields {
  const changing = renderChangingFields(asset, personal, context);
  const state = shownState(asset, changing);
  const source = renderSource(asset, personal);
  const { progress, eta, eta_reason, queue_position, queue_length, progress_at } = changing;
  return {
    id: asset.assetId,
    kind: nounOf(asset.pipeline),
    title: titleOf(asset, personal) ?? null,
    file_name: personal.fileName ?? null,
    state,
    reason: isContentGone(asset) ? null : (REASONS[state]?.({ asset, personal, changing }) ?? null),
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
