import { TRANSCRIBE } from '@throughline/contracts';
import type { DurationSample, QueuePosition } from '@throughline/domain';
import type { Pool } from 'pg';
import type { ForecastRows, LaneAttempt, QueuedTranscription } from './forecast-rows.js';

interface DurationRow {
  step: string;
  duration_ms: number;
  media_seconds: number | null;
  engine: string | null;
}

interface PlaceRow {
  attempt_id: string;
  /** `position` and `length` are cast to `int4`, which the driver returns as numbers. */
  position: number;
  length: number;
}

interface RunningRow {
  service: string;
  lane: string;
  started_at: string;
}

interface TranscriptionRow {
  asset_id: string;
  attempt_id: string;
  lane: string;
  started_at: string | null;
  worked_ms: number | null;
  reached: number | null;
  media_seconds: number | null;
}

const sampleOf = ({ duration_ms, media_seconds, engine }: DurationRow): DurationSample => ({
  durationMs: duration_ms,
  ...(media_seconds === null ? {} : { mediaSeconds: media_seconds }),
  ...(engine === null ? {} : { engine }),
});

/** The running steps with their states: the column `started_at` has the first start in the run, not that of the attempt. */
const RUNNING = `projection.processing_step p
       join projection.asset a on a.asset_id = p.asset_id and a.is_active
       cross join lateral jsonb_array_elements(a.state -> 'steps') s(state)
       where p.status = 'running' and s.state ->> 'step' = p.step and s.state ->> 'phase' = 'running'`;

export class PostgresForecastRows implements ForecastRows {
  constructor(private readonly pool: Pick<Pool, 'query'>) {}

  async durations(steps: readonly string[], newest: number): Promise<ReadonlyMap<string, readonly DurationSample[]>> {
    const { rows } = await this.pool.query<DurationRow>(
      // Finds the newest completions through an index. The view alone would scan all completions.
      `select d.step, d.duration_ms, d.media_seconds, d.engine
       from unnest($1::text[]) as asked(step)
       cross join lateral (
         select c.position, c.event_index from projection.audit_log c
         where c.type = 'StepCompleted' and c.step = asked.step order by c.position desc limit $2
       ) newest
       join projection.step_duration d on d.position = newest.position and d.event_index = newest.event_index
       order by d.step, d.position desc`,
      [steps, newest],
    );
    const found = new Map<string, DurationSample[]>();
    for (const row of rows) {
      const samples = found.get(row.step);
      if (samples === undefined) found.set(row.step, [sampleOf(row)]);
      else samples.push(sampleOf(row));
    }
    return found;
  }

  async places(): Promise<ReadonlyMap<string, QueuePosition>> {
    const { rows } = await this.pool.query<PlaceRow>(
      `select attempt_id, (row_number() over (partition by service, lane order by due_at, position, step))::int as position,
         (count(*) over (partition by service, lane))::int as length
       from projection.lane_queue where due_at <= now()`,
    );
    return new Map(rows.map(({ attempt_id, ...place }) => [attempt_id, place]));
  }

  async running(): Promise<readonly LaneAttempt[]> {
    const { rows } = await this.pool.query<RunningRow>(
      `select p.service, p.lane, s.state ->> 'startedAt' as started_at from ${RUNNING}`,
      [],
    );
    return rows.map(({ started_at, ...lane }) => ({ ...lane, startedAt: started_at }));
  }

  async transcriptions(): Promise<readonly QueuedTranscription[]> {
    const { rows } = await this.pool.query<TranscriptionRow>(
      `select t.asset_id, t.attempt_id, t.lane, t.started_at, t.worked_ms, t.reached,
         (d.result ->> 'duration_seconds')::float8 as media_seconds
       from (
         select p.asset_id, p.attempt_id, p.lane, s.state ->> 'startedAt' as started_at,
           (s.state ->> 'workedMs')::float8 as worked_ms, (s.state ->> 'reached')::float8 as reached,
           null::timestamptz as due_at, null::bigint as position
         from ${RUNNING} and p.step = $1
         union all
         select q.asset_id, q.attempt_id, q.lane, null, null, null, q.due_at, q.position
         from projection.lane_queue q where q.step = $1 and q.due_at <= now()
       ) t
       left join projection.processing_step d on d.asset_id = t.asset_id and d.step = 'DOWNLOAD'
       order by t.started_at nulls last, t.due_at, t.position`,
      [TRANSCRIBE],
    );
    return rows.map((row) => ({
      assetId: row.asset_id,
      attemptId: row.attempt_id,
      lane: row.lane,
      startedAt: row.started_at,
      workedMs: row.worked_ms ?? 0,
      reached: row.reached ?? 0,
      mediaSeconds: row.media_seconds,
    }));
  }
}
