import type { ReplySegment } from './reply.js';

const surelyNoSpeech = 0.6;
const hardlyBelieved = -1;
/** Said so often in a row, a sentence was not said. */
const mostRepeats = 2;

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Where nobody speaks these models write something nevertheless, often the same again and again. Gives what was said. */
export function withoutInvented(segments: readonly ReplySegment[]): readonly ReplySegment[] {
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
