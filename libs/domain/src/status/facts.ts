import { isPresent, type Asset, type AssetState, type BaseStatus, type StepState } from '../asset/state.js';
import { isWork } from '../asset/steps/kinds.js';
import { heldOutputs, isHeld } from '../asset/steps/review.js';
import { isRunActive } from '../asset/steps/run.js';
import { hasEnded, isFinished, isUnconfirmed, lastStartIn } from '../asset/steps/steps.js';
import { isWaitingUnsent } from '../asset/steps/waiting.js';

/** The input of the status rules. It comes from events only, never from an earlier status. */
export interface StatusFacts {
  readonly expired: boolean;
  readonly base: BaseStatus;
  /** A stage or delivery has started since the registration or the last rollback. */
  readonly begun: boolean;
  /** A run has fetched the source, and all of its stages are finished: none of them has to start. */
  readonly onlyDeliveriesLeft: boolean;
  readonly stageInProgress: boolean;
  readonly stagesFinished: boolean;
  readonly outputs: number;
  readonly uploaded: number;
  readonly unconfirmed: number;
  /** A delivery is running, or is next in an active run whose deliveries have started. */
  readonly uploading: boolean;
  /** Outputs that wait until a person publishes them. */
  readonly toReview: number;
}

/**
 * Returns true if a transfer has started in this run, or an output already has the recording. Before that, a waiting output is
 * not uploading: a failed check before the transfer must not show UPLOADING (AGG-16).
 */
const hasDeliveryStarted = (outputs: readonly StepState[], runId: string | undefined): boolean =>
  outputs.some((output) => output.phase === 'completed' || lastStartIn(output, runId) !== undefined);

/**
 * Returns true while an output is being sent or will be sent automatically. Cheap checks come first, because this runs after
 * every event.
 */
const isUploading = (asset: Asset, outputs: readonly StepState[]): boolean =>
  outputs.some((output) => output.phase === 'running') ||
  (outputs.some((output) => !hasEnded(output) && !isWaitingUnsent(output) && !isHeld(asset, output)) &&
    hasDeliveryStarted(outputs, asset.run?.runId) &&
    isRunActive(asset));

/** Returns the facts for the rules AGG-03 to AGG-11, always from the complete list of outputs (AGG-13). */
export function statusFacts(state: AssetState): StatusFacts {
  if (!isPresent(state)) return nothingKnown;
  const stages = state.steps.filter((step) => isWork(step.kind));
  const outputs = state.steps.filter((step) => step.kind === 'delivery' && step.phase !== 'skipped');
  const stagesFinished = stages.every(isFinished);
  return {
    expired: state.expiredAt !== undefined,
    base: state.base,
    begun: state.begun,
    stageInProgress: stages.some((stage) => stage.phase === 'running'),
    onlyDeliveriesLeft: state.run !== undefined && state.base === 'DOWNLOADED' && stagesFinished,
    stagesFinished,
    outputs: outputs.length,
    uploaded: outputs.filter((output) => output.phase === 'completed').length,
    unconfirmed: outputs.filter(isUnconfirmed).length,
    uploading: isUploading(state, outputs),
    toReview: heldOutputs(state).length,
  };
}

const nothingKnown: StatusFacts = {
  expired: false,
  base: 'PENDING_SOURCE',
  begun: false,
  onlyDeliveriesLeft: false,
  stageInProgress: false,
  stagesFinished: true,
  outputs: 0,
  uploaded: 0,
  unconfirmed: 0,
  uploading: false,
  toReview: 0,
};
