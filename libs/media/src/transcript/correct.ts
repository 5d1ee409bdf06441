import type { Transcript, TranscriptNote, TranscriptSegment, TranscriptWord } from './transcript.js';
import { isUnheard, removedField, updateRemoved } from './removed.js';
import { splitWords, timeWords, groupWordsBySegment, type TimedWords } from './timed-words.js';

export interface CorrectedSegment {
  /** Absent for a passage that the person added. */
  readonly id?: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const isAsHeard = (before: TranscriptSegment, mended: CorrectedSegment): boolean =>
  before.text.trim() === mended.text.trim() && before.start === mended.start && before.end === mended.end;

const withNote = (notes: readonly TranscriptNote[], note: TranscriptNote): readonly TranscriptNote[] =>
  notes.includes(note) ? notes : [...notes, note];

interface PassageBasis {
  readonly was: TranscriptSegment | undefined;
  readonly spoken: readonly TranscriptWord[];
  readonly before: Transcript;
}

interface Passage {
  readonly segment: TranscriptSegment;
  readonly timed: TimedWords;
}

/** Returns the speaker of the passage; of an added one, the speaker at its middle. */
function findSpeaker({ start, end }: CorrectedSegment, { was, before }: PassageBasis): Pick<TranscriptSegment, 'speaker'> {
  const speaker = (was ?? before.segments.findLast((segment) => segment.start <= (start + end) / 2))?.speaker;
  return speaker === undefined ? {} : { speaker };
}

/** Returns the engine's words, so that a later transcription can be compared with them. */
function heardAt(one: CorrectedSegment, { was, before }: PassageBasis): Pick<TranscriptSegment, 'heard'> {
  // The engine heard nothing where a person adds a passage, unless the passage restores or divides another one.
  if (was === undefined) return isUnheard(one, before) ? { heard: '' } : {};
  const heard = was.corrected === true ? was.heard : was.text.trim();
  return heard === undefined ? {} : { heard };
}

function buildPassage(one: CorrectedSegment, basis: PassageBasis): Passage {
  const { was, spoken } = basis;
  if (was !== undefined && isAsHeard(was, one)) return { segment: was, timed: { words: spoken, isEstimated: false } };
  const { start, end, text } = one;
  const written = { id: was?.id ?? NO_ID, start, end, text: text.trim(), confidence: 1, corrected: true as const };
  return {
    segment: { ...written, ...findSpeaker(one, basis), ...heardAt(one, basis) },
    timed: timeWords(splitWords(text), spoken, one),
  };
}

/** The placeholder id of an added passage, until `numbered` assigns one. */
const NO_ID = -1;

function assignIds(passages: readonly Passage[], from: number): readonly TranscriptSegment[] {
  let next = from;
  return passages.map(({ segment }) => (segment.id === NO_ID ? { ...segment, id: next++ } : segment));
}

/**
 * Returns the transcript with exactly the corrected passages, sorted by time; omitted passages are removed. Unchanged passages
 * keep their times and the engine's confidence.
 */
export function correctTranscript(
  before: Transcript,
  mended: readonly CorrectedSegment[],
  correction: NonNullable<Transcript['correction']>,
): Transcript {
  const segmentsById = new Map(before.segments.map((segment) => [segment.id, segment]));
  const heard = groupWordsBySegment(before.segments, before.words);
  const passages = mended.map((one) => {
    const was = one.id === undefined ? undefined : segmentsById.get(one.id);
    const spoken = was === undefined ? [] : (heard.get(was.id) ?? []);
    return buildPassage(one, { was, spoken, before });
  });
  const isEstimated = passages.some(({ timed }) => timed.isEstimated);
  const { removed: _removed, ...rest } = before;
  return {
    ...rest,
    ...removedField(updateRemoved(before, mended)),
    segments: assignIds(passages, Math.max(NO_ID, ...segmentsById.keys()) + 1),
    words: passages.flatMap(({ timed }) => timed.words),
    notes: isEstimated ? withNote(before.notes, 'word-times-estimated') : before.notes,
    correction,
  };
}
