import fc from 'fast-check';
import { decideBoundaries, measureRemainingSilence } from './boundaries.js';
import type { Span } from './silence.js';

const decide = (
  silences: readonly Span[],
  more: { durationSeconds?: number; audioSeconds?: number } = {},
): ReturnType<typeof decideBoundaries> =>
  decideBoundaries({ durationSeconds: 60, audioSeconds: 60, minEdgeSeconds: 1, silences, ...more });

describe('decideBoundaries', () => {
  it('keeps sound that runs from start to end, pauses included', () => {
    expect(decide([])).toEqual({ kind: 'whole' });
    expect(decide([{ start: 20, end: 40 }])).toEqual({ kind: 'whole' });
  });

  it('cuts silence at both ends', () => {
    expect(
      decide([
        { start: 0, end: 5 },
        { start: 20, end: 22 },
        { start: 53, end: 60 },
      ]),
    ).toEqual({ kind: 'cut', start: 5, end: 53 });
  });

  it('cuts one end alone', () => {
    expect(decide([{ start: 0, end: 5 }])).toEqual({ kind: 'cut', start: 5, end: 60 });
    expect(decide([{ start: 50, end: 59.9 }])).toEqual({ kind: 'cut', start: 0, end: 50 });
  });

  it('does not cut a moment of silence', () => {
    expect(decide([{ start: 0, end: 0.9 }])).toEqual({ kind: 'whole' });
  });

  it('detects a silence that begins a codec delay after the start', () => {
    expect(decide([{ start: 0.069, end: 5 }])).toEqual({ kind: 'cut', start: 5, end: 60 });
  });

  it('detects complete silence', () => {
    expect(decide([{ start: 0, end: 60 }])).toEqual({ kind: 'all-silence' });
    expect(decide([{ start: 0, end: 59.8 }])).toEqual({ kind: 'all-silence' });
  });

  it('treats the time after a shorter sound track as silence', () => {
    expect(decide([], { audioSeconds: 50 })).toEqual({ kind: 'cut', start: 0, end: 50 });
    expect(decide([{ start: 45, end: 50 }], { audioSeconds: 50 })).toEqual({ kind: 'cut', start: 0, end: 45 });
    expect(decide([{ start: 0, end: 50 }], { audioSeconds: 50 })).toEqual({ kind: 'all-silence' });
  });

  it('never cuts sound, and never leaves more silence than allowed at an end', () => {
    const spans = fc
      .uniqueArray(fc.integer({ min: 0, max: 600 }), { minLength: 0, maxLength: 20 })
      .map((points) => [...points].sort((a, b) => a - b))
      .map((points) =>
        points.flatMap((start, index) => (index % 2 === 0 ? [{ start: start / 10, end: (points[index + 1] ?? 600) / 10 }] : [])),
      );
    fc.assert(
      fc.property(spans, (silences) => {
        const result = decide(silences);
        if (result.kind === 'all-silence') return;
        const { start, end } = result.kind === 'cut' ? result : { start: 0, end: 60 };
        const quietIn = (from: number, to: number): boolean => {
          const covered = silences.reduce(
            (sum, span) => sum + Math.max(0, Math.min(span.end, to) - Math.max(span.start, from)),
            0,
          );
          return to - from - covered < 0.26 + 0.13 * silences.length;
        };
        expect(quietIn(0, start)).toBe(true);
        expect(quietIn(end, 60)).toBe(true);
        expect(silences.some((span) => span.start <= start && span.end - start >= 1 && start < 0.25)).toBe(false);
      }),
    );
  });
});

describe('measureRemainingSilence', () => {
  const silences = [
    { start: 0, end: 5 },
    { start: 20, end: 22 },
    { start: 53, end: 60 },
  ];
  const silenceAround = (start: number, end: number, audioSeconds = 60): ReturnType<typeof measureRemainingSilence> =>
    measureRemainingSilence({ durationSeconds: 60, audioSeconds, silences }, { start, end });

  it('returns the silence at both ends of the kept part', () => {
    expect(silenceAround(0, 60)).toEqual({ start: 5, end: 7 });
    expect(silenceAround(3, 54.5)).toEqual({ start: 2, end: 1.5 });
    expect(silenceAround(5, 53)).toEqual({ start: 0, end: 0 });
  });

  it('ignores the pauses in between', () => {
    expect(silenceAround(10, 30)).toEqual({ start: 0, end: 0 });
  });

  it('counts a sound track that ends before the picture does', () => {
    expect(measureRemainingSilence({ durationSeconds: 60, audioSeconds: 50, silences: [] }, { start: 0, end: 55 })).toEqual({
      start: 0,
      end: 5,
    });
  });
});
