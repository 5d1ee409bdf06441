import { followUpOf, outputOf, type Json, type OutputStatus } from '@throughline/contracts';
import type { Personal } from '../asset/personal.js';
import type { Asset, StepPhase, StepState } from '../asset/state.js';
import { isOutdated, isUnconfirmed } from '../steps/steps.js';
import { holdsOldWords } from '../transcript/current-transcript.js';
import { attemptFields, moving, stageStatus, type Beside, type StageItem } from './stage.js';

/** One configured delivery as clients see it (UPL-05, FLR-10). */
export interface OutputItem extends Pick<
  StageItem,
  | 'failed'
  | 'failed_at'
  | 'failed_reason'
  | 'attempt'
  | 'retry_at'
  | 'progress'
  | 'eta'
  | 'eta_reason'
  | 'queue_position'
  | 'started_at'
  | 'skip_reason'
> {
  /** Name of the output in the configuration. */
  readonly id: string;
  /** Lower case. */
  readonly target_type: string;
  /** Upper case. */
  readonly status: OutputStatus;
  /** What the destination said; `null` before the upload. */
  readonly target_meta: Readonly<Record<string, Json | undefined>> | null;
  /** When what stands there was sent. */
  readonly uploaded_at: string | null;
  /** Sent, and nobody could say whether it has arrived: a person should look, and settle it. */
  readonly unconfirmed: boolean;
  /** Holds an earlier version of the recording: a step was done again since, or the destination cannot replace it. */
  readonly outdated: boolean;
  /** The transcript was corrected since: the words that it has, or is being given, are others. */
  readonly old_words: boolean;
  readonly follow_ups: readonly FollowUpItem[];
  readonly updated_at: string;
}
/** Something done at the destination after the delivery: a step of its own, which never fails the delivery (U9). */
export interface FollowUpItem extends Pick<
  StageItem,
  'status' | 'failed' | 'failed_at' | 'failed_reason' | 'attempt' | 'retry_at' | 'started_at' | 'skip_reason' | 'completed_at'
> {
  /** `thumbnail`. */
  readonly name: string;
}
/** Counts over all follow-ups that were not skipped (U19). */
export interface FollowUpSummary {
  readonly total: number;
  readonly completed: number;
  readonly failed: number;
}
/** One output as the `uploads` map shows it (UPL-04). */
interface Uploaded {
  /** Lower case. */
  readonly status: string;
  readonly url: string | null;
  readonly uploaded_at: string | null;
}
/** The outputs of a platform: the one that stands worst speaks for all of them (UPL-04). */
export interface UploadItem extends Uploaded {
  readonly outputs: readonly (Uploaded & { readonly id: string })[];
}
/** Counts over all outputs and follow-ups that were not skipped (FLR-12). */
export interface UploadSummary {
  readonly total: number;
  readonly uploaded: number;
  readonly failed: number;
  /** Some are uploaded and others have failed. */
  readonly partial: boolean;
  /** Of those that are uploaded: sent, and nobody could say whether they have arrived. */
  readonly unconfirmed: number;
  /** What was to be done at the outputs and has finally failed, for example a thumbnail (U9, U19). */
  readonly follow_ups_failed: number;
}

const STATUS: Readonly<Record<StepPhase, OutputStatus>> = {
  pending: 'PENDING',
  scheduled: 'PENDING',
  running: 'UPLOADING',
  completed: 'UPLOADED',
  failed: 'FAILED',
  skipped: 'SKIPPED',
};

/** The status word of an output (UPL-01 to UPL-03, D3). */
export const outputStatus = (step: StepState): OutputStatus => STATUS[step.phase];

/** The asset's configured deliveries, in the order of the configuration. */
export const outputSteps = (asset: Asset): readonly StepState[] => asset.steps.filter((step) => step.kind === 'delivery');

const nameOf = (step: StepState): string => step.output?.name ?? outputOf(step.step) ?? step.step;
const typeOf = (step: StepState): string => (step.output?.type ?? '').toLowerCase();
const urlOf = (step: StepState, personal: Personal): string | null =>
  step.phase === 'completed' ? (personal.steps?.[step.step]?.url ?? null) : null;
const uploadedAt = (step: StepState): string | null =>
  step.phase === 'completed' ? (step.deliveredAt ?? step.endedAt ?? null) : null;

