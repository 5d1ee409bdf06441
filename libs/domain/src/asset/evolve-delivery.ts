import type { AssetEvent, AssetEventOf, Json, JsonObject } from '@throughline/contracts';
import { NOT_DELIVERED, ancestors, hasEnded, isUnconfirmed } from '../steps/steps.js';
import { begunWith } from '../transcript/current-transcript.js';
import { waitingStep } from './evolve-run.js';
import type { Asset, StepState } from './state.js';

type Change = (step: StepState) => StepState;

/** The output still has what it was given before: content is known by its key. */
const isAsBefore = (before: JsonObject | undefined, result: JsonObject): boolean =>
  before?.['delivery_key'] !== undefined && before['delivery_key'] === result['delivery_key'];

/** What the output has now, since when, and with which words. */
export function given(step: StepState, result: JsonObject, at: string): StepState {
  if (result['outdated'] === true) return { ...step, delivered: result, deliveredAt: step.deliveredAt ?? at };
  const { deliveredWith: _deliveredWith, ...rest } = step;
  const correction = begunWith(step);
  const words = correction === undefined ? {} : { deliveredWith: correction };
  // Words that come to the same content stand there already.
  const since = isAsBefore(step.delivered, result) ? step.deliveredAt : undefined;
  return { ...rest, delivered: result, deliveredAt: since ?? at, ...words };
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** All that is on record stands for what has not arrived, but for what the delivery has put down for this case. */
function leftOf({ checkpoints }: StepState): JsonObject {
  const left = checkpoints['if_not_delivered'];
  return isObject(left) ? left : {};
}

/** A person knows better than the destination could say. What did not arrive is to be sent again. */
export const settled =
  ({ delivered }: AssetEventOf<'DeliverySettled'>['data'], at: string): Change =>
  (step) => {
    if (!isUnconfirmed(step)) return step;
    const result = { ...step.result, unconfirmed: false };
    if (delivered) return { ...step, result, delivered: result, changedAt: at };
    const lost = waitingStep({ step: step.step, kind: step.kind, attempts: step.attempts, checkpoints: leftOf(step) }, at);
    return {
      ...lost,
      ...(step.output === undefined ? {} : { output: step.output }),
      phase: 'failed',
      error: { code: NOT_DELIVERED, retryable: true, at },
      endedAt: at,
    };
  };

/** To be done once more; what the output has stays known, so that the next attempt replaces it, or leaves it. A failed follow-up is retried. */
export const requestedAgain =
  (_data: unknown, at: string): Change =>
  (step) =>
    (step.kind === 'delivery' && step.phase === 'completed') || (step.kind === 'followUp' && step.phase === 'failed')
      ? waitingStep(step, at)
      : step;

/** What stands at an output was made before a step that it depends on was done again: it is an earlier version from now on. */
export function withSuperseded(asset: Asset, event: AssetEvent): Asset {
  if (event.type !== 'StepCompleted') return asset;
  const { step } = event.data;
  const isOlder = (each: StepState): boolean =>
    each.kind === 'delivery' && each.phase === 'completed' && each.superseded !== true && ancestors(asset, each.step).has(step);
  return asset.steps.some(isOlder)
    ? { ...asset, steps: asset.steps.map((each) => (isOlder(each) ? { ...each, superseded: true } : each)) }
    : asset;
}

const followUpsOf = (asset: Asset, delivery: string, isDue: Change, at: string): Asset => {
  const known = new Set(asset.run?.plan.steps.flatMap(({ step, needs }) => (needs?.includes(delivery) === true ? [step] : [])));
  return { ...asset, steps: asset.steps.map((step) => (known.has(step.step) ? isDue(step) : step)), updatedAt: at };
};

/**
 * What follows upon a delivery was left out while nobody knew whether there was one; now it is due. Upon one that is made again it is done
 * again: captions are words too.
 */
export function followUpsAfter(asset: Asset, event: AssetEvent, at: string): Asset {
  if (event.type === 'DeliverySettled' && event.data.delivered)
    return followUpsOf(
      asset,
      event.data.step,
      (step) => (step.skipReason === 'not_applicable' ? waitingStep(step, at) : step),
      at,
    );
  return event.type === 'RedeliveryRequested'
    ? followUpsOf(asset, event.data.step, (step) => (hasEnded(step) ? waitingStep(step, at) : step), at)
    : asset;
}
