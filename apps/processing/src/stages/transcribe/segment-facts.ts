import type { JsonObject } from '@throughline/contracts';
import type { StepContext } from '@throughline/engine';
import type { Transcript, TranscriptSegment } from '@throughline/media';

/** Half of the 256 KiB of a commit, which holds little else: some 13,000 segments, most of a day of speech. */
const MAX_BYTES = 128 * 1024;

const inMs = (seconds: number): number => Math.round(seconds * 1_000);

/**
 * Returns the gap before each segment and its length, alternating, in milliseconds. Returns `undefined` if there are too many
 * segments.
 */
export function encodeSegmentTimes(segments: readonly Pick<TranscriptSegment, 'start' | 'end'>[]): readonly number[] | undefined {
  let before = 0;
  const times = segments.flatMap(({ start, end }) => {
    const [from, to] = [inMs(start), inMs(end)];
    const pair = [from - before, to - from];
    before = to;
    return pair;
  });
  return JSON.stringify(times).length > MAX_BYTES ? undefined : times;
}

const bounds = ([first, ...others]: readonly TranscriptSegment[]): JsonObject =>
  first === undefined ? {} : { first_start_seconds: first.start, last_end_seconds: (others.at(-1) ?? first).end };

/**
 * Returns the layout of the segments without the words. Only sessions need each time (PRG-22): other items carry their results
 * in every row and work message.
 */
export function collectSegmentFacts({ segments }: Transcript, { pipeline }: Pick<StepContext, 'pipeline'>): JsonObject {
  const times = pipeline === 'session' ? encodeSegmentTimes(segments) : undefined;
  return { ...bounds(segments), segments: segments.length, ...(times === undefined ? {} : { segment_times_ms: times }) };
}
