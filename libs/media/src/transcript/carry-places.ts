import type { RemovedPassage, Transcript, TranscriptSegment, TranscriptWord } from './transcript.js';
import type { Span } from '../trim/silence.js';
import { lowerBound, type WordPair } from './align-words.js';
import { median } from './doubtful.js';
import { isMiddleWithin } from './removed.js';
import { groupWordsBySegment } from './timed-words.js';

export interface PlacedWord {
  readonly word: TranscriptWord;
  readonly segment: TranscriptSegment;
}

export function listWords({ segments, words }: Transcript): readonly PlacedWord[] {
  const grouped = groupWordsBySegment(segments, words);
  return segments.flatMap((segment) => (grouped.get(segment.id) ?? []).map((word) => ({ word, segment })));
}

/** A range of the words of the new text: from `from` to before `to`. */
export interface WordRange {
  readonly from: number;
  readonly to: number;
}

/** A passage that a person wrote, and its place in the new text. */
export interface PassageLocation extends WordRange {
  readonly segment: TranscriptSegment;
}

const middle = ({ start, end }: Span): number => (start + end) / 2;

interface WordDelay {
  /** The index of the word in the new text. */
  readonly second: number;
  readonly seconds: number;
}

/** The seconds by which an engine times the shared words later than the transcript before. */
export interface Delays {
  readonly words: readonly WordDelay[];
  readonly usual: number;
}

export function measureDelays(
  before: readonly PlacedWord[],
  pairs: readonly WordPair[],
  words: readonly TranscriptWord[],
): Delays {
  const delays = pairs.map(({ first, second }) => {
    const [old, now] = [before[first]?.word, words[second]];
    return { second, seconds: old === undefined || now === undefined ? 0 : middle(now) - middle(old) };
  });
  return { words: delays, usual: median(delays.map(({ seconds }) => seconds)) };
}

/** Returns a passage at the times of the new text, from which the next transcription is measured. */
export const followDelay = <Passage extends Span>(passage: Passage, { usual }: Delays): Passage => ({
  ...passage,
  start: Math.max(0, passage.start + usual),
  end: Math.max(0, passage.end + usual),
});

class PlaceFinder {
  constructor(
    private readonly pairs: readonly WordPair[],
    private readonly words: readonly TranscriptWord[],
  ) {}

  /**
   * Finds the place between the shared words around a passage, whose words are `first` to before `after`. For the words that
   * only the new text has, the time of the passage in the new text decides. The place begins at `free` or later.
   */
  find(segment: TranscriptSegment, { first, after, free }: { first: number; after: number; free: number }): PassageLocation {
    const pairAt = (index: number): number => this.pairs[index]?.first ?? 0;
    const from = lowerBound(this.pairs.length, pairAt, first);
    const to = lowerBound(this.pairs.length, pairAt, after);
    const low = Math.max(free, (this.pairs[from - 1]?.second ?? -1) + 1);
    const high = Math.max(low, this.pairs[to]?.second ?? this.words.length);
    const shared = new Set(this.pairs.slice(from, to).map((pair) => pair.second));
    const isOurs = (word: TranscriptWord, index: number): boolean =>
      shared.has(index) || (middle(word) >= segment.start && middle(word) <= segment.end);
    const ours = this.words.slice(low, high).flatMap((word, index) => (isOurs(word, low + index) ? [low + index] : []));
    const [begin] = ours;
    if (begin !== undefined) return { segment, from: begin, to: (ours.at(-1) ?? begin) + 1 };
    const later = this.words.slice(low, high).findIndex((word) => word.start >= segment.start);
    const at = later === -1 ? high : low + later;
    return { segment, from: at, to: at };
  }
}

/** The texts before and after, and their shared words. */
export interface ComparedWords {
  readonly before: readonly PlacedWord[];
  readonly words: readonly TranscriptWord[];
  readonly pairs: readonly WordPair[];
  readonly delays: Delays;
}

/** Returns the places of the passages that a person wrote, in order and without overlaps. */
export function findPlaces({ before, words, pairs, delays }: ComparedWords): readonly PassageLocation[] {
  const finder = new PlaceFinder(pairs, words);
  const places: PassageLocation[] = [];
  let first = 0;
  while (first < before.length) {
    const segment = before[first]?.segment;
    let after = first + 1;
    while (after < before.length && before[after]?.segment === segment) after += 1;
    if (segment?.corrected === true)
      places.push(finder.find(followDelay(segment, delays), { first, after, free: places.at(-1)?.to ?? 0 }));
    first = after;
  }
  return places;
}

/** An engine times single words differently by less, apart from its usual delay. */
const SAME_WORD_SECONDS = 0.5;

export interface KeptWords {
  readonly delays: Delays;
  readonly places: readonly WordRange[];
}

/**
 * Returns the words of the new text that fall into removed passages, by their indices. The passages have the times of the new
 * text. Words that the transcript had before at about this time stay, and so do written passages.
 */
export function findRemovedWords(
  removed: readonly RemovedPassage[],
  words: readonly TranscriptWord[],
  { delays, places }: KeptWords,
): ReadonlySet<number> {
  const isSameWord = ({ seconds }: WordDelay): boolean => Math.abs(seconds - delays.usual) <= SAME_WORD_SECONDS;
  const kept = new Set(delays.words.filter(isSameWord).map(({ second }) => second));
  for (const { from, to } of places) for (let index = from; index < to; index += 1) kept.add(index);
  const isRemoved = (word: TranscriptWord): boolean => removed.some((one) => isMiddleWithin(word, one));
  return new Set(words.flatMap((word, index) => (!kept.has(index) && isRemoved(word) ? [index] : [])));
}
