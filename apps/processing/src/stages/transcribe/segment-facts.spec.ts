import type { Transcript } from '@throughline/media';
import fc from 'fast-check';
import { collectSegmentFacts, encodeSegmentTimes } from './segment-facts.js';

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
/** Converts the gaps and lengths back to times, as the session view does. */
function placed(times: readonly number[]): readonly (readonly [number, number])[] {
  let at = 0;
  const sums = times.map((ms) => (at += ms));
  return sums.flatMap((start, index) => (index % 2 === 0 ? [[start, sums[index + 1] ?? Number.NaN] as const] : []));
}

describe('the facts about the segments of a transcript', () => {
  it('hold the times of every segment to the millisecond', () => {
    const lengths = fc.array(fc.tuple(fc.nat({ max: 5_000_000 }), fc.nat({ max: 60_000 })), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(lengths, (steps) => {
        let at = 0;
        const spans = steps.map(([gap, length]) => [(at += gap), (at += length)] as const);
        const segments = spans.map(([start, end], id) => segment(id, start / 1_000, end / 1_000));
        expect(placed(encodeSegmentTimes(segments) ?? [])).toEqual(spans);
      }),
    );
  });

  it('hold first and last time, and single times only for sessions', () => {
    const transcript = of([segment(0, 0.5, 2), segment(1, 2, 9.25)]);
    const everywhere = { first_start_seconds: 0.5, last_end_seconds: 9.25, segments: 2 };
    expect(collectSegmentFacts(transcript, { pipeline: 'recording' })).toEqual(everywhere);
    expect(collectSegmentFacts(transcript, { pipeline: 'session' })).toEqual({
      ...everywhere,
      segment_times_ms: [500, 1_500, 0, 7_250],
    });
    expect(collectSegmentFacts(of([]), { pipeline: 'session' })).toEqual({ segments: 0, segment_times_ms: [] });
  });

  it('leave out single times that no commit could hold, but keep the count and the bounds', () => {
    const many = Array.from({ length: 40_000 }, (_, id) => segment(id, id, id + 0.9));
    expect(collectSegmentFacts(of(many), { pipeline: 'session' })).toEqual({
      first_start_seconds: 0,
      last_end_seconds: 39_999.9,
      segments: 40_000,
    });
    const day = Array.from({ length: 13_000 }, (_, id) => segment(id, id * 6, id * 6 + 4.5));
    expect(JSON.stringify(collectSegmentFacts(of(day), { pipeline: 'session' })).length).toBeLessThan(132_000);
    expect(collectSegmentFacts(of(day), { pipeline: 'session' })).toHaveProperty('segment_times_ms');
  });
});
