import { TRANSCRIBE } from '@throughline/contracts';
import { earlierResultOf } from '../asset/earlier-results.js';
import { isPresent, type Asset, type AssetState, type Correction } from '../asset/state.js';
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

function rejectWithoutTranscript(asset: Asset): Decision {
  const hasEarlier = earlierResultOf(asset, TRANSCRIBE) !== undefined;
  return reject(
    'no-transcript',
    hasEarlier ? 'The transcript is that of an earlier run, which cannot be corrected.' : 'There is no transcript to correct.',
    nounOf(asset.pipeline) === 'session'
      ? 'Wait until the session is completed, or retry it.'
      : 'Run the recording with transcription.',
  );
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
  if (transcript === undefined) return rejectWithoutTranscript(state);
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
