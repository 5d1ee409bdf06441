import { activityView, activityWithRules } from './activity-view.js';
import { compressWithLz4 } from './compression.js';
import { documentIndexes, documentLogWithoutPreviews, documentRulesIndexes, documentViews } from './document-views.js';
import {
  durationsIndex,
  durationsWithoutImports,
  forecastViews,
  laneQueueWithoutImports,
  laneQueueWithoutWaits,
} from './forecast-views.js';
import { followUpsFailedIndex, writtenIndex } from './item-indexes.js';
import { duplicateIndexes, draftIndex, listColumns, listIndexes, unreadableIndex, unsureIndex } from './list-state.js';
import { identifier, type Migration } from './migration.js';
import { openPreviewsIndex } from './preview-index.js';
import { quotaIndex, quotaViews, quotaViewsOfPresentSource, quotaViewsWithoutImports } from './quota-views.js';
import { segmentViews, sessionIndexes, sessionViews } from './session-views.js';

export const PROJECTION_VIEWS = [
  'step_duration',
  'lane_queue',
  'quota_usage',
  'processing_status',
  'session',
  'transcript_segment',
  'file_processing_steps',
  'processing_logs',
  'get_step_summary',
  'get_file_overall_status',
  'activity',
] as const;

/**
 * The migrations of the projection, in order, for any schema name. An installation applies the missing ones; a rebuild applies
 * all of them to a new schema. Never edit a released migration.
 */
