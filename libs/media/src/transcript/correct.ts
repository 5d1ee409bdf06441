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
  let nextId = Math.max(-1, ...known.keys()) + 1;
  const segments: TranscriptSegment[] = [];
  const words: TranscriptWord[] = [];
  let isEstimated = false;
  for (const one of mended) {
    const was = one.id === undefined ? undefined : known.get(one.id);
    const spoken = was === undefined ? [] : (heard.get(was.id) ?? []);
    const isUntouched = was !== undefined && isAsHeard(was, one);
    const timed: Timed = isUntouched ? { words: spoken, isEstimated: false } : timeWords(textsOf(one.text), spoken, one);
    if (isUntouched) segments.push(was);
    else segments.push({ ...one, id: was?.id ?? nextId++, text: one.text.trim(), confidence: 1, corrected: true });
    words.push(...timed.words);
    isEstimated ||= timed.isEstimated;
  }
  const notes = isEstimated ? withNote(before.notes, 'word-times-estimated') : before.notes;
  return { ...before, segments, words, notes, correction };
}
