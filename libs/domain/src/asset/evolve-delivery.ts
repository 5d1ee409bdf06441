import { isObject, type AssetEvent, type AssetEventOf, type JsonObject } from '@throughline/contracts';
import { findDeliveredTexts } from './texts/sent-texts.js';
import { NOT_DELIVERED, ancestors, hasEnded, isGivenUp, isUnsettled, skipReasonOf } from './steps/steps.js';
import { correctionAtStart } from './texts/current-transcript.js';
import { createPendingStep } from './evolve-run.js';
import type { Asset, StepIn, StepState } from './state.js';

type Change = (step: StepState) => StepState;

/** Returns true if the output still has the same content: destinations identify content by `delivery_key`. */
const hasSameContent = (before: JsonObject | undefined, result: JsonObject): boolean =>
  before?.['delivery_key'] !== undefined && before['delivery_key'] === result['delivery_key'];

/** Records the output's present content, when it was sent, and the transcript correction it was made with. */
export function recordDelivery(step: StepState, data: AssetEventOf<'StepCompleted'>['data'], at: string): StepState {
  const result = data.result as JsonObject;
  if (result['outdated'] === true) return { ...step, delivered: result, deliveredAt: step.deliveredAt ?? at };
  const { deliveredWith: _deliveredWith, deliveredTexts: _deliveredTexts, ...rest } = step;
  const correction = correctionAtStart(step);
  const words = correction === undefined ? {} : { deliveredWith: correction };
  // If the new attempt found the same content there, the time of the earlier delivery stays.
  const since = hasSameContent(step.delivered, result) ? step.deliveredAt : undefined;
  return {
    ...rest,
    delivered: result,
    deliveredAt: since ?? at,
    ...words,
    ...findDeliveredTexts(step, { result, adoptedFrom: data.adoptedFrom }),
  };
}

/**
 * Returns the checkpoints to keep if the delivery did not arrive: only those under `if_not_delivered`. The others describe the
 * lost upload.
 */
function checkpointsAfterLoss({ checkpoints }: StepState): JsonObject {
  const fallback = checkpoints['if_not_delivered'];
  return isObject(fallback) ? fallback : {};
}

/** Completes a delivery that has arrived, also if it was given up before. */
function confirm(step: StepIn<'completed' | 'skipped'>, at: string): StepState {
  if (step.phase === 'completed') {
    const result = { ...step.result, unconfirmed: false };
    return { ...step, result, delivered: result, changedAt: at };
  }
  const result = { ...step.delivered, unconfirmed: false };
  const { endedAt } = step;
  return { ...createPendingStep(step, at), phase: 'completed', progress: 1, endedAt, result, metrics: {}, delivered: result };
}

/**
 * Records a person's answer about an unconfirmed delivery. A delivery that did not arrive fails, so that the next run sends it
 * again.
 */
export const applySettlement =
  ({ delivered }: AssetEventOf<'DeliverySettled'>['data'], at: string): Change =>
  (step) => {
    if (!isUnsettled(step)) return step;
    if (delivered) return confirm(step, at);
    const lost = createPendingStep(
      { step: step.step, kind: step.kind, attempts: step.attempts, checkpoints: checkpointsAfterLoss(step) },
      at,
    );
    return {
      ...lost,
      ...(step.output === undefined ? {} : { output: step.output }),
      phase: 'failed',
      error: { code: NOT_DELIVERED, retryable: true, at },
      endedAt: at,
    };
  };

const isRepeatable = (step: StepState): boolean =>
  step.kind === 'delivery' ? step.phase === 'completed' || isGivenUp(step) : step.kind === 'followUp' && step.phase === 'failed';

/**
 * Puts a completed or given up delivery, or a failed follow-up, back to waiting. `delivered` stays, so that the next attempt
 * replaces that content or keeps it.
 */
export const applyRedeliveryRequest =
  (_data: unknown, at: string): Change =>
  (step) =>
    isRepeatable(step) ? createPendingStep(step, at) : step;

/** Marks completed deliveries as superseded if a step that they depend on has completed again. */
export function markSuperseded(asset: Asset, event: AssetEvent): Asset {
  if (event.type !== 'StepCompleted') return asset;
  const { step } = event.data;
  const isOlder = (each: StepState): boolean =>
    each.kind === 'delivery' && each.phase === 'completed' && each.superseded !== true && ancestors(asset, each.step).has(step);
  return asset.steps.some(isOlder)
    ? { ...asset, steps: asset.steps.map((each) => (isOlder(each) ? { ...each, superseded: true } : each)) }
    : asset;
}

const changeFollowUps = (asset: Asset, delivery: string, isDue: Change, at: string): Asset => {
  const dependents = new Set(
    asset.run?.plan.steps.flatMap(({ step, needs }) => (needs?.includes(delivery) === true ? [step] : [])),
  );
  return { ...asset, steps: asset.steps.map((step) => (dependents.has(step.step) ? isDue(step) : step)), updatedAt: at };
};

/**
 * Puts follow-ups back to waiting. After a confirmed delivery, those that were skipped while its outcome was unknown are due.
 * After a repeated delivery, all that have ended are due, because captions contain the transcript too.
 */
export function resetFollowUps(asset: Asset, event: AssetEvent, at: string): Asset {
  if (event.type === 'DeliverySettled' && event.data.delivered)
    return changeFollowUps(
      asset,
      event.data.step,
      (step) => (skipReasonOf(step) === 'not_applicable' ? createPendingStep(step, at) : step),
      at,
    );
  return event.type === 'RedeliveryRequested'
    ? changeFollowUps(asset, event.data.step, (step) => (hasEnded(step) ? createPendingStep(step, at) : step), at)
    : asset;
}
