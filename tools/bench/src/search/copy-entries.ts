import { text } from 'node:stream/consumers';
import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { perSecond } from '../measure/elapsed.js';
import { runInLanes } from '../measure/lanes.js';
import type { Turn } from '../measure/rounds.js';
import { copyRows, inClient } from '../projection/bare-write.js';
import type { TableRows } from '../projection/ready-rows.js';
import type { Cleanup } from '../servers/cleanup.js';
import { openIndex, type IndexedItem, type IndexWriter } from './index-writer.js';

export const INDEXING = 'indexing by the gateway';
export const COPY = 'COPY of the same rows, ready in memory';

/** The indexer writes so many items together, and prepares the next ones meanwhile. */
const ITEMS_A_WRITE = 256;
const LANES = 4;
const TABLES = ['item', 'passage', 'word', 'fingerprint'] as const;

/** Reads the texts of the newest items of an index as the entries that they were made of. */
export async function readEntries(databaseUrl: string, items: number): Promise<readonly IndexedItem[]> {
  const { rows } = await inClient(databaseUrl, (client) =>
    client.query<{ id: string; library: string; title: string; at: Date; language: string; texts: string[] }>(
      `select i.asset_id as id, i.library_id as library, i.title, i.item_at as at, i.language,
         array_agg(p.text order by p.nr) as texts
       from (select * from search.item where asset_id in (select asset_id from search.passage) order by item_at desc limit $1) i
       join search.passage p on p.asset_id = i.asset_id group by 1, 2, 3, 4, 5 order by at desc`,
      [items],
    ),
  );
  // Documents have fingerprints too.
  return rows.map(({ id, library, title, at, language, texts }, nr) => ({
    assetId: id,
    revision: '1',
    entry: {
      libraryId: library,
      kind: nr % 2 === 0 ? 'document' : 'recording',
      title,
      sender: undefined,
      tags: [],
      people: [],
      registeredAt: at.toISOString(),
      at: at.toISOString(),
      language,
      passages: texts.map((one) => ({ text: one, marks: [{ offset: 0, startMs: 0 }] })),
    },
  }));
}

async function index(writer: IndexWriter, items: readonly IndexedItem[]): Promise<void> {
  let start = 0;
  await runInLanes(Math.ceil(items.length / ITEMS_A_WRITE), LANES, () => {
    start += ITEMS_A_WRITE;
    return writer.replaceAll(items.slice(start - ITEMS_A_WRITE, start));
  });
}

async function emptyTables(client: Client, schema: string): Promise<void> {
  await client.query(`truncate ${TABLES.map((table) => `${schema}.${table}`).join(', ')}`);
  // COPY writes no pairs of similar texts. The product writes them again.
  await client.query('truncate search.similar_text');
}

/** Returns the rows of a table as the product has written them. COPY escapes line breaks, so each line is a row. */
async function readTable(client: Client, table: string): Promise<TableRows> {
  const { rows } = await client.query<{ names: string }>(
    `select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as names from information_schema.columns
     where table_schema = 'search' and table_name = $1`,
    [table],
  );
  const columns = rows[0]?.names ?? '';
  const copied = await text(client.query(copyTo(`copy search.${table} (${columns}) to stdout`)));
  return { columns, lines: copied.split(/(?<=\n)/u).filter((line) => line !== '') };
}

/** Throws if the tables of both schemas have different rows: their speeds could not be compared. */
async function requireSameRows(client: Client): Promise<void> {
  for (const table of TABLES) {
    const { rows } = await client.query<{ different: number; count: number }>(
      `select (select count(*)::int from (
           (select * from search.${table} except all select * from bare.${table})
           union all (select * from bare.${table} except all select * from search.${table})) d) as different,
         (select count(*)::int from search.${table}) as count`,
    );
    const [{ different, count } = { different: 0, count: 0 }] = rows;
    if (different > 0 || count === 0) throw new Error(`search.${table} has ${String(different)} other rows of ${String(count)}`);
  }
}

/** Creates tables like those of the product, with the same indexes and the same reference. */
async function createBareTables(client: Client): Promise<void> {
  await client.query('create schema bare');
  for (const table of TABLES) await client.query(`create table bare.${table} (like search.${table} including all)`);
  await client.query('alter table bare.passage add foreign key (asset_id) references bare.item (asset_id) on delete cascade');
  await client.query('alter table bare.fingerprint add foreign key (asset_id) references bare.item (asset_id) on delete cascade');
}

async function copyAll(client: Client, ready: ReadonlyMap<string, TableRows>): Promise<void> {
  await client.query('begin');
  for (const [table, rows] of ready) await copyRows(client, `bare.${table}`, rows);
  await client.query('commit');
}

/** Prepares both writers in a database of their own with the projector's tables. Each turn begins with empty tables. */
export async function prepareCopies(
  databaseUrl: string,
  items: readonly IndexedItem[],
  closing: Cleanup,
): Promise<readonly Turn[]> {
  const writer = await openIndex(databaseUrl, closing);
  await index(writer, items);
  const ready = new Map<string, TableRows>();
  await inClient(databaseUrl, async (client) => {
    await createBareTables(client);
    for (const table of TABLES) ready.set(table, await readTable(client, table));
    await copyAll(client, ready);
  });
  const turnOf =
    (name: string, schema: string, write: (client: Client) => Promise<void>): Turn =>
    () =>
      inClient(databaseUrl, async (client) => {
        await emptyTables(client, schema);
        const speed = await perSecond(items.length, () => write(client));
        await requireSameRows(client);
        return { [name]: speed };
      });
  return [turnOf(INDEXING, 'search', () => index(writer, items)), turnOf(COPY, 'bare', (client) => copyAll(client, ready))];
}
