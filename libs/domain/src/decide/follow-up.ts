import { attemptIdFor, type AssetEvent } from '@throughline/contracts';
import { initialBase } from '../asset/base-status.js';
import { evolve } from '../asset/evolve.js';
import { isPresent, type Asset, type AssetState, type StepIn } from '../asset/state.js';
import { predictSkips, nextSteps, findUnreachableSteps } from '../asset/steps/next-steps.js';
import { PREVIEW_RUN } from '../asset/steps/preview-plan.js';
import { fatalStep, toleratedFailures } from '../asset/steps/run.js';
import { stepOf } from '../asset/steps/steps.js';
import { newEvent } from './event.js';

export const scheduleNextAttempt = (
  asset: Asset,
  runId: string,
  step: Pick<StepIn<'pending'>, 'step' | 'attempts' | 'retryAt'>,
): AssetEvent => {
  const attempt = (step.attempts.at(-1)?.number ?? 0) + 1;
  return newEvent('StepScheduled', {
    step: step.step,
    attempt,
    attemptId: attemptIdFor({ assetId: asset.assetId, runId, step: step.step, attempt }),
    ...(step.retryAt === undefined ? {} : { notBefore: step.retryAt }),
  });
};

/** Returns the rollback after a final failure, once no step of the run is in progress (D36, FLR-14). */
function rollBackRun(asset: Asset): readonly AssetEvent[] {
  const fatal = fatalStep(asset);
  if (fatal === undefined || asset.run === undefined || asset.steps.some((step) => step.phase === 'running')) return [];
  const { runId } = asset.run;
  const target = fatal.plan.onFailure === 'restart' ? initialBase(asset) : 'DOWNLOADED';
  return [newEvent('RunRolledBack', { runId, step: fatal.step.step, code: fatal.step.error.code, target })];
}

/**
 * Schedules the previews again after a failure, an interruption or a wait, which leave the progress of the attempt. Without it,
 * pending previews were stopped or dropped, and only a request schedules them.
 */
function repeatPreview(asset: Asset): readonly AssetEvent[] {
  const { preview } = asset;
  if (preview?.phase !== 'pending' || preview.progress === undefined) return [];
  return [scheduleNextAttempt(asset, PREVIEW_RUN, preview)];
}

function findConsequences(asset: Asset): readonly AssetEvent[] {
  const repeated = repeatPreview(asset);
  if (repeated.length > 0) return repeated;
  const { run } = asset;
  if (run === undefined) return [];
  const rolledBack = rollBackRun(asset);
  if (rolledBack.length > 0) return rolledBack;
  const tolerated = toleratedFailures(asset);
  if (tolerated.length > 0) return tolerated.map(({ step }) => newEvent('StepSkipped', { step: step.step, reason: 'error' }));
  const skips = [...findUnreachableSteps(asset), ...predictSkips(asset)];
  if (skips.length > 0) return skips.map(({ step, reason }) => newEvent('StepSkipped', { step, reason }));
  return nextSteps(asset).flatMap(({ step }) => {
    const state = stepOf(asset, step);
    return state?.phase !== 'pending' ? [] : [scheduleNextAttempt(asset, run.runId, state)];
  });
}

/**
 * Adds the events that follow immediately: skipped dependents, a rollback, the next steps.
 * All are stored in one commit, so a crash cannot separate an outcome from its consequences.
 */
export function addConsequences(
  state: AssetState,
  events: readonly AssetEvent[],
  recorded: { assetId: string; at: string },
): readonly AssetEvent[] {
  const apply = (from: AssetState, more: readonly AssetEvent[]): AssetState =>
    more.reduce<AssetState>((before, event) => evolve(before, event, recorded), from);
  const all = [...events];
  let after = apply(state, events);
  // The loop ends because the plan is finite and each round ends, skips or schedules waiting steps.
  for (;;) {
    const more = isPresent(after) ? findConsequences(after) : [];
    if (more.length === 0) return all;
    all.push(...more);
    after = apply(after, more);
  }
}
