import { followUpOf, outputOf, type Json, type OutputStatus } from '@throughline/contracts';
import type { PersonalData } from '../../asset/personal.js';
import type { Asset, StepIn, StepPhase, StepState } from '../../asset/state.js';
import { hasOldTexts } from '../../asset/texts/sent-texts.js';
import { deliveredUrlOf, isOutdated, isUnconfirmed, isUnsettled, skipReasonOf } from '../../asset/steps/steps.js';
import { hasOldTranscript } from '../../asset/texts/current-transcript.js';
import { attemptFields, completedAt, renderStepProgress, type StageItem, stageStatus, type StepViewContext } from './stage.js';
import { videoMetaOf } from './video-meta.js';

/** One configured delivery in the API (UPL-05, FLR-10). */
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
  | 'queue_length'
  | 'progress_at'
  | 'started_at'
  | 'skip_reason'
> {
  readonly id: string;
  /** Lower case. */
  readonly target_type: string;
  /** Upper case. */
  readonly status: OutputStatus;
  readonly target_meta: Readonly<Record<string, Json | undefined>> | null;
  /** The time when the content at the output was sent. */
  readonly uploaded_at: string | null;
  /** The delivery was sent, but its arrival is unknown. A person should check and settle it, unless it is skipped. */
  readonly unconfirmed: boolean;
  /** The output has an earlier version: a step has completed again since, or the destination cannot replace files. */
  readonly outdated: boolean;
  /** The transcript was corrected since the output's content was made. */
  readonly old_words: boolean;
  /** The title or the description was changed since the output got them. */
  readonly old_texts: boolean;
  readonly follow_ups: readonly FollowUpItem[];
  readonly updated_at: string;
}
/** An action at the destination after the delivery: a step of its own that never fails the delivery (U9). */
export interface FollowUpItem extends Pick<
  StageItem,
  'status' | 'failed' | 'failed_at' | 'failed_reason' | 'attempt' | 'retry_at' | 'started_at' | 'skip_reason' | 'completed_at'
