/*
 * Views with the names and columns that the support team of sessions expects (PRG-15 to PRG-17, PRG-22). All values come from
 * rows made from events. Only sessions and documents have status words in lower case, so this condition keeps the indexes
 * small.
 */
const OF_SESSIONS = `status_after in ('pending', 'processing', 'completed', 'failed')`;

/**
 * `processing_status` has one row for each status change of a session. Ids are derived from the log position, so a rebuild
 * reproduces them.
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

/**
 * `processing_status` covers sessions only, because documents use the same status words. Changes in one millisecond get
 * increasing `created_at` values, because clients ask for the newest ones by it (PRG-17).
 *
 * `transcript_segment` has one row for each segment. Times come from the transcription result as millisecond pairs: the gap
 * since the previous segment, and the length. A result without times comes from an earlier release or has too many segments
 * for one commit. Its rows have null times, except for the start of the first segment and the end of the last one. So the
 * count, the smallest `start_sec` and the largest `end_sec` are always right.
 */
export const segmentViews = (s: string): string => `
create or replace view ${s}.processing_status as
select md5(c.position::text || '.' || c.event_index::text)::uuid as id, c.asset_id as session_id, c.status_after::varchar(20) as status,
  coalesce(c.progress_after, 0) as progress,
  case c.status_after
    when 'pending' then 'Waiting to be processed...'
    when 'processing' then 'Processing audio...'
    when 'completed' then 'Transcription complete!'
    when 'failed' then 'Processing failed. Please try again.'
  end as message,
  c.recorded_at + (row_number() over (partition by c.asset_id, c.recorded_at order by c.position, c.event_index) - 1) * interval '1 microsecond'
    as created_at, c.recorded_at as updated_at
from (
  select l.*, lag(l.status_after) over (partition by l.asset_id order by l.position, l.event_index) as status_before
  from ${s}.audit_log l join ${s}.asset a on a.asset_id = l.asset_id and a.pipeline = 'session' where l.${OF_SESSIONS}
) c
where c.status_after is distinct from c.status_before;
drop view ${s}.transcript_segment;
create view ${s}.transcript_segment as
select t.asset_id as session_id, i.segment_index, i.start_sec, i.end_sec
from (
  select a.asset_id, (p.result ->> 'segments')::integer as segments, p.result -> 'segment_times_ms' as times,
    (p.result ->> 'first_start_seconds')::float8 as first_start, (p.result ->> 'last_end_seconds')::float8 as last_end
  from ${s}.asset a
  join ${s}.processing_step p on p.asset_id = a.asset_id and p.step = 'TRANSCRIBE' and p.status = 'completed'
  where a.pipeline = 'session' and not a.state ? 'erasedAt'
) t
cross join lateral (
  select ((m.place - 1) / 2)::integer as segment_index, (min(m.at) / 1000)::float8 as start_sec, (max(m.at) / 1000)::float8 as end_sec
  from (
    select v.place, sum(v.ms::numeric) over (order by v.place) as at
    from jsonb_array_elements_text(t.times) with ordinality as v(ms, place)
  ) m
  group by 1
  union all
  select n.number, case when n.number = 0 then t.first_start end, case when n.number = t.segments - 1 then t.last_end end
  from generate_series(0, t.segments - 1) as n(number)
  where t.times is null
) i;`;

/** Covers sessions only. The views expose these columns as `session_id` and `updated_at`. */
export const sessionIndexes = (s: string): string => `
create index idx_status_session on ${s}.audit_log (asset_id, position, event_index) where ${OF_SESSIONS};
create index idx_status_updated on ${s}.audit_log (recorded_at) where ${OF_SESSIONS};`;
