import fc from 'fast-check';
import type { TranscriptSegment } from './transcript.js';
import { findDoubtful } from './doubtful.js';

const segment = (id: number, confidence: number, corrected = false): TranscriptSegment => ({
  id,
  start: id,
  end: id + 1,
  text: 'words',
  confidence,
  ...(corrected ? { corrected: true } : {}),
});
const segmentsOf = (scores: readonly number[]): TranscriptSegment[] => scores.map((score, id) => segment(id, score));
const doubtful = (scores: readonly number[]): readonly number[] => [...findDoubtful({ segments: segmentsOf(scores), notes: [] })];

describe('findDoubtful', () => {
  it('finds passages far below the middle of their transcript, however high an engine scores', () => {
    expect(doubtful([0.95, 0.93, 0.7, 0.94])).toEqual([2]);
    expect(doubtful([0.55, 0.53, 0.3, 0.54])).toEqual([2]);
    expect(doubtful([0.3, 0.31, 0.3, 0.29])).toEqual([]);
  });

  it('finds the passages with a low calibrated score, even if all are low', () => {
    const doubtfulOf = (scores: readonly number[]): readonly number[] => [
      ...findDoubtful({ segments: segmentsOf(scores), notes: ['confidence-calibrated'] }),
    ];
    expect(doubtfulOf([0.6, 0.65, 0.7, 0.9])).toEqual([0, 1, 2]);
    expect(doubtfulOf([0.95, 0.75, 0.96])).toEqual([]);
  });

  it('finds nothing without scores, and nothing that a person wrote', () => {
    const segments = segmentsOf([0.9, 0.9, 0.1]);
    expect(findDoubtful({ segments, notes: ['confidence-unknown'] }).size).toBe(0);
    const mended = [...segments.slice(0, 2), segment(2, 0.1, true)];
    expect(findDoubtful({ segments: mended, notes: [] }).size).toBe(0);
    expect(findDoubtful({ segments: [], notes: [] }).size).toBe(0);
  });

  it('finds less than half of the passages, whatever their order, and every one that is scored lower than another it finds', () => {
    const anyScores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(anyScores, (scores) => {
        const segments = segmentsOf(scores);
        const found = findDoubtful({ segments, notes: [] });
        expect(found.size).toBeLessThan(Math.max(1, scores.length / 2 + 0.5));
        expect(findDoubtful({ segments: [...segments].reverse(), notes: [] })).toEqual(found);
        const highest = Math.max(-1, ...segments.filter(({ id }) => found.has(id)).map(({ confidence }) => confidence));
        for (const { id, confidence } of segments) expect(found.has(id)).toBe(confidence <= highest);
      }),
    );
  });
});
