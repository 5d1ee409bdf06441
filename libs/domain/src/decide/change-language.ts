import { TRANSCRIBE } from '@throughline/contracts';
import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import { isRunActive, plannedSteps } from '../steps/run.js';
import { hasEnded, lastStartIn } from '../steps/steps.js';
import type { ChangeLanguage } from './command.js';
import { checkNotGone, reject, satisfy, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';

/**
 * Returns true if transcription has started in this run. Later attempts of the run use the first one's results, so all need the
 * same language.
 */
const hasStartedTranscribing = (asset: Asset): boolean =>
  isRunActive(asset) &&
  plannedSteps(asset).some(
    ({ step }) => step.step === TRANSCRIBE && !hasEnded(step) && lastStartIn(step, asset.run?.runId) !== undefined,
  );

/** Changes the language of later transcriptions. The next run replaces the present transcript. */
export function changeLanguage(state: AssetState, { by, language }: ChangeLanguage): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state);
  if (refusal !== undefined) return refusal;
  if (hasStartedTranscribing(state))
    return reject(
      'transcribing',
      `The recording is being transcribed, with the language ${state.language}.`,
      'Wait for the transcription, or cancel the run. Then change the language and run it again.',
    );
  return state.language === language
    ? satisfy('already-so', `The language is already ${language}.`, 'No action is needed.')
    : { events: [newEvent('LanguageChanged', { by, language })] };
}