function targetMeta(step: StepState, personal: Personal): OutputItem['target_meta'] {
  if (step.result === undefined) return null;
  const url = urlOf(step, personal);
  return { platform: typeOf(step), ...step.result, ...(url === null ? {} : { url }) };
}

const followUpSteps = (asset: Asset): readonly StepState[] => asset.steps.filter((step) => step.kind === 'followUp');

const renderFollowUp = (step: StepState, personal: Personal): FollowUpItem => ({
  name: followUpOf(step.step) ?? step.step,
  status: stageStatus(step),
  ...attemptFields(step, personal),
  skip_reason: step.skipReason ?? null,
  completed_at: step.phase === 'completed' ? (step.endedAt ?? null) : null,
});

/** One entry of `outputs` (UPL-05). */
export const renderOutput = (asset: Asset, step: StepState, beside: Beside): OutputItem => ({
  id: nameOf(step),
  target_type: typeOf(step),
  status: outputStatus(step),
  target_meta: targetMeta(step, beside.personal),
  ...attemptFields(step, beside.personal),
  skip_reason: step.skipReason ?? null,
  ...moving(beside, step),
  uploaded_at: uploadedAt(step),
  unconfirmed: isUnconfirmed(step),
  outdated: isOutdated(step),
  old_words: holdsOldWords(asset, step),
  follow_ups: followUpSteps(asset)
    .filter((each) => outputOf(each.step) === outputOf(step.step))
    .map((each) => renderFollowUp(each, beside.personal)),
  updated_at: step.changedAt,
});

/** From the worst on. What was left out says nothing about the others. */
const WORST_FIRST: readonly OutputStatus[] = ['FAILED', 'PENDING', 'UPLOADING', 'UPLOADED', 'SKIPPED'];
const badness = (step: StepState): number => WORST_FIRST.indexOf(outputStatus(step));

/** Of two that stand equally, the one that changed last. */
const worse = (a: StepState, b: StepState): StepState => {
  if (badness(a) !== badness(b)) return badness(a) < badness(b) ? a : b;
  return a.changedAt > b.changedAt ? a : b;
};

const uploaded = (output: StepState, personal: Personal): Uploaded => ({
  status: outputStatus(output).toLowerCase(),
  url: urlOf(output, personal),
  uploaded_at: uploadedAt(output),
});

/** The `uploads` map: for each platform the worst status of its outputs, and each of them (UPL-04, C11). */
export function renderUploads(outputs: readonly StepState[], personal: Personal): Readonly<Record<string, UploadItem>> {
  const byType = new Map<string, StepState[]>();
  for (const output of outputs) byType.set(typeOf(output), [...(byType.get(typeOf(output)) ?? []), output]);
  return Object.fromEntries(
    [...byType].map(([type, same]) => [
      type,
      {
        ...uploaded(same.reduce(worse), personal),
        outputs: same.map((output) => ({ id: nameOf(output), ...uploaded(output, personal) })),
      },
    ]),
  );
}

/** `upload_summary` (FLR-12): one success and one failure of two give `{ 2, 1, 1, true }`. */
function summarizeUploads(steps: readonly StepState[]): UploadSummary {
  const outputs = steps.filter(({ kind }) => kind === 'delivery');
  const counted = outputs.filter((output) => output.phase !== 'skipped');
  const uploaded = counted.filter((output) => output.phase === 'completed').length;
  const failed = counted.filter((output) => output.phase === 'failed').length;
  const unconfirmed = counted.filter(isUnconfirmed).length;
  const followUpsFailed = steps.filter(({ kind, phase }) => kind === 'followUp' && phase === 'failed').length;
  return {
    total: counted.length,
    uploaded,
    failed,
    partial: uploaded > 0 && failed > 0,
    unconfirmed,
    follow_ups_failed: followUpsFailed,
  };
}

/** The same of an asset. */
export const uploadSummaryOf = (asset: Asset): UploadSummary => summarizeUploads(asset.steps);

/** `follow_up_summary` (U19). */
export function summarizeFollowUps(asset: Asset): FollowUpSummary {
  const counted = followUpSteps(asset).filter((step) => step.phase !== 'skipped');
  return {
    total: counted.length,
    completed: counted.filter((step) => step.phase === 'completed').length,
    failed: counted.filter((step) => step.phase === 'failed').length,
  };
}
