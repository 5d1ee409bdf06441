import type { DocumentStepStatus } from '@throughline/contracts';
import type { Asset, StepPhase, StepState } from '../asset/state.js';
import { isRunActive } from '../asset/steps/run.js';
import { errorOf } from '../asset/steps/steps.js';

const ENDED: Readonly<Partial<Record<StepPhase, DocumentStepStatus>>> = {
  running: 'in_progress',
  completed: 'success',
  failed: 'failure',
  skipped: 'skipped',
};

/**
 * Returns true if the step's work has started in this run and continues by itself. A lost worker or a wait does not return it
 * to `pending` (DOC-09).
 */
const isContinuing = (asset: Asset, { attempts }: StepState): boolean =>
  attempts.some(({ runId, end }) => runId === asset.run?.runId && (end === 'interrupted' || end === 'waited')) &&
  isRunActive(asset);

/**
 * Returns the status of a document step (DOC-03, DOC-09), a pure view of the common state. A failed step stays `failure` until
 * its next attempt starts (DOC-10).
 */
export function documentStepStatus(asset: Asset, step: StepState): DocumentStepStatus {
  const ended = ENDED[step.phase];
  if (ended !== undefined) return ended;
  if (errorOf(step) !== undefined) return 'failure';
  return isContinuing(asset, step) ? 'in_progress' : 'pending';
}

/**
 * Returns the status of the step before an upload (DOC-06): done once the upload is queued for a worker. The log of an older
 * system may name it.
 */
export function queueStatus(asset: Asset, delivery: StepState): DocumentStepStatus {
  // Nothing is in progress once the run has ended.
  if (delivery.queue === 'in_progress') return isRunActive(asset) ? 'in_progress' : 'pending';
  if (delivery.queue !== undefined) return delivery.queue;
  if (delivery.phase === 'skipped') return 'skipped';
  return delivery.phase === 'pending' && documentStepStatus(asset, delivery) === 'pending' ? 'pending' : 'success';
}
