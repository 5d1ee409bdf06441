import { lengthOf } from './use-media-state.js';

describe('the length of a played file', () => {
  it.each([
    ['the browser', { duration: 12.5, dataset: { length: '15' } }, 12.5],
    ['the server, if the file does not state it', { duration: Infinity, dataset: { length: '15' } }, 15],
    ['nobody yet', { duration: Number.NaN, dataset: { length: '15' } }, 0],
    ['nobody', { duration: Infinity, dataset: {} }, 0],
  ])('is known to %s', (_, media, seconds) => {
    expect(lengthOf(media)).toBe(seconds);
  });
});
