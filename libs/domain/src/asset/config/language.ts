import type { JsonObject } from '@throughline/contracts';
import type { Asset, StepState } from '../state.js';

/** Returns the primary language subtag: `en` for `en-GB`. Engines are chosen by it. */
export const primaryTag = (language: string): string => language.split('-')[0]?.toLowerCase() ?? language;

/** Returns the transcribed language, or the item's own if no language was detected. */
export function languageOf(asset: Pick<Asset, 'language'>, transcription: JsonObject | undefined): string | undefined {
  const detected = transcription?.['language'];
  if (typeof detected === 'string' && detected !== '') return detected;
  return asset.language === 'auto' ? undefined : asset.language;
}

/** Returns true if the item's language changed after this transcription and the transcript is in another language. */
export function isInAnotherLanguage({ language }: Pick<Asset, 'language'>, step: StepState | undefined): boolean {
  if (step?.phase !== 'completed' || step.heardAs === undefined || step.heardAs === language) return false;
  const detected = step.result['language'];
  return typeof detected !== 'string' || primaryTag(detected) !== primaryTag(language);
}
