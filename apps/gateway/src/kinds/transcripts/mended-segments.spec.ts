import { aTranscript } from '../../testing/transcribed.js';
import { checkSegments } from './mended-segments.js';

const passages = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ start: index / 100, end: (index + 1) / 100, text: 'a '.repeat(2_500) }));

const refusalOf = (segments: ReturnType<typeof passages>): unknown => {
  try {
    return checkSegments(segments, aTranscript());
  } catch (error) {
    return error;
  }
};

describe('the segments of a correction', () => {
  it('may have as many words as ten hours of speech, and no more', () => {
    expect(checkSegments(passages(40), aTranscript())).toHaveLength(40);
    expect(refusalOf(passages(41))).toMatchObject({
      code: 'invalid',
      options: { errors: [{ pointer: '/segments', message: 'must have at most 100000 words, but has 102500' }] },
    });
  });

  it('may always have as many words as the transcript', () => {
    const [one] = aTranscript().words;
    const words = Array.from({ length: 60_000 }, () => one).filter((word) => word !== undefined);
    expect(checkSegments(passages(41), aTranscript({ words }))).toHaveLength(41);
  });
});
