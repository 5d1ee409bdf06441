import type { TranscriptSegment, TranscriptWord } from '../speech/transcript.js';

type Span = Pick<TranscriptSegment, 'start' | 'end'>;

const middleOf = ({ start, end }: TranscriptWord): number => (start + end) / 2;

/** They stand in the order of the segments, as many as each has words. */
function byCount(
  segments: readonly TranscriptSegment[],
  words: readonly TranscriptWord[],
): ReadonlyMap<number, readonly TranscriptWord[]> | undefined {
  let at = 0;
  const found = segments.map(({ id, text }) => [id, words.slice(at, (at += textsOf(text).length))] as const);
  return at === words.length ? new Map(found) : undefined;
}

/** Words by the segment that they lie in; those between two segments belong to the one before. */
function byTime(
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

/** By their times only where engines count words otherwise: segments may overlap, and then a time is one of two. */
export const wordsBySegment = (
  segments: readonly TranscriptSegment[],
  words: readonly TranscriptWord[],
): ReadonlyMap<number, readonly TranscriptWord[]> => byCount(segments, words) ?? byTime(segments, words);

export const textsOf = (text: string): readonly string[] => text.split(/\s+/u).filter((word) => word !== '');

/** What a word is to the ear: a comma and a capital letter change nothing of when it was said. */
const sound = (word: string): string => word.toLocaleLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '') || word;
const isSame = (heard: TranscriptWord | undefined, text: string | undefined): boolean =>
  heard !== undefined && text !== undefined && sound(heard.word) === sound(text);

function sharedAtStart(heard: readonly TranscriptWord[], texts: readonly string[]): number {
  let count = 0;
  while (isSame(heard[count], texts[count])) count += 1;
  return count;
}

function sharedAtEnd(heard: readonly TranscriptWord[], texts: readonly string[], from: number): number {
  const most = Math.min(heard.length, texts.length) - from;
  let count = 0;
  while (count < most && isSame(heard.at(-1 - count), texts.at(-1 - count))) count += 1;
  return count;
}

/** By their length: nobody has heard when each of them was said. */
export function spread(texts: readonly string[], { start, end }: Span): readonly TranscriptWord[] {
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

export interface Timed {
  readonly words: readonly TranscriptWord[];
  /** Some times are no more than an estimate. */
  readonly isEstimated: boolean;
}

const isWithin = ({ start, end }: Span, word: TranscriptWord): boolean => word.start >= start && word.end <= end;

/** Words that were heard keep their times, at the beginning and at the end of a passage; what was written between them shares what is left. */
export function timeWords(texts: readonly string[], heard: readonly TranscriptWord[], span: Span): Timed {
  const known = heard.filter((word) => isWithin(span, word));
  const first = sharedAtStart(known, texts);
  const last = sharedAtEnd(known, texts, first);
  const [rest, tail] = [texts.slice(first, texts.length - last), known.slice(known.length - last)];
  const from = known[first - 1]?.end ?? span.start;
  const written = spread(rest, { start: from, end: Math.max(from, tail[0]?.start ?? span.end) });
  const kept = (words: readonly TranscriptWord[], at: number): readonly TranscriptWord[] =>
    words.map((word, index) => ({ ...word, word: texts[at + index] ?? word.word }));
  const words = [...kept(known.slice(0, first), 0), ...written, ...kept(tail, texts.length - last)];
  return { words, isEstimated: rest.length > 0 };
}
