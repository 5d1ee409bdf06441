import { MOST_ITEMS } from './duplicate-store.js';

/* The tables of the projection and, for similar texts, those of the search. */

/** An item without a stored file is a copy of none. The index of the projector has this expression. */
const FILE = 'coalesce(content_sha256, asset_id::text)';
const fileOf = (item: string): string => `coalesce(${item}.content_sha256, ${item}.asset_id::text)`;

/**
 * Similar texts, as the search has paired them, the older one first. Each is in the group of the oldest item that it is paired with, so that no two items
 * are in two groups. Further copies of a file or of values are left out: their own groups have them. The lateral join reads the rows
 * in the order of their ids: PostgreSQL would read the whole table of all libraries for thousands of pairs.
 */
const TEXTS = `
  text_item as materialized (
    select item.*
    from (
      select first_id as id from search.similar_text where library_id = $1
      union select second_id from search.similar_text where library_id = $1 order by id
    ) paired cross join lateral (
      select asset_id, created_at, ${FILE} as file, coalesce(facts_key, asset_id::text) as facts from projection.asset
      where asset_id = paired.id and owner = $1 and deleted_at is null
        and (content_sha256 is not null or not state ?| array['expiredAt', 'erasedAt']) offset 0
    ) item
  ),
  text_root as materialized (
    select distinct on (pair.second_id) pair.second_id as id, pair.first_id as root, pair.likeness,
      other.created_at, other.file, other.facts
    from search.similar_text pair
    join text_item one on one.asset_id = pair.first_id
    join text_item other on other.asset_id = pair.second_id
    where pair.library_id = $1 order by pair.second_id, one.created_at, one.asset_id
  ),
  text_member as materialized (
    select root, id, created_at, likeness from (
      select root, id, likeness, created_at,
        row_number() over (partition by root, file order by created_at, id) as of_file,
        row_number() over (partition by root, facts order by created_at, id) as of_facts
      from (
        select root, id, likeness, created_at, file, facts from text_root
        union all
        select asset_id, asset_id, 100, created_at, file, facts from text_item where asset_id in (select root from text_root)
      ) grouped
    ) ranked where of_file = 1 and of_facts = 1
  ),`;

const SIMILAR_TEXT = `
  select 'similar_text:' || root as key, 'similar_text' as reason, 'document' as kind, root::text, max(created_at), count(*), min(likeness),
    (array_agg(id order by created_at, id))[1:${String(MOST_ITEMS)}]
  from text_member group by root having count(*) > 1`;

/** Groups of the same bytes. The index of the projector has the items in this order. */
const SAME_FILE = `
  select 'same_file:' || kind || ':' || content_sha256 as key, 'same_file' as reason, kind, content_sha256 as value,
    max(created_at) as newest, count(*) as count, null::int as likeness,
    null::uuid[] as ids
  from projection.asset
  where owner = $1 and deleted_at is null and content_sha256 is not null and kind in ('document', 'recording')
  group by kind, content_sha256 having count(*) > 1`;

/** Groups of the same values. Further copies of a file are left out: the group of their bytes has them. */
const SAME_FACTS = `
  select 'same_' || facts_key, 'same_' || split_part(facts_key, ':', 1), 'document', facts_key, max(first_at), count(*), null, null
  from (
    select facts_key, min(created_at) as first_at from projection.asset
    where owner = $1 and facts_key is not null group by facts_key, ${FILE}
  ) oldest
  group by facts_key having count(*) > 1`;

/** The groups in which items of decisions are. Reads these items alone. */
const MEMBERS = `
  select a.asset_id as id, 'same_file:' || a.kind || ':' || a.content_sha256 as key
  from decided join projection.asset a on a.asset_id = decided.id
  where a.owner = $1 and a.deleted_at is null and a.content_sha256 is not null
  union all
  select a.asset_id, 'same_' || a.facts_key from decided join projection.asset a on a.asset_id = decided.id
  where a.owner = $1 and a.facts_key is not null and not exists (
    select from projection.asset older
    where older.owner = $1 and older.facts_key = a.facts_key and ${fileOf('older')} = ${fileOf('a')}
      and (older.created_at, older.asset_id) < (a.created_at, a.asset_id))`;

const TEXT_MEMBERS = `select id, 'similar_text:' || root from text_member where id in (select id from decided)`;

const FIRST_ITEMS = `order by created_at, asset_id limit ${String(MOST_ITEMS)}`;
const FILE_IDS = `
  select array_agg(asset_id order by created_at, asset_id) from (
    select asset_id, created_at from projection.asset
    where owner = $1 and deleted_at is null and kind = shown.kind and content_sha256 = shown.value ${FIRST_ITEMS}
  ) item`;
const FACTS_IDS = `
  select array_agg(asset_id order by created_at, asset_id) from (
    select asset_id, created_at from (
      select distinct on (${FILE}) asset_id, created_at from projection.asset
      where owner = $1 and facts_key = shown.value order by ${FILE}, created_at, asset_id
    ) oldest ${FIRST_ITEMS}
  ) item`;

const IS_WANTED = `(cardinality($2::text[]) = 0 or kind = any($2)) and (cardinality($3::text[]) = 0 or reason = any($3))`;

/**
 * Selects a page of groups, and counts all of them. Reads two indexes of the library once, and then the items of the page and
 * of the decisions: never an item with each other item. Workers of PostgreSQL share the reading of the indexes, which they do only
 * in a query without similar texts.
 * Parameters: library, kinds, reasons, newest and key of the place, limit.
 */
const selectGroups = (withTexts: boolean): string => `
  with ${withTexts ? TEXTS : ''}
  exact as materialized (select * from (${SAME_FILE} union all ${SAME_FACTS}) each where ${IS_WANTED}),
  same as (select * from exact ${withTexts ? `union all select * from (${SIMILAR_TEXT}) each where ${IS_WANTED}` : ''}),
  kept as (select distinct first_id, second_id from control.kept_duplicate where library_id = $1),
  decided as (select first_id as id from kept union select second_id from kept),
  member as (${[MEMBERS, ...(withTexts ? [TEXT_MEMBERS] : [])].join(' union all ')}),
  pair as (
    select one.key, count(*) as count from kept
    join member one on one.id = kept.first_id
    join member other on other.id = kept.second_id and other.key = one.key
    group by one.key
  ),
  undecided as (
    select same.* from same left join pair using (key)
    where coalesce(pair.count, 0) < same.count * (same.count - 1) / 2
  ),
  shown as (
    select * from undecided where $4::timestamptz is null or (newest, key) < ($4, $5::text)
    order by newest desc, key desc limit $6
  )
  select (select count(*) from undecided)::int as total, coalesce(json_agg(page order by page.at desc, page.key desc), '[]') as groups
  from (
    select key, reason, kind, count, likeness, newest as at, to_char(newest at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as newest,
      case reason when 'same_file' then (${FILE_IDS}) when 'similar_text' then ids else (${FACTS_IDS}) end as ids
    from shown
  ) page`;

export const SELECT_GROUPS = selectGroups(true);

/** Leaves similar texts out. The tables of the search may be missing. */
export const SELECT_GROUPS_WITHOUT_TEXTS = selectGroups(false);
