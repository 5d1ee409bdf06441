/* The statements that write the index. Each is about one item, $1. */

/** Takes the words of the stored row from the counts. */
export const UNCOUNT_WORDS = `
  update search.word w set items = w.items - 1 from search.item i
  where i.asset_id = $1 and w.library_id = i.library_id and w.word = any(i.spellings)`;

/** Removes the words of the stored row that no item has any more. */
export const REMOVE_WORDS = `
  delete from search.word w using search.item i
  where i.asset_id = $1 and w.library_id = i.library_id and w.word = any(i.spellings) and w.items <= 0`;

/** Counts the words ($2) of library $1. */
export const ADD_WORDS = `
  insert into search.word as w (library_id, word, items) select $1, word, 1 from unnest($2::text[]) word
  on conflict (library_id, word) do update set items = w.items + 1`;

/** Titles, tags and names match by the rules of the language, and as they are written. */
export const WRITE_ITEM = `
  insert into search.item (asset_id, revision, library_id, kind, title, sender, tags, people, item_at, language, spellings, title_words, words)
  select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $12, t.words,
    setweight(t.words, 'A') || setweight(to_tsvector($10::regconfig, $11) || to_tsvector('simple', $11), 'B')
  from (select to_tsvector($10::regconfig, coalesce($5, '')) || to_tsvector('simple', coalesce($5, '')) as words) t
  on conflict (asset_id) do update set revision = excluded.revision, library_id = excluded.library_id, kind = excluded.kind,
    title = excluded.title, sender = excluded.sender, tags = excluded.tags, people = excluded.people, item_at = excluded.item_at,
    language = excluded.language, spellings = excluded.spellings, title_words = excluded.title_words, words = excluded.words`;

export const WRITE_PASSAGES = `
  insert into search.passage (asset_id, nr, page, marks, text, words)
  select $1, p.nr, (p.value ->> 'page')::int, p.value -> 'marks', p.value ->> 'text', to_tsvector($2::regconfig, p.value ->> 'text')
  from jsonb_array_elements($3::jsonb) with ordinality p (value, nr)`;

/** Adds the words of the text ($3) to those of the item. Without a text, those of its passages are added without positions. */
export const JOIN_WORDS = `
  update search.item set words = words || case when $3::text is null
    then (select array_to_tsvector(coalesce(array_agg(distinct lexeme), '{}')) from search.passage p, unnest(p.words)
          where p.asset_id = $1)
    else to_tsvector($2::regconfig, $3) end
  where asset_id = $1`;

/** The schema of the extension. An administrator may have created it elsewhere. */
export const FIND_TRIGRAMS = `select quote_ident(n.nspname) as schema from pg_extension e
  join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pg_trgm'`;

export const indexWords = (schema: string): string =>
  `create index if not exists word_by_trigrams on search.word using gin (word ${schema}.gin_trgm_ops)`;
