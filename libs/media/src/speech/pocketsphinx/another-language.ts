import { mean, type TranscriptWord } from '../../transcript/transcript.js';

/**
 * The scores are not calibrated, so the limit is below those of English that the engine understands. Measured with voices of
 * flite: English 0.73 (rms), 0.60 (slt), 0.51 (awb); German 0.45 (rms), 0.28 (slt); French 0.44 (rms). English by kal16, which
 * the engine hardly understands, has 0.45 too.
 */
const leastEnglish = 0.48;
/** The mean of a few words says nothing. */
const leastWords = 20;

/** Returns true if the engine heard many words but believes hardly any. Noise that it took for words counts too. */
export const isProbablyAnotherLanguage = (heard: readonly TranscriptWord[]): boolean =>
  heard.length >= leastWords && mean(heard.map(({ confidence }) => confidence)) < leastEnglish;
