import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { READ_POOL } from '../../kit/database/bounded-pool.js';
import { readWithSettings } from '../../kit/database/read-with-settings.js';
import { createProjectionQuery } from '../../adapters/projection/index.js';
import type { ItemKindName } from '../query/search-query.js';
import type { TextMark } from '../search-entry.js';
import {
  SearchIndexMissingError,
  type HitKey,
  type IndexState,
  type PassageHit,
  type SearchHit,
  type SearchPage,
  type SearchReader,
  type SearchRequest,
  type SimilarWords,
} from '../search-index.js';
import { SEARCH_LANGUAGES } from '../languages.js';
import { Parameters, compileStatement, filterConditions } from './compile-query.js';
import { READ_STATE, isIndexMissing, toIndexState, type StateRow } from './index-state.js';
import { findRanges, passageHit } from './marked-text.js';
import { FIND_TRIGRAMS } from './search-statements.js';

/** Matches in titles and matches in texts, the newest first, from which the best are chosen. */
const MAX_RANKED = 500;
const PASSAGES_SHOWN = 3;
const SIMILAR_WORDS = 3;
const LEAST_SIMILARITY = 0.4;
const HIGHLIGHT = `'StartSel=' || chr(1) || ', StopSel=' || chr(2) || ', HighlightAll=true'`;

interface CompiledWords {
  readonly every: string;
  readonly some: string;
}

interface ItemRow {
  readonly asset_id: string;
  readonly rank: string;
  readonly at: Date;
  readonly kind: ItemKindName;
  readonly title: string | null;
  readonly title_highlighted: string | null;
  readonly sender: string | null;
  readonly tags: readonly string[];
  readonly people: readonly string[];
  readonly language: string;
  readonly is_shown: boolean;
}

interface PassageRow {
  readonly asset_id: string;
  readonly text: string;
  readonly highlighted: string;
  readonly page: number | null;
  readonly marks: readonly TextMark[];
  readonly total: number;
}

/**
 * Items with these words. Those with a word in the title are found even if newer items have it in their texts. The index of words
 * finds all matches first: going through the items by date would read the words of each, until enough of them match.
 */
const rankedItems = (words: string, conditions: string, isInTitle: boolean): string => {
  const matches = (column: string): string =>
    `(with m as materialized (
        select i.asset_id, i.item_at from search.item i where i.${column} @@ ${words}::tsquery and ${conditions})
      select asset_id from m order by item_at desc, asset_id desc limit ${String(MAX_RANKED)})`;
  const found = isInTitle ? matches('title_words') : `${matches('title_words')} union ${matches('words')}`;
  return `select i.*, round(ts_rank(i.words, ${words}::tsquery, 1)::numeric, 8) as rank
    from search.item i where i.asset_id in (${found})`;
};

/** PostgreSQL does not know that comparing a row reads all of its words, so it would go through the whole table for a frequent word. */
const BY_INDEX = ['enable_seqscan = off'];

const keyOf = ({ rank, at, asset_id }: ItemRow): HitKey => ({ rank, at: at.toISOString(), id: asset_id });

/** Searches the index. Rows of the projection say whose an item is now, so a stale index shows nothing to another library. */
@Injectable()
export class PostgresSearchReader implements SearchReader {
  readonly #query: Pool['query'];

  constructor(@Inject(READ_POOL) private readonly pool: Pool) {
    this.#query = createProjectionQuery(pool);
  }

  async state(): Promise<IndexState> {
    try {
      return toIndexState((await this.pool.query<StateRow>(READ_STATE)).rows);
    } catch (error) {
      throw isIndexMissing(error) ? new SearchIndexMissingError({ cause: error }) : error;
    }
  }

  async search(request: SearchRequest): Promise<SearchPage> {
    const words =
      request.query.terms.length === 0 && request.query.excluded.length === 0 ? undefined : await this.#compile(request);
    // Only words that all languages leave out.
    if (words?.every === '') return { hits: [], next: undefined };
    const rows = await this.#items(request, words);
    const page = rows.slice(0, request.limit);
    const shown = page.filter((row) => row.is_shown);
    const passages = await this.#passages(shown, request.query.isInTitle ? undefined : words);
    const last = page.at(-1);
    return {
      hits: shown.map((row) => hitOf(row, passages.get(row.asset_id) ?? [])),
      next: rows.length > page.length && last !== undefined ? keyOf(last) : undefined,
    };
  }

