/** Repeats `listStateOf` of the domain. The first condition that holds decides. */
const LIST_STATE = `case
  when deleted_at is not null then 'deleted'
  when state #> '{run,cancelled}' is not null and not state ?| array['expiredAt', 'erasedAt']
    and not state @? '$.steps[*] ? (@.kind == "delivery" && (@.phase == "completed" || exists(@.delivered)))' then 'stopped'
  when failed then 'failed'
  when partial then 'partial'
  when unconfirmed > 0 then 'unconfirmed'
  when state @? '$.steps[*] ? (@.kind == "followUp" && @.phase == "failed")' then 'follow_up_failed'
  when needs_review then 'to_review'
  when on_pause then 'paused'
  when waiting_for is not null or (status = 'PENDING_SOURCE' and state ->> 'sourceKind' <> 'upload') then 'waiting'
  when is_active and (state @? '$.steps[*] ? (@.phase == "running")'
    or not state @? '$.steps[*] ? (@.phase == "scheduled" && !exists(@.notBefore) && !exists(@.waiting))') then 'in_progress'
  when is_active then 'queued'
  when status in ('PROCESSED', 'UPLOADED', 'READY', 'completed') then 'ready'
  else 'not_started'
end`;

/** The kind and the state of an item in lists, computed by PostgreSQL whenever a row is written. */
export const listColumns = (s: string): string => `
alter table ${s}.asset
  add column kind text generated always as (case when pipeline in ('document', 'session') then pipeline else 'recording' end) stored,
  add column list_state text generated always as (${LIST_STATE}) stored;`;

/** The gateway's lists repeat these conditions. */
const NEEDS_ATTENTION = `list_state in ('failed', 'partial', 'unconfirmed', 'follow_up_failed', 'to_review') or quarantined or needs_upgrade`;
const WITHOUT_TRANSCRIPT = `status in ('PROCESSED', 'UPLOADING', 'UPLOADED', 'READY') and not state ? 'erasedAt'
  and state @? '$.steps[*] ? (@.step == "TRANSCRIBE" && ((@.phase == "skipped" && @.skipReason != "disabled")
    || (@.phase == "completed" && @.result.words == 0 && !(@.attempts[last].attemptId == $.correction.attemptId))))'`;

/** Each page and each count of a list reads one of these indexes, however many items a library has. */
export const listIndexes = (s: string): string => `
create index asset_listed_by_kind on ${s}.asset (owner, kind, created_at, asset_id) where deleted_at is null;
create index asset_listed_by_change on ${s}.asset (owner, updated_at, asset_id) where deleted_at is null;
create index asset_by_list_state on ${s}.asset (owner, list_state, created_at, asset_id) include (kind);
create index asset_needs_attention on ${s}.asset (owner, created_at, asset_id) include (kind)
  where deleted_at is null and (${NEEDS_ATTENTION});
create index asset_without_transcript on ${s}.asset (owner, created_at, asset_id) include (kind)
  where deleted_at is null and ${WITHOUT_TRANSCRIPT};`;

export const unsureIndex = (s: string): string => `
create index asset_unsure on ${s}.asset (owner, created_at, asset_id) include (kind) where deleted_at is null and unsure;`;

export const draftIndex = (s: string): string => `
create index asset_draft on ${s}.asset (owner, created_at, asset_id) include (kind)
  where deleted_at is null
    and state @? '$.steps[*] ? (@.step == "TRANSCRIBE" && @.phase == "completed" && @.result.quality == "draft")';`;

/** One kind in one state is found by the indexes of either, so an index of both is not worth its writes. */
export const unreadableIndex = (s: string): string => `
drop index if exists ${s}.asset_by_kind_and_list_state;
create index asset_unreadable on ${s}.asset (owner, created_at, asset_id) include (kind, list_state)
  where deleted_at is null and (quarantined or needs_upgrade);`;

/** All duplicates of a library are found in these indexes alone, in the order of what is compared. */
export const duplicateIndexes = (s: string): string => `
create index asset_same_content on ${s}.asset (owner, kind, content_sha256, created_at, asset_id)
  where deleted_at is null and content_sha256 is not null;
create index asset_same_facts on ${s}.asset (owner, facts_key, coalesce(content_sha256, asset_id::text), created_at, asset_id)
  include (content_sha256) where facts_key is not null;`;
