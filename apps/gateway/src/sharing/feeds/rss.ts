import { attributesOf, escapeMarkup, type Attributes } from '../markup.js';

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

const element = (name: string, text: string, attributes: Attributes = {}): string =>
  `<${name}${attributesOf(attributes)}>${escapeMarkup(text)}</${name}>`;

const empty = (name: string, attributes: Attributes): string => `<${name}${attributesOf(attributes)}/>`;

const NAMESPACES: Attributes = {
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:itunes': 'http://www.itunes.com/dtds/podcast-1.0.dtd',
  'xmlns:podcast': 'https://podcastindex.org/namespace/1.0',
};

/** Apps compare types as a whole, so they do not know one with a charset. */
const bareType = (mediaType: string): string => mediaType.replace(/\s*;.*$/s, '');

function renderEpisode({ id, title, publishedAt, seconds, language, media, transcripts }: RssEpisode): readonly string[] {
  return [
    '<item>',
    element('title', title),
    element('guid', id, { isPermaLink: 'false' }),
    element('pubDate', new Date(publishedAt).toUTCString()),
    empty('enclosure', { url: media.url, length: String(media.size), type: bareType(media.mediaType) }),
    // Players and the page count whole seconds too.
    ...(seconds === undefined ? [] : [element('itunes:duration', String(Math.floor(seconds)))]),
    ...transcripts.map(({ url, mediaType }) =>
      empty('podcast:transcript', { url, type: bareType(mediaType), language, rel: 'captions' }),
    ),
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