export const projectionMigrations = (schema: string): readonly Migration[] => {
  const s = identifier(schema);
  return [
    {
      id: '001-tables',
      sql: `
create table ${s}.asset (
  asset_id uuid not null,
  owner text not null,
  pipeline text not null,
  status text not null,
  failed boolean not null,
  title text,
  is_active boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  revision bigint not null,
  position bigint not null,
  state jsonb not null,
  personal jsonb not null,
  fold_version integer not null,
  state_hash text not null,
  quarantined boolean not null default false
);
create table ${s}.processing_step (
  asset_id uuid not null,
  step text not null,
  kind text not null,
  service text,
  lane text,
  status text not null,
  attempt integer not null,
  attempt_id uuid,
  scheduled_at timestamptz,
  not_before timestamptz,
  started_at timestamptz,
  completed_at timestamptz,
  failed_at timestamptz,
  error_code text,
  error_message text,
  skip_reason text,
  result jsonb
);
create table ${s}.audit_log (
  position bigint not null,
  event_index integer not null,
  asset_id uuid not null,
  owner text not null,
  commit_id text not null,
  type text not null,
  step text,
  status_after text not null,
  failed_after boolean not null,
  message text not null,
  detail json not null,
  actor_kind text not null,
  actor_id text not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null
);
create table ${s}.projection_checkpoint (
  partition integer primary key,
  generation bigint not null,
  incarnation text not null,
  position bigint not null,
  commit_id text,
  updated_at timestamptz not null default now()
);
-- Text, not uuid: what is parked here may not even be named as we name things.
create table ${s}.quarantine (
  asset_id text primary key,
  position bigint not null,
  revision bigint not null,
  commit_id text,
  reason_kind text not null,
  reason text not null,
  since timestamptz not null,
  parked integer not null default 0
);
create function ${s}.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '%.% is append-only: % is refused', tg_table_schema, tg_table_name, tg_op using errcode = 'TL001';
end $$;
create trigger audit_log_is_append_only before update or delete or truncate on ${s}.audit_log
  for each statement execute function ${s}.refuse_change();`,
    },
    {
      // The columns stay empty until the rows are folded again: a new column always comes with a new FOLD_VERSION.
      id: '002-whole-life',
      sql: `
alter table ${s}.asset
  add column on_pause boolean not null default false,
  add column pause_until timestamptz,
  add column deleted_at timestamptz,
  add column expires_at timestamptz,
  add column cancelled_at timestamptz,
  add column waiting_for text,
  add column waiting_since timestamptz,
  add column failed_at_stage text;
alter table ${s}.processing_step
  add column waiting_for text,
  add column waiting_since timestamptz,
  add column retry_at timestamptz;`,
    },
    {
      id: '003-outputs',
      sql: `
alter table ${s}.asset
  add column unconfirmed integer not null default 0,
  add column partial boolean not null default false;`,
    },
    {
      id: '004-content',
      sql: `
alter table ${s}.asset add column content_sha256 text;`,
    },
    { id: '005-forecast-views', sql: forecastViews(s) },
    { id: '006-session-views', sql: sessionViews(s) },
    { id: '007-segment-views', sql: segmentViews(s) },
    { id: '008-document-views', sql: documentViews(s) },
    { id: '009-needs-upgrade', sql: `alter table ${s}.asset add column needs_upgrade boolean not null default false;` },
    { id: '010-commit-marks', sql: `alter table ${s}.asset add column commit_marks text not null default '';` },
    { id: '011-review', sql: `alter table ${s}.asset add column needs_review boolean not null default false;` },
    // For retention: the present settings of a library decide when the days since then have passed.
    { id: '012-rests-since', sql: `alter table ${s}.asset add column rests_since timestamptz;` },
    { id: '013-quota-views', sql: quotaViews(s) },
    {
      // The transaction that last wrote a row; null: before this migration. Readers that remember the oldest transaction that was
      // open find all later changes by it, in whatever order transactions commit.
      id: '014-written-in',
      sql: `
alter table ${s}.asset add column written_in xid8;
alter table ${s}.asset alter column written_in set default pg_current_xact_id();
create function ${s}.mark_written() returns trigger language plpgsql as $$
begin
  new.written_in := pg_current_xact_id();
  return new;
end $$;
create trigger asset_is_marked before update on ${s}.asset for each row execute function ${s}.mark_written();`,
    },
    { id: '015-waits-are-not-queued', sql: laneQueueWithoutWaits(s) },
    {
      // No commit was imported before this migration.
      id: '016-imported',
      sql: `
alter table ${s}.audit_log add column imported boolean not null default false;${durationsWithoutImports(s)}${laneQueueWithoutImports(s)}`,
    },
    // PostgreSQL computes them from the other columns.
    { id: '017-list-columns', sql: listColumns(s) },
    { id: '018-unsure', sql: `alter table ${s}.asset add column unsure boolean not null default false;` },
    { id: '036-facts-key', sql: `alter table ${s}.asset add column facts_key text;` },
    { id: '038-lz4', sql: compressWithLz4(s) },
  ];
};

