import { toPlainWord } from './plain-word.js';
import { mean, type Transcript, type TranscriptSegment, type TranscriptWord } from './transcript.js';
import { alignWords } from './align-words.js';
import {
  findPlaces,
  findRemovedWords,
  followDelay,
  listWords,
  measureDelays,
  type PassageLocation,
  type PlacedWord,
  type WordRange,
} from './carry-places.js';
import { removedField } from './removed.js';
import { isSameCut } from './same-cut.js';
import { splitWords, timeWords } from './timed-words.js';

/** Two texts in one language share about a fifth of their words by chance. */
const LEAST_SHARED = 0.3;

export interface CarriedTranscript {
  readonly transcript: Transcript;
  /** Passages that a person had written. */
  readonly carried: number;
  /** Carried passages where the engine hears something else than before the correction, and than the correction. */
  readonly conflicts: number;
  /** Passages that a person had removed, and that stay removed. */
  readonly removed: number;
}

const toPlainText = (text: string): string =>
  splitWords(text)
    .map(toPlainWord)
    .filter((word) => word !== '')
    .join(' ');
const isSameText = (a: string, b: string): boolean => toPlainText(a) === toPlainText(b);

const joinWords = (words: readonly TranscriptWord[]): string => words.map(({ word }) => word).join(' ');

/** Returns what the engine hears at a written passage: nothing to show if it agrees with the person. */
function compare({ text, heard: before }: TranscriptSegment, heard: string): Pick<TranscriptSegment, 'heard' | 'conflict'> {
  if (isSameText(heard, text)) return {};
  // Corrections of earlier releases do not say what the engine heard before, so a change of its text is not known.
  return before === undefined || isSameText(heard, before) ? { heard } : { heard, conflict: true };
}

const within = (value: number, from: number, to: number): number => Math.max(from, Math.min(value, to));

/** Puts passages and the words between them together again. */
class Assembly {
  readonly segments: TranscriptSegment[] = [];
  readonly words: TranscriptWord[] = [];
  isEstimated = false;

  /** Words of a whole segment keep it; a part of one becomes a segment of its own. */
  keep(placed: readonly PlacedWord[], sizes: ReadonlyMap<TranscriptSegment, number>): void {
    let from = 0;
    while (from < placed.length) {
      const segment = placed[from]?.segment;
      let to = from + 1;
      while (placed[to]?.segment === segment && to < placed.length) to += 1;
      const words = placed.slice(from, to).map(({ word }) => word);
      if (segment !== undefined) this.#add(sizes.get(segment) === words.length ? segment : toSegment(words, segment), words);
      from = to;
    }
  }

  write({ segment, placed, next }: { segment: TranscriptSegment; placed: readonly PlacedWord[]; next: number }): void {
    const words = placed.map(({ word }) => word);
    const start = within(words[0]?.start ?? segment.start, this.segments.at(-1)?.end ?? 0, next);
    const end = within(words.at(-1)?.end ?? segment.end, start, Math.max(start, next));
    const { text } = segment;
    const timed = timeWords(splitWords(text), words, { start, end });
    this.isEstimated ||= timed.isEstimated;
    const written = { id: 0, start, end, text, confidence: 1, corrected: true as const, ...findSpeaker(placed) };
    this.#add({ ...written, ...compare(segment, joinWords(words)) }, timed.words);
  }

  #add(segment: TranscriptSegment, words: readonly TranscriptWord[]): void {
    this.segments.push({ ...segment, id: this.segments.length });
    this.words.push(...words);
  }
}

/** Returns the speaker of most of the words that a written passage replaces. */
function findSpeaker(placed: readonly PlacedWord[]): Pick<TranscriptSegment, 'speaker'> {
  const counts = new Map<string, number>();
  for (const { speaker } of placed.map(({ segment }) => segment))
    if (speaker !== undefined) counts.set(speaker, (counts.get(speaker) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most === undefined ? {} : { speaker: most[0] };
}

const toSegment = (words: readonly TranscriptWord[], { speaker }: TranscriptSegment): TranscriptSegment => ({
  id: 0,
  start: words[0]?.start ?? 0,
  end: words.at(-1)?.end ?? 0,
  text: joinWords(words),
  confidence: mean(words.map(({ confidence }) => confidence)),
  ...(speaker === undefined ? {} : { speaker }),
});

interface Layout {
  readonly placed: readonly PlacedWord[];
  readonly places: readonly PassageLocation[];
  readonly removed: ReadonlySet<number>;
}

/** Divides a range of words at the removed ones. */
function divideAtRemoved({ placed, removed }: Layout, { from, to }: WordRange): readonly (readonly PlacedWord[])[] {
  const parts: PlacedWord[][] = [[]];
  for (let index = from; index < to; index += 1) {
    const word = placed[index];
    if (removed.has(index)) parts.push([]);
    else if (word !== undefined) parts.at(-1)?.push(word);
  }
  return parts;
}

function assemble(layout: Layout, durationSeconds: number): Assembly {
  const { placed, places } = layout;
  const sizes = new Map<TranscriptSegment, number>();
  for (const { segment } of placed) sizes.set(segment, (sizes.get(segment) ?? 0) + 1);
  const made = new Assembly();
  const keep = (range: WordRange): void => {
    for (const part of divideAtRemoved(layout, range)) made.keep(part, sizes);
  };
  let at = 0;
  for (const { segment, from, to } of places) {
    keep({ from: at, to: from });
    made.write({ segment, placed: placed.slice(from, to), next: placed[to]?.word.start ?? durationSeconds });
    at = to;
  }
  keep({ from: at, to: placed.length });
  return made;
}

/**
 * Puts the passages that a person wrote into a later transcript of the same recording, and leaves out those that a person
 * removed. Returns `undefined` if there are none, or if the texts cannot be compared: another cut has other times, and another
 * language has other words.
 */
export function carryCorrections(corrected: Transcript, heard: Transcript): CarriedTranscript | undefined {
  if (!isSameCut(corrected, heard)) return undefined;
  const before = listWords(corrected);
  const placed = listWords(heard);
  const words = placed.map(({ word }) => word);
  const pairs = alignWords(
    before.map(({ word }) => word),
    words,
  );
  const delays = measureDelays(before, pairs, words);
  const places = findPlaces({ before, words, pairs, delays });
  const removed = (corrected.removed ?? []).map((passage) => followDelay(passage, delays));
  if (places.length + removed.length === 0 || pairs.length < before.length * LEAST_SHARED) return undefined;
  const layout = { placed, places, removed: findRemovedWords(removed, words, { delays, places }) };
  const made = assemble(layout, heard.durationSeconds);
  const notes = made.isEstimated ? [...new Set([...heard.notes, 'word-times-estimated' as const])] : heard.notes;
  return {
    transcript: { ...heard, ...removedField(removed), notes, segments: made.segments, words: made.words },
    carried: places.length,
    removed: removed.length,
    conflicts: made.segments.filter(({ conflict }) => conflict === true).length,
  };
}
