import { DOWNLOAD, type Plan, type PlanStep, type RetryPolicy, type RunConfig } from '@throughline/contracts';
import { serviceOf } from './service-of-step.js';

/** A step of a pipeline without its service, and without the retry policy and limits of a configuration. */
export type StepTemplate = Omit<PlanStep, 'service' | 'retry' | 'limits'>;

/** Fetches the source; the first step of every media pipeline. */
export const download: StepTemplate = {
  step: DOWNLOAD,
  kind: 'source',
  lane: 'download',
  dependsOn: [],
  onFailure: 'restart',
};

export const stage = (
  step: string,
  lane: string,
  after: Partial<StepTemplate> & Pick<StepTemplate, 'dependsOn'>,
): StepTemplate => ({
  step,
  kind: 'stage',
  lane,
  onFailure: 'rollback',
  ...after,
});

/** Returns the limits of a step. A delivery has no timeout, because it may take as long as bytes move (TMO-10). */
function limitsOf({ kind }: StepTemplate, { limits }: RunConfig): Pick<PlanStep, 'limits'> {
  if (limits === undefined) return {};
  const noProgress = { noProgressMs: limits.no_progress_ms };
  return {
    limits:
      kind === 'delivery'
        ? noProgress
        : { ...noProgress, timeoutMs: limits.step_timeout_ms, mediaFactor: limits.timeout_media_factor },
  };
}

const retryOf = ({ retry }: RunConfig): RetryPolicy => ({
  maxAttempts: retry.max_attempts,
  backoffMs: retry.backoff_ms,
  maxCrashes: retry.max_crashes,
  ...(retry.wait_ms === undefined ? {} : { waitMs: retry.wait_ms }),
  ...(retry.budget_ms === undefined ? {} : { budgetMs: retry.budget_ms }),
});

/** Returns the resolved plan of a run (design.md §2 "The plan is data"). */
export const planOf = (pipeline: string, steps: readonly StepTemplate[], config: RunConfig): Plan => ({
  pipeline,
  steps: steps.map((step) => ({ ...step, service: serviceOf(step.step), retry: retryOf(config), ...limitsOf(step, config) })),
});
