import type { Transcript, TranscriptNote, TranscriptSegment, TranscriptWord } from '../speech/transcript.js';
import { textsOf, timeWords, wordsBySegment, type Timed } from './words-of.js';

/** A passage as a person wants it. */
export interface MendedSegment {
  /** Left out for a passage that nobody has heard. */
  readonly id?: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const isAsHeard = (before: TranscriptSegment, mended: MendedSegment): boolean =>
  before.text.trim() === mended.text.trim() && before.start === mended.start && before.end === mended.end;

const withNote = (notes: readonly TranscriptNote[], note: TranscriptNote): readonly TranscriptNote[] =>
  notes.includes(note) ? notes : [...notes, note];

interface Passage {
  readonly segment: TranscriptSegment;
  readonly timed: Timed;
}

/** As it was heard, or as a person has written it. */
function passageOf(one: MendedSegment, was: TranscriptSegment | undefined, spoken: readonly TranscriptWord[]): Passage {
  if (was !== undefined && isAsHeard(was, one)) return { segment: was, timed: { words: spoken, isEstimated: false } };
  const { start, end, text } = one;
  return {
    segment: { id: was?.id ?? NO_ID, start, end, text: text.trim(), confidence: 1, corrected: true },
    timed: timeWords(textsOf(text), spoken, one),
  };
}

/** Of a passage that nobody has heard; it is given one of its own. */
const NO_ID = -1;

/** Those that nobody has heard are numbered on. */
function numbered(passages: readonly Passage[], from: number): readonly TranscriptSegment[] {
  let next = from;
  return passages.map(({ segment }) => (segment.id === NO_ID ? { ...segment, id: next++ } : segment));
}

/**
 * The transcript with the passages that a person wants, in the order of their times; those that are left out are gone. What was not touched
 * keeps its times and the engine's confidence.
 */
export function correctTranscript(
  before: Transcript,
  mended: readonly MendedSegment[],
  correction: NonNullable<Transcript['correction']>,
): Transcript {
  const known = new Map(before.segments.map((segment) => [segment.id, segment]));
  const heard = wordsBySegment(before.segments, before.words);
  const passages = mended.map((one) => {
    const was = one.id === undefined ? undefined : known.get(one.id);
    return passageOf(one, was, was === undefined ? [] : (heard.get(was.id) ?? []));
  });
  const isEstimated = passages.some(({ timed }) => timed.isEstimated);
  return {
    ...before,
    segments: numbered(passages, Math.max(NO_ID, ...known.keys()) + 1),
    words: passages.flatMap(({ timed }) => timed.words),
    notes: isEstimated ? withNote(before.notes, 'word-times-estimated') : before.notes,
    correction,
  };
}
