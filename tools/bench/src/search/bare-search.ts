import pg, { type Pool } from 'pg';
import type { BenchSearch } from './fill-index.js';

/** The limits of the product: so many of the newest matches are ranked, and the first page is answered. */
const MAX_RANKED = 500;
const PAGE = 20;

/** A gateway has as many connections for reads. */
const CONNECTIONS = 10;

/** Words that are spelled similarly to $2, by the rules of the product. The bench's words consist of letters alone. */
const SIMILAR = `
  select string_agg(word, ' | ') from (
    select w.word from search.word w where w.library_id = $1 and w.word operator(search.%) $2 and w.word <> $2
      and search.similarity(w.word, $2) >= 0.4
    order by search.similarity(w.word, $2) desc, w.items desc, w.word limit 3) s`;

const PLAIN = `plainto_tsquery('simple', $2) || plainto_tsquery('english', $2)`;
const WITH_SIMILAR = `with q as materialized (
  select ${PLAIN} || coalesce(to_tsquery('simple', word), '') || coalesce(to_tsquery('english', word), '') as words
  from (${SIMILAR}) w (word))`;

interface BareStatement {
  readonly text: string;
  readonly values: readonly string[];
}

/** Connections for the statement. The bare one is planned like that of the product. */
export const openBarePool = (databaseUrl: string): Pool =>
  new pg.Pool({ connectionString: databaseUrl, max: CONNECTIONS, options: '-c enable_seqscan=off' });

const OF_LIBRARY = 'select i.asset_id, i.item_at from search.item i where i.library_id = $1';
const NEWEST = 'order by item_at desc, asset_id desc limit';

/** Returns one statement that finds the first page of a search as the product ranks it, without showing anything of the items. */
export function bareStatement(library: string, search: BenchSearch): BareStatement {
  const { words, isInTitle = false, isMisspelled = false, after } = search;
  if (words === undefined) return { text: `${OF_LIBRARY} and i.kind = 'recording' ${NEWEST} ${String(PAGE)}`, values: [library] };
  const [start, wanted] = isMisspelled ? [WITH_SIMILAR, 'select words from q'] : ['', PLAIN];
  const since = after === undefined ? '' : ` and i.item_at >= $3::timestamptz`;
  const matches = (column: string): string =>
    `(with m as materialized (${OF_LIBRARY} and i.${column} @@ (${wanted})${since})
      select asset_id from m ${NEWEST} ${String(MAX_RANKED)})`;
  const found = isInTitle ? matches('title_words') : `${matches('title_words')} union ${matches('words')}`;
  const text = `${start} select i.asset_id from search.item i where i.asset_id in (${found})
    order by round(ts_rank(i.words, (${wanted}), 1)::numeric, 8) desc, i.item_at desc, i.asset_id desc
    limit ${String(PAGE)}`;
  return { text, values: [library, words, ...(after === undefined ? [] : [after])] };
}

/** Asks PostgreSQL with one statement. Returns the ids in their order. */
export async function searchBare(pool: Pool, { text, values }: BareStatement): Promise<readonly string[]> {
  const { rows } = await pool.query<{ asset_id: string }>(text, [...values]);
  return rows.map(({ asset_id }) => asset_id);
}

interface Gateway {
  readonly url: string;
  readonly token: string;
}

/** Throws if the product finds other items, or finds them in another order: their times could not be compared. */
export async function requireSameItems({ url, token }: Gateway, pool: Pool, library: string, search: BenchSearch): Promise<void> {
  const answer = await fetch(`${url}${pathOf(search)}`, { headers: { authorization: `Bearer ${token}` } });
  const { items } = (await answer.json()) as { readonly items: readonly { readonly id: string }[] };
  const found = items.map(({ id }) => id);
  const bare = await searchBare(pool, bareStatement(library, search));
  if (found.length === 0 || found.join() !== bare.join())
    throw new Error(
      `${search.text}: the product finds ${String(found.length)} items, the statement ${String(bare.length)}, or others`,
    );
}

export const pathOf = ({ text }: BenchSearch): string => `/api/v1/search?${new URLSearchParams({ q: text }).toString()}`;
