import { splitWords, type CorrectedSegment, type Transcript } from '@throughline/media';
import { invalid, type FieldProblem } from '../../kit/http/problems/problem.js';
import type { SegmentBody } from './transcript.dto.js';

type HeardSegment = Transcript['segments'][number];

/** More than ten hours of speech. */
const MAX_WORDS = 100_000;
/** Engines sometimes end a segment a little after the end of the media. */
const PAST_THE_END_S = 0.5;

const roundToMilliseconds = (seconds: number): number => Math.round(seconds * 1_000) / 1_000;

const isUntouched = (was: HeardSegment | undefined, { start, end }: CorrectedSegment): boolean =>
  was !== undefined && was.start === start && was.end === end;

/** Keeps the times of an unchanged segment exactly. Rounds all others to milliseconds. */
function normalizeSegment(
  { id, start, end, text }: SegmentBody,
  segmentsById: ReadonlyMap<number, HeardSegment>,
): CorrectedSegment {
  if (typeof id !== 'number') return { start: roundToMilliseconds(start), end: roundToMilliseconds(end), text };
  const was = segmentsById.get(id);
  return isUntouched(was, { start, end, text })
    ? { id, start, end, text }
    : { id, start: roundToMilliseconds(start), end: roundToMilliseconds(end), text };
}

interface SegmentContext {
  readonly before: CorrectedSegment | undefined;
  readonly was: HeardSegment | undefined;
  readonly duration: number;
}

type Rule = readonly [field: 'start' | 'end' | 'text', isBroken: boolean, message: string];

/** Unchanged times are accepted even if the engine has made them invalid. */
const buildTimeRules = (one: CorrectedSegment, { was, duration }: SegmentContext): readonly Rule[] =>
  isUntouched(was, one)
    ? []
    : [
        ['end', one.end <= one.start, `must be after the passage begins (${String(one.start)})`],
        ['start', one.start >= duration, `must be before the recording ends (${String(duration)})`],
        [
          'end',
          one.end > Math.max(duration + PAST_THE_END_S, was?.end ?? 0),
          `must not be after the recording ends (${String(duration)})`,
        ],
      ];

const buildRules = (one: CorrectedSegment, place: SegmentContext): readonly Rule[] => [
  ...buildTimeRules(one, place),
  [
    'start',
    place.before !== undefined && one.start < place.before.start,
    `must not be before the passage above begins (${String(place.before?.start)}): send them in the order of their times`,
  ],
  ['text', one.text.trim() === '', 'must contain a word; omit the passage if nothing is said'],
];

function findIdProblems(
  segments: readonly SegmentBody[],
  segmentsById: ReadonlyMap<number, HeardSegment>,
): readonly FieldProblem[] {
  const seen = new Set<number>();
  return segments.flatMap(({ id }, index) => {
    if (typeof id !== 'number') return [];
    const isTwice = seen.has(id);
    seen.add(id);
    const pointer = `/segments/${String(index)}/id`;
    if (!segmentsById.has(id)) return [{ pointer, message: 'is not a passage of this version; omit it for a new passage' }];
    return isTwice ? [{ pointer, message: 'repeats an earlier passage' }] : [];
  });
}

/**
 * Limits the number of words, because each word is timed and laid out. A transcript can always be sent back at its own length.
 */
function requireFewWords(segments: readonly SegmentBody[], { words }: Transcript): void {
  const most = Math.max(MAX_WORDS, 2 * words.length);
  let count = 0;
  for (const { text } of segments) count += splitWords(text).length;
  if (count > most)
    throw invalid([{ pointer: '/segments', message: `must have at most ${String(most)} words, but has ${String(count)}` }]);
}

/** Returns the checked segments. Throws `invalid`, which names the position of each error. */
export function checkSegments(segments: readonly SegmentBody[], before: Transcript): readonly CorrectedSegment[] {
  requireFewWords(segments, before);
  const { segments: heard, durationSeconds } = before;
  const segmentsById = new Map(heard.map((segment) => [segment.id, segment]));
  const mended = segments.map((segment) => normalizeSegment(segment, segmentsById));
  const problems = mended.flatMap((one, index) => {
    const was = one.id === undefined ? undefined : segmentsById.get(one.id);
    return buildRules(one, { before: mended[index - 1], was, duration: durationSeconds })
      .filter(([, isBroken]) => isBroken)
      .map(([field, , message]) => ({ pointer: `/segments/${String(index)}/${field}`, message }));
  });
  const all = [...findIdProblems(segments, segmentsById), ...problems];
  if (all.length > 0) throw invalid(all);
  return mended;
}
