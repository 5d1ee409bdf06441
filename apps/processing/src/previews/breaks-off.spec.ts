import type { MediaInfo } from '@throughline/media';
import { breaksOff } from './breaks-off.js';

describe('a version for the browser breaks off', () => {
  const made = { durationSeconds: 3 };

  it.each<[string, Pick<MediaInfo, 'durationSeconds' | 'statedSeconds'>, boolean]>([
    ['if it ends before the length that the file states', { durationSeconds: 12, statedSeconds: 12 }, true],
    ['unless only the ends of sound and picture differ', { durationSeconds: 4, statedSeconds: 4 }, false],
    ['unless only the subtitles go on', { durationSeconds: 60, statedSeconds: 3 }, false],
    ['unless the length is only estimated, from the bit rate', { durationSeconds: 12 }, false],
  ])('%s', (_, file, expected) => {
    expect(breaksOff(file, made)).toBe(expected);
  });
});
