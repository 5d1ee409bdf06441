/* The statements that write the index. Each is about several items: their ids are $1, or their rows as JSON. */

/** Rows are locked in the order of their ids, so that two writers never wait for each other. */
export const LOCK_ITEMS = `
  select asset_id, revision::text, library_id, spellings,
    exists (select from search.fingerprint f where f.asset_id = i.asset_id) as has_fingerprint
  from search.item i where asset_id = any($1::uuid[]) order by asset_id for update`;

/** Adds numbers of items ($3) to those of words ($2) of libraries ($1). */
export const COUNT_WORDS = `
  insert into search.word as w (library_id, word, items) select * from unnest($1::text[], $2::text[], $3::int[])
  on conflict (library_id, word) do update set items = w.items + excluded.items`;

/** Removes those of these words that no item has any more. */
export const REMOVE_WORDS = `
  delete from search.word w using unnest($1::text[], $2::text[]) o (library_id, word)
  where w.library_id = o.library_id and w.word = o.word and w.items <= 0`;

export const REMOVE_PASSAGES = 'delete from search.passage where asset_id = any($1::uuid[])';

/** A row that another writer has added after the rows were locked ($ids) is left alone. */
const isLocked = (ids: string): string => `where search.item.asset_id = any(${ids}::uuid[])`;

/** Keeps nothing but the revisions ($2) of items without content. $3 are the locked rows. */
export const EMPTY_ITEMS = `
  insert into search.item (asset_id, revision) select * from unnest($1::uuid[], $2::bigint[]) e (id, revision) order by id
  on conflict (asset_id) do update set revision = excluded.revision, library_id = null, kind = null, title = null, sender = null,
    tags = '{}', people = '{}', item_at = null, language = null, title_words = null, words = null, spellings = '{}'
    ${isLocked('$3')} returning asset_id`;

/**
 * Writes items with their passages. Titles, tags and names match by the rules of the language, and as they are written. The words of
 * a long text are added later. $2 are the locked rows.
 */
export const WRITE_ITEMS = `
  with entry as materialized (
    select * from json_to_recordset($1::json) e (asset_id uuid, revision bigint, library_id text, kind text, title text, sender text,
      tags text[], people text[], item_at timestamptz, language text, spellings text[], names text, is_long boolean, passages jsonb)
  ), passage as materialized (
    select e.asset_id, e.language, e.is_long, p.nr, p.value ->> 'text' as text, (p.value ->> 'page')::int as page, p.value -> 'marks' as marks
    from entry e, jsonb_array_elements(e.passages) with ordinality p (value, nr)
  ), joined as (
    select asset_id, string_agg(text, E'\n' order by nr) as text from passage where not is_long group by asset_id
  ), item as (
    insert into search.item
      (asset_id, revision, library_id, kind, title, sender, tags, people, item_at, language, spellings, title_words, words)
    select e.asset_id, e.revision, e.library_id, e.kind, e.title, e.sender, e.tags, e.people, e.item_at, e.language, e.spellings, t.words,
      setweight(t.words, 'A') || setweight(to_tsvector(e.language::regconfig, e.names) || to_tsvector('simple', e.names), 'B')
        || to_tsvector(e.language::regconfig, coalesce(j.text, ''))
    from entry e left join joined j using (asset_id), lateral (
      select to_tsvector(e.language::regconfig, coalesce(e.title, '')) || to_tsvector('simple', coalesce(e.title, '')) as words offset 0) t
    order by e.asset_id
    on conflict (asset_id) do update set revision = excluded.revision, library_id = excluded.library_id, kind = excluded.kind,
      title = excluded.title, sender = excluded.sender, tags = excluded.tags, people = excluded.people, item_at = excluded.item_at,
      language = excluded.language, spellings = excluded.spellings, title_words = excluded.title_words, words = excluded.words
      ${isLocked('$2')} returning asset_id
  ), text as (
    insert into search.passage (asset_id, nr, page, marks, text, words)
    select asset_id, nr, page, marks, text, to_tsvector(language::regconfig, text) from passage
  )
  select asset_id from item`;

/** Adds the words of the passages of one item to its own, without positions. */
export const JOIN_WORDS = `
  update search.item set words = words || (
    select array_to_tsvector(coalesce(array_agg(distinct lexeme), '{}')) from search.passage p, unnest(p.words) where p.asset_id = $1)
  where asset_id = $1`;

/** The schema of the extension. An administrator may have created it elsewhere. */
export const FIND_TRIGRAMS = `select quote_ident(n.nspname) as schema from pg_extension e
  join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pg_trgm'`;

export const indexWords = (schema: string): string =>
  `create index if not exists word_by_trigrams on search.word using gin (word ${schema}.gin_trgm_ops)`;
