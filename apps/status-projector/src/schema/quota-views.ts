/**
 * `quota_usage`: one row for each event that uses up a quota of its library: a registered item, the bytes of its source, the
 * minutes of a transcription (by the length of the media), and a completed delivery. The rows are those of the audit log, which
 * has each event once, so a redelivery or a rebuild changes nothing. Deleted and erased items stay counted.
 */
const createUsage = (s: string, isDownloaded: string, counts = 'true'): string => `
create or replace view ${s}.quota_usage as
select l.owner, l.recorded_at, l.position, l.event_index, l.asset_id, l.step, u.quota, u.amount
from ${s}.audit_log l
cross join lateral (
  select 'items' as quota, 1::float8 as amount where l.type = 'AssetRegistered'
  union all
  select 'bytes', (l.detail #>> '{source,size}')::float8
  where l.type = 'SourceBecameReady' and l.detail #>> '{source,kind}' = 'upload'
  union all
  select 'bytes', (select coalesce(sum((f ->> 'size')::float8), 0) from json_array_elements(l.detail -> 'artifacts') f)
  where l.type = 'StepCompleted' and l.step = 'DOWNLOAD' and ${isDownloaded}
  union all
  select 'transcription_minutes', coalesce((
    select (m.detail #>> '{result,duration_seconds}')::float8 / 60 from ${s}.audit_log m
    where m.asset_id = l.asset_id and m.type = 'StepCompleted' and m.step = 'DOWNLOAD' and m.position < l.position
    order by m.position desc limit 1), 0)
  where l.type = 'StepCompleted' and l.step = 'TRANSCRIBE'
  union all
  select 'deliveries', 1 where l.type = 'StepCompleted' and l.step like 'deliver:%' and l.step not like '%/%'
) u
where l.type in ('AssetRegistered', 'SourceBecameReady', 'StepCompleted') and ${counts};`;

export const quotaViews = (s: string): string =>
  createUsage(
    s,
    `exists (
    select from ${s}.audit_log r
    where r.asset_id = l.asset_id and r.type = 'SourceBecameReady' and r.detail #>> '{source,kind}' <> 'upload')`,
  );

/** A file may have replaced an address, and an address a file: the bytes of a download count while the present source is fetched. */
export const quotaViewsOfPresentSource = (s: string): string => createUsage(s, isPresentSourceFetched(s));

/** Imported events used up nothing of this system. */
export const quotaViewsWithoutImports = (s: string): string => createUsage(s, isPresentSourceFetched(s), 'not l.imported');

const isPresentSourceFetched = (s: string): string =>
  `(select r.detail #>> '{source,kind}' from ${s}.audit_log r
    where r.asset_id = l.asset_id and r.type = 'SourceBecameReady' and r.position < l.position
    order by r.position desc, r.event_index desc limit 1) <> 'upload'`;

/** Finds the events of a library's month. */
export const quotaIndex = (s: string): string => `
create index audit_log_quotas on ${s}.audit_log (owner, recorded_at)
  where type in ('AssetRegistered', 'SourceBecameReady', 'StepCompleted');`;
