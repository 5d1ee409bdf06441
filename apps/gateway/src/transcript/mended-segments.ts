import { textsOf, type MendedSegment, type Transcript } from '@throughline/media';
import { invalid, type FieldProblem } from '../problems/problem.js';
import type { SegmentBody } from './transcript.dto.js';

type Heard = Transcript['segments'][number];

/** More than ten hours of speech. */
const MOST_WORDS = 100_000;
/** Engines now and then end a little after the media does. */
const PAST_THE_END_S = 0.5;

const inMilliseconds = (seconds: number): number => Math.round(seconds * 1_000) / 1_000;

const isUntouched = (was: Heard | undefined, { start, end }: MendedSegment): boolean =>
  was !== undefined && was.start === start && was.end === end;

/** What was heard comes back as it was told; what a person says is kept to the millisecond. */
function mendedOf({ id, start, end, text }: SegmentBody, known: ReadonlyMap<number, Heard>): MendedSegment {
  if (typeof id !== 'number') return { start: inMilliseconds(start), end: inMilliseconds(end), text };
  const was = known.get(id);
  return isUntouched(was, { start, end, text })
    ? { id, start, end, text }
    : { id, start: inMilliseconds(start), end: inMilliseconds(end), text };
}

interface Place {
  readonly before: MendedSegment | undefined;
  readonly was: Heard | undefined;
  readonly duration: number;
}

type Rule = readonly [field: 'start' | 'end' | 'text', isBroken: boolean, message: string];

/** Times that were heard are taken as they are, whatever an engine has made of them. */
const timeRules = (one: MendedSegment, { was, duration }: Place): readonly Rule[] =>
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

const rulesFor = (one: MendedSegment, place: Place): readonly Rule[] => [
  ...timeRules(one, place),
  [
    'start',
    place.before !== undefined && one.start < place.before.start,
    `must not be before the passage above begins (${String(place.before?.start)}): send them in the order of their times`,
  ],
  ['text', one.text.trim() === '', 'must hold a word; leave the passage out where nothing is said'],
];

function idProblems(segments: readonly SegmentBody[], known: ReadonlyMap<number, Heard>): readonly FieldProblem[] {
  const seen = new Set<number>();
  return segments.flatMap(({ id }, index) => {
    if (typeof id !== 'number') return [];
    const isTwice = seen.has(id);
    seen.add(id);
    const pointer = `/segments/${String(index)}/id`;
    if (!known.has(id)) return [{ pointer, message: 'is no passage of this version; leave it out for one that was not heard' }];
    return isTwice ? [{ pointer, message: 'names a passage that was named before' }] : [];
  });
}

/** Each word is timed and laid out. What was heard can be sent back, however long it is. */
function requireFewWords(segments: readonly SegmentBody[], { words }: Transcript): void {
  const most = Math.max(MOST_WORDS, 2 * words.length);
  let count = 0;
  for (const { text } of segments) count += textsOf(text).length;
  if (count > most)
    throw invalid([{ pointer: '/segments', message: `must have ${String(most)} words at most, and has ${String(count)}` }]);
}

/** The passages as a person wants them. Throws `invalid`, which names each place that cannot be. */
export function mendedSegments(segments: readonly SegmentBody[], before: Transcript): readonly MendedSegment[] {
  requireFewWords(segments, before);
  const { segments: heard, durationSeconds } = before;
  const known = new Map(heard.map((segment) => [segment.id, segment]));
  const mended = segments.map((segment) => mendedOf(segment, known));
  const problems = mended.flatMap((one, index) => {
    const was = one.id === undefined ? undefined : known.get(one.id);
    return rulesFor(one, { before: mended[index - 1], was, duration: durationSeconds })
      .filter(([, isBroken]) => isBroken)
      .map(([field, , message]) => ({ pointer: `/segments/${String(index)}/${field}`, message }));
  });
  const all = [...idProblems(segments, known), ...problems];
  if (all.length > 0) throw invalid(all);
  return mended;
}
