import { createHash } from 'node:crypto';
import { MOST_DIFFERING_BITS, SIGNATURE_BITS, fingerprintOf, type TellingFacts, type TextFingerprint } from '@throughline/domain';
import type { EntityManager } from 'typeorm';
import type { SearchEntry } from '../search-entry.js';

/** An item is compared with so many others that have a band in common. More have a form in common, not a text. */
const MOST_COMPARED = 2_000;
/** Each item is paired with so many others, the oldest, so that copies of one text do not make a pair for each two of them. */
const MOST_PAIRED = 5;
/** Comparing an item reads the bands of thousands of others, so a statement with more items could exceed its deadline. */
const ITEMS_A_STATEMENT = 16;

/** The row of a fingerprint. */
export interface FingerprintRow extends TextFingerprint, Partial<TellingFacts> {
  readonly asset_id: string;
  readonly library_id: string;
  readonly registered_at: string;
  /** Equal if everything that is compared is equal. */
  readonly key: string;
}

/** Returns the fingerprint of a document with enough text. */
export function fingerprintRow(
  assetId: string,
  { kind, libraryId, registeredAt, passages, facts }: SearchEntry,
): FingerprintRow | undefined {
  if (kind !== 'document') return undefined;
  const fingerprint = fingerprintOf(
    libraryId,
    passages.map(({ text }) => text),
  );
  if (fingerprint === undefined) return undefined;
  const { bands, letters, numbers, dates } = fingerprint;
  const compared = [libraryId, bands, letters, numbers, dates, facts?.date, facts?.amount, facts?.number];
  const key = createHash('sha256').update(JSON.stringify(compared)).digest('base64url');
  return { asset_id: assetId, library_id: libraryId, registered_at: registeredAt, key, ...fingerprint, ...facts };
}

const BITS = String(SIGNATURE_BITS);
const GENERATION = '(select generation from search.state)';

/** Removes the fingerprints of these items ($1) but for those that stay ($2) with their keys ($3). A refilled index compares all again. */
const REMOVE = `
  delete from search.fingerprint f where asset_id = any($1::uuid[]) and (generation <> ${GENERATION} or not exists (
    select from unnest($2::uuid[], $3::text[]) e (id, key) where e.id = f.asset_id and e.key = f.key))
  returning asset_id`;

const REMOVE_PAIRS = 'delete from search.similar_text where first_id = any($1::uuid[]) or second_id = any($1::uuid[])';

const ADD = `
  insert into search.fingerprint
    (asset_id, library_id, registered_at, key, generation, bands, letters, numbers, dates, date, amount, number)
  select asset_id, library_id, registered_at, key, ${GENERATION}, bands, ('x' || letters)::bit(${BITS}), ('x' || numbers)::bit(${BITS}),
    dates, date, amount, number
  from json_to_recordset($1::json)
    e (asset_id uuid, library_id text, registered_at timestamptz, key text, bands integer[], letters text, numbers text,
      dates integer[], date text, amount text, number text)
  order by asset_id on conflict (asset_id) do nothing returning asset_id`;

const isOlder = (one: string, other: string): string =>
  `(${one}.registered_at, ${one}.asset_id) < (${other}.registered_at, ${other}.asset_id)`;
const OLDEST_FIRST = `order by registered_at, asset_id limit ${String(MOST_PAIRED)}`;

/** Older items that are equal to the item `n` in everything that is compared. */
const OLDER_COPIES = `
  select c.asset_id, c.registered_at from search.fingerprint c
  where c.key = n.key and c.library_id = n.library_id and ${isOlder('c', 'n')} ${OLDEST_FIRST}`;

/** Selects the items of $1 that have enough older copies: their pairs are known. */
const FIND_COPIES = `
  select n.asset_id from search.fingerprint n
  where n.asset_id = any($1::uuid[]) and (select count(*) from (${OLDER_COPIES}) c) = ${String(MOST_PAIRED)}`;

