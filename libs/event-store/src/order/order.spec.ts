import fc from 'fast-check';
import {
  NO_REVISION,
  START,
  comparePosition,
  compareRevision,
  parsePosition,
  parseRevision,
  positionOf,
  isRevisionAtLeast,
  revisionOf,
  isSameRevision,
  sequenceOf,
} from './order.js';

const sequence = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

describe('revisions and positions', () => {
  it('compare like the numbers that they represent', () => {
    fc.assert(
      fc.property(sequence, sequence, (a, b) => {
        const order = Math.sign(a - b);
        expect(compareRevision(revisionOf(a), revisionOf(b))).toBe(order === 0 ? 0 : order);
        expect(comparePosition(positionOf(a), positionOf(b))).toBe(order === 0 ? 0 : order);
        expect(isRevisionAtLeast(revisionOf(a), revisionOf(b))).toBe(a >= b);
        expect(isSameRevision(revisionOf(a), revisionOf(b))).toBe(a === b);
      }),
    );
  });

  it('survive conversion to text and JSON', () => {
    fc.assert(
      fc.property(sequence, (value) => {
        const revision = revisionOf(value);
        expect(parseRevision(JSON.parse(JSON.stringify(revision)) as string)).toBe(revision);
        expect(sequenceOf(parsePosition(String(value)))).toBe(value);
      }),
    );
  });

  it.each(['', ' 1', '1 ', '01', '-1', '+1', '1.0', '1e3', '0x1', 'NaN', '9'.repeat(20), '١'])(
    'cannot be parsed from %j',
    (text) => {
      expect(() => parseRevision(text)).toThrow(TypeError);
      expect(() => parsePosition(text)).toThrow(TypeError);
    },
  );

  it('start before the first commit', () => {
    expect(compareRevision(NO_REVISION, revisionOf(1))).toBe(-1);
    expect(comparePosition(START, positionOf(1))).toBe(-1);
  });
});
