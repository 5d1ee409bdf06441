import { PREVIEW, type PlanStep } from '@throughline/contracts';
import { serviceOf } from '../pipeline/service-of-step.js';

/** Stands for the run in the ids and folders of attempts at the previews, which belong to no run. */
export const PREVIEW_RUN = 'previews';

/** The lane of attempts that convert a file for browsers, which may take hours: other previews do not wait behind them. */
export const CONVERSION_LANE = 'conversion';

/** The plan of the step that makes the previews. It is the same for every item, so the log does not contain it. */
export const previewPlan: PlanStep = {
  step: PREVIEW,
  kind: 'preview',
  service: serviceOf(PREVIEW),
  lane: 'preview',
  dependsOn: [],
  onFailure: 'isolate',
  retry: { maxAttempts: 2, backoffMs: [60_000], maxCrashes: 2, waitMs: [60_000, 900_000] },
  // Each tool has a limit of its own by the length of the file. No step has measured the file of an item without a run.
  limits: { noProgressMs: 300_000 },
};
