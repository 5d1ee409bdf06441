import type { StageDefinition } from './definition.js';
import { skipWithoutSound } from './predict-skip.js';

/** The longest transcription, in lengths of its media (PRG-05, PRG-07). */
export const RULE_FACTOR = 4;

export const transcribe: StageDefinition = {
  lane: 'speech',
  // A recording that cannot be trimmed (silent, without audio) still continues, so it does not need the result of TRIM.
  dependsOn: ['TRIM'],
  enabledBy: 'transcription.enable_transcription',
  isTolerable: true,
  settings: ['transcription.batch', 'transcription.batch_id', 'transcription.vocabulary'],
  estimate: { once: [0, 60_000], each: [10, RULE_FACTOR * 1_000] },
  predictSkip: skipWithoutSound,
  word: 'transcribe',
};
