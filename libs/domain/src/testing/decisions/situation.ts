import type { Asset, StepState } from '../../asset/state.js';
import { isFailed } from '../../status/failure.js';
import { renderStatus } from '../../status/render-status.js';
import { heldOutputs, isAwaitingReview, needsReview } from '../../asset/steps/review.js';
import { isRunActive, pauseOf } from '../../asset/steps/run.js';
import {
  NOT_DELIVERED,
  errorOf,
  isFinished,
  isGivenUp,
  isOpen,
  isUnconfirmed,
  mayHaveArrived,
  skipReasonOf,
} from '../../asset/steps/steps.js';
import { waitingSteps } from '../../asset/steps/waiting.js';
import { outputStatus } from '../../kinds/views/output.js';
import { stageStatus } from '../../kinds/views/stage.js';

/** The visible properties of an item that an answer may depend on. The names appear in docs/decision-table.md. */
export const COLUMNS = [
  'status',
  'deleted',
  'erased',
  'run',
  'paused',
  'failed',
  'outputs',
  'to review',
  'left to do at outputs',
  'queued or running',
  'waits',
  'skipped by hand',
  'the stage',
  'the output',
] as const;
export type Column = (typeof COLUMNS)[number];
export type Situation = Readonly<Record<Column, string>>;

const toYesNo = (is: boolean): string => (is ? 'yes' : 'no');

const deletedWord = ({ deletedAt, expiredAt }: Asset): string =>
  expiredAt === undefined ? toYesNo(deletedAt !== undefined) : 'for good';

function runWord(asset: Asset): string {
  if (asset.run === undefined) return 'none';
  if (isRunActive(asset)) return 'active';
  if (asset.run.cancelled !== undefined) return 'cancelled';
  if (needsReview(asset)) return 'held';
  return asset.run.rollback === undefined ? 'ended' : 'rolled back';
}

function outputsWord({ steps }: Asset): string {
  const outputs = steps.filter(({ kind }) => kind === 'delivery');
  const counted = outputs.filter(({ phase }) => phase !== 'skipped');
  if (counted.length === 0) return outputs.length === 0 ? 'none' : 'skipped';
  const all = (phase: StepState['phase']): boolean => counted.every((output) => output.phase === phase);
  if (all('completed')) return counted.some(isUnconfirmed) ? 'all uploaded, not all confirmed' : 'all uploaded';
  if (all('failed')) return 'all failed';
  return counted.some(({ phase }) => phase === 'completed') ? 'some uploaded' : 'none uploaded';
}

function reviewWord(asset: Asset): string {
  if (heldOutputs(asset).length === 0) return 'no';
  return asset.steps.some(({ kind, phase }) => kind === 'delivery' && phase === 'failed') ? 'yes, beside failed outputs' : 'yes';
}

function skippedWord({ steps }: Asset): string {
  if (steps.some(isGivenUp)) return 'an output';
  return steps.some((step) => skipReasonOf(step) === 'manual') ? 'a stage' : 'no';
}

function outputWord(output: StepState): string {
  if (isUnconfirmed(output)) return 'UPLOADED, unconfirmed';
  if (mayHaveArrived(output)) return 'SKIPPED, unconfirmed';
  return errorOf(output)?.code === NOT_DELIVERED ? 'FAILED, not found there' : outputStatus(output);
}

function pausedWord(asset: Asset): string {
  const pause = pauseOf(asset);
  if (pause === undefined) return 'no';
  return pause.until === undefined ? 'yes' : 'until a time';
}

function waitsWord(asset: Asset): string {
  const waiting = waitingSteps(asset).map(({ step }) => step);
  if (waiting.some((step) => step.phase === 'scheduled' && step.notBefore !== undefined)) return 'for a check';
  if (waiting.length > 0) return waiting.some(({ phase }) => phase === 'scheduled') ? 'its check is queued' : 'without checks';
  return asset.steps.some((step) => step.phase === 'scheduled' && step.notBefore !== undefined) ? 'for a retry' : 'no';
}

type TargetColumn = 'the stage' | 'the output';

/** Returns the columns of the stage or output that the action names. */
export const describeTarget = (target: StepState | undefined): Pick<Situation, TargetColumn> => ({
  'the stage': target?.kind === 'stage' ? stageStatus(target) : '–',
  'the output': target?.kind === 'delivery' ? outputWord(target) : '–',
});

/** Returns the columns that are the same for every action. */
export const describeAsset = (asset: Asset): Omit<Situation, TargetColumn> => ({
  status: renderStatus(asset),
  deleted: deletedWord(asset),
  erased: toYesNo(asset.erasedAt !== undefined),
  run: runWord(asset),
  paused: pausedWord(asset),
  failed: toYesNo(isFailed(asset)),
  outputs: outputsWord(asset),
  'to review': reviewWord(asset),
  'left to do at outputs': toYesNo(
    asset.steps.some((step) => step.kind === 'followUp' && !isFinished(step) && !isAwaitingReview(asset, step)),
  ),
  'queued or running': toYesNo(asset.steps.some(isOpen)),
  waits: waitsWord(asset),
  'skipped by hand': skippedWord(asset),
});
