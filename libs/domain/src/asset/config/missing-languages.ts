import type { DocumentStep } from '@throughline/contracts';
import type { Asset, StepState } from '../state.js';
import { resultOf, stepOf } from '../steps/steps.js';
import { documentSettingsOf } from './document-settings.js';

const EXTRACT_TEXT: DocumentStep = 'extract_text';

/** Returns the languages of its scans that a step was asked for and that no worker had. */
export function missingLanguagesOf({ run }: Pick<Asset, 'run'>, step: StepState | undefined): readonly string[] {
  if (step?.step !== EXTRACT_TEXT) return [];
  // Such a skip means that none of them was there.
  if (step.phase === 'skipped' && step.skipReason === 'no_engine_for_language')
    return run === undefined ? [] : documentSettingsOf(run.config).languages;
  const missing = resultOf(step)?.['languages_missing'];
  return Array.isArray(missing) ? missing.filter((language) => typeof language === 'string') : [];
}

/** Returns the languages that were missing when the document was read last. */
export const findMissingLanguages = (asset: Asset): readonly string[] => missingLanguagesOf(asset, stepOf(asset, EXTRACT_TEXT));
