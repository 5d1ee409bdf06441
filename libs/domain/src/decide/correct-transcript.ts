import { isPresent, type AssetState, type Correction } from '../asset/state.js';
import { nounOf } from '../asset/pipeline/noun.js';
import { currentTranscript } from '../asset/texts/current-transcript.js';
import { isTranscribing } from '../asset/texts/transcribing.js';
import { checkNotGone, noEvents, reject, satisfy, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';
import type { ActorCommand } from './command-context.js';

/** Records a correction of the transcript, whose files are already stored. */
export interface CorrectTranscript
  extends ActorCommand, Pick<Correction, 'correctionId' | 'version' | 'segments' | 'corrected' | 'artifacts'> {
  readonly type: 'CorrectTranscript';
  /** The version that the person edited. If it is no longer current, the command is refused, so that no correction is lost. */
  readonly basis: string;
}

/** Records a correction if it is based on the current transcript, so that two editors cannot overwrite each other. */
export function correctTranscript(state: AssetState, command: CorrectTranscript): Decision {
  if (!isPresent(state)) return unknownAsset;
  if (state.correction?.correctionId === command.correctionId) return noEvents;
  const refusal = checkNotGone(state);
  if (refusal !== undefined) return refusal;
  const noun = nounOf(state.pipeline);
  if (isTranscribing(state))
    return reject(
      'transcribing',
      `The ${noun} is being transcribed, so its transcript is about to change.`,
      'Wait for the new transcript, then correct it.',
    );
  const transcript = currentTranscript(state);
  if (transcript === undefined)
    return reject(
      'no-transcript',
      'There is no transcript to correct.',
      noun === 'session' ? 'Wait until the session is completed, or retry it.' : 'Run the recording with transcription.',
    );
  if (command.basis !== transcript.version)
    return reject(
      'transcript-changed',
      'The transcript has changed since you read it.',
      'Read the transcript again, and apply your changes to it.',
    );
  const { correctionId, by, version, basis, artifacts, segments, corrected } = command;
  if (version === transcript.version)
    return satisfy('already-so', 'The current version already has this correction.', 'No action is needed.');
  const { attemptId } = transcript;
  const data = { correctionId, by, version, basis, attemptId, artifacts: [...artifacts], segments, corrected };
  return { events: [newEvent('TranscriptCorrected', data)] };
}
