import { PREVIEW, type PlanStep } from '@throughline/contracts';

/** Stands for the run in the ids and folders of attempts at the previews, which belong to no run. */
export const PREVIEW_RUN = 'previews';

/** The plan of the step that makes the previews. It is the same for every item, so the log does not contain it. */
export const previewPlan: PlanStep = {
  step: PREVIEW,
  kind: 'preview',
  service: 'processing',
  lane: 'preview',
  dependsOn: [],
  onFailure: 'isolate',
  retry: { maxAttempts: 2, backoffMs: [60_000], maxCrashes: 2, waitMs: [60_000, 900_000] },
  // The conversion for browsers has one core at the lowest priority.
  limits: { timeoutMs: 1_800_000, mediaFactor: 12, noProgressMs: 300_000 },
};
