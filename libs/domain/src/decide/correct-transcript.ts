import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import { isRunActive, plannedSteps } from '../steps/run.js';
import { TRANSCRIBE, hasEnded } from '../steps/steps.js';
import { currentTranscript } from '../transcript/current-transcript.js';
import type { CorrectTranscript } from './command.js';
import { goneAsset, nothing, reject, satisfied, unknownAsset, type Decision } from './decision.js';
import { newEvent } from './event.js';

const isBeingHeard = (asset: Asset): boolean =>
  isRunActive(asset) && plannedSteps(asset).some(({ step }) => step.step === TRANSCRIBE && !hasEnded(step));

/** Writers of one transcript do not overwrite each other: what was mended must be what counts now. */
export function correctTranscript(state: AssetState, command: CorrectTranscript): Decision {
  if (!isPresent(state)) return unknownAsset;
  if (state.correction?.correctionId === command.correctionId) return nothing;
  const gone = goneAsset(state);
  if (gone !== undefined) return gone;
  if (isBeingHeard(state))
    return reject(
      'transcribing',
      'The recording is being transcribed; its words are about to be others.',
      'Wait until that is done, and correct the new words.',
    );
  const said = currentTranscript(state);
  if (said === undefined)
    return reject('no-transcript', 'There is no transcript that could be corrected.', 'Run the recording with transcription.');
  if (command.basis !== said.version)
    return reject(
      'transcript-changed',
      'The transcript has another version by now.',
      'Read it again, and put your changes into that.',
    );
  const { correctionId, by, version, basis, artifacts, segments, corrected } = command;
  if (version === said.version) return satisfied('already-so', 'These are the words that count already.', 'Leave it as it is.');
  const { attemptId } = said;
  const data = { correctionId, by, version, basis, attemptId, artifacts: [...artifacts], segments, corrected };
  return { events: [newEvent('TranscriptCorrected', data)] };
}
