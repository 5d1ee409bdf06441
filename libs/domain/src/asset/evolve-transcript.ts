import { TRANSCRIBE, type AssetEventOf } from '@throughline/contracts';
import type { Asset, StepState } from './state.js';

/** Only the newest correction is in the state. Earlier ones are in the history. */
export const evolveTranscriptCorrected = (
  asset: Asset,
  data: AssetEventOf<'TranscriptCorrected'>['data'],
  at: string,
): Asset => ({ ...asset, correction: { ...data, number: (asset.correction?.number ?? 0) + 1, at } });

/** Stores the requested language with a completed transcript, before the asset's language changes. */
const rememberLanguage = (step: StepState, language: string): StepState =>
  step.step === TRANSCRIBE && step.phase === 'completed' ? { ...step, heardAs: step.heardAs ?? language } : step;

const outdateWait = (step: StepState): StepState =>
  step.step === TRANSCRIBE && step.phase === 'scheduled' && step.waiting !== undefined
    ? { ...step, waiting: { ...step.waiting, isOutdated: true } }
    : step;

export function evolveLanguageChanged(before: Asset, { language }: AssetEventOf<'LanguageChanged'>['data']): Asset {
  const { languageSource: _, ...asset } = before;
  return { ...asset, language, steps: asset.steps.map((step) => outdateWait(rememberLanguage(step, asset.language))) };
}
