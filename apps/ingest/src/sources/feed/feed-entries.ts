import { parseUrl } from '@throughline/contracts';
import type { SourceConfig, SourceError } from '@throughline/contracts';
import { Parser } from 'htmlparser2';
import { toStableAddress } from '../url/listed/stable-address.js';
import { cleanText, type FoundEntry } from '../url/listed/web-listing.js';
import { parseFeedDate } from './feed-date.js';
import { parseFeedDuration } from './feed-duration.js';
import type { Enclosure, FeedEntry } from './feed-parser.js';
import type { Feed } from './read-feed.js';

type Brought = NonNullable<SourceConfig['brings']>;

interface FileTypes {
  readonly type: RegExp;
  /** Decides if the feed names no type, or one that says nothing. */
  readonly extension: RegExp;
}

const WANTED: Readonly<Record<Brought, FileTypes>> = {
  recording: {
    // Playlists have types of audio files, too.
    type: /^(?:(?:audio|video)\/(?!.*(?:mpegurl|scpls))|application\/ogg\b)/,
    extension: /\.(?:mp3|m4[abv]|aac|og[agv]|opus|flac|wav|wma|mp4|mov|mkv|webm|avi|mpe?g|wmv|3gp)$/i,
  },
  document: {
    type: /^(?:application\/(?:pdf|rtf|msword|vnd\.(?:ms-(?:excel|powerpoint)|openxmlformats|oasis\.opendocument))|text\/|message\/rfc822)/,
    extension: /\.(?:pdf|rtf|docx?|xlsx?|pptx?|od[tsp]|txt|md|csv|html?|eml)$/i,
  },
};
const VAGUE = /^(?:|application\/(?:octet-stream|x-download|force-download|unknown)|binary\/octet-stream)$/;

const NO_FILE: SourceError = { code: 'no-file', message: 'The entry has no file.' };
const otherType = (brings: Brought, types: readonly string[]): SourceError => ({
  code: 'other-type',
  message: `The entry has no ${brings}, but: ${cleanText(types.join(', '), 100) || 'a file of an unknown type'}.`,
});

interface OfferedFile {
  readonly url: URL;
  readonly type: string;
  readonly seconds: number | undefined;
}

function toFile({ url, type, duration }: Enclosure, base: URL): readonly OfferedFile[] {
  if (parseUrl(url, base.href) === undefined) return [];
  return [{ url: new URL(url, base.href), type: type.split(';')[0]?.trim() ?? '', seconds: parseFeedDuration(duration) }];
}

/** Feeds often offer the same file twice: as an enclosure, and in Media RSS with its length. */
const findLength = (file: OfferedFile, files: readonly OfferedFile[], texts: FeedEntry['texts']): number | undefined =>
  files.find(({ url, seconds }) => url.href === file.url.href && seconds !== undefined)?.seconds ??
  parseFeedDuration(texts['itunes:duration']);

const isWanted = ({ type, extension }: FileTypes, file: OfferedFile): boolean =>
  VAGUE.test(file.type) ? extension.test(file.url.pathname) : type.test(file.type);

function readFileName({ pathname }: URL): string {
  const name = pathname.split('/').pop() ?? '';
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Many feeds escape their titles twice. Decodes the characters of HTML, and leaves its tags as they are. */
function decodeTitle(title: string): string {
  if (!title.includes('&')) return title;
  const parts: string[] = [];
  const parser = new Parser({ ontext: (part) => void parts.push(part) });
  parser.end(title.replaceAll(/&(?!#?\w{1,31};)/g, '&amp;').replaceAll('<', '&lt;'));
  return parts.join('');
}

const titleOf = (texts: FeedEntry['texts'], fileName: string | undefined): string =>
  [decodeTitle(texts.title ?? ''), decodeTitle(texts['itunes:title'] ?? ''), fileName ?? ''].find((text) => text.trim() !== '') ??
  '';

function toFound({ texts, enclosures }: FeedEntry, base: URL, brings: Brought): FoundEntry {
  const files = enclosures.flatMap((enclosure) => toFile(enclosure, base));
  const file = files.find((one) => isWanted(WANTED[brings], one));
  const fileName = file === undefined ? undefined : readFileName(file.url);
  const title = titleOf(texts, fileName);
  const named = (texts.guid ?? texts.id ?? '').trim();
  const recordedAt = [texts.pubDate, texts.published, texts['dc:date'], texts.updated]
    .map(parseFeedDate)
    .find((time) => time !== undefined);
  // One entry may have a recording and a document: two items.
  const kind = brings === 'document' ? 'document' : 'id';
  const found = { title, recordedAt, id: named === '' ? `title ${title}` : `${kind} ${named}` };
  if (file !== undefined) {
    const id = named === '' ? `file ${toStableAddress(file.url.href)}` : found.id;
    // The length is that of the recording beside the document.
    const seconds = brings === 'document' ? undefined : findLength(file, files, texts);
    return { ...found, id, address: file.url.href, fileName, seconds };
  }
  const types = files.map(({ type }) => type);
  return { ...found, problem: enclosures.length === 0 ? NO_FILE : otherType(brings, types) };
}

/** Returns the entries of a feed, with the first file of each that is wanted. */
export const findEntries = ({ entries, base }: Feed, brings: Brought = 'recording'): readonly FoundEntry[] =>
  entries.map((entry) => toFound(entry, base, brings));
