/*
 * Views with the names and columns that existing document tools expect (DOC-01, DOC-02, DOC-06). The domain computes the status
 * words and stores them with each step, so SQL only counts and renames.
 */

const STEP_KINDS = `(p.kind = 'document' or p.kind = 'delivery') and p.document_status is not null`;

const STEP_ROWS = `
cross join lateral (
  select p.step as step_name, 'main' as step_group, p.document_status as status, p.started_at,
    coalesce(p.completed_at, p.failed_at) as completed_at, p.waiting_for
  where p.kind = 'document'
  union all
  select 'queue_' || substring(p.step from length('deliver:') + 1), 'uploads', p.document_queue_status, null::timestamptz,
    case when p.document_queue_status <> 'pending' then coalesce(p.scheduled_at, p.completed_at) end, null
  where p.kind = 'delivery'
  union all
  select 'upload_to_' || substring(p.step from length('deliver:') + 1), 'uploads', p.document_status, p.started_at,
    coalesce(p.completed_at, p.failed_at), case when p.status <> 'running' then p.waiting_for end
  where p.kind = 'delivery'
) n`;

/**
 * `file_processing_steps` and its counts never read the log (DOC-17), and use the key of the file (PRF-08). `processing_logs`
 * has a row for each event that changes a step. Events of the same millisecond keep their order (DOC-18).
 */
export const documentViews = (s: string): string => `
alter table ${s}.processing_step
  add column document_status text,
  add column document_queue_status text,
  add column added_at timestamptz,
  add column changed_at timestamptz;
create view ${s}.file_processing_steps as
select md5(p.asset_id::text || '.' || n.step_name)::uuid as id, p.asset_id as file_id, n.step_name, n.status, n.started_at, n.completed_at,
  case when n.step_name not like 'queue\\_%' then coalesce(p.error_message, p.error_code) end as error_message,
  coalesce(p.added_at, a.created_at) as created_at, coalesce(p.changed_at, a.updated_at) as updated_at
from ${s}.processing_step p
join ${s}.asset a on a.asset_id = p.asset_id and a.pipeline = 'document'
${STEP_ROWS}
where ${STEP_KINDS};
create view ${s}.get_step_summary as
select c.file_id, coalesce(jsonb_object_agg(c.word, c.steps) filter (where c.step_group = 'main'), '{}') as main,
  coalesce(jsonb_object_agg(c.word, c.steps) filter (where c.step_group = 'uploads'), '{}') as uploads
from (
  select p.asset_id as file_id, n.step_group,
    case when n.step_group = 'uploads' and (n.status = 'pending' or (n.status = 'in_progress' and n.waiting_for is not null))
      then 'queued' else n.status end as word,
    count(*) as steps
  from ${s}.processing_step p
  ${STEP_ROWS}
  where ${STEP_KINDS}
  group by 1, 2, 3
) c
group by c.file_id;
create view ${s}.get_file_overall_status as
select a.asset_id as file_id, a.status, exists (
    select from ${s}.processing_step p where p.asset_id = a.asset_id and p.document_status = 'failure'
  ) as has_errors
from ${s}.asset a
where a.pipeline = 'document';
create view ${s}.processing_logs as
select md5(l.position::text || '.' || l.event_index::text || '.' || n.step_name)::uuid as id, l.asset_id as file_id,
  l.detail ->> 'attemptId' as task_id, n.step_name, n.status, l.message, l.detail::text as detail,
  l.recorded_at + (
    row_number() over (partition by l.asset_id, l.recorded_at order by l.position, l.event_index, n.step_name) - 1
  ) * interval '1 microsecond' as "timestamp"
from ${s}.audit_log l
join ${s}.asset a on a.asset_id = l.asset_id and a.pipeline = 'document'
cross join lateral (
  select case when l.step like 'deliver:%' then 'upload_to_' || substring(l.step from length('deliver:') + 1) else l.step end as step_name,
    case l.type
      when 'StepStarted' then 'in_progress'
      when 'StepCompleted' then 'success'
      when 'StepFailed' then 'failure'
      when 'StepSkipped' then 'skipped'
      when 'StepInterrupted' then 'in_progress'
      when 'StepWaiting' then 'in_progress'
    end as status
  union all
  select 'queue_' || substring(l.step from length('deliver:') + 1), case l.type when 'StepScheduled' then 'success' else 'skipped' end
  where l.step like 'deliver:%' and l.type in ('StepScheduled', 'StepSkipped')
) n
where n.status is not null and l.step not like '%/%';`;

/** Previews are no step of a document (ADR 132), so the log of its steps leaves them out. */
export const documentLogWithoutPreviews = (s: string): string => `
create or replace view ${s}.processing_logs as
select md5(l.position::text || '.' || l.event_index::text || '.' || n.step_name)::uuid as id, l.asset_id as file_id,
  l.detail ->> 'attemptId' as task_id, n.step_name, n.status, l.message, l.detail::text as detail,
  l.recorded_at + (
    row_number() over (partition by l.asset_id, l.recorded_at order by l.position, l.event_index, n.step_name) - 1
  ) * interval '1 microsecond' as "timestamp"
from ${s}.audit_log l
join ${s}.asset a on a.asset_id = l.asset_id and a.pipeline = 'document'
cross join lateral (
  select case when l.step like 'deliver:%' then 'upload_to_' || substring(l.step from length('deliver:') + 1) else l.step end as step_name,
    case l.type
      when 'StepStarted' then 'in_progress'
      when 'StepCompleted' then 'success'
      when 'StepFailed' then 'failure'
      when 'StepSkipped' then 'skipped'
      when 'StepInterrupted' then 'in_progress'
      when 'StepWaiting' then 'in_progress'
    end as status
  union all
  select 'queue_' || substring(l.step from length('deliver:') + 1), case l.type when 'StepScheduled' then 'success' else 'skipped' end
  where l.step like 'deliver:%' and l.type in ('StepScheduled', 'StepSkipped')
) n
where n.status is not null and l.step not like '%/%' and l.step <> 'PREVIEW';`;

/** Indexes everything that an owner may search: titles, findings, and the beginning of the text of documents. */
export const documentIndexes = (s: string): string => `
create index asset_document_words on ${s}.asset using gin (jsonb_to_tsvector('simple', personal, '["string"]'))
  where pipeline = 'document';`;

/**
 * The words of a document without the rules of its library, which its row has until the fields are found: a search for the sender of
 * a rule would find every new document. The other indexes find what people decided, and what rules have changed.
 */
export const documentRulesIndexes = (s: string): string => `
drop index ${s}.asset_document_words;
create index asset_document_words on ${s}.asset using gin (jsonb_to_tsvector('simple', personal - 'rules', '["string"]'))
  where pipeline = 'document';
create index asset_with_corrections on ${s}.asset (owner, updated_at, asset_id)
  where pipeline = 'document' and deleted_at is null and (state ? 'fieldCorrections' or personal ? 'hasOwnTags');
create index asset_with_rules on ${s}.asset (owner, asset_id)
  where pipeline = 'document' and deleted_at is null and state @? '$.steps[*].result.rules[*]';`;
