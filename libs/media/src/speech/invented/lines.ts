import type { Span } from '../../trim/silence.js';
import type { DroppedText, DropReason } from '../../transcript/dropped-text.js';

/** A sentence as the engine divides its text. */
export interface EngineLine extends Span {
  readonly text: string;
  readonly avgLogprob?: number | undefined;
  readonly noSpeechProb?: number | undefined;
}

const surelyNoSpeech = 0.6;
const hardlyBelieved = -1;
/** A sentence repeated more often in a row is an artefact of the model. */
const mostRepeats = 2;

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const countWords = (text: string): number => text.split(/\s+/u).filter(Boolean).length;

export interface SiftedLines<L> {
  readonly kept: readonly L[];
  readonly dropped: readonly DroppedText[];
}

/** Removes text that Whisper models write for silence, often the same sentence again and again. */
export function dropInventedLines<L extends EngineLine>(lines: readonly L[]): SiftedLines<L> {
  const kept: L[] = [];
  const dropped: DroppedText[] = [];
  let last = '';
  let times = 0;
  const findReason = ({ text, avgLogprob = 0, noSpeechProb = 0 }: L): DropReason | undefined => {
    if (noSpeechProb > surelyNoSpeech && avgLogprob < hardlyBelieved) return 'no-speech';
    const words = plain(text);
    times = words === last ? times + 1 : 1;
    last = words;
    return times > mostRepeats ? 'repeated' : undefined;
  };
  for (const line of lines) {
    const reason = findReason(line);
    if (reason === undefined) kept.push(line);
    else dropped.push({ start: line.start, end: line.end, words: countWords(line.text), reason });
  }
  return { kept, dropped };
}
