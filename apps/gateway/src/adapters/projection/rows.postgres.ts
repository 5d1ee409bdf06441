import { RECORDING_PIPELINES, type PipelineName } from '@throughline/contracts';
import { parseRevision } from '@throughline/event-store';
import type { Pool } from 'pg';
import { buildConditions } from './conditions.js';
import { countByFilter, countToDo } from './label-conditions.js';
import { AUDIT_COLUMNS, toAuditEvent, type AuditRow } from './audit-rows.js';
import { createProjectionQuery } from './projection-query.js';
import type {
  UnreadableHistory,
  AuditEvent,
  Milestone,
  AuditCursor,
  ContentQuery,
  Page,
  PageKey,
  PageRequest,
  ItemFilter,
  ItemRow,
  ItemRows,
  ListFilter,
  ContentDuplicate,
  SortColumn,
} from './rows.js';
import { RowCache, type RowContent, type RowText } from './read-rows.js';

interface AssetRow extends RowText {
  asset_id: string;
  owner: string;
  revision: string;
  fold_version: number;
  held: { position: string; commit_id: string | null; code: string; reason: string; since: string } | null;
  duplicate_of: { id: string; created_at: string } | null;
  sort_value: string;
}

/**
 * Selects the oldest earlier recording with the same content. Excludes deleted ones; erased ones have no content.
 * All values are SQL: placeholders of parameters, or columns of the recording in question.
 */
const selectOldestDuplicate = (of: { owner: string; sha256: string; id: string; createdAt: string; pipelines: string }): string =>
  `select json_build_object('id', d.asset_id, 'created_at', d.state ->> 'registeredAt') as same
   from projection.asset d
   where d.owner = ${of.owner} and d.content_sha256 = ${of.sha256} and d.asset_id <> ${of.id}
     and d.pipeline = any(${of.pipelines}::text[]) and d.deleted_at is null
     and (d.created_at, d.asset_id) < (coalesce(${of.createdAt}, 'infinity'), ${of.id})
   order by d.created_at, d.asset_id limit 1`;

/**
 * Identifies one write of one row: its table (a rebuild makes a new one), the writing transaction, and the row's physical
 * location, because a transaction may write a row twice. The revision covers the wraparound of transaction ids.
 */
const VERSION = `concat_ws('.', a.tableoid, a.xmin, a.ctid, a.revision)`;
const TEXTS = `a.state::text as state, a.personal::text as personal`;
/** Serializing the state is most of the cost of reading a row, so rows that the reader already has are not serialized. */
const UNKNOWN_TEXTS = `case when k.version is distinct from ${VERSION} then a.state::text end as state,
  case when k.version is distinct from ${VERSION} then a.personal::text end as personal`;
const HELD = `select json_build_object('position', q.position::text, 'commit_id', q.commit_id, 'code', q.reason_kind, 'reason', q.reason,
    'since', to_char(q.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  from projection.quarantine q where q.asset_id = a.asset_id::text`;
/** Needs the pipelines as parameter $1. */
const COLUMNS = `a.asset_id, a.owner, ${VERSION} as version, a.revision::text as revision, a.fold_version,
  case when a.quarantined or a.needs_upgrade then (${HELD}) end as held,
  (${selectOldestDuplicate({ owner: 'a.owner', sha256: 'a.content_sha256', id: 'a.asset_id', createdAt: 'a.created_at', pipelines: '$1' })}) as duplicate_of`;

const toUnreadable = ({ held }: AssetRow): UnreadableHistory | undefined =>
  held === null
    ? undefined
    : {
        kind: held.code === 'newer-schema' ? 'needs-upgrade' : 'quarantined',
        position: held.position,
        commitId: held.commit_id ?? undefined,
        code: held.code,
        reason: held.reason,
        since: held.since,
      };

const toDuplicate = (same: AssetRow['duplicate_of']): ContentDuplicate | undefined =>
  same === null ? undefined : { id: same.id, createdAt: same.created_at };

/** The SQL that compares a column, and the SQL that writes its value into a cursor with full precision. */
const sorting: Readonly<Record<SortColumn, { readonly value: string; readonly text: string; readonly type: string }>> = {
  created_at: timeColumn('created_at'),
  updated_at: timeColumn('updated_at'),
  title: { value: `coalesce(title, '')`, text: `coalesce(title, '')`, type: 'text' },
  status: { value: 'status', text: 'status', type: 'text' },
};

function timeColumn(column: string): { value: string; text: string; type: string } {
  return { value: column, text: `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`, type: 'timestamptz' };
}

const toRecordingRow = (row: AssetRow, { state, personal }: RowContent): ItemRow => ({
  id: row.asset_id,
  owner: row.owner,
  state,
  personal,
  revision: parseRevision(row.revision),
  foldVersion: row.fold_version,
  held: toUnreadable(row),
  duplicateOf: toDuplicate(row.duplicate_of),
});

export class PostgresItemRows implements ItemRows {
  readonly #read = new RowCache();
  private readonly query: Pool['query'];

  constructor(
    pool: Pool,
    private readonly pipelines: readonly PipelineName[] = RECORDING_PIPELINES,
  ) {
    this.query = createProjectionQuery(pool);
  }

