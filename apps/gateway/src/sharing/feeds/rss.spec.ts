import { XMLParser } from 'fast-xml-parser';
import fc from 'fast-check';
import { renderRss, type RssChannel, type RssEpisode } from './rss.js';

const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', parseTagValue: false });

const anEpisode = (overrides: Partial<RssEpisode> = {}): RssEpisode => ({
  id: '01J8Z3V5W6X7Y8Z9A0B1C2D3HA',
  title: 'Determinants',
  publishedAt: '2026-02-05T10:00:00.000Z',
  seconds: 2_760.7,
  language: 'en',
  media: { url: 'https://recordings.example/media.mp3', mediaType: 'audio/mpeg', size: 41 },
  transcripts: [{ url: 'https://recordings.example/captions.vtt', mediaType: 'text/vtt; charset=utf-8', size: 7 }],
  ...overrides,
});

const aChannel = (overrides: Partial<RssChannel> = {}): RssChannel => ({
  title: 'Algebra II',
  description: 'The lectures of this term.',
  language: 'en',
  url: 'https://recordings.example/feed.xml',
  link: 'https://recordings.example/',
  episodes: [anEpisode()],
  ...overrides,
});

interface Parsed {
  readonly rss: { readonly channel: Readonly<Record<string, unknown>> };
}

const channelOf = (text: string): Readonly<Record<string, unknown>> => (parser.parse(text) as Parsed).rss.channel;
const titleOf = (title: string): unknown => channelOf(renderRss(aChannel({ title, episodes: [] })))['title'];

describe('the RSS of a podcast feed', () => {
  it('has what podcast apps read, and asks directories to leave it out', () => {
    expect(channelOf(renderRss(aChannel()))).toEqual({
      title: 'Algebra II',
      link: 'https://recordings.example/',
      description: 'The lectures of this term.',
      language: 'en',
      'atom:link': { '@href': 'https://recordings.example/feed.xml', '@rel': 'self', '@type': 'application/rss+xml' },
      generator: 'Throughline',
      ttl: '60',
      'itunes:type': 'episodic',
      'itunes:explicit': 'false',
      'itunes:block': 'Yes',
      'podcast:locked': 'yes',
      item: {
        title: 'Determinants',
        guid: { '#text': '01J8Z3V5W6X7Y8Z9A0B1C2D3HA', '@isPermaLink': 'false' },
        pubDate: 'Thu, 05 Feb 2026 10:00:00 GMT',
        enclosure: { '@url': 'https://recordings.example/media.mp3', '@length': '41', '@type': 'audio/mpeg' },
        'itunes:duration': '2760',
        'podcast:transcript': {
          ...{ '@url': 'https://recordings.example/captions.vtt', '@type': 'text/vtt', '@language': 'en', '@rel': 'captions' },
        },
      },
    });
  });

  it('leaves out what is unknown', () => {
    const episode = anEpisode({ seconds: undefined, language: undefined, transcripts: [] });
    const channel = channelOf(renderRss(aChannel({ language: undefined, description: '', episodes: [episode] })));
    expect(Object.keys(channel)).not.toContain('language');
    expect(channel['description']).toBe('Algebra II');
    expect(Object.keys(channel['item'] as object)).toEqual(['title', 'guid', 'pubDate', 'enclosure']);
  });

  it.each([
    ['markup', '</title><item>&amp; "x" \'y\' ]]>', '</title><item>&amp; "x" \'y\' ]]>'],
    ['characters that XML forbids', 'a\u0000b\u0008c\u001fd\ufffee\uffff', 'abcde'],
    ['control characters of the upper half', 'a\u0085b\u009fc\u007f', 'abc'],
    ['halves of surrogate pairs', 'a\ud800b\udfffc', 'abc'],
    ['an override of the direction', 'exe\u202ecod.mp3\u2066x', 'execod.mp3x'],
    ['marks of the direction', '\u200fשלום\u200e', '\u200fשלום\u200e'],
    ['an emoji', 'Ω 🎧', 'Ω 🎧'],
  ])('keeps a title with %s well-formed', (_, title, expected) => {
    expect(titleOf(title)).toBe(expected);
  });

  it('gives back every text that XML can have, also in attributes', () => {
    const forbidden = /[^\t\n\r\u{20}-\u{7e}\u{a0}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]|[\u202a-\u202e\u2066-\u2069]/gu;
    const bare = (text: string): string => text.replaceAll(forbidden, '').replaceAll(/\s/gu, '');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme-composite' }), (title, mediaType) => {
        const media = { url: title, mediaType, size: 1 };
        const text = renderRss(aChannel({ episodes: [anEpisode({ title, media })] }));
        const item = channelOf(text)['item'] as { title: string; enclosure: Readonly<Record<string, string>> };
        expect([item.title, item.enclosure['@url'], item.enclosure['@type']].map((one) => bare(one ?? ''))).toEqual(
          [title, title, mediaType].map(bare),
        );
        expect(text.replaceAll(forbidden, '')).toBe(text);
      }),
    );
  });
});
