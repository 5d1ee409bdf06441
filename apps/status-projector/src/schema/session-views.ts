/*
 * Sessions under the names and columns that their support knows (PRG-15 to PRG-17, PRG-22). All of it is read from rows that events have made.
 * Their status words are in lower case, as those of documents are and no recording's: by them the indexes are kept small.
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

/**
 * `processing_status` is of sessions alone: documents have the same words. Moves within one millisecond come one after another in `created_at` as well: the newest are asked for by it (PRG-17).
 *
 * `transcript_segment`: one row for each segment. Their times come from the result of the transcription, in milliseconds: the gap since the
 * segment before, and the length, of each. Where a result has no times (an earlier release has made it, or there are more of them than a
 * commit can hold) there are as many rows as there are segments all the same, and what the log does not know is null: it knows where the
 * first one begins and the last one ends, so the number, the smallest `start_sec` and the largest `end_sec` are right always. Nothing is
 * made up.
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

/** Of sessions alone; `session_id` and `updated_at` are these columns in the views. */
export const sessionIndexes = (s: string): string => `
create index idx_status_session on ${s}.audit_log (asset_id, position, event_index) where ${OF_SESSIONS};
create index idx_status_updated on ${s}.audit_log (recorded_at) where ${OF_SESSIONS};`;
