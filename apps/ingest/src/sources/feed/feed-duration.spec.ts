import { parseFeedDuration } from './feed-duration.js';

describe('the length of a recording in a feed', () => {
  it.each([
    ['5400', 5_400],
    [' 90:00 ', 5_400],
    ['1:30:00', 5_400],
    ['00:00:07.5', 7.5],
    ['0', 0],
  ])('%j means %s seconds', (text, seconds) => {
    expect(parseFeedDuration(text)).toBe(seconds);
  });

  it.each([undefined, '', '1:60', '1:30:00:00', '1h', '-5', '1.5:00', 'PT1H', '1:', '9'.repeat(10)])(
    '%j means an unknown length',
    (text) => {
      expect(parseFeedDuration(text)).toBeUndefined();
    },
  );
});
