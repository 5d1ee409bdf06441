import { mean, type TranscriptSegment, type TranscriptWord } from './transcript.js';

const pauseSeconds = 0.5;
const maxSeconds = 15;
const maxWords = 30;
const leastConfidence = 0.3;

/** Groups words at pauses. What is spoken without a pause is divided at its longest gap, so that no segment is endless. */
export function segmentWords(words: readonly TranscriptWord[]): readonly TranscriptSegment[] {
  return atPauses(words)
    .flatMap(divide)
    .map((group, id) => ({
      id,
      start: group[0]?.start ?? 0,
      end: group.at(-1)?.end ?? 0,
      text: group.map(({ word }) => word).join(' '),
      confidence: mean(group.map(({ confidence }) => confidence)),
    }));
}

/**
 * Noise and music make engines hear single words that they hardly believe themselves. What stands alone between pauses
 * and is doubtful as a whole was not said. (Whole talks by a clear voice have a mean of 0.65 to 0.85.)
 */
export const withoutDoubtful = (words: readonly TranscriptWord[]): readonly TranscriptWord[] =>
  atPauses(words)
    .filter((group) => mean(group.map(({ confidence }) => confidence)) >= leastConfidence)
    .flat();

type Words = readonly TranscriptWord[];

const gapBefore = (words: Words, index: number): number => (words[index]?.start ?? 0) - (words[index - 1]?.end ?? 0);

function atPauses(words: Words): Words[] {
  const starts = words.flatMap((_, index) => (index === 0 || gapBefore(words, index) >= pauseSeconds ? [index] : []));
  return starts.map((start, index) => words.slice(start, starts[index + 1]));
}

function divide(words: Words): Words[] {
  const seconds = (words.at(-1)?.end ?? 0) - (words[0]?.start ?? 0);
  if (words.length < 2 || (seconds <= maxSeconds && words.length <= maxWords)) return [words];
  const at = bestCut(words);
  return [...divide(words.slice(0, at)), ...divide(words.slice(at))];
}

/** The longest gap, and of equal gaps the one nearest to the middle; not in the outer quarters unless they are all. */
function bestCut(words: Words): number {
  const margin = Math.floor(words.length / 4);
  const candidates = words.map((_, index) => index).slice(Math.max(1, margin), Math.max(2, words.length - margin));
  const middle = words.length / 2;
  const score = (index: number): number => gapBefore(words, index) - Math.abs(index - middle) / words.length / 100;
  return candidates.reduce((best, index) => (score(index) > score(best) ? index : best), candidates[0] ?? 1);
}
