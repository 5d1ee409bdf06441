import { mean, type SpokenWord, type TranscriptSegment } from '../transcript/transcript.js';

const pauseSeconds = 0.5;
const maxSeconds = 15;
const maxWords = 30;
const leastConfidence = 0.3;

/**
 * Groups words at pauses and where the speaker changes. Divides speech without pauses at its longest gap, so that no segment is
 * endless.
 */
export function segmentWords(words: readonly SpokenWord[]): readonly TranscriptSegment[] {
  return splitAtPauses(words)
    .flatMap(divide)
    .map((group, id) => ({
      id,
      start: group[0]?.start ?? 0,
      end: group.at(-1)?.end ?? 0,
      text: group.map(({ word }) => word).join(' '),
      confidence: mean(group.map(({ confidence }) => confidence)),
      ...(group[0]?.speaker === undefined ? {} : { speaker: group[0].speaker }),
    }));
}

/**
 * Drops groups between pauses whose mean confidence is low: noise and music make engines report single doubtful words. (Talks
 * by a clear voice have a mean of 0.65 to 0.85.)
 */
export const dropDoubtful = (words: TranscriptWords): TranscriptWords =>
  splitAtPauses(words)
    .filter((group) => mean(group.map(({ confidence }) => confidence)) >= leastConfidence)
    .flat();

type TranscriptWords = readonly SpokenWord[];

const isTurn = (words: TranscriptWords, index: number): boolean => words[index]?.speaker !== words[index - 1]?.speaker;
const gapBefore = (words: TranscriptWords, index: number): number => (words[index]?.start ?? 0) - (words[index - 1]?.end ?? 0);

function splitAtPauses(words: TranscriptWords): TranscriptWords[] {
  const starts = words.flatMap((_, index) =>
    index === 0 || gapBefore(words, index) >= pauseSeconds || isTurn(words, index) ? [index] : [],
  );
  return starts.map((start, index) => words.slice(start, starts[index + 1]));
}

function divide(words: TranscriptWords): TranscriptWords[] {
  const seconds = (words.at(-1)?.end ?? 0) - (words[0]?.start ?? 0);
  if (words.length < 2 || (seconds <= maxSeconds && words.length <= maxWords)) return [words];
  const at = findBestCut(words);
  return [...divide(words.slice(0, at)), ...divide(words.slice(at))];
}

/**
 * Returns the longest gap; of equal gaps, the one nearest to the middle. Avoids the outer quarters if the group is long enough.
 */
function findBestCut(words: TranscriptWords): number {
  const margin = Math.floor(words.length / 4);
  const candidates = words.map((_, index) => index).slice(Math.max(1, margin), Math.max(2, words.length - margin));
  const middle = words.length / 2;
  const score = (index: number): number => gapBefore(words, index) - Math.abs(index - middle) / words.length / 100;
  return candidates.reduce((best, index) => (score(index) > score(best) ? index : best), candidates[0] ?? 1);
}
