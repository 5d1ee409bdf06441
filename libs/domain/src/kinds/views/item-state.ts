import { isContentGone } from '../../asset/content.js';
import type { PersonalData } from '../../asset/personal.js';
import type { Asset, StepState } from '../../asset/state.js';
import { fieldsToCheck } from '../../texts/findings.js';
import { countOf, joinWords } from '../../texts/wording.js';
import type { ItemLabel } from './label.js';
import { listStateOf, type ListState } from './list-state.js';
import { noTranscriptOf } from './no-transcript.js';
import { outputState, type OutputItem } from './output.js';
import { failureReason, retryAtOf } from './stage.js';
import type { WaitingItem } from './waiting.js';

/** The state of an item, in one word and one sentence. */
export interface ItemState {
  /** `stalled` replaces `in_progress` while the worker of a running step does not respond. */
  readonly state: ListState | 'stalled';
  /** Null if the state needs no reason, and after an erasure. */
  readonly state_reason: string | null;
}

interface Facts {
  readonly asset: Asset;
  readonly personal: PersonalData;
  readonly outputs: readonly OutputItem[];
  readonly waitingFor: readonly WaitingItem[];
}

const namesOf = (outputs: readonly OutputItem[]): string => joinWords(outputs.map(({ id }) => id));

const firstReason = ({ asset, personal }: Facts, isIt: (step: StepState) => boolean): string | null => {
  const step = asset.steps.find(isIt);
  return step === undefined ? null : failureReason(step, personal);
};

function noTranscriptReason({ asset }: Facts): string | null {
  const none = noTranscriptOf(asset);
  return none === undefined || none.reason === 'disabled' ? null : `No transcript: ${none.message}.`;
}

function partialReason({ outputs }: Facts): string {
  const asked = outputs.filter(({ status }) => status !== 'SKIPPED');
  const failed = asked.filter((output) => output.failed);
  const delivered = asked.filter(({ status }) => status === 'UPLOADED');
  const [first] = failed;
  const counts = `${String(delivered.length)} of ${String(asked.length)} delivered.`;
  return first === undefined ? counts : `${counts} ${first.id}: ${first.failed_reason ?? 'failed'}`;
}

function valuesToCheckReason({ asset }: Facts): string | null {
  const names = fieldsToCheck(asset).map((field) => field.replaceAll('_', ' '));
  return names.length === 0 ? null : `Check ${countOf(names.length, 'value', 'values')}: ${joinWords(names)}.`;
}

function deliveredReason({ outputs }: Facts): string | null {
  const count = outputs.filter(({ status }) => status === 'UPLOADED').length;
  return count === 0 ? null : `Delivered to ${countOf(count, 'output', 'outputs')}.`;
}

const REASONS: Readonly<Partial<Record<ItemState['state'], (facts: Facts) => string | null>>> = {
  failed: (facts) => {
    const { rollback } = facts.asset.run ?? {};
    const isCause = ({ step, phase }: StepState): boolean =>
      rollback === undefined ? phase === 'failed' : step === rollback.step;
    return firstReason(facts, isCause) ?? noTranscriptReason(facts);
  },
  partial: partialReason,
  unconfirmed: ({ outputs }) =>
    `It is unknown if the delivery arrived: ${namesOf(outputs.filter((output) => outputState(output) === 'unconfirmed'))}.`,
  follow_up_failed: (facts) => firstReason(facts, ({ kind, phase }) => kind === 'followUp' && phase === 'failed'),
  to_review: () => 'The finished content waits until a person publishes it.',
  paused: ({ personal }) => personal.pauseReason ?? null,
  waiting: ({ waitingFor: [first] }) => first?.message ?? null,
  in_progress: (facts) => firstReason(facts, (step) => step.phase === 'scheduled' && retryAtOf(step) !== null),
  stalled: () => 'The worker stopped responding.',
  stopped: ({ personal }) => personal.cancelReason ?? null,
  ready: (facts) => noTranscriptReason(facts) ?? valuesToCheckReason(facts) ?? deliveredReason(facts),
};

export function renderItemState(facts: Facts, label: ItemLabel | null): ItemState {
  const { asset } = facts;
  const found = listStateOf(asset);
  const state = found === 'in_progress' && label === 'stalled' ? 'stalled' : found;
  return { state, state_reason: isContentGone(asset) ? null : (REASONS[state]?.(facts) ?? null) };
}
