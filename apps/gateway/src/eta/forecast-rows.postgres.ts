import type { DurationSample } from '@throughline/domain';
import type { Pool } from 'pg';
import type { ForecastRows } from './forecast-rows.js';

interface DurationRow {
  step: string;
  duration_ms: number;
  media_seconds: number | null;
  engine: string | null;
}

interface PlaceRow {
  attempt_id: string;
  /** `int4`, so a number. */
  place: number;
}

const sampleOf = ({ duration_ms, media_seconds, engine }: DurationRow): DurationSample => ({
  durationMs: duration_ms,
  ...(media_seconds === null ? {} : { mediaSeconds: media_seconds }),
  ...(engine === null ? {} : { engine }),
});

export class PostgresForecastRows implements ForecastRows {
  constructor(private readonly pool: Pick<Pool, 'query'>) {}

  async durations(steps: readonly string[], newest: number): Promise<ReadonlyMap<string, readonly DurationSample[]>> {
    const { rows } = await this.pool.query<DurationRow>(
      // The newest first, by their index: the view alone would look at every completion that there ever was.
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

  async places(): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.pool.query<PlaceRow>(
      `select attempt_id, (row_number() over (partition by service, lane order by due_at, position, step))::int as place
       from projection.lane_queue where due_at <= now()`,
    );
    return new Map(rows.map(({ attempt_id, place }) => [attempt_id, place]));
  }
}
