import { isPresent, type Asset, type AssetState, type BaseStatus, type StepState } from '../asset/state.js';
import { isWork } from '../steps/kinds.js';
import { isRunActive } from '../steps/run.js';
import { hasEnded, isFinished, isUnconfirmed, startedIn } from '../steps/steps.js';

/** What the status rules look at: everything of it comes from events, nothing from a status computed before. */
export interface StatusFacts {
  readonly expired: boolean;
  readonly base: BaseStatus;
  /** A stage or delivery has started since the registration or the last rollback. */
  readonly begun: boolean;
  readonly stageInProgress: boolean;
  /** Every stage is COMPLETED or SKIPPED. */
  readonly stagesFinished: boolean;
  /** Outputs that were not skipped. */
  readonly outputs: number;
  readonly uploaded: number;
  /** Of those: sent, and nobody could say whether they have arrived. */
  readonly unconfirmed: number;
  /** Sending, or waiting in an active run whose deliveries have begun: more comes by itself. */
  readonly uploading: boolean;
}

/**
 * Bytes have been on their way in this run, or are there already. Before that a waiting output does not count as uploading:
 * a check that fails before the transfer must not show UPLOADING (AGG-16).
 */
const deliveriesBegun = (outputs: readonly StepState[], runId: string | undefined): boolean =>
  outputs.some((output) => output.phase === 'completed' || startedIn(output, runId) !== undefined);

/** Sending, or something waits that will be sent without anybody's doing. The cheap questions first: this is asked after every event. */
const isUploading = (asset: Asset, outputs: readonly StepState[]): boolean =>
  outputs.some((output) => output.phase === 'running') ||
  (outputs.some((output) => !hasEnded(output)) && deliveriesBegun(outputs, asset.run?.runId) && isRunActive(asset));

/** Facts for the rules AGG-03 to AGG-11. The list of outputs is always whole and fresh (AGG-13). */
export function statusFacts(state: AssetState): StatusFacts {
  if (!isPresent(state)) return nothingKnown;
  const stages = state.steps.filter((step) => isWork(step.kind));
  const outputs = state.steps.filter((step) => step.kind === 'delivery' && step.phase !== 'skipped');
  return {
    expired: state.expiredAt !== undefined,
    base: state.base,
    begun: state.begun,
    stageInProgress: stages.some((stage) => stage.phase === 'running'),
    stagesFinished: stages.every(isFinished),
    outputs: outputs.length,
    uploaded: outputs.filter((output) => output.phase === 'completed').length,
    unconfirmed: outputs.filter(isUnconfirmed).length,
    uploading: isUploading(state, outputs),
  };
}

const nothingKnown: StatusFacts = {
  expired: false,
  base: 'PENDING_SOURCE',
  begun: false,
  stageInProgress: false,
  stagesFinished: true,
  outputs: 0,
  uploaded: 0,
  unconfirmed: 0,
  uploading: false,
};
