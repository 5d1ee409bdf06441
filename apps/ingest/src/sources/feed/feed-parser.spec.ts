import { findEntries } from './feed-entries.js';
import { FeedParser } from './feed-parser.js';

const BASE = new URL('https://feeds.example/shows/feed.xml');

function parse(xml: string, size = 7): FeedParser {
  const parser = new FeedParser();
  for (let at = 0; at < xml.length; at += size) parser.write(xml.slice(at, at + size));
  parser.end();
  return parser;
}
const find = (xml: string, brings?: 'recording' | 'document') => findEntries({ entries: parse(xml).entries, base: BASE }, brings);
const rss = (items: string): string =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:itunes="i"><channel><title>Show</title><image><title>Logo</title></image>${items}</channel></rss>`;
const item = (inner: string): string => rss(`<item>${inner}</item>`);
const AUDIO = '<enclosure url="https://cdn.example/7.mp3" length="12" type="audio/mpeg"/>';

describe('a feed', () => {
  it('is read as RSS 2.0 with the tags of podcasts', () => {
    const xml = item(
      `<title>Cats &amp; dogs &#8211; part <![CDATA[<2>]]></title><itunes:title>Cats</itunes:title><guid isPermaLink="false"> g-7 </guid>
       <pubDate>Tue, 10 Jun 2003 04:00:00 GMT</pubDate><media:group><media:title>Other</media:title></media:group>${AUDIO}<itunes:duration>90</itunes:duration>`,
    );
    expect(find(xml)).toEqual([
      {
        id: 'id g-7',
        title: 'Cats & dogs – part <2>',
        recordedAt: Date.UTC(2003, 5, 10, 4),
        address: 'https://cdn.example/7.mp3',
        fileName: '7.mp3',
        seconds: 90,
      },
    ]);
  });

  it('has the length of the chosen file, or else that of the episode', () => {
    const media = '<media:content url="https://cdn.example/7.mp3" type="audio/mpeg" duration="1200"/>';
    const other = media.replace('7.mp3', '8.mp3');
    expect(find(item(`${AUDIO}${media}<itunes:duration>1:00</itunes:duration>`))).toMatchObject([{ seconds: 1_200 }]);
    expect(find(item(`${AUDIO}${other}<itunes:duration>1:00</itunes:duration>`))).toMatchObject([{ seconds: 60 }]);
    expect(find(item(AUDIO))[0]?.seconds).toBeUndefined();
  });

  it('has titles that are escaped once or twice, whose tags stay', () => {
    const title = 'Rock &amp; Roll: caf&eacute;&#8217;s R&D&region List<String>';
    expect(find(item(`<title><![CDATA[${title}]]></title>${AUDIO}`))).toMatchObject([
      { title: 'Rock & Roll: café’s R&D&region List<String>' },
    ]);
  });

  it.each([
    ['without a prefix', ''],
    ['with a prefix', 'a:'],
  ])('is read as Atom %s', (_, p) => {
    const xml = `<${p}feed><${p}title>Show</${p}title><${p}link rel="enclosure" href="https://no.example/"/><${p}entry><${p}id>urn:7</${p}id>
      <${p}title type="xhtml"><div>A <b>talk</b></div></${p}title><${p}updated>2026-03-01T00:00:00Z</${p}updated><${p}published>2026-02-05T10:00:00+02:00</${p}published>
      <${p}link rel="alternate" href="https://feeds.example/7"/><${p}link rel="enclosure" type="video/mp4" href="../files/A%20talk.mp4?x=1"/></${p}entry></${p}feed>`;
    expect(find(xml)).toEqual([
      {
        id: 'id urn:7',
        title: 'A talk',
        recordedAt: Date.UTC(2026, 1, 5, 8),
        address: 'https://feeds.example/files/A%20talk.mp4?x=1',
        fileName: 'A talk.mp4',
      },
    ]);
  });

  it('is read as RSS 1.0, whose entries are beside the channel', () => {
    const xml = `<rdf:RDF><channel><title>Show</title></channel><item><title>Talk</title><dc:date>2026-02-05</dc:date>${AUDIO}</item></rdf:RDF>`;
    expect(find(xml)).toMatchObject([{ title: 'Talk', recordedAt: Date.UTC(2026, 1, 5) }]);
  });

  it('gives an entry without an id that of its file, however the file is signed', () => {
    const signed = (query: string): string =>
      item(`<title>${query.length}</title><enclosure url="https://c.example/get?${query}" type="audio/mpeg"/>`);
    const ids = [
      'id=1&amp;part=2',
      'part=2&amp;id=1&amp;Expires=1&amp;Signature=a%2Fb&amp;Key-Pair-Id=K',
      'X-Amz-Date=1&amp;id=1&amp;X-Amz-Signature=z&amp;part=2#t=9',
      'id=1&amp;part=2&amp;se=2026&amp;sp=r&amp;sig=x',
    ].map((query) => find(signed(query))[0]?.id);
    expect(new Set(ids)).toEqual(new Set(['file c.example/get?id=1&part=2']));
    expect(find(signed('id=2'))[0]?.id).not.toBe(find(signed('id=3'))[0]?.id);
    expect(find(signed('id=1&amp;sp=2'))[0]?.id).not.toBe(find(signed('id=1&amp;sp=3'))[0]?.id);
  });

  it.each([
    ['no file', '<title>Text</title>', 'recording', 'no-file'],
    ['a picture', '<enclosure url="a.jpg" type="image/jpeg"/>', 'recording', 'other-type'],
    ['a playlist', '<enclosure url="a.m3u" type="audio/x-mpegurl"/>', 'recording', 'other-type'],
    ['an unknown file', '<enclosure url="https://x.example/get?7"/>', 'recording', 'other-type'],
    ['a file without an address', '<enclosure type="audio/mpeg"/>', 'recording', 'no-file'],
    ['an unreadable address', '<enclosure url="https://[" type="audio/mpeg"/>', 'recording', 'other-type'],
    ['a recording where documents are wanted', AUDIO, 'document', 'other-type'],
  ] as const)('says why an entry with %s is left out', (_, xml, brings, code) => {
    expect(find(item(xml), brings)).toMatchObject([{ problem: { code } }]);
  });

  it.each([
    ['recording', `<enclosure url="a.pdf" type="application/pdf"/>${AUDIO}`, 'https://cdn.example/7.mp3'],
    ['recording', '<enclosure url="/a.MP3?x" type="application/octet-stream"/>', 'https://feeds.example/a.MP3?x'],
    ['recording', '<enclosure url="/a.m4a"/>', 'https://feeds.example/a.m4a'],
    ['document', `${AUDIO}<enclosure url="/a.pdf" type="application/pdf; v=1"/>`, 'https://feeds.example/a.pdf'],
    ['document', '<enclosure url="/a.docx" type=""/>', 'https://feeds.example/a.docx'],
  ] as const)('offers the first file that is a %s: %s', (brings, xml, address) => {
    expect(find(item(xml), brings)).toMatchObject([{ address }]);
  });

  it('gives the recording and the document of one entry different ids', () => {
    const both = item(`<guid>g-7</guid>${AUDIO}<enclosure url="/a.pdf" type="application/pdf"/>`);
    expect([find(both)[0]?.id, find(both, 'document')[0]?.id]).toEqual(['id g-7', 'document g-7']);
  });

  it('is read up to its last complete entry if it ends too early', () => {
    const whole = rss(`<item><title>One</title>${AUDIO}</item><item><title>Two</title>${AUDIO}<guid>episode-12</guid></item>`);
    for (const end of ['<guid>', '-12', '</guid>', '</item></channel>'])
      expect(find(whole.slice(0, whole.indexOf(end, whole.indexOf('Two'))))).toMatchObject([{ title: 'One' }]);
    expect(find(whole.replace('</channel></rss>', ''))).toMatchObject([{ title: 'One' }, { id: 'id episode-12' }]);
  });

  it('is read as far as it goes if it is broken', () => {
    expect(find(item(`<title>A & B &nbsp; &bogus;</title></wrong>${AUDIO}`))).toMatchObject([{ title: 'A & B \u{a0} &bogus;' }]);
  });

  it('expands no entities and loads none', () => {
    const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('');
    const xml = `<!DOCTYPE rss [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://127.0.0.1/p">%p;${laughs}]>${item(`<title>&l9;&f;</title>${AUDIO}`)}`;
    expect(find(xml)).toMatchObject([{ title: '&l9;&f;' }]);
  });

  it('has limits for its depth, its entries and its texts', () => {
    expect(() => parse(rss('<a>'.repeat(200)))).toThrow(expect.objectContaining({ code: 'source-too-large' }) as Error);
    expect(() => parse(rss('<item/>'.repeat(10_001)), 1e6)).toThrow(
      expect.objectContaining({ code: 'source-too-large' }) as Error,
    );
    const [long] = parse(item(`<title>${'x'.repeat(1e6)}</title>${AUDIO.repeat(1_000)}`), 1e5).entries;
    expect([long?.texts.title?.length, long?.enclosures.length]).toEqual([5_000, 50]);
  });

  it('offers the files of Media RSS, alone or in a group, after its enclosures', () => {
    const media = (attributes: string): string => `<media:content url="https://cdn.example/${attributes}/>`;
    const addressOf = (inner: string): string | undefined => find(item(`<guid>7</guid>${inner}`))[0]?.address;
    expect(addressOf(media('a.mp4" type="video/mp4"'))).toBe('https://cdn.example/a.mp4');
    expect(addressOf(media('stream?id=7" medium="video"'))).toBe('https://cdn.example/stream?id=7');
    const group = `<media:group>${media('low.mp4" type="video/mp4"')}${media('best.mp4" type="video/mp4" isDefault="true"')}</media:group>`;
    expect(addressOf(group)).toBe('https://cdn.example/best.mp4');
    expect(addressOf(group + AUDIO)).toBe('https://cdn.example/7.mp3');
    expect(addressOf(`<enclosure url="cover.jpg" type="image/jpeg"/>${group}`)).toBe('https://cdn.example/best.mp4');
  });

  it.each([
    ['a sample', '<media:content url="https://cdn.example/a.mp4" type="video/mp4" expression="sample"/>'],
    [
      'a player',
      '<media:group><media:content url="https://www.youtube.com/v/7" type="application/x-shockwave-flash"/></media:group>',
    ],
    ['no address', '<media:content type="video/mp4"/>'],
    ['a file of another element', '<source><media:content url="https://cdn.example/a.mp4" type="video/mp4"/></source>'],
  ])('offers no file of Media RSS if it is %s', (_, inner) => {
    expect(find(item(`<guid>7</guid>${inner}`))).toMatchObject([{ problem: { code: 'no-file' } }]);
  });

  it('does not offer a picture of Media RSS as a recording', () => {
    const picture = '<media:content url="https://cdn.example/a" medium="image"/>';
    expect(find(item(`<guid>7</guid>${picture}`))).toMatchObject([{ problem: { code: 'other-type' } }]);
  });

  it('is recognized by its first element', () => {
    expect(parse('<!doctype html><html><item/></html>')).toMatchObject({ isFeed: false, root: 'html', entries: [] });
    expect(parse('{"version": "https://jsonfeed.org/version/1.1"}').isFeed).toBe(false);
  });
});
