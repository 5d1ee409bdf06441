import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { PermanentError, RetryableError, codeOf } from '@throughline/contracts';
import type { GuardedClient, GuardedResponse } from '@throughline/outgoing';
import { LRUCache } from 'lru-cache';
import { toSourceError } from '../url/refusals.js';
import { FeedParser, type FeedEntry } from './feed-parser.js';
import { decodeFeed } from './feed-text.js';
import { isJson, readJsonFeed } from './json-feed.js';

export interface Feed {
  readonly entries: readonly FeedEntry[];
  /** The address of the feed after redirects. Addresses in the feed may be relative to it. */
  readonly base: URL;
}

const MAX_BYTES = 20 * 2 ** 20;
const HEADERS = {
  accept: 'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1',
  'accept-encoding': 'gzip',
};

/** Compressed feeds are usual, and a feed of a few kilobytes may grow to terabytes. So the decompressed bytes are counted. */
function isCompressed({ header, url }: GuardedResponse): boolean {
  const encoding = header('content-encoding')?.trim().toLowerCase() ?? '';
  if (encoding === 'gzip' || encoding === 'x-gzip') return true;
  if (encoding === '' || encoding === 'identity') return false;
  throw new PermanentError('source-encoded', `${url.host} compresses the feed in a way that was not requested`);
}

interface ParsedFeed {
  readonly entries: readonly FeedEntry[];
  readonly isWhole: boolean;
}

const notAFeedError = (host: string, what: string): PermanentError =>
  new PermanentError(
    'not-a-feed',
    `${host} sends ${what} instead of a feed. Use the address of the RSS, Atom or JSON feed itself`,
  );

async function parseXml(texts: AsyncIterable<string>, host: string): Promise<ParsedFeed> {
  const parser = new FeedParser();
  for await (const text of texts) {
    parser.write(text);
    if (parser.root !== undefined && !parser.isFeed) break;
  }
  if (parser.isFeed) parser.end();
  if (parser.isFeed) return { entries: parser.entries, isWhole: parser.isWhole };
  throw notAFeedError(host, parser.root?.toLowerCase() === 'html' ? 'a web page' : 'something else');
}

async function parseJson(texts: AsyncIterable<string>, host: string): Promise<ParsedFeed> {
  const entries = await readJsonFeed(texts, host);
  if (entries === undefined) throw notAFeedError(host, 'other JSON');
  return { entries, isWhole: true };
}

/** Decides by the first character, because servers send feeds with any type. */
async function parseText(texts: AsyncGenerator<string, void, undefined>, host: string): Promise<ParsedFeed> {
  try {
    let next = await texts.next();
    while (next.done !== true && next.value.trim() === '') next = await texts.next();
    if (next.done === true) throw notAFeedError(host, 'nothing');
    const all = prepend(next.value, texts);
    return await (isJson(next.value) ? parseJson(all, host) : parseXml(all, host));
  } finally {
    await texts.return();
  }
}

async function* prepend(first: string, rest: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  yield first;
  yield* rest;
}

async function* decompress(body: AsyncIterable<Buffer>, host: string): AsyncGenerator<Buffer, void, undefined> {
  const [source, gunzip] = [Readable.from(body), createGunzip()];
  source.once('error', (error) => gunzip.destroy(error)).pipe(gunzip);
  try {
    yield* gunzip as AsyncIterable<Buffer>;
  } catch (error) {
    if (codeOf(error)?.startsWith('Z_') !== true) throw error;
    throw new RetryableError('source-error', `The answer of ${host} cannot be decompressed`, { cause: error });
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

function readBody(answer: GuardedResponse): Promise<ParsedFeed> {
  const { url, header, body } = answer;
  const { host } = url;
  const chunks = isCompressed(answer) ? decompress(body, host) : body;
  return parseText(decodeFeed(chunks, { host, contentType: header('content-type') ?? '', maxBytes: MAX_BYTES }), host);
}

interface KeptFeed {
  readonly feed: Feed;
  /** The headers by which a server says that the feed has not changed (RFC 9110, 13.1). */
  readonly conditions: Readonly<Record<string, string>>;
}

/** Limits the kept feeds by the length of their texts. */
const KEPT_CHARACTERS = 16 * 2 ** 20;
/** Some servers answer "not modified" for ever. Milliseconds. */
const KEPT_MS = 6 * 3_600_000;
const NOT_MODIFIED = 304;

const lengthOf = ({ feed: { entries } }: KeptFeed): number =>
  entries.reduce((sum, entry) => sum + JSON.stringify(entry).length, 1);

function readConditions({ header }: GuardedResponse): KeptFeed['conditions'] | undefined {
  const [tag, modified] = [header('etag'), header('last-modified')];
  if (tag === undefined && modified === undefined) return undefined;
  return {
    ...(tag === undefined ? {} : { 'if-none-match': tag }),
    ...(modified === undefined ? {} : { 'if-modified-since': modified }),
  };
}

/** Fetches and reads feeds. Keeps those that it has read, and asks for them again only if they have changed. */
export class FeedReader {
  readonly #kept = new LRUCache<string, KeptFeed>({ maxSize: KEPT_CHARACTERS, sizeCalculation: lengthOf, ttl: KEPT_MS });

  constructor(private readonly client: Pick<GuardedClient, 'fetch'>) {}

  /** The signal sets the time limit. Errors name the host alone, because the address of a private feed holds a key. */
  async read(address: string, signal: AbortSignal): Promise<Feed> {
    const cached = this.#kept.get(address);
    const headers = { ...HEADERS, ...cached?.conditions };
    const answer = await this.client.fetch(address, { signal, headers, maxBytes: MAX_BYTES });
    try {
      if (answer.status === NOT_MODIFIED && cached !== undefined) return cached.feed;
      if (answer.status !== 200) throw toSourceError(answer);
      const { entries, isWhole } = await readBody(answer);
      const feed = { entries, base: answer.url };
      const conditions = isWhole ? readConditions(answer) : undefined;
      if (conditions === undefined) this.#kept.delete(address);
      else this.#kept.set(address, { feed, conditions });
      return feed;
    } finally {
      answer.discard();
    }
  }
}