  async similar(libraryId: string, words: readonly string[]): Promise<SimilarWords> {
    if (words.length === 0) return {};
    const schema = (await this.#query<{ schema: string }>(FIND_TRIGRAMS, [])).rows[0]?.schema;
    if (schema === undefined) return {};
    const { rows } = await this.#query<{ asked: string; found: string[] }>(
      `select q.asked, array_agg(s.word order by s.likeness desc, s.items desc, s.word) as found
       from unnest($2::text[]) as q (asked) cross join lateral (
         select w.word, w.items, ${schema}.similarity(w.word, q.asked) as likeness from search.word w
         where w.library_id = $1 and w.word operator(${schema}.%) q.asked and w.word <> q.asked
           and ${schema}.similarity(w.word, q.asked) >= ${String(LEAST_SIMILARITY)}
           and not exists (
             select from unnest($3::text[]) as l (language) cross join lateral to_tsvector(l.language::regconfig, w.word) as stems
             where stems = to_tsvector(l.language::regconfig, q.asked) and stems <> '')
         order by likeness desc, w.items desc, w.word limit ${String(SIMILAR_WORDS)}
       ) s group by q.asked`,
      // The search finds words of the same stem by itself.
      [libraryId, words, await this.#languagesOf(libraryId)],
    );
    return Object.fromEntries(rows.map(({ asked, found }) => [asked, found]));
  }

  async #compile({ libraryId, query, similar }: SearchRequest): Promise<CompiledWords> {
    const { text, values } = compileStatement(query, await this.#languagesOf(libraryId), similar);
    const [compiled] = (await this.#query<CompiledWords>(text, [...values])).rows;
    return compiled ?? { every: '', some: '' };
  }

  async #languagesOf(libraryId: string): Promise<readonly string[]> {
    const { rows } = await this.#query<{ language: string }>(
      `select l.language from unnest($2::text[]) as l (language)
       where exists (select from search.item i where i.library_id = $1 and i.language = l.language)`,
      [libraryId, SEARCH_LANGUAGES],
    );
    return rows.map(({ language }) => language);
  }

  #items({ libraryId, query, after, limit }: SearchRequest, words: CompiledWords | undefined): Promise<readonly ItemRow[]> {
    const parameters = new Parameters();
    const library = parameters.add(libraryId);
    const conditions = [`i.library_id = ${library}`, ...filterConditions(query, parameters)].join(' and ');
    const every = words === undefined ? undefined : parameters.add(words.every);
    const some = words === undefined ? `''` : parameters.add(words.some);
    const [rank, at, id] = [after?.rank ?? null, after?.at ?? null, after?.id ?? null].map((value) => parameters.add(value));
    const isLater = `(${rank}::numeric is null or (rank, item_at, asset_id) < (${rank}::numeric, ${at}::timestamptz, ${id}::uuid))`;
    const page = `limit ${String(limit + 1)}`;
    // Without words the newest come first, which the index has in order.
    const found =
      every === undefined
        ? `select i.*, 0::numeric as rank from search.item i where ${conditions}
             and (${rank}::numeric is null or (i.item_at, i.asset_id) < (${at}::timestamptz, ${id}::uuid))
           order by i.item_at desc, i.asset_id desc ${page}`
        : `select * from (${rankedItems(every, conditions, query.isInTitle)}) r where ${isLater}
           order by rank desc, item_at desc, asset_id desc ${page}`;
    return this.#queryByIndex(
      `select h.asset_id, h.rank::text as rank, h.item_at as at, h.kind, h.title, h.sender, h.tags, h.people, h.language,
         ts_headline(h.language::regconfig, h.title, ${some}::tsquery, ${HIGHLIGHT}) as title_highlighted,
         a.asset_id is not null as is_shown
       from (${found}) h
       left join projection.asset a on a.asset_id = h.asset_id and a.owner = ${library} and a.deleted_at is null
         and a.state ->> 'erasedAt' is null
       order by h.rank desc, h.item_at desc, h.asset_id desc`,
      parameters.values,
    );
  }

  #queryByIndex(sql: string, parameters: unknown[]): Promise<readonly ItemRow[]> {
    return readWithSettings(this.pool, BY_INDEX, (client) => createProjectionQuery(client)<ItemRow>(sql, parameters));
  }

  async #passages(
    items: readonly ItemRow[],
    words: CompiledWords | undefined,
  ): Promise<ReadonlyMap<string, readonly PassageRow[]>> {
    if (words === undefined || items.length === 0) return new Map();
    const { rows } = await this.#query<PassageRow>(
      `select p.asset_id, p.text, p.page, p.marks, p.total,
         ts_headline(p.language::regconfig, p.text, $3::tsquery, ${HIGHLIGHT}) as highlighted
       from unnest($1::uuid[], $2::text[]) as q (id, language) cross join lateral (
         select f.asset_id, f.nr, f.text, f.page, f.marks, q.language, count(*) over ()::int as total
         from search.passage f where f.asset_id = q.id and f.words @@ $3::tsquery
         order by f.words @@ $4::tsquery desc, ts_rank(f.words, $3::tsquery) desc, f.nr limit ${String(PASSAGES_SHOWN)}
       ) p order by p.asset_id, p.nr`,
      [items.map((row) => row.asset_id), items.map((row) => row.language), words.some, words.every],
    );
    const found = new Map<string, PassageRow[]>();
    for (const row of rows) found.set(row.asset_id, [...(found.get(row.asset_id) ?? []), row]);
    return found;
  }
}

const passageOf = ({ text, page, marks, highlighted }: PassageRow): PassageHit =>
  passageHit({ text, page: page ?? undefined, marks }, findRanges(text, highlighted));

const hitOf = (row: ItemRow, passages: readonly PassageRow[]): SearchHit => ({
  id: row.asset_id,
  kind: row.kind,
  title: row.title === null ? undefined : { text: row.title, ranges: findRanges(row.title, row.title_highlighted ?? '') },
  sender: row.sender ?? undefined,
  tags: row.tags,
  people: row.people,
  at: row.at.toISOString(),
  language: row.language,
  passages: passages.map(passageOf),
  passageCount: passages[0]?.total ?? 0,
});
