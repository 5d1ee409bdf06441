import type { AssetEventOf } from '@throughline/contracts';
import { createPendingStep, endOpenAttempts } from './evolve-run.js';
import type { Asset, StepState } from './state.js';

type LogEntryImported = AssetEventOf<'LogEntryImported'>['data'];

const resetStep = (step: StepState, at: string): StepState =>
  createPendingStep({ ...step, attempts: endOpenAttempts(step.attempts, 'withdrawn') }, at);

/** Records what no other event can say: that the older system has put a step back, and the step before an upload (DOC-06). */
export function evolveLogEntryImported(asset: Asset, { step: name, reset, queue }: LogEntryImported, at: string): Asset {
  if (name === undefined || (reset === undefined && queue === undefined)) return asset;
  const apply = (step: StepState): StepState => {
    const before = reset === undefined ? step : resetStep(step, at);
    return queue === undefined ? before : { ...before, queue };
  };
  return { ...asset, steps: asset.steps.map((step) => (step.step === name ? apply(step) : step)) };
}
