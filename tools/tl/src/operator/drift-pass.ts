import type { Access } from '@throughline/stack';
import { dateText } from '../output/dates.js';
import { withDatabase } from './servers.js';

/** The comparison of all rows with the fold, which the status-projector repeats. */
export interface DriftPass {
  /** The end of the last whole pass, of the partition that waits longest; null if one was never compared as a whole. */
  readonly ended_at: string | null;
}

/** A healthy pass takes minutes, and hours for millions of items. The alert has the same limit. */
const LATE_MS = 24 * 3_600_000;

const SELECT = `select case when count(*) = count(d.ended_at) then min(d.ended_at) end as ended_at
  from projection.projection_checkpoint c left join ops.drift_pass d using (partition)`;

/** Returns null if the database does not answer, which the state of PostgreSQL reports, or if there are no tables yet. */
export const readDriftPass = (access: Access): Promise<DriftPass | null> =>
  withDatabase(access, async (client) => {
    const { rows } = await client.query<{ ended_at: Date | null }>(SELECT);
    return { ended_at: rows[0]?.ended_at?.toISOString() ?? null };
  }).catch(() => null);

const endText = ({ ended_at: end }: DriftPass): string =>
  end === null ? 'not all rows have been compared with the log yet' : `all rows were last compared with the log ${dateText(end)}`;

export const driftPassRows = (pass: DriftPass | null): string[][] => (pass === null ? [] : [['drift check', endText(pass)]]);

const isLate = (since: string | null, now: number): boolean => since === null || Date.parse(since) < now - LATE_MS;

/** A stack that was stopped has had no time for a pass since its start. */
export const driftPassProblems = (pass: DriftPass | null, lastStart: string | null, now = Date.now()): string[] =>
  pass !== null && lastStart !== null && isLate(lastStart, now) && isLate(pass.ended_at, now)
    ? [`${endText(pass)}: see logs/status-projector.log`]
    : [];