/** A rebuild creates these after the rows, because inserting into an indexed table is several times slower. */
export const projectionIndexes = (schema: string): readonly Migration[] => {
  const s = identifier(schema);
  return [
    {
      id: '001-indexes',
      sql: `
alter table ${s}.asset add constraint asset_pkey primary key (asset_id);
create index asset_by_owner on ${s}.asset (owner, created_at, asset_id);
create index asset_by_owner_and_status on ${s}.asset (owner, status, created_at, asset_id);
create index asset_by_content on ${s}.asset (owner, (state #>> '{source,sha256}'));
alter table ${s}.processing_step add constraint processing_step_pkey primary key (asset_id, step);
create index processing_step_open on ${s}.processing_step (service, asset_id) where status in ('scheduled', 'running');
alter table ${s}.audit_log add constraint audit_log_pkey primary key (position, event_index);
create index audit_log_by_asset on ${s}.audit_log (asset_id, position, event_index);
create index audit_log_by_owner on ${s}.audit_log (owner, position);`,
    },
    {
      id: '002-whole-life-indexes',
      sql: `
create index asset_by_fold_version on ${s}.asset (fold_version);
create index asset_on_pause on ${s}.asset (owner, created_at, asset_id) where on_pause;
create index asset_waiting on ${s}.asset (owner, created_at, asset_id) where waiting_for is not null;
create index asset_pause_ends on ${s}.asset (pause_until) where pause_until is not null;
create index asset_retention_ends on ${s}.asset (expires_at) where expires_at is not null and status <> 'EXPIRED';`,
    },
    {
      id: '003-outputs-indexes',
      sql: `
create index asset_unconfirmed on ${s}.asset (owner, created_at, asset_id) where unconfirmed > 0;
create index asset_partial on ${s}.asset (owner, created_at, asset_id) where partial;`,
    },
    {
      id: '004-erased-index',
      sql: `
create index asset_erased on ${s}.asset (asset_id) where state ? 'erasedAt';`,
    },
    {
      // Also covers fetched items, oldest first. The earlier index covers uploads only.
      id: '005-content-index',
      sql: `
drop index ${s}.asset_by_content;
create index asset_with_content on ${s}.asset (owner, content_sha256, created_at, asset_id) where content_sha256 is not null;`,
    },
    { id: '006-durations-index', sql: durationsIndex(s) },
    { id: '007-session-indexes', sql: sessionIndexes(s) },
    { id: '008-document-indexes', sql: documentIndexes(s) },
    {
      id: '009-channel-index',
      sql: `
create index asset_by_channel on ${s}.asset ((state #>> '{origin,channel}'), owner, created_at, asset_id)
  where (state #>> '{origin,channel}') is not null;`,
    },
    {
      id: '016-gone-index',
      sql: `
drop index ${s}.asset_erased;
create index asset_gone on ${s}.asset (asset_id) where state ? 'erasedAt' or state ? 'expiredAt';`,
    },
    {
      id: '017-template-index',
      sql: `
create index asset_by_template on ${s}.asset (owner, (state #>> '{template,id}')) where (state #>> '{template,id}') is not null;`,
    },
    {
      // Tags are the same whatever their case. Only the database maps case here, in the index and in searches alike.
      id: '018-review-and-tag-indexes',
      sql: `
create index asset_to_review on ${s}.asset (owner, created_at, asset_id) where needs_review;
create index asset_by_tag on ${s}.asset using gin ((lower(personal ->> 'tags')::jsonb)) where personal ? 'tags';`,
    },
    {
      id: '019-preferences-index',
      sql: `
create index asset_with_preferences on ${s}.asset (owner, asset_id) where state ? 'preferences';`,
    },
    {
      id: '020-rest-index',
      sql: `
create index asset_at_rest on ${s}.asset (owner, coalesce(state #>> '{template,id}', ''), rests_since)
  where rests_since is not null;`,
    },
    { id: '021-quota-index', sql: quotaIndex(s) },
    { id: '022-written-index', sql: writtenIndex(s) },
    { id: '023-follow-ups-failed-index', sql: followUpsFailedIndex(s) },
    { id: '024-quota-of-present-source', sql: quotaViewsOfPresentSource(s) },
    {
      id: '025-moved-index',
      sql: `
create index asset_moved on ${s}.asset ((state #>> '{movedFrom,library}'), position)
  where (state #>> '{movedFrom,library}') is not null;`,
    },
    { id: '026-quotas-without-imports', sql: quotaViewsWithoutImports(s) },
    { id: '027-list-indexes', sql: listIndexes(s) },
    { id: '028-unreadable-index', sql: unreadableIndex(s) },
    { id: '029-unsure-index', sql: unsureIndex(s) },
    { id: '030-document-log-without-previews', sql: documentLogWithoutPreviews(s) },
    { id: '031-open-previews-index', sql: openPreviewsIndex(s) },
    { id: '032-draft-index', sql: draftIndex(s) },
    { id: '033-activity', sql: activityView(s) },
    { id: '034-document-rules', sql: documentRulesIndexes(s) },
    { id: '036-duplicate-indexes', sql: duplicateIndexes(s) },
    { id: '037-activity-with-rules', sql: activityWithRules(s) },
  ];
};