> {
  /** `thumbnail`. */
  readonly name: string;
}
/** Counts of all follow-ups that were not skipped (U19). */
export interface FollowUpSummary {
  readonly total: number;
  readonly completed: number;
  readonly failed: number;
}
/** One output in the `uploads` map (UPL-04). */
interface UploadEntry {
  /** Lower case. */
  readonly status: string;
  readonly url: string | null;
  readonly uploaded_at: string | null;
}
/** The outputs of a platform, with the worst status among them (UPL-04). */
export interface UploadItem extends UploadEntry {
  readonly outputs: readonly (UploadEntry & { readonly id: string })[];
}
/** Counts of all outputs and follow-ups that were not skipped (FLR-12). */
export interface UploadSummary {
  readonly total: number;
  readonly uploaded: number;
  readonly failed: number;
  readonly partial: boolean;
  /** Uploaded outputs whose arrival is unconfirmed. */
  readonly unconfirmed: number;
  /** Finally failed follow-ups, for example a thumbnail (U9, U19). */
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

/** Returns the status of an output (UPL-01 to UPL-03, D3). */
export const outputStatus = (step: StepState): OutputStatus => STATUS[step.phase];

export const outputSteps = (asset: Asset): readonly StepState[] => asset.steps.filter((step) => step.kind === 'delivery');

export const outputName = (step: StepState): string => step.output?.name ?? outputOf(step.step) ?? step.step;
const typeOf = (step: StepState): string => (step.output?.type ?? '').toLowerCase();
const urlOf = (step: StepState, personal: PersonalData): string | null => deliveredUrlOf(step, personal) ?? null;
const uploadedAt = (step: StepState): string | null => (step.phase === 'completed' ? (step.deliveredAt ?? step.endedAt) : null);

function targetMeta(asset: Asset, step: StepState, personal: PersonalData): OutputItem['target_meta'] {
  if (step.phase !== 'completed') return null;
  const url = urlOf(step, personal);
  return {
    platform: typeOf(step),
    ...step.result,
    ...(url === null ? {} : { url }),
    ...videoMetaOf(asset, step, { personal, url }),
  };
}

const followUpSteps = (asset: Asset): readonly StepState[] => asset.steps.filter((step) => step.kind === 'followUp');

/** Returns the follow-ups that have failed after all retries. Their deliveries have succeeded. */
export const failedFollowUps = (asset: Asset): readonly StepIn<'failed'>[] =>
  followUpSteps(asset).filter((step): step is StepIn<'failed'> => step.phase === 'failed');

/** Returns the deliveries that have failed after all retries, while others have succeeded. */
export const failedDeliveries = (asset: Asset): readonly StepIn<'failed'>[] =>
  uploadSummaryOf(asset).partial
    ? asset.steps.filter((step): step is StepIn<'failed'> => step.kind === 'delivery' && step.phase === 'failed')
    : [];

const renderFollowUp = (step: StepState, personal: PersonalData): FollowUpItem => ({
  name: followUpOf(step.step) ?? step.step,
  status: stageStatus(step),
  ...attemptFields(step, personal),
  skip_reason: skipReasonOf(step) ?? null,
  completed_at: completedAt(step),
});

/** Renders one entry of `outputs` (UPL-05). */
export const renderOutput = (asset: Asset, step: StepState, beside: StepViewContext): OutputItem => ({
  id: outputName(step),
  target_type: typeOf(step),
  status: outputStatus(step),
  target_meta: targetMeta(asset, step, beside.personal),
  ...attemptFields(step, beside.personal),
  skip_reason: skipReasonOf(step) ?? null,
  ...renderStepProgress(beside, step),
  uploaded_at: uploadedAt(step),
  unconfirmed: isUnsettled(step),
  outdated: isOutdated(step),
  old_words: hasOldTranscript(asset, step),
  old_texts: hasOldTexts(asset, step),
  follow_ups: followUpSteps(asset)
    .filter((each) => outputOf(each.step) === outputOf(step.step))
    .map((each) => renderFollowUp(each, beside.personal)),
  updated_at: step.changedAt,
});

/** From the worst on. A skipped output says nothing about the others. */
const WORST_FIRST: readonly OutputStatus[] = ['FAILED', 'PENDING', 'UPLOADING', 'UPLOADED', 'SKIPPED'];
const rankOf = (step: StepState): number => WORST_FIRST.indexOf(outputStatus(step));

/** Returns the worse of two outputs; of two equal ones, the one that changed last. */
const pickWorse = (a: StepState, b: StepState): StepState => {
  if (rankOf(a) !== rankOf(b)) return rankOf(a) < rankOf(b) ? a : b;
  return a.changedAt > b.changedAt ? a : b;
};

const renderUploadEntry = (output: StepState, personal: PersonalData): UploadEntry => ({
  status: outputStatus(output).toLowerCase(),
  url: urlOf(output, personal),
  uploaded_at: uploadedAt(output),
});

/** Renders the `uploads` map: for each platform the worst status of its outputs, and each of them (UPL-04, C11). */
export function renderUploads(outputs: readonly StepState[], personal: PersonalData): Readonly<Record<string, UploadItem>> {
  const byType = new Map<string, StepState[]>();
  for (const output of outputs) byType.set(typeOf(output), [...(byType.get(typeOf(output)) ?? []), output]);
  return Object.fromEntries(
    [...byType].map(([type, same]) => [
      type,
      {
        ...renderUploadEntry(same.reduce(pickWorse), personal),
        outputs: same.map((output) => ({ id: outputName(output), ...renderUploadEntry(output, personal) })),
      },
    ]),
  );
}

/** `upload_summary` (FLR-12): one success and one failure of two give `{ 2, 1, 1, true }`. */
export function uploadSummaryOf(asset: Asset): UploadSummary {
  const counted = outputSteps(asset).filter((output) => output.phase !== 'skipped');
  const uploaded = counted.filter((output) => output.phase === 'completed').length;
  const failed = counted.filter((output) => output.phase === 'failed').length;
  return {
    total: counted.length,
    uploaded,
    failed,
    partial: uploaded > 0 && failed > 0,
    unconfirmed: counted.filter(isUnconfirmed).length,
    follow_ups_failed: failedFollowUps(asset).length,
  };
}

/** `follow_up_summary` (U19). */
export function summarizeFollowUps(asset: Asset): FollowUpSummary {
  const counted = followUpSteps(asset).filter((step) => step.phase !== 'skipped');
  return {
    total: counted.length,
    completed: counted.filter((step) => step.phase === 'completed').length,
    failed: failedFollowUps(asset).length,
  };
}

/** Returns the state of an output in one word. */
export const outputState = ({ unconfirmed, status }: OutputItem): string =>
  unconfirmed && status === 'UPLOADED' ? 'unconfirmed' : status.toLowerCase();
