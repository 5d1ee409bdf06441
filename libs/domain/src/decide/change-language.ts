import { TRANSCRIBE, type AssetEvent } from '@throughline/contracts';
import { evolve } from '../asset/evolve.js';
import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import { hasEngineNow } from '../asset/config/engine-for.js';
import { isRunActive, plannedSteps } from '../asset/steps/run.js';
import { hasEnded, lastStartIn, stepOf } from '../asset/steps/steps.js';
import { isInAnotherLanguage } from '../asset/config/language.js';
import type { ActorCommand, RunRequest } from './command-context.js';
import { advance, checkNotGone, reject, satisfy, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import { buildRunEvents } from './start-run.js';

export interface ChangeLanguage extends ActorCommand {
  readonly type: 'ChangeLanguage';
  /** `auto` or BCP 47. */
  readonly language: string;
  /** Transcribes again at once if the change calls for it. */
  readonly run?: RunRequest;
}

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

/** Returns the events of a run that transcribes again; none if it would not, or while another run is active. */
function buildNewTranscription(asset: AssetState, { run, now }: ChangeLanguage): readonly AssetEvent[] {
  if (run === undefined || !isPresent(asset) || !isTranscribedAgain(asset, run)) return [];
  const started = buildRunEvents(asset, run, now);
  return 'problem' in started ? [] : started.events;
}

/** Changes the language of later transcriptions. The next run replaces the present transcript; `run` starts it at once. */
export function changeLanguage(state: AssetState, command: ChangeLanguage): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkNotGone(state);
  if (refusal !== undefined) return refusal;
  if (hasStartedTranscribing(state))
    return reject(
      'transcribing',
      `The recording is being transcribed, with the language ${state.language}.`,
      'Wait for the transcription, or cancel the run. Then change the language and run it again.',
    );
  const { by, language, now } = command;
  const changes = state.language === language ? [] : [newEvent('LanguageChanged', { by, language })];
  const after = changes.reduce<AssetState>((before, event) => evolve(before, event, { assetId: state.assetId, at: now }), state);
  const started = buildNewTranscription(after, command);
  if (started.length > 0) return advance(...changes, ...started);
  return changes.length > 0
    ? { events: changes }
    : satisfy('already-so', `The language is already ${language}.`, 'No action is needed.');
}
