import { METADATA_STEP, type CorrectedDocument } from '@throughline/domain';
import type { Pool } from 'pg';
import { createProjectionQuery } from './projection-query.js';
import {
  toCorrectedDocument,
  toDocumentSender,
  type CorrectionRow,
  type DocumentSender,
  type RuledDocuments,
  type SenderPage,
  type SenderRow,
} from './ruled-documents.js';

const MOST = 2_000;
const DETAILS = `personal #> '{steps,${METADATA_STEP},details}'`;
/** Personal data keeps the details of an earlier result. Only the state tells whether they still apply. */
const HAS_EARLIER = `earlier @? '$[*] ? (@.step == "${METADATA_STEP}")'`;
/** The projector has indexes on these conditions. */
const IS_DOCUMENT = `owner = $1 and pipeline = 'document' and deleted_at is null`;
const CREATED_AT = `to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const RULES = `'$.steps[*].result.rules[*]'`;

export class PostgresRuledDocuments implements RuledDocuments {
  private readonly query: Pool['query'];

  constructor(pool: Pool) {
    this.query = createProjectionQuery(pool);
  }

  async corrected(owner: string): Promise<readonly CorrectedDocument[]> {
    const { rows } = await this.query<CorrectionRow>(
      `select asset_id as id, title, jsonb_path_query_array(state, '$.fieldCorrections[*].field') as corrected,
         personal ? 'hasOwnTags' as "hasOwnTags",
         personal -> 'fields' as fields, personal -> 'tags' as tags,
         coalesce(${DETAILS} #> '{findings,sender,value}', ${DETAILS} -> 'sender') as found,
         coalesce(${DETAILS} #> '{findings,date,value}', ${DETAILS} -> 'date') as "foundDate", to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "registeredAt"
       from projection.asset where ${IS_DOCUMENT} and (state ? 'fieldCorrections' or personal ? 'hasOwnTags')
       order by updated_at desc, asset_id limit ${String(MOST)}`,
      [owner],
    );
    return rows.map(toCorrectedDocument);
  }

  async countByRule(owner: string): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.query<{ rule: string; documents: number }>(
      `select rule #>> '{}' as rule, count(distinct asset_id)::int as documents
       from projection.asset, jsonb_path_query(state, '$.steps[*].result.rules[*].rule') as rule
       where ${IS_DOCUMENT} and state @? ${RULES} group by 1`,
      [owner],
    );
    return new Map(rows.map(({ rule, documents }) => [rule, documents]));
  }

  /**
   * Reads the index of the list of documents, because ids of items from other services are in no order of time. The lateral joins
   * unpack the personal data and the state once for each row: most of them are compressed.
   */
  async listSenders(owner: string, { before, limit }: SenderPage): Promise<readonly DocumentSender[]> {
    const { rows } = await this.query<SenderRow>(
      `select id, ${CREATED_AT} as "createdAt", corrected, "hasOwnTags" is not null as "hasOwnTags", fields, tags, step.details is not null as "isRead",
         found #> '{findings,sender,value}' as finding, found -> 'sender' as found, found -> 'rules' as rules
       from (
         select asset_id as id, created_at, personal, state from projection.asset
         where owner = $1 and kind = 'document' and deleted_at is null
           and ($2::timestamptz is null or (created_at, asset_id) < ($2::timestamptz, $3::uuid))
         order by created_at desc, asset_id desc limit $4
       ) as document
       left join lateral jsonb_to_record(personal) as own (steps jsonb, fields jsonb, tags jsonb, "hasOwnTags" jsonb) on true
       left join lateral jsonb_to_record(steps -> '${METADATA_STEP}') as step (details jsonb, "earlierDetails" jsonb) on true
       left join lateral jsonb_to_record(state) as known ("fieldCorrections" jsonb, earlier jsonb) on true
       left join lateral (
         select coalesce(jsonb_path_query_array("fieldCorrections", '$[*].field'), '[]') as corrected,
           coalesce(details, case when ${HAS_EARLIER} then "earlierDetails" end) as found offset 0
       ) as read on true
       order by created_at desc, id desc`,
      [owner, before?.createdAt ?? null, before?.id ?? null, limit],
    );
    return rows.map(toDocumentSender);
  }
}
