import { DOWNLOAD, type Plan, type PlanStep, type RetryPolicy, type RunConfig } from '@throughline/contracts';

/** A step of a pipeline, before the configuration says how often it is tried and how long it may take. */
export type Template = Omit<PlanStep, 'retry' | 'limits'>;

/** Fetches the source: what every pipeline of media begins with. */
export const download: Template = {
  step: DOWNLOAD,
  kind: 'source',
  service: 'ingest',
  lane: 'download',
  dependsOn: [],
  onFailure: 'restart',
};

export const stage = (step: string, lane: string, after: Partial<Template> & Pick<Template, 'dependsOn'>): Template => ({
  step,
  kind: 'stage',
  service: 'processing',
  lane,
  onFailure: 'rollback',
  ...after,
});

/** Bytes that move are no reason to end a delivery, however long it takes; anything else has a limit of time (TMO-10). */
function limitsOf({ kind }: Template, { limits }: RunConfig): Pick<PlanStep, 'limits'> {
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

/** The resolved steps of a run (design.md §2 "The plan is data"). */
export const planOf = (pipeline: string, steps: readonly Template[], config: RunConfig): Plan => ({
  pipeline,
  steps: steps.map((step) => ({ ...step, retry: retryOf(config), ...limitsOf(step, config) })),
});
