import { createHash } from 'node:crypto';
import { isUuid } from '@throughline/contracts';
import { invalid } from '../kit/http/problems/problem.js';
import { isInstant } from '../kit/http/requests/instant.js';
import { parseQuery } from './query/parse-query.js';
import { isEmptyQuery, type SearchQuery } from './query/search-query.js';
import type { HitKey, IndexState, SearchHit, SearchReader, SimilarWords } from './search-index.js';
import { wordsOf } from './store/spellings.js';

/** With fewer items, words of similar spelling are searched too. */
const FEW_ITEMS = 3;

export interface SearchResult {
  readonly query: SearchQuery;
  readonly hits: readonly SearchHit[];
  readonly nextCursor: string | undefined;
  readonly similar: SimilarWords;
  readonly unknownFilters: readonly string[];
  readonly index: IndexState;
}

interface SearchCursor {
  readonly key: HitKey;
  readonly similar: SimilarWords;
}

export interface SearchOptions {
  readonly cursor: string | undefined;
  readonly limit: number;
}

interface SearchPorts {
  readonly reader: SearchReader;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isSimilarWords = (value: unknown): value is SimilarWords =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length <= 20 &&
  Object.values(value).every(
    (words) => Array.isArray(words) && words.length <= 3 && words.every((word) => isText(word) && wordsOf(word)[0] === word),
  );

/** Ties a cursor to the words of its search. */
const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 16);

const encodeCursor = (text: string, { key: { rank, at, id }, similar }: SearchCursor): string =>
  Buffer.from(JSON.stringify([hashOf(text), rank, at, id, similar])).toString('base64url');

const parseJson = (cursor: string): readonly unknown[] => {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? (parts as unknown[]) : [];
  } catch {
    return [];
  }
};

/** Refuses a cursor that this server did not make for the same words, before it reaches the database. */
function decodeCursor(text: string, cursor: string): SearchCursor {
  const [asked, rank, at, id, similar] = parseJson(cursor);
  const isGood =
    asked === hashOf(text) &&
    isText(rank) &&
    /^\d{1,3}(\.\d{1,12})?$/.test(rank) &&
    isText(at) &&
    isInstant(at) &&
    isText(id) &&
    isUuid(id);
  if (!isGood || !isSimilarWords(similar))
    throw invalid([{ pointer: '/query/cursor', message: 'must be the next_cursor of an earlier answer to the same words' }]);
  return { key: { rank, at, id }, similar };
}

/** Returns the query of a text. Throws `invalid` for a filter with an impossible value, and for a text that names nothing. */
function requireQuery(text: string): { readonly query: SearchQuery; readonly unknownFilters: readonly string[] } {
  const parsed = parseQuery(text);
  if ('faults' in parsed) throw invalid(parsed.faults.map((message) => ({ pointer: '/query/q', message })));
  if (isEmptyQuery(parsed.query))
    throw invalid([{ pointer: '/query/q', message: 'must have a word to look for, or a filter such as tag:invoice' }]);
  return parsed;
}

/** Searches the items of one library. */
export class Search {
  constructor(private readonly ports: SearchPorts) {}

  async find(libraryId: string, text: string, { cursor, limit }: SearchOptions): Promise<SearchResult> {
    const { reader } = this.ports;
    const { query, unknownFilters } = requireQuery(text);
    const from = cursor === undefined ? undefined : decodeCursor(text, cursor);
    const state = await reader.state();
    const ask = (similar: SimilarWords) => reader.search({ libraryId, query, similar, after: from?.key, limit });
    let similar = from?.similar ?? {};
    let page = await ask(similar);
    if (from === undefined && page.hits.length < Math.min(FEW_ITEMS, limit) && page.next === undefined) {
      similar = await reader.similar(libraryId, similarCandidates(query));
      if (Object.keys(similar).length > 0) page = await ask(similar);
    }
    return {
      query,
      hits: page.hits,
      nextCursor: page.next === undefined ? undefined : encodeCursor(text, { key: page.next, similar }),
      similar,
      unknownFilters,
      index: state,
    };
  }
}

/** Only single words: a phrase asks for exactly these words. */
const similarCandidates = ({ terms }: SearchQuery): readonly string[] => [
  ...new Set(
    terms.flatMap(({ kind, text }) => {
      const word = text.toLowerCase();
      return kind === 'word' && wordsOf(word)[0] === word ? [word] : [];
    }),
  ),
];
