import type { DocumentStepStatus } from '@throughline/contracts';
import type { Asset, StepPhase, StepState } from '../asset/state.js';
import { isRunActive } from '../steps/run.js';

const ENDED: Readonly<Partial<Record<StepPhase, DocumentStepStatus>>> = {
  running: 'in_progress',
  completed: 'success',
  failed: 'failure',
  skipped: 'skipped',
};

/** Its work has begun in this run, and goes on by itself: a lost worker or a wait takes nothing back (DOC-09). */
const goesOn = (asset: Asset, { attempts }: StepState): boolean =>
  attempts.some(({ runId, end }) => runId === asset.run?.runId && (end === 'interrupted' || end === 'waited')) &&
  isRunActive(asset);

/**
 * The status word of a step of a document (DOC-03, DOC-09): a pure view of the state that every pipeline has. What has failed says so until
 * its next attempt starts (DOC-10).
 */
export function documentStepStatus(asset: Asset, step: StepState): DocumentStepStatus {
  const ended = ENDED[step.phase];
  if (ended !== undefined) return ended;
  if (step.error !== undefined) return 'failure';
  return goesOn(asset, step) ? 'in_progress' : 'pending';
}

/** The step before an upload (DOC-06): done once its work has been handed out. */
export function queueStatus(asset: Asset, delivery: StepState): DocumentStepStatus {
  if (delivery.phase === 'skipped') return 'skipped';
  return delivery.phase === 'pending' && documentStepStatus(asset, delivery) === 'pending' ? 'pending' : 'success';
}
