export interface RssFile {
  readonly url: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
}

export interface RssEpisode {
  readonly id: string;
  readonly title: string;
  readonly publishedAt: string;
  readonly seconds: number | undefined;
  readonly language: string | undefined;
  readonly media: RssFile;
  readonly transcripts: readonly RssFile[];
}

export interface RssChannel {
  readonly title: string;
  readonly description: string;
  readonly language: string | undefined;
  /** The address of the feed itself. */
  readonly url: string;
  /** The page of the server. */
  readonly link: string;
  readonly episodes: readonly RssEpisode[];
}

/** Characters that XML 1.0 forbids (2.2), and the control characters that it discourages. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{7e}\u{a0}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** Embeddings, overrides and isolates. Unclosed ones would turn the rest of a player's page. Left-to-right and right-to-left marks stay. */
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/gu;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

const escape = (text: string): string =>
  text
    .replaceAll(FORBIDDEN, '')
    .replaceAll(DIRECTIONS, '')
    .replaceAll(/[&<>"']/g, (found) => ENTITIES[found] ?? '');

type Attributes = Readonly<Record<string, string | undefined>>;

const attributesOf = (attributes: Attributes): string =>
  Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escape(value)}"`))
    .join('');

const element = (name: string, text: string, attributes: Attributes = {}): string =>
  `<${name}${attributesOf(attributes)}>${escape(text)}</${name}>`;

const empty = (name: string, attributes: Attributes): string => `<${name}${attributesOf(attributes)}/>`;

const NAMESPACES: Attributes = {
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:itunes': 'http://www.itunes.com/dtds/podcast-1.0.dtd',
  'xmlns:podcast': 'https://podcastindex.org/namespace/1.0',
};

function renderEpisode({ id, title, publishedAt, seconds, language, media, transcripts }: RssEpisode): readonly string[] {
  return [
    '<item>',
    element('title', title),
    element('guid', id, { isPermaLink: 'false' }),
    element('pubDate', new Date(publishedAt).toUTCString()),
    empty('enclosure', { url: media.url, length: String(media.size), type: media.mediaType }),
    ...(seconds === undefined ? [] : [element('itunes:duration', String(Math.round(seconds)))]),
    ...transcripts.map(({ url, mediaType: type }) => empty('podcast:transcript', { url, type, language, rel: 'captions' })),
    '</item>',
  ];
}

/**
 * Renders RSS 2.0 with the namespaces of iTunes and of Podcasting 2.0. The text depends on its input only, so that equal feeds
 * have equal ETags.
 */
export const renderRss = ({ title, description, language, url, link, episodes }: RssChannel): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<rss version="2.0"${attributesOf(NAMESPACES)}>`,
    '<channel>',
    element('title', title),
    element('link', link),
    // RSS 2.0 demands a description.
    element('description', description === '' ? title : description),
    ...(language === undefined ? [] : [element('language', language)]),
    empty('atom:link', { href: url, rel: 'self', type: 'application/rss+xml' }),
    element('generator', 'Throughline'),
    element('ttl', '60'),
    element('itunes:type', 'episodic'),
    element('itunes:explicit', 'false'),
    // Directories of podcasts leave the feed out, and other hosts may not take it over.
    element('itunes:block', 'Yes'),
    element('podcast:locked', 'yes'),
    ...episodes.flatMap(renderEpisode),
    '</channel>',
    '</rss>',
    '',
  ].join('\n');
