import { attemptIdFor, type AssetEvent } from '@throughline/contracts';
import { restartBase } from '../asset/base.js';
import { evolve } from '../asset/evolve.js';
import { isPresent, type Asset, type AssetState, type StepState } from '../asset/state.js';
import { nextSteps, unreachableSteps } from '../steps/next-steps.js';
import { fatalStep, toleratedFailures } from '../steps/run.js';
import { stepOf } from '../steps/steps.js';
import type { Decision } from './decision.js';
import { newEvent } from './event.js';

const nextAttempt = (asset: Asset, runId: string, step: StepState): AssetEvent => {
  const attempt = (step.attempts.at(-1)?.number ?? 0) + 1;
  return newEvent('StepScheduled', {
    step: step.step,
    attempt,
    attemptId: attemptIdFor({ assetId: asset.assetId, runId, step: step.step, attempt }),
    ...(step.retryAt === undefined ? {} : { notBefore: step.retryAt }),
  });
};

/** The compensating event of a final failure, once nothing of the run is in progress any more (D36, FLR-14). */
function rollback(asset: Asset): readonly AssetEvent[] {
  const fatal = fatalStep(asset);
  if (fatal === undefined || asset.run === undefined || asset.steps.some((step) => step.phase === 'running')) return [];
  const { runId } = asset.run;
  const target = fatal.plan.onFailure === 'restart' ? restartBase(asset) : 'DOWNLOADED';
  return [newEvent('RunRolledBack', { runId, step: fatal.step.step, code: fatal.step.error?.code ?? 'unknown', target })];
}

function consequences(asset: Asset): readonly AssetEvent[] {
  const { run } = asset;
  if (run === undefined) return [];
  const over = rollback(asset);
  if (over.length > 0) return over;
  const tolerated = toleratedFailures(asset);
  if (tolerated.length > 0) return tolerated.map(({ step }) => newEvent('StepSkipped', { step: step.step, reason: 'error' }));
  const unreachable = unreachableSteps(asset);
  if (unreachable.length > 0) return unreachable.map(({ step, reason }) => newEvent('StepSkipped', { step, reason }));
  return nextSteps(asset).flatMap(({ step }) => {
    const state = stepOf(asset, step);
    return state === undefined ? [] : [nextAttempt(asset, run.runId, state)];
  });
}

/**
 * Events together with everything that follows from them at once: skipped dependents, a rollback, the next steps.
 * They land in one commit, so that no crash can come between an outcome and what it leads to.
 */
export function withConsequences(
  state: AssetState,
  events: readonly AssetEvent[],
  recorded: { assetId: string; at: string },
): Decision {
  const apply = (from: AssetState, more: readonly AssetEvent[]): AssetState =>
    more.reduce<AssetState>((before, event) => evolve(before, event, recorded), from);
  const all = [...events];
  let after = apply(state, events);
  // Each round ends, skips or schedules waiting steps of a finite plan, so it ends.
  for (;;) {
    const more = isPresent(after) ? consequences(after) : [];
    if (more.length === 0) return { events: all };
    all.push(...more);
    after = apply(after, more);
  }
}
