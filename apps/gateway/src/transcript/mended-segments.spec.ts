import { heard } from '../testing/transcribed.js';
import { mendedSegments } from './mended-segments.js';

/** As many words as stand in so many passages of the greatest length. */
const passages = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ start: index / 100, end: (index + 1) / 100, text: 'a '.repeat(2_500) }));

const refusalOf = (segments: ReturnType<typeof passages>): unknown => {
  try {
    return mendedSegments(segments, heard());
  } catch (error) {
    return error;
  }
};

describe('the passages of a correction', () => {
  it('have as many words as ten hours of speech, and are refused with more', () => {
    expect(mendedSegments(passages(40), heard())).toHaveLength(40);
    expect(refusalOf(passages(41))).toMatchObject({
      code: 'invalid',
      options: { errors: [{ pointer: '/segments', message: 'must have 100000 words at most, and has 102500' }] },
    });
  });

  it('may always have what was heard', () => {
    const [one] = heard().words;
    const words = Array.from({ length: 60_000 }, () => one).filter((word) => word !== undefined);
    expect(mendedSegments(passages(41), heard({ words }))).toHaveLength(41);
  });
});
