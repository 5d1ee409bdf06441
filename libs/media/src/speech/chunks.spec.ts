import fc from 'fast-check';
import { planChunks } from './chunks.js';

describe('planChunks', () => {
  it('keeps a short recording whole', () => {
    expect(planChunks(200, [{ start: 100, end: 101 }])).toEqual([{ start: 0, end: 200 }]);
  });

  it('cuts in the middle of the longest silence of the second half', () => {
    const silences = [
      { start: 50, end: 60 },
      { start: 200, end: 201 },
      { start: 250, end: 252 },
    ];
    expect(planChunks(400, silences)).toEqual([
      { start: 0, end: 251 },
      { start: 251, end: 400 },
    ]);
  });

  it('cuts speech without a pause at the limit', () => {
    expect(planChunks(700, []).map(({ end }) => end)).toEqual([300, 600, 700]);
  });

  it('leaves no tiny last chunk', () => {
    expect(planChunks(600.04, []).map(({ end }) => end)).toEqual([300, expect.closeTo(570.04), 600.04]);
    expect(planChunks(600.04, [{ start: 599, end: 600 }]).at(-1)?.start).toBeLessThan(571);
  });

  it('skips a silent recording', () => {
    expect(planChunks(200, [{ start: 0, end: 200 }])).toEqual([]);
    expect(planChunks(1_000, [{ start: 100, end: 900 }]).at(-1)?.end).toBe(1_000);
  });

  it('covers all speech, in order, within the limit', () => {
    const span = fc.tuple(fc.double({ min: 0, max: 3_000, noNaN: true }), fc.double({ min: 0.3, max: 400, noNaN: true }));
    fc.assert(
      fc.property(fc.double({ min: 1, max: 3_000, noNaN: true }), fc.array(span, { maxLength: 30 }), (duration, spans) => {
        const silences = spans.map(([start, length]) => ({ start, end: start + length }));
        const chunks = planChunks(duration, silences);
        let at = 0;
        for (const chunk of [...chunks, { start: duration, end: duration }]) {
          expect(chunk.start).toBeGreaterThanOrEqual(at);
          for (const time of [at + 0.2, (at + chunk.start) / 2, chunk.start - 0.2]) {
            if (time <= at + 0.1 || time >= chunk.start - 0.1) continue;
            expect(silences.some(({ start, end }) => start <= time && time <= end)).toBe(true);
          }
          expect(chunk.end - chunk.start).toBeLessThanOrEqual(300.001);
          at = chunk.end;
        }
      }),
    );
  });
});
