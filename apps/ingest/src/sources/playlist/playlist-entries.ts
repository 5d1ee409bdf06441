import { parseUrl, isObject, type SourceError } from '@throughline/contracts';
import { toStableAddress } from '../url/listed/stable-address.js';
import type { FoundEntry } from '../url/listed/web-listing.js';

type Raw = Readonly<Record<string, unknown>>;

const MAX_DEPTH = 4;
const MAX_ENTRIES = 2_000;

const LISTS = new Set(['playlist', 'multi_video']);
/** Extractors whose ids are made of the address of the page, so they identify nothing. */
const WITHOUT_IDS = new Set(['', 'generic', 'html5mediaembed']);
const IS_LIST = /(?:Tab|Playlist|Channel|User|Album)$/;
/** YouTube's titles of videos that nobody can watch any more. */
const UNAVAILABLE = /^\[(?:private|deleted) video\]$/i;
const CLOSED = new Set(['private', 'premium_only', 'subscriber_only', 'needs_auth']);

const PENDING: Readonly<Record<string, string>> = {
  is_live: 'It is live now. It is imported after the broadcast.',
  is_upcoming: 'The broadcast has not begun. It is imported after the broadcast.',
  post_live: 'The site still prepares the recording of the broadcast.',
};
const NOT_PUBLIC: SourceError = { code: 'not-public', message: 'The site does not show it to everybody.' };
const NESTED: SourceError = { code: 'nested-list', message: 'It is a list itself. Set up another source with its address.' };
const NO_ADDRESS: SourceError = {
  code: 'no-address',
  message: 'The page shows several recordings, and this one has no address of its own.',
};

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 5_000) : '';
const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

function parseSeconds(value: unknown): number | undefined {
  const seconds = numberOf(value);
  return seconds === undefined ? undefined : seconds * 1_000;
}

function parseDay(value: unknown): number | undefined {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(textOf(value)) ?? [];
  return day === undefined ? undefined : Date.UTC(Number(year), Number(month) - 1, Number(day));
}

const readTime = (raw: Raw): number | undefined =>
  parseSeconds(raw['timestamp']) ?? parseSeconds(raw['release_timestamp']) ?? parseDay(raw['upload_date']);

/** Returns the address that a run fetches: that of the entry's page, or of its file if it shares its page with others. */
function readAddress(raw: Raw, page: string): string {
  const [url, own] = [textOf(raw['url']), textOf(raw['webpage_url'])];
  if (textOf(raw['_type']).startsWith('url')) return url;
  if (own !== '' && own !== page) return own;
  return /^https?$/.test(textOf(raw['protocol'])) ? url : '';
}

function findProblem(raw: Raw, address: string): SourceError | undefined {
  if (CLOSED.has(textOf(raw['availability'])) || UNAVAILABLE.test(textOf(raw['title']))) return NOT_PUBLIC;
  if (IS_LIST.test(textOf(raw['ie_key']))) return NESTED;
  return address === '' ? NO_ADDRESS : undefined;
}

/** Returns the id of the site, which is the same in every list. Without one, the address identifies the recording. */
function readId(raw: Raw, address: string): string {
  const [extractor, id] = [textOf(raw['ie_key'] ?? raw['extractor_key']).toLowerCase(), textOf(raw['id'])];
  if (id !== '' && !WITHOUT_IDS.has(extractor)) return `${extractor} ${id}`;
  return `address ${parseUrl(address) === undefined ? address : toStableAddress(address)}`;
}

function readPending(raw: Raw): string | undefined {
  const status = textOf(raw['live_status']);
  return PENDING[status !== '' || raw['is_live'] !== true ? status : 'is_live'];
}

const nameOf = (address: string): string => {
  if (parseUrl(address) === undefined) return '';
  const { host, pathname } = new URL(address);
  return host + pathname;
};

function toFound(raw: Raw, page: string): FoundEntry {
  const address = readAddress(raw, page);
  const title = textOf(raw['title']) || textOf(raw['id']) || nameOf(address);
  return {
    id: readId(raw, address),
    title,
    address,
    recordedAt: readTime(raw),
    seconds: numberOf(raw['duration']),
    pending: readPending(raw),
    problem: findProblem(raw, address),
  };
}

/** Channels are lists of lists: videos, broadcasts, shorts. */
function* walk(raw: Raw, depth: number): Generator<FoundEntry, void, undefined> {
  const page = textOf(raw['webpage_url']);
  const entries: unknown = raw['entries'];
  if (!Array.isArray(entries) || depth === MAX_DEPTH) return;
  for (const entry of entries as readonly unknown[])
    if (isObject(entry)) {
      if (LISTS.has(textOf(entry['_type']))) yield* walk(entry, depth + 1);
      else yield toFound(entry, page);
    }
}

/** Returns the entries of a list as yt-dlp describes it. A page with one recording is a list of one. */
export function findVideos(raw: unknown): readonly FoundEntry[] {
  if (!isObject(raw)) return [];
  if (!LISTS.has(textOf(raw['_type']))) return [toFound(raw, '')];
  const found: FoundEntry[] = [];
  for (const entry of walk(raw, 0)) {
    if (found.length === MAX_ENTRIES) break;
    found.push(entry);
  }
  return found;
}
