import type { ReplySegment } from './reply.js';

const surelyNoSpeech = 0.6;
const hardlyBelieved = -1;
/** A sentence repeated more often in a row is an artefact of the model. */
const mostRepeats = 2;

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Removes text that these models write for silence, often the same sentence again and again. */
export function dropInvented(segments: readonly ReplySegment[]): readonly ReplySegment[] {
  let last = '';
  let times = 0;
  return segments.filter(({ text, avgLogprob = 0, noSpeechProb = 0 }) => {
    if (noSpeechProb > surelyNoSpeech && avgLogprob < hardlyBelieved) return false;
    const words = plain(text);
    times = words === last ? times + 1 : 1;
    last = words;
    return times <= mostRepeats;
  });
}
