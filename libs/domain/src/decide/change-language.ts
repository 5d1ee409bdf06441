import { TRANSCRIBE } from '@throughline/contracts';
import { evolve } from '../asset/evolve.js';
import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import { hasEngineNow } from '../config/engine-for.js';
import { isRunActive, plannedSteps } from '../steps/run.js';
import { hasEnded, lastStartIn, stepOf } from '../steps/steps.js';
import { isInAnotherLanguage } from '../transcript/language.js';
import type { ChangeLanguage, RunRequest } from './command.js';
import { advance, checkNotGone, reject, satisfy, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import { buildRunEvents } from './start-run.js';

/**
 * Returns true if transcription has started in this run. Later attempts of the run use the first one's results, so all need the
 * same language.
 */
const hasStartedTranscribing = (asset: Asset): boolean =>
  isRunActive(asset) &&
  plannedSteps(asset).some(
    ({ step }) => step.step === TRANSCRIBE && !hasEnded(step) && lastStartIn(step, asset.run?.runId) !== undefined,
  );

/** Returns true if a run would transcribe again: in the other language, or because an engine supports it. */
const isTranscribedAgain = (asset: Asset, run: RunRequest): boolean =>
  isInAnotherLanguage(asset, stepOf(asset, TRANSCRIBE)) || hasEngineNow(asset, TRANSCRIBE, run);

/**
 * Changes the language of later transcriptions. The next run replaces the present transcript; with `run`, that run starts at
 * once. If another run is active, only the language changes.
 */
export function changeLanguage(state: AssetState, { by, language, run, now }: ChangeLanguage): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state);
  if (refusal !== undefined) return refusal;
  if (hasStartedTranscribing(state))
    return reject(
      'transcribing',
      `The recording is being transcribed, with the language ${state.language}.`,
      'Wait for the transcription, or cancel the run. Then change the language and run it again.',
    );
  if (state.language === language) return satisfy('already-so', `The language is already ${language}.`, 'No action is needed.');
  const changed = newEvent('LanguageChanged', { by, language });
  const after = evolve(state, changed, { assetId: state.assetId, at: now });
  if (run === undefined || !isPresent(after) || !isTranscribedAgain(after, run)) return { events: [changed] };
  const started = buildRunEvents(after, run, now);
  return 'problem' in started ? { events: [changed] } : advance(changed, ...started.events);
}
