import type { JsonObject } from '@throughline/contracts';
import type { StepContext } from '@throughline/engine';
import type { Transcript, TranscriptSegment } from '@throughline/media';

/** A commit has 256 KiB, and what else stands in it needs little. Some 13,000 segments: most of a day of talking. */
const MOST_BYTES = 128 * 1024;

const inMs = (seconds: number): number => Math.round(seconds * 1_000);

/** The gap since the segment before, and the length, of each: small numbers, one after the other. Undefined where they are too many. */
export function segmentTimes(segments: readonly Pick<TranscriptSegment, 'start' | 'end'>[]): readonly number[] | undefined {
  let before = 0;
  const times = segments.flatMap(({ start, end }) => {
    const [from, to] = [inMs(start), inMs(end)];
    const pair = [from - before, to - from];
    before = to;
    return pair;
  });
  return JSON.stringify(times).length > MOST_BYTES ? undefined : times;
}

/** From where to where there is text. */
const bounds = ([first, ...others]: readonly TranscriptSegment[]): JsonObject =>
  first === undefined ? {} : { first_start_seconds: first.start, last_end_seconds: (others.at(-1) ?? first).end };

/**
 * How the text is divided, without the words. Each single time is for the support of sessions (PRG-22): a recording has its state in every
 * row and work message, and nobody asks there.
 */
export function segmentFacts({ segments }: Transcript, { pipeline }: Pick<StepContext, 'pipeline'>): JsonObject {
  const times = pipeline === 'session' ? segmentTimes(segments) : undefined;
  return { ...bounds(segments), segments: segments.length, ...(times === undefined ? {} : { segment_times_ms: times }) };
}
