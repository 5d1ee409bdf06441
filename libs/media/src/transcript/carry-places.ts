import type { Transcript, TranscriptSegment, TranscriptWord } from '../speech/transcript.js';
import type { Span } from '../trim/silence.js';
import { lowerBound, type WordPair } from './align-words.js';
import { groupWordsBySegment } from './timed-words.js';

export interface PlacedWord {
  readonly word: TranscriptWord;
  readonly segment: TranscriptSegment;
}

export function listWords({ segments, words }: Transcript): readonly PlacedWord[] {
  const grouped = groupWordsBySegment(segments, words);
  return segments.flatMap((segment) => (grouped.get(segment.id) ?? []).map((word) => ({ word, segment })));
}

/** A passage that a person wrote, and its place among the words of the new text: from `from` to before `to`. */
export interface PassageLocation {
  readonly segment: TranscriptSegment;
  readonly from: number;
  readonly to: number;
}

const middle = ({ start, end }: Span): number => (start + end) / 2;

class PlaceFinder {
  constructor(
    private readonly pairs: readonly WordPair[],
    private readonly words: readonly TranscriptWord[],
  ) {}

  /**
   * Finds the place between the shared words around a passage, whose words are `first` to before `after`. For the words that
   * only the new text has, the time of the passage decides. The place begins at `free` or later.
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

/** Returns the places of the passages that a person wrote, in order and without overlaps. `pairs` are the shared words. */
export function findPlaces(
  before: readonly PlacedWord[],
  pairs: readonly WordPair[],
  words: readonly TranscriptWord[],
): readonly PassageLocation[] {
  const finder = new PlaceFinder(pairs, words);
  const places: PassageLocation[] = [];
  let first = 0;
  while (first < before.length) {
    const segment = before[first]?.segment;
    let after = first + 1;
    while (after < before.length && before[after]?.segment === segment) after += 1;
    if (segment?.corrected === true) places.push(finder.find(segment, { first, after, free: places.at(-1)?.to ?? 0 }));
    first = after;
  }
  return places;
}
