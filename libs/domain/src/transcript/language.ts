import type { Asset, StepState } from '../asset/state.js';

/** Returns the primary language subtag: `en` for `en-GB`. Engines are chosen by it. */
export const primaryTag = (language: string): string => language.split('-')[0]?.toLowerCase() ?? language;

/** Returns true if the item's language changed after this transcription and the transcript is in another language. */
export function isInAnotherLanguage({ language }: Pick<Asset, 'language'>, step: StepState | undefined): boolean {
  if (step?.phase !== 'completed' || step.heardAs === undefined || step.heardAs === language) return false;
  const detected = step.result['language'];
  return typeof detected !== 'string' || primaryTag(detected) !== primaryTag(language);
}
