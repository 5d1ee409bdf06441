/* Views for the ETA and the queue position. Both use rows made from events, so a rebuild restores them. */

const selectDurations = (s: string, counts = 'true'): string => `
select c.position, c.event_index, c.asset_id, c.owner, c.step, c.recorded_at as completed_at,
  greatest(extract(epoch from c.occurred_at - b.occurred_at)::float8 * 1000, 0) as duration_ms,
  (m.detail #>> '{result,duration_seconds}')::float8 as media_seconds,
  c.detail #>> '{result,engine}' as engine
from ${s}.audit_log c
cross join lateral (
  select l.occurred_at from ${s}.audit_log l
  where l.asset_id = c.asset_id and l.type = 'StepStarted' and l.position < c.position
    and l.detail ->> 'attemptId' = c.detail ->> 'attemptId'
  order by l.position desc limit 1
) b
left join lateral (
  select l.detail from ${s}.audit_log l
  where l.asset_id = c.asset_id and l.type = 'StepCompleted' and l.step = 'DOWNLOAD' and l.position <= c.position
  order by l.position desc limit 1
) m on true
where c.type = 'StepCompleted' and c.detail ->> 'adoptedFrom' is null and ${counts}`;

const selectQueued = (s: string): string => `
select p.asset_id, p.step, p.attempt_id, p.service, p.lane, l.position, greatest(l.recorded_at, p.not_before) as due_at
from ${s}.processing_step p
join ${s}.asset a on a.asset_id = p.asset_id and a.is_active
cross join lateral (
  select e.position, e.recorded_at from ${s}.audit_log e
  where e.asset_id = p.asset_id and e.type = 'StepScheduled' and e.step = p.step
  order by e.position desc limit 1
) l
where p.status = 'scheduled'`;

/**
 * `step_duration`: duration of completed attempts, with the media length and the engine. One worker records both start and end,
 * so its clock measures the duration. Attempts that adopted an earlier result are excluded.
 *
 * `lane_queue`: scheduled attempts that have not started, in the order in which they entered their lane. The order is that of
 * the log, or of the due time for attempts that were scheduled for later.
 */
export const forecastViews = (s: string): string => `
create view ${s}.step_duration as${selectDurations(s)};
create view ${s}.lane_queue as${selectQueued(s)};`;

/**
 * `lane_queue` without attempts that wait for something outside: they have no message in the lane until their next check, and
 * may wait for days (ADR 107).
 */
export const laneQueueWithoutWaits = (s: string): string => `
create or replace view ${s}.lane_queue as${selectQueued(s)} and p.waiting_for is null;`;

/** `lane_queue` without attempts that are queued in another system: rows of an import have no service. */
export const laneQueueWithoutImports = (s: string): string =>
  laneQueueWithoutWaits(s).replace(/;$/, ' and p.service is not null;');

/** `step_duration` without the attempts of other systems, whose machines tell nothing about these. */
export const durationsWithoutImports = (s: string): string => `
create or replace view ${s}.step_duration as${selectDurations(s, 'not c.imported')};`;

/** Finds the newest completions of a step without reading other steps. */
export const durationsIndex = (s: string): string => `
create index audit_log_completions on ${s}.audit_log (step, position) where type = 'StepCompleted';`;
