import fc from 'fast-check';
import {
  NO_REVISION,
  START,
  comparePosition,
  compareRevision,
  parsePosition,
  parseRevision,
  positionOf,
  revisionAtLeast,
  revisionOf,
  sameRevision,
  sequenceOf,
} from './order.js';

const sequence = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

describe('revisions and positions', () => {
  it('compare as the numbers that they stand for', () => {
    fc.assert(
      fc.property(sequence, sequence, (a, b) => {
        const order = Math.sign(a - b);
        expect(compareRevision(revisionOf(a), revisionOf(b))).toBe(order === 0 ? 0 : order);
        expect(comparePosition(positionOf(a), positionOf(b))).toBe(order === 0 ? 0 : order);
        expect(revisionAtLeast(revisionOf(a), revisionOf(b))).toBe(a >= b);
        expect(sameRevision(revisionOf(a), revisionOf(b))).toBe(a === b);
      }),
    );
  });

  it('come back from text and JSON as they were', () => {
    fc.assert(
      fc.property(sequence, (value) => {
        const revision = revisionOf(value);
        expect(parseRevision(JSON.parse(JSON.stringify(revision)) as string)).toBe(revision);
        expect(sequenceOf(parsePosition(String(value)))).toBe(value);
      }),
    );
  });

  it.each(['', ' 1', '1 ', '01', '-1', '+1', '1.0', '1e3', '0x1', 'NaN', '9'.repeat(20), '١'])('are not %j', (text) => {
    expect(() => parseRevision(text)).toThrow(TypeError);
    expect(() => parsePosition(text)).toThrow(TypeError);
  });

  it('begin before everything', () => {
    expect(compareRevision(NO_REVISION, revisionOf(1))).toBe(-1);
    expect(comparePosition(START, positionOf(1))).toBe(-1);
  });
});
