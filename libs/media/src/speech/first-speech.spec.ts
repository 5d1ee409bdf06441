import { chooseSpeechWindow } from './first-speech.js';

/** Silences of a part of five minutes with these sounds. */
const windowOf = (...sounds: readonly (readonly [start: number, end: number])[]): ReturnType<typeof chooseSpeechWindow> => {
  const ends = [0, ...sounds.map(([, end]) => end)];
  const starts = [...sounds.map(([start]) => start), 300];
  const silences = ends.flatMap((start, index) => {
    const end = starts[index] ?? start;
    return end > start ? [{ start, end }] : [];
  });
  return chooseSpeechWindow({ start: 0, end: 300 }, silences);
};

describe('chooseSpeechWindow', () => {
  it('begins with the first sound after the silence, and lasts 30 seconds', () => {
    expect(windowOf([12, 16], [17, 25], [26, 200])).toEqual({ start: 12, end: 42, isLikely: true });
  });

  it('skips music, which has no pauses', () => {
    expect(windowOf([0, 40], [42, 46], [47, 55])).toEqual({ start: 42, end: 72, isLikely: true });
  });

  it('skips a click before a long silence', () => {
    expect(windowOf([3, 3.2], [100, 110], [111, 119])).toEqual({ start: 100, end: 130, isLikely: true });
  });

  it('returns the window with the most sound if nothing has the pauses of speech', () => {
    expect(windowOf([20, 22], [60, 160])).toEqual({ start: 60, end: 90, isLikely: false });
  });

  it('ends with the recording', () => {
    expect(chooseSpeechWindow({ start: 0, end: 8 }, [{ start: 0, end: 1 }])).toEqual({ start: 1, end: 8, isLikely: true });
  });

  it('returns nothing for silence', () => {
    expect(windowOf()).toBeUndefined();
  });

  it('returns times of the recording for a later part', () => {
    const silences = [{ start: 300, end: 310 }];
    expect(chooseSpeechWindow({ start: 300, end: 320 }, silences)).toEqual({ start: 310, end: 320, isLikely: true });
  });
});
