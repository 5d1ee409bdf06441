import type { OutputConfig } from '@throughline/contracts';
import { findQuotaRenewal } from './youtube-errors.js';
import { readYouTubeSettings } from './settings.js';

describe('the settings of a YouTube output', () => {
  it('are private videos of the default category if nothing is set', () => {
    expect(readYouTubeSettings({ credential: 3 })).toEqual({
      credential: 3,
      privacy: 'private',
      categoryId: '22',
      tags: [],
      playlist: undefined,
      madeForKids: false,
      thumbnail: undefined,
    });
  });

  it.each<[OutputConfig['settings'], RegExp]>([
    [{}, /needs the setting 'credential'/],
    [{ credential: 3, privacy: 'secret' }, /must be one of: private, unlisted, public/],
    [{ credential: 3, category: 'Cats' }, /must be one of: Film & Animation/],
    [{ credential: 3, playlist: 'https://www.youtube.com/playlist?list=PL1' }, /must be its id/],
    [{ credential: 3, tags: `${'a b'.repeat(83)},${'b'.repeat(249)}` }, /more than 500 characters/],
    [{ credential: 3, tags: 'a,<b>' }, /cannot contain < or >/],
    [{ credential: 3, captions: 'yes' }, /must be true or false/],
    [{ credential: 3, thumbnail: -1 }, /must be a whole number of at least 0/],
    [{ credential: 3, folder: 'x' }, /has no setting 'folder'/],
  ])('are refused with a reason: %j', (settings, words) => {
    expect(() => readYouTubeSettings(settings)).toThrow(words);
  });

  it.each([
    ['2026-07-01T10:00:00.000Z', '2026-07-02T07:00:00.000Z'],
    ['2026-12-01T07:59:59.000Z', '2026-12-01T08:00:00.000Z'],
    ['2026-12-01T08:00:00.000Z', '2026-12-02T08:00:00.000Z'],
  ])('know the renewal of the quota: after %s at %s', (now, renewal) => {
    expect(findQuotaRenewal(new Date(now))).toBe(renewal);
  });
});
