import type { TranscriptSegment, TranscriptWord } from './transcript.js';

type Span = Pick<TranscriptSegment, 'start' | 'end'>;

const middleOf = ({ start, end }: TranscriptWord): number => (start + end) / 2;

/** Assigns words in the order of the segments, as many as each segment's text has. */
function groupByCount(
  segments: readonly TranscriptSegment[],
  words: readonly TranscriptWord[],
): ReadonlyMap<number, readonly TranscriptWord[]> | undefined {
  let at = 0;
  const found = segments.map(({ id, text }) => [id, words.slice(at, (at += splitWords(text).length))] as const);
  return at === words.length ? new Map(found) : undefined;
}

/** Assigns each word to the segment at its time. A word between two segments belongs to the earlier one. */
function groupByTime(
  segments: readonly TranscriptSegment[],
  words: readonly TranscriptWord[],
): ReadonlyMap<number, readonly TranscriptWord[]> {
  const found = new Map<number, TranscriptWord[]>(segments.map(({ id }) => [id, []]));
  const [first] = segments;
  let at = 0;
  for (const word of words) {
    while ((segments[at + 1]?.start ?? Number.POSITIVE_INFINITY) <= middleOf(word)) at += 1;
    found.get((segments[at] ?? first)?.id ?? -1)?.push(word);
  }
  return found;
}

/** Uses times only if the engine counts words differently: segments may overlap, and then a time is ambiguous. */
export const groupWordsBySegment = (
  segments: readonly TranscriptSegment[],
  words: readonly TranscriptWord[],
): ReadonlyMap<number, readonly TranscriptWord[]> => groupByCount(segments, words) ?? groupByTime(segments, words);

export const splitWords = (text: string): readonly string[] => text.split(/\s+/u).filter((word) => word !== '');

/** Reduces a word to its sound: a comma or a capital letter does not change its time. */
const normalizeSound = (word: string): string => word.toLocaleLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '') || word;
const isSame = (heard: TranscriptWord | undefined, text: string | undefined): boolean =>
  heard !== undefined && text !== undefined && normalizeSound(heard.word) === normalizeSound(text);

function countSharedAtStart(heard: readonly TranscriptWord[], texts: readonly string[]): number {
  let count = 0;
  while (isSame(heard[count], texts[count])) count += 1;
  return count;
}

function countSharedAtEnd(heard: readonly TranscriptWord[], texts: readonly string[], from: number): number {
  const most = Math.min(heard.length, texts.length) - from;
  let count = 0;
  while (count < most && isSame(heard.at(-1 - count), texts.at(-1 - count))) count += 1;
  return count;
}

/** Spreads words by their length: their real times are unknown. */
export function spreadWords(texts: readonly string[], { start, end }: Span): readonly TranscriptWord[] {
  const weights = texts.map((text) => text.length + 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let before = 0;
  return texts.map((word, index) => {
    const from = start + ((end - start) * before) / total;
    before += weights[index] ?? 0;
    return { word, start: round(from), end: round(start + ((end - start) * before) / total), confidence: 1 };
  });
}

const round = (seconds: number): number => Math.round(seconds * 1_000) / 1_000;

export interface TimedWords {
  readonly words: readonly TranscriptWord[];
  readonly isEstimated: boolean;
}

const isWithin = ({ start, end }: Span, word: TranscriptWord): boolean => word.start >= start && word.end <= end;

/**
 * Gives words their times. Unchanged words at both ends of a passage keep theirs; the words between them share the remaining
 * time.
 */
export function timeWords(texts: readonly string[], heard: readonly TranscriptWord[], span: Span): TimedWords {
  const within = heard.filter((word) => isWithin(span, word));
  const first = countSharedAtStart(within, texts);
  const last = countSharedAtEnd(within, texts, first);
  const [rest, tail] = [texts.slice(first, texts.length - last), within.slice(within.length - last)];
  const from = within[first - 1]?.end ?? span.start;
  const written = spreadWords(rest, { start: from, end: Math.max(from, tail[0]?.start ?? span.end) });
  const restore = (words: readonly TranscriptWord[], at: number): readonly TranscriptWord[] =>
    words.map((word, index) => ({ ...word, word: texts[at + index] ?? word.word }));
  const words = [...restore(within.slice(0, first), 0), ...written, ...restore(tail, texts.length - last)];
  return { words, isEstimated: rest.length > 0 };
}
