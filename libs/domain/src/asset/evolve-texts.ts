import { outputOf, deliveryStep, type AssetEvent, type AssetEventOf, type Json, type JsonObject } from '@throughline/contracts';
import { findSender, isTextsStep } from './texts/sent-texts.js';
import { isOver } from './steps/run.js';
import { GIVEN_UP, errorOf, hasEnded, resultOf, stepOf } from './steps/steps.js';
import { createPendingStep, planStepAnew } from './evolve-run.js';
import type { Asset, StepState } from './state.js';

/**
 * Lets a follow-up send the present texts. One that is running finishes first and then runs again: two attempts never send at
 * the same time, so older texts cannot replace newer ones.
 */
export function evolveTextsRequested(
  asset: Asset,
  { runId, planned }: AssetEventOf<'TextsRequested'>['data'],
  at: string,
): Asset {
  const { run } = asset;
  if (run?.runId !== runId || isOver(run)) return asset;
  const isPlanned = run.plan.steps.some(({ step }) => step === planned.step);
  const plan = isPlanned ? run.plan : { ...run.plan, steps: [...run.plan.steps, planned] };
  const before = stepOf(asset, planned.step);
  const others = asset.steps.filter(({ step }) => step !== planned.step);
  const requested = before === undefined || hasEnded(before) ? undefined : repeatIfRunning(before);
  const step = requested ?? planStepAnew(planned, before, { outputs: run.config.outputs, at });
  return { ...asset, run: { ...run, plan }, steps: before === undefined ? [...others, step] : replaceStep(asset, step) };
}

const repeatIfRunning = (step: StepState): StepState => (step.phase === 'running' ? { ...step, again: true } : step);

const replaceStep = ({ steps }: Asset, changed: StepState): readonly StepState[] =>
  steps.map((step) => (step.step === changed.step ? changed : step));

/** Puts a step that was requested again while it ran back to waiting, once it has ended, unless a person has given it up. */
export function repeatRequested(asset: Asset, { step: name }: StepState, at: string): Asset {
  const step = stepOf(asset, name);
  const isRepeated = step?.again === true && hasEnded(step) && errorOf(step)?.code !== GIVEN_UP;
  return isRepeated ? { ...asset, steps: replaceStep(asset, createPendingStep(step, at)) } : asset;
}

/** Returns the result of a delivery with the notes about the limits of the service that apply to the texts sent last. */
function renewNotes({ text_notes: _before, ...result }: JsonObject, notes: Json | undefined): JsonObject {
  return notes === undefined ? result : { ...result, text_notes: notes };
}

function changeTexts({ deliveredTexts: _before, ...delivery }: StepState, sent: StepState, texts: string | undefined): StepState {
  const notes = resultOf(sent)?.['text_notes'];
  return {
    ...delivery,
    ...(delivery.delivered === undefined ? {} : { delivered: renewNotes(delivery.delivered, notes) }),
    ...(delivery.phase === 'completed' ? { result: renewNotes(delivery.result, notes) } : {}),
    ...(texts === undefined ? {} : { deliveredTexts: texts }),
  };
}

/** Records at the delivery that its content has the texts which the follow-up has sent. */
export function recordSentTexts(asset: Asset, event: AssetEvent): Asset {
  if (event.type !== 'StepCompleted' || !isTextsStep(event.data)) return asset;
  const sent = stepOf(asset, event.data.step);
  const delivery = stepOf(asset, deliveryStep(outputOf(event.data.step) ?? ''));
  if (sent === undefined || delivery?.delivered === undefined) return asset;
  return { ...asset, steps: replaceStep(asset, changeTexts(delivery, sent, findSender(sent, event.data.adoptedFrom)?.texts)) };
}
