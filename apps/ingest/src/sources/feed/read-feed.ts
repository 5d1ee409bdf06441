import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { PermanentError, RetryableError, codeOf } from '@throughline/contracts';
import type { GuardedClient, GuardedResponse } from '@throughline/outgoing';
import { toSourceError } from '../url/refusals.js';
import { FeedParser, type FeedEntry } from './feed-parser.js';
import { decodeFeed } from './feed-text.js';

export interface Feed {
  readonly entries: readonly FeedEntry[];
  /** The address of the feed after redirects. Addresses in the feed may be relative to it. */
  readonly base: URL;
}

const MAX_BYTES = 20 * 2 ** 20;
const HEADERS = {
  accept: 'application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1',
  'accept-encoding': 'gzip',
};

/** Compressed feeds are usual, and a feed of a few kilobytes may grow to terabytes. So the decompressed bytes are counted. */
function isCompressed({ header, url }: GuardedResponse): boolean {
  const encoding = header('content-encoding')?.trim().toLowerCase() ?? '';
  if (encoding === 'gzip' || encoding === 'x-gzip') return true;
  if (encoding === '' || encoding === 'identity') return false;
  throw new PermanentError('source-encoded', `${url.host} compresses the feed in a way that was not requested`);
}

async function parseText(texts: AsyncIterable<string>, host: string): Promise<readonly FeedEntry[]> {
  const parser = new FeedParser();
  for await (const text of texts) {
    parser.write(text);
    if (parser.root !== undefined && !parser.isFeed) break;
  }
  if (parser.isFeed) parser.end();
  if (parser.isFeed) return parser.entries;
  const isPage = parser.root?.toLowerCase() === 'html';
  throw new PermanentError(
    'not-a-feed',
    `${host} sends ${isPage ? 'a web page' : 'something else'} instead of a feed. Use the address of the RSS or Atom feed itself`,
  );
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

function readBody(answer: GuardedResponse): Promise<readonly FeedEntry[]> {
  const { url, header, body } = answer;
  const { host } = url;
  const chunks = isCompressed(answer) ? decompress(body, host) : body;
  return parseText(decodeFeed(chunks, { host, contentType: header('content-type') ?? '', maxBytes: MAX_BYTES }), host);
}

/**
 * Fetches and reads a feed. The signal sets the time limit. Errors name the host alone, because the address of a private feed
 * holds a key.
 */
export async function readFeed(client: Pick<GuardedClient, 'fetch'>, address: string, signal: AbortSignal): Promise<Feed> {
  const answer = await client.fetch(address, { signal, headers: HEADERS, maxBytes: MAX_BYTES });
  try {
    if (answer.status !== 200) throw toSourceError(answer);
    return { entries: await readBody(answer), base: answer.url };
  } finally {
    answer.discard();
  }
}
