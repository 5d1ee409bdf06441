import { WaitingError } from '@throughline/contracts';
import { chooseSpeechEngine, type SpeechEngine } from '@throughline/media';
import type { ModelState } from '@throughline/media/speech-models';

/** A speech model that this machine does not have yet. */
export interface ExpectedModel {
  /** Returns the last known state if the model can be expected. Fast, for questions before the start of a step. */
  readonly expected: () => ModelState | undefined;
  /** Reads the state now. Once the model is there, its engine is offered. */
  readonly look: () => Promise<ModelState | undefined>;
}

/**
 * Returns true if the recording needs the model: no present engine supports its language, or only one that would guess the
 * language. A recording that a person has marked as English may get a draft at once.
 */
export function needsModel(engines: readonly SpeechEngine[], language: string): boolean {
  const choice = chooseSpeechEngine(engines, language);
  return 'refused' in choice || choice.assumed;
}

/** The code of the wait, in events and answers. */
const SPEECH_MODEL = 'speech-model';
/** Shorter than a download of minutes, long enough that a thousand waiting recordings cost little (ADR 107). */
const CHECK_EVERY_MS = 30_000;
/** Only the first check is recorded, so this text has no progress: the page and `tl engine list` show that of the download. */
const WAITING = 'Waiting for the download of the speech model';

/** Throws while the recording has to wait for the model. */
export async function waitForModel(
  model: ExpectedModel | undefined,
  engines: () => readonly SpeechEngine[],
  language: string,
): Promise<void> {
  if (model === undefined || !needsModel(engines(), language)) return;
  const isExpected = (await model.look()) !== undefined;
  if (isExpected && needsModel(engines(), language))
    throw new WaitingError(SPEECH_MODEL, `${WAITING}${describeDraft(engines(), language)}`, { checkEveryMs: CHECK_EVERY_MS });
}

/** An engine that needs the language can serve at once, if the recording is in English. */
const describeDraft = (engines: readonly SpeechEngine[], language: string): string =>
  language !== 'auto' || needsModel(engines, 'en')
    ? ''
    : '. If the recording is in English, set its language to English: a draft then follows at the next check';
