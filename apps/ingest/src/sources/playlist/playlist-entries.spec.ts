import { findVideos } from './playlist-entries.js';

/** An entry of a channel of YouTube, as yt-dlp 2026.10.26 lists it with `--flat-playlist`. */
const video = (id: string, change: object = {}): object => ({
  _type: 'url',
  ie_key: 'Youtube',
  id,
  url: `https://www.youtube.com/watch?v=${id}`,
  title: `Video ${id}`,
  duration: 90,
  timestamp: 1_770_000_000,
  live_status: null,
  availability: null,
  ...change,
});
const list = (entries: readonly unknown[], change: object = {}): object => ({
  _type: 'playlist',
  id: 'UC1',
  title: 'Channel',
  extractor_key: 'YoutubeTab',
  webpage_url: 'https://www.youtube.com/@channel',
  entries,
  ...change,
});

describe('a list of yt-dlp', () => {
  it('has the videos of all tabs of a channel, with the ids of their site', () => {
    const found = findVideos(list([list([video('a'), null, video('b')]), list([video('a')])]));
    expect(found).toMatchObject([
      {
        id: 'youtube a',
        title: 'Video a',
        address: 'https://www.youtube.com/watch?v=a',
        recordedAt: 1_770_000_000_000,
        seconds: 90,
      },
      { id: 'youtube b' },
      { id: 'youtube a' },
    ]);
  });

  it('gives a video the same id, whether it is listed or found on its own page', () => {
    const page = {
      _type: 'video',
      extractor_key: 'Youtube',
      id: 'a',
      title: 'Video a',
      webpage_url: 'https://www.youtube.com/watch?v=a',
    };
    expect(findVideos(page)).toMatchObject([{ id: 'youtube a', address: 'https://www.youtube.com/watch?v=a' }]);
  });

  it.each([
    ['is live', { live_status: 'is_live' }, 'live now'],
    ['is live, as older releases say it', { is_live: true }, 'live now'],
    ['has not begun', { live_status: 'is_upcoming' }, 'not begun'],
    ['is prepared', { live_status: 'post_live' }, 'prepares'],
  ])('waits for a broadcast that %s', (_, change, text) => {
    expect(findVideos(list([video('a', change)]))).toMatchObject([{ pending: expect.stringContaining(text) as string }]);
    expect(findVideos(list([video('a', { live_status: 'was_live', is_live: false })]))[0]?.pending).toBeUndefined();
  });

  it.each([
    ['not public', { availability: 'subscriber_only' }, 'not-public'],
    ['private', { title: '[Private video]' }, 'not-public'],
    ['a list itself', { ie_key: 'YoutubeTab', url: 'https://www.youtube.com/playlist?list=1' }, 'nested-list'],
    ['without an address', { url: null }, 'no-address'],
  ])('says why an entry that is %s is left out', (_, change, code) => {
    expect(findVideos(list([video('a', change)]))).toMatchObject([{ problem: { code } }]);
  });

  it('has the files of a page with several recordings, and says that a stream of it cannot be told apart', () => {
    const page = 'https://site.example/talks';
    const file = (name: string, protocol = 'https'): object => ({
      extractor_key: 'HTML5MediaEmbed',
      id: `talks-${name}`,
      title: name,
      webpage_url: page,
      url: `https://site.example/${name}?Expires=${String(name.length)}&Signature=x`,
      protocol,
    });
    const found = findVideos(list([file('a.mp4'), file('b.mp4'), file('c.m3u8', 'm3u8_native')], { webpage_url: page }));
    expect(found).toMatchObject([
      { id: 'address site.example/a.mp4', address: expect.stringContaining('/a.mp4?Expires') as string, problem: undefined },
      { id: 'address site.example/b.mp4' },
      { problem: { code: 'no-address' } },
    ]);
  });

  it('reads the dates of sites that name a day only, and the titles of those that name none', () => {
    const bare = { _type: 'url', url: 'https://me:x@site.example/talk/7?key=x', upload_date: '20260205' };
    expect(findVideos(list([bare]))).toMatchObject([{ title: 'site.example/talk/7', recordedAt: Date.UTC(2026, 1, 5) }]);
  });

  it.each([null, 'text', [], { _type: 'playlist' }, { _type: 'playlist', entries: 'none' }, list(['a', 7, null])])(
    'is empty if it has no entries: %j',
    (raw) => {
      expect(findVideos(raw)).toEqual([]);
    },
  );

  it('has limits for its depth and its size', () => {
    let deep = list([video('a')]);
    for (let depth = 0; depth < 10; depth += 1) deep = list([deep]);
    expect(findVideos(deep)).toEqual([]);
    expect(findVideos(list(Array.from({ length: 5_000 }, (_, index) => video(String(index)))))).toHaveLength(2_000);
    const long = findVideos(list([video('a', { title: 'x'.repeat(1e6), timestamp: 'soon', duration: {} })]));
    expect([long[0]?.title.length, long[0]?.recordedAt]).toEqual([5_000, undefined]);
  });
});
