import { findPeaksUrl, isPeaks } from './peaks-api.js';

const sha256 = 'a'.repeat(64);
const previews = { state: 'ready', poster_url: null, peaks_url: '/peaks.json', page_url: null, file_sha256: sha256 } as const;

describe('the waveform of a recording', () => {
  it('is used if it shows the played file', () => {
    expect(findPeaksUrl({ previews }, { sha256 })).toBe('/peaks.json');
    expect(findPeaksUrl({ previews }, { sha256: 'b'.repeat(64) })).toBeUndefined();
    expect(findPeaksUrl({ previews: { ...previews, peaks_url: null } }, { sha256 })).toBeUndefined();
    expect(findPeaksUrl({ previews: { ...previews, file_sha256: null } }, undefined)).toBeUndefined();
  });

  it.each([
    ['a waveform', { version: 1, duration_seconds: 2, peaks: [[0, 0.5, 1]] }, true],
    ['no values', { duration_seconds: 2, peaks: [[]] }, false],
    ['no list', { duration_seconds: 2, peaks: 'loud' }, false],
    ['words in place of values', { duration_seconds: 2, peaks: [['loud']] }, false],
    ['no duration', { duration_seconds: 0, peaks: [[1]] }, false],
    ['another file', 'a page', false],
  ])('is drawn only if it is one: %s', (_, file, expected) => {
    expect(isPeaks(file)).toBe(expected);
  });
});
