import { inClient } from '../projection/bare-write.js';

const WORDS = 5_000;
const PASSAGES = 2;
const WORDS_OF_PASSAGE = 40;

/** Words of letters. Low numbers are in many items, as in a language. */
const wordOf = (number: string): string => `translate(md5(${number}::text), '0123456789', 'ghijklmnop')`;
const randomWord = wordOf(`floor(power(random(), 3) * ${String(WORDS)})::int`);
/** The item makes the subquery depend on each row, so that each has words of its own. */
const randomWords = (count: number, item: string): string =>
  `(select string_agg(${randomWord}, ' ') from generate_series(1, ${String(count)}) w where ${item} is not null)`;

const ITEMS = `
  insert into search.item (asset_id, revision, library_id, kind, title, item_at, language, title_words, words)
  select id, 1, $1, 'recording', title, now() - n * interval '1 minute', 'english', to_tsvector('english', title), ''::tsvector
  from (select n, gen_random_uuid() as id, ${randomWords(4, 'n')} as title from generate_series(1, $2::int) n) i`;
const ROWS = `
  insert into projection.asset (asset_id, owner, pipeline, status, failed, is_active, created_at, updated_at, revision, position, state,
    personal, fold_version, state_hash)
  select asset_id, library_id, 'recording', 'READY', false, false, item_at, item_at, 1, 0, '{}', '{}', 0, '' from search.item
  where words = ''::tsvector`;
const TEXTS = `
  insert into search.passage (asset_id, nr, marks, text, words)
  select asset_id, nr, '[{"offset": 0, "startMs": 0}]', text, to_tsvector('english', text)
  from (select asset_id, nr, ${randomWords(WORDS_OF_PASSAGE, 'i.asset_id')} as text
        from search.item i, generate_series(1, ${String(PASSAGES)}) nr where words = ''::tsvector) t`;
const JOINED = `
  update search.item i set words = setweight(i.title_words, 'A') || to_tsvector('english', t.text)
  from (select asset_id, string_agg(text, ' ') as text from search.passage group by asset_id) t
  where t.asset_id = i.asset_id and i.words = ''::tsvector`;
const SPELLINGS = `
  insert into search.word (library_id, word, items) select distinct $1, ${wordOf('n')}, 1 from generate_series(0, ${String(WORDS - 1)}) n`;

/** Writes an index of generated items of a library directly, because registering and transcribing as many would take hours. */
export async function fillIndex(url: string, owner: string, items: number): Promise<void> {
  await inClient(url, async (client) => {
    await client.query(ITEMS, [owner, items]);
    for (const statement of [ROWS, TEXTS, JOINED]) await client.query(statement);
    await client.query(SPELLINGS, [owner]);
    await client.query('vacuum analyze');
  });
}

/** A search of a person, with what a statement of its own needs to know of it. */
export interface BenchSearch {
  /** The query, as people write it. */
  readonly text: string;
  /** The words of the query. */
  readonly words?: string;
  readonly isInTitle?: boolean;
  /** No item has the word. Similar spellings are searched in its place. */
  readonly isMisspelled?: boolean;
  /** ISO. */
  readonly after?: string;
}

const wordSearch = (words: string): BenchSearch => ({ text: words, words });

/** Returns searches of people: rare and frequent words, several words, a misspelling, and filters. */
export async function listSearches(url: string): Promise<readonly BenchSearch[]> {
  const { rows } = await inClient(url, (client) =>
    client.query<{ word: string }>(
      `select ${wordOf('n')} as word from unnest(array[4000, 3500, 3000, 2000, 1000, 500, 100, 10]) with ordinality o (n, nr) order by nr`,
    ),
  );
  const words = rows.map(({ word }) => word);
  const [rare = '', , , , some = '', more = '', many = '', most = ''] = words;
  const misspelled = `${rare.slice(0, 10)}x${rare.slice(11)}`;
  return [
    ...words.map(wordSearch),
    wordSearch(`${many} ${more}`),
    wordSearch(`${most} ${some}`),
    { text: `${some} in:title`, words: some, isInTitle: true },
    { text: `${more} after:2025`, words: more, after: '2025-01-01T00:00:00.000Z' },
    { text: 'kind:recording' },
    { ...wordSearch(misspelled), isMisspelled: true },
  ];
}
