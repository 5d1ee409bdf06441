import { MOST_DIFFERING_BITS, SIGNATURE_BITS, fingerprintOf, type TellingFacts, type TextFingerprint } from '@throughline/domain';
import type { EntityManager } from 'typeorm';
import type { SearchEntry } from '../search-entry.js';

/** An item is compared with so many others that have a band in common. More have a form in common, not a text. */
const MOST_COMPARED = 2_000;
/** Each item is paired with so many others, the oldest, so that copies of one text do not make a pair for each two of them. */
const MOST_PAIRED = 20;

/** The row of a fingerprint. */
export interface FingerprintRow extends TextFingerprint, Partial<TellingFacts> {
  readonly asset_id: string;
  readonly library_id: string;
}

/** Returns the fingerprint of a document with enough text. */
export function fingerprintRow(assetId: string, { kind, libraryId, passages, facts }: SearchEntry): FingerprintRow | undefined {
  if (kind !== 'document') return undefined;
  const fingerprint = fingerprintOf(
    libraryId,
    passages.map(({ text }) => text),
  );
  return fingerprint && { asset_id: assetId, library_id: libraryId, ...fingerprint, ...facts };
}

const COLUMNS = 'asset_id, library_id, bands, letters, numbers, dates, date, amount, number';
const BITS = String(SIGNATURE_BITS);
const ENTRY = `entry as materialized (
    select asset_id, library_id, bands, ('x' || letters)::bit(${BITS}) as letters, ('x' || numbers)::bit(${BITS}) as numbers, dates, date,
      amount, number
    from json_to_recordset($1::json)
      e (asset_id uuid, library_id text, bands integer[], letters text, numbers text, dates integer[], date text, amount text, number text))`;

/** Removes the fingerprints of these items ($2) that have changed, with their pairs. */
const REMOVE = `
  with ${ENTRY}
  delete from search.fingerprint f where asset_id = any($2::uuid[]) and not exists (
    select from entry e where e.asset_id = f.asset_id and (${columnsOf('e')}) is not distinct from (${columnsOf('f')}))`;

const ADD = `
  with ${ENTRY}
  insert into search.fingerprint (${COLUMNS}) select ${COLUMNS} from entry order by asset_id
  on conflict (asset_id) do nothing returning asset_id`;

function columnsOf(row: string): string {
  return COLUMNS.replaceAll(/\w+/g, (column) => `${row}.${column}`);
}

/** The rule of `likenessOf`, for the items of $1 and others of their library. */
const PAIR = `
  insert into search.similar_text (library_id, first_id, second_id, likeness)
  select n.library_id, least(n.asset_id, s.asset_id), greatest(n.asset_id, s.asset_id), round(200 * (1 - s.different) / (2 - s.different))
  from search.fingerprint n cross join lateral (
    select o.asset_id, bit_count(n.letters # o.letters) * 2.0 / ${BITS} as different from (
      select * from search.fingerprint c
      where c.bands && n.bands and c.library_id = n.library_id and c.asset_id <> n.asset_id limit ${String(MOST_COMPARED)}
    ) o
    where bit_count(n.letters # o.letters) <= ${String(MOST_DIFFERING_BITS.letters)}
      and bit_count(n.numbers # o.numbers) <= ${String(MOST_DIFFERING_BITS.numbers)}
      and case when cardinality(n.dates) > 0 and cardinality(o.dates) > 0
        then (select count(*) from unnest(n.dates) d where d = any(o.dates)) * 2 >= least(cardinality(n.dates), cardinality(o.dates))
        else (n.date = o.date) is not false and (n.amount = o.amount) is not false and (n.number = o.number) is not false end
    order by o.asset_id limit ${String(MOST_PAIRED)}
  ) s
  where n.asset_id = any($1::uuid[])
  on conflict do nothing`;

/**
 * Replaces the fingerprints of these items, and the pairs of those that have changed. The caller is the only one that does so now:
 * two writers would not see each other's items.
 */
export async function writeFingerprints(
  manager: EntityManager,
  items: readonly string[],
  rows: readonly FingerprintRow[],
): Promise<void> {
  const json = JSON.stringify(rows);
  await manager.query(REMOVE, [json, items]);
  if (rows.length === 0) return;
  const added = await manager.query<{ asset_id: string }[]>(ADD, [json]);
  if (added.length === 0) return;
  // Few rows are read by the index of the bands. PostgreSQL expects many, and would compile the statement for longer than it runs.
  await manager.query('set local enable_seqscan = off; set local jit = off');
  await manager.query(PAIR, [added.map(({ asset_id }) => asset_id)]);
  await manager.query('set local enable_seqscan to default; set local jit to default');
}
