import type { Transcript } from '@throughline/media';
import fc from 'fast-check';
import { segmentFacts, segmentTimes } from './segment-facts.js';

type Segment = Transcript['segments'][number];
const segment = (id: number, start: number, end: number): Segment => ({ id, start, end, text: 'words', confidence: 1 });
const of = (segments: readonly Segment[]): Transcript => ({
  language: 'en',
  engine: 'spec',
  model: 'spec',
  durationSeconds: 60,
  segments,
  words: [],
  meanConfidence: 1,
  quality: 'normal',
  notes: [],
});
/** As the view reads them. */
function placed(times: readonly number[]): readonly (readonly [number, number])[] {
  let at = 0;
  const sums = times.map((ms) => (at += ms));
  return sums.flatMap((start, index) => (index % 2 === 0 ? [[start, sums[index + 1] ?? Number.NaN] as const] : []));
}

describe('the facts of how a transcript is divided', () => {
  it('hold the times of every segment to the millisecond, whatever they are', () => {
    const lengths = fc.array(fc.tuple(fc.nat({ max: 5_000_000 }), fc.nat({ max: 60_000 })), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(lengths, (steps) => {
        let at = 0;
        const spans = steps.map(([gap, length]) => [(at += gap), (at += length)] as const);
        const segments = spans.map(([start, end], id) => segment(id, start / 1_000, end / 1_000));
        expect(placed(segmentTimes(segments) ?? [])).toEqual(spans);
      }),
    );
  });

  it('say where there is text, and give single times of sessions alone', () => {
    const transcript = of([segment(0, 0.5, 2), segment(1, 2, 9.25)]);
    const everywhere = { first_start_seconds: 0.5, last_end_seconds: 9.25, segments: 2 };
    expect(segmentFacts(transcript, { pipeline: 'recording' })).toEqual(everywhere);
    expect(segmentFacts(transcript, { pipeline: 'session' })).toEqual({
      ...everywhere,
      segment_times_ms: [500, 1_500, 0, 7_250],
    });
    expect(segmentFacts(of([]), { pipeline: 'session' })).toEqual({ segments: 0, segment_times_ms: [] });
  });

  it('leave single times out where a commit could not hold them, and go on telling how many there are and from when to when', () => {
    const many = Array.from({ length: 40_000 }, (_, id) => segment(id, id, id + 0.9));
    expect(segmentFacts(of(many), { pipeline: 'session' })).toEqual({
      first_start_seconds: 0,
      last_end_seconds: 39_999.9,
      segments: 40_000,
    });
    const day = Array.from({ length: 13_000 }, (_, id) => segment(id, id * 6, id * 6 + 4.5));
    expect(JSON.stringify(segmentFacts(of(day), { pipeline: 'session' })).length).toBeLessThan(132_000);
    expect(segmentFacts(of(day), { pipeline: 'session' })).toHaveProperty('segment_times_ms');
  });
});