  async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, ItemRow>> {
    const cachedRows = new Map(ids.map((id) => [id, this.#read.cached(id)]));
    const { rows } = await this.query<AssetRow>(
      `select ${COLUMNS}, ${UNKNOWN_TEXTS} from unnest($2::uuid[], $3::text[]) as k (id, version)
       join projection.asset a on a.asset_id = k.id where a.pipeline = any($1::text[])`,
      [this.pipelines, ids, ids.map((id) => cachedRows.get(id)?.version ?? null)],
    );
    return new Map(
      rows.map((row) => [
        row.asset_id,
        toRecordingRow(row, this.#read.contentOf(row.asset_id, row, cachedRows.get(row.asset_id))),
      ]),
    );
  }

  async page(request: PageRequest): Promise<Page> {
    const [rows, total] = await Promise.all([this.rowsOf(request), request.withTotal ? this.totalOf(request) : undefined]);
    const shown = rows.slice(0, request.limit);
    const last = shown.at(-1);
    const next: PageKey | undefined =
      rows.length > request.limit && last !== undefined ? { value: last.sort_value, id: last.asset_id } : undefined;
    return { rows: shown.map((row) => toRecordingRow(row, this.#read.contentOf(row.asset_id, row))), next, total };
  }

  countByFilter(filter: ItemFilter): Promise<ReadonlyMap<ListFilter, number>> {
    return this.count(countByFilter, filter);
  }

  countToDo(filter: ItemFilter): Promise<ReadonlyMap<ListFilter, number>> {
    return this.count(countToDo, filter);
  }

  async registrants(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const { rows } = await this.query<{ asset_id: string; actor_id: string }>(
      `select k.id as asset_id, f.actor_id from unnest($1::uuid[]) as k (id) cross join lateral (
         select actor_kind, actor_id from projection.audit_log where asset_id = k.id order by position, event_index limit 1) f
       where f.actor_kind = 'user'`,
      [ids],
    );
    return new Map(rows.map(({ asset_id, actor_id }) => [asset_id, actor_id]));
  }

  async idsOf(filter: ItemFilter, limit: number): Promise<readonly string[]> {
    const where = buildConditions(this.pipelines, filter);
    const most = where.place(limit);
    const { rows } = await this.query<{ asset_id: string }>(
      `select asset_id from projection.asset where ${where.sql} order by created_at, asset_id limit ${most}`,
      where.parameters,
    );
    return rows.map(({ asset_id }) => asset_id);
  }

  async withContent({ owner, sha256, id, createdAt }: ContentQuery): Promise<ContentDuplicate | undefined> {
    const { rows } = await this.query<{ same: AssetRow['duplicate_of'] }>(
      selectOldestDuplicate({ owner: '$1', sha256: '$2', id: '$3::uuid', createdAt: '$4::timestamptz', pipelines: '$5' }),
      [owner, sha256, id, createdAt ?? null, this.pipelines],
    );
    return toDuplicate(rows[0]?.same ?? null);
  }

  async events(assetId: string, after: AuditCursor | undefined, limit: number): Promise<readonly AuditEvent[]> {
    const { rows } = await this.query<AuditRow>(
      `select ${AUDIT_COLUMNS}
       from projection.audit_log
       where asset_id = $1 and (position, event_index) > ($2::bigint, $3::int)
       order by audit_log.position, audit_log.event_index limit $4`,
      [assetId, after?.position ?? '-1', after?.index ?? -1, limit],
    );
    return rows.map(toAuditEvent);
  }

  async milestones(owner: string, before: AuditCursor | undefined, limit: number): Promise<readonly Milestone[]> {
    const older = before === undefined ? '' : 'and (position, event_index) < ($4::bigint, $5::int)';
    const { rows } = await this.query<AuditRow & { readonly asset_id: string }>(
      `select ${AUDIT_COLUMNS}, asset_id from projection.activity l
       where owner = $1 ${older} and exists (
         select from projection.asset a where a.asset_id = l.asset_id and a.owner = $1 and a.pipeline = any($2::text[]))
       order by l.position desc, l.event_index desc limit $3`,
      [owner, this.pipelines, limit, ...(before === undefined ? [] : [before.position, before.index])],
    );
    return rows.map((row) => ({ ...toAuditEvent(row), assetId: row.asset_id }));
  }

  private async count(statement: (where: string) => string, filter: ItemFilter): Promise<ReadonlyMap<ListFilter, number>> {
    const where = buildConditions(this.pipelines, { ...filter, list: undefined, deleted: undefined });
    const { rows } = await this.query<{ filter: ListFilter; count: number }>(statement(where.sql), where.parameters);
    return new Map(rows.filter(({ count }) => count > 0).map(({ filter: name, count }) => [name, count]));
  }

  /** Reads one row more than requested, to learn if there is a next page. */
  private async rowsOf(request: PageRequest): Promise<readonly AssetRow[]> {
    const where = buildConditions(this.pipelines, request.filter);
    const { value, text, type } = sorting[request.sort.column];
    const direction = request.sort.descending ? 'desc' : 'asc';
    const { after } = request;
    if (after !== undefined) {
      const id = where.place(after.id);
      where.add(
        (place) => `(${value}, asset_id) ${request.sort.descending ? '<' : '>'} (${place}::${type}, ${id}::uuid)`,
        after.value,
      );
    }
    const limit = where.place(request.limit + 1);
    const { rows } = await this.query<AssetRow>(
      `select ${COLUMNS}, ${TEXTS}, ${text} as sort_value from projection.asset a where ${where.sql}
       order by ${value} ${direction}, asset_id ${direction} limit ${limit}`,
      where.parameters,
    );
    return rows;
  }

  private async totalOf(request: PageRequest): Promise<number> {
    const where = buildConditions(this.pipelines, request.filter);
    const { rows } = await this.query<{ total: string }>(
      `select count(*) as total from projection.asset where ${where.sql}`,
      where.parameters,
    );
    return Number(rows[0]?.total ?? 0);
  }
}