/** Pairs copies ($1) with older copies and the older partners of the oldest one, which are theirs too. It compares no texts. */
const PAIR_COPIES = `
  insert into search.similar_text (library_id, first_id, second_id, likeness)
  select n.library_id, s.asset_id, n.asset_id, s.likeness
  from search.fingerprint n cross join lateral (
    with copy as (${OLDER_COPIES}),
    oldest as (select asset_id from copy order by registered_at, asset_id limit 1)
    select asset_id, likeness from (
      select asset_id, registered_at, 100 as likeness from copy
      union all
      select o.asset_id, o.registered_at, p.likeness
      from oldest join search.similar_text p on p.second_id = oldest.asset_id join search.fingerprint o on o.asset_id = p.first_id
    ) known ${OLDEST_FIRST}
  ) s
  where n.asset_id = any($1::uuid[])
  on conflict do nothing`;

/** The rule of `likenessOf`, for the items of $1 and others of their library. The older item of a pair is the first one. */
const PAIR = `
  insert into search.similar_text (library_id, first_id, second_id, likeness)
  select n.library_id, case when s.is_older then s.asset_id else n.asset_id end, case when s.is_older then n.asset_id else s.asset_id end,
    round(200 * (1 - s.different) / (2 - s.different))
  from search.fingerprint n cross join lateral (
    select o.asset_id, ${isOlder('o', 'n')} as is_older, bit_count(n.letters # o.letters) * 2.0 / ${BITS} as different from (
      select * from search.fingerprint c
      where c.bands && n.bands and c.library_id = n.library_id and c.asset_id <> n.asset_id limit ${String(MOST_COMPARED)}
    ) o
    where bit_count(n.letters # o.letters) <= ${String(MOST_DIFFERING_BITS.letters)}
      and bit_count(n.numbers # o.numbers) <= ${String(MOST_DIFFERING_BITS.numbers)}
      and case when cardinality(n.dates) > 0 and cardinality(o.dates) > 0
        then (select count(*) from unnest(n.dates) d where d = any(o.dates)) * 2 >= least(cardinality(n.dates), cardinality(o.dates))
        else (n.date = o.date) is not false and (n.amount = o.amount) is not false and (n.number = o.number) is not false end
    ${OLDEST_FIRST.replaceAll(/registered_at|asset_id/g, 'o.$&')}
  ) s
  where n.asset_id = any($1::uuid[])
  on conflict do nothing`;

/** Few rows are read by an index. PostgreSQL expects many, and would compile the statements for longer than they run. */
const READ_BY_INDEX = `select set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)`;

const idsOf = (rows: readonly { readonly asset_id: string }[]): readonly string[] => rows.map((row) => row.asset_id);

async function pairItems(manager: EntityManager, ids: readonly string[]): Promise<void> {
  await manager.query(READ_BY_INDEX);
  const copies = idsOf(await manager.query<{ asset_id: string }[]>(FIND_COPIES, [ids]));
  const compared = ids.filter((id) => !copies.includes(id));
  for (let at = 0; at < compared.length; at += ITEMS_A_STATEMENT)
    await manager.query(PAIR, [compared.slice(at, at + ITEMS_A_STATEMENT)]);
  // The oldest copies have their pairs now.
  if (copies.length > 0) await manager.query(PAIR_COPIES, [copies]);
}

/**
 * Replaces the fingerprints of items that have one (`stored`), adds those of `rows`, and pairs those that have changed. The caller is
 * the only one that does so now: two writers would not see each other's items.
 */
export async function writeFingerprints(
  manager: EntityManager,
  stored: readonly string[],
  rows: readonly FingerprintRow[],
): Promise<void> {
  if (stored.length > 0) {
    const staying = [idsOf(rows), rows.map(({ key }) => key)];
    const [removed] = await manager.query<[{ asset_id: string }[], number]>(REMOVE, [stored, ...staying]);
    if (removed.length > 0) await manager.query(REMOVE_PAIRS, [idsOf(removed)]);
  }
  if (rows.length === 0) return;
  const added = await manager.query<{ asset_id: string }[]>(ADD, [JSON.stringify(rows)]);
  if (added.length > 0) await pairItems(manager, idsOf(added));
}
