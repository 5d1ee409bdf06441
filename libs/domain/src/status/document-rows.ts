import { outputOf, type DocumentStepStatus } from '@throughline/contracts';
import type { Asset, StepState } from '../asset/state.js';
import { plannedStep } from '../asset/steps/steps.js';
import { documentStepStatus, queueStatus } from './document-step-status.js';

/** A document step in the vocabulary of the requirements: a main step, or one half of a delivery (DOC-04, DOC-06). */
export interface DocumentRow {
  readonly step_name: string;
  readonly status: DocumentStepStatus;
  readonly group: 'main' | 'uploads';
  /** The step with the attempts. A `queue_` row has no attempts of its own. */
  readonly of: StepState;
  readonly isQueue: boolean;
}

const mainRow = (asset: Asset, of: StepState): DocumentRow => ({
  step_name: of.step,
  status: documentStepStatus(asset, of),
  group: 'main',
  of,
  isQueue: false,
});

function uploadRows(asset: Asset, of: StepState): readonly DocumentRow[] {
  const destination = of.output?.name ?? outputOf(of.step) ?? of.step;
  return [
    { step_name: `queue_${destination}`, status: queueStatus(asset, of), group: 'uploads', of, isQueue: true },
    { step_name: `upload_to_${destination}`, status: documentStepStatus(asset, of), group: 'uploads', of, isQueue: false },
  ];
}

/** Returns false for a skipped step of an earlier run that this run does not have. */
const isRequested = (asset: Asset, { step, phase }: StepState): boolean =>
  phase !== 'skipped' || plannedStep(asset, step) !== undefined;

/** Returns every step of a document, in the order of its plan. Follow-ups appear with their upload. */
export const documentRows = (asset: Asset): readonly DocumentRow[] =>
  asset.steps.flatMap((step) => {
    if (step.kind === 'document') return [mainRow(asset, step)];
    return step.kind === 'delivery' && isRequested(asset, step) ? uploadRows(asset, step) : [];
  });
