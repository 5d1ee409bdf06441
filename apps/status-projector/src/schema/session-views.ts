/*
 * Sessions under the names and columns that their support knows (PRG-15 to PRG-17, PRG-22). All of it is read from rows that events have made.
 * Status words of sessions are in lower case, and no other pipeline's are: what is about them alone is told by that, and costs others nothing.
 */
const OF_SESSIONS = `status_after in ('pending', 'processing', 'completed', 'failed')`;

/**
 * `processing_status`: one row for each change of a session's status, as the commit has left it. The ids follow from the place in the log, so
 * a rebuild gives them again.
 */
export const sessionViews = (s: string): string => `
alter table ${s}.audit_log add column progress_after integer;
create view ${s}.processing_status as
select md5(c.position::text || '.' || c.event_index::text)::uuid as id, c.asset_id as session_id, c.status_after::varchar(20) as status,
  coalesce(c.progress_after, 0) as progress,
  case c.status_after
    when 'pending' then 'Waiting to be processed...'
    when 'processing' then 'Processing audio...'
    when 'completed' then 'Transcription complete!'
    when 'failed' then 'Processing failed. Please try again.'
  end as message,
  c.recorded_at as created_at, c.recorded_at as updated_at
from (
  select l.*, lag(l.status_after) over (partition by l.asset_id order by l.position, l.event_index) as status_before
  from ${s}.audit_log l where ${OF_SESSIONS}
) c
where c.status_after is distinct from c.status_before;
create view ${s}.session as
select a.asset_id as id, a.owner as user_id, a.status, p.attempt_id as transcription_job_id, a.personal ->> 'fileName' as audio_filename,
  a.title, a.created_at, a.updated_at
from ${s}.asset a
left join ${s}.processing_step p on p.asset_id = a.asset_id and p.step = 'TRANSCRIBE'
where a.pipeline = 'session';
create view ${s}.transcript_segment as
select a.asset_id as session_id, (p.result ->> 'segments')::integer as segments, (p.result ->> 'first_start_seconds')::float8 as start_sec,
  (p.result ->> 'last_end_seconds')::float8 as end_sec
from ${s}.asset a
join ${s}.processing_step p on p.asset_id = a.asset_id and p.step = 'TRANSCRIBE' and p.status = 'completed'
where a.pipeline = 'session' and (p.result ->> 'segments')::integer > 0;`;

/** Of sessions alone; `session_id` and `updated_at` are these columns in the views. */
export const sessionIndexes = (s: string): string => `
create index idx_status_session on ${s}.audit_log (asset_id, position, event_index) where ${OF_SESSIONS};
create index idx_status_updated on ${s}.audit_log (recorded_at) where ${OF_SESSIONS};`;
