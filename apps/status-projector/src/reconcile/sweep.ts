import { pokeSubject } from '@throughline/contracts';
import type { Pool } from 'pg';
import type { Announcer } from '../project/announce.js';
import { findOverdueWork, type OverdueWork, type SweepRange } from './overdue-work.js';

export interface SweepResult {
  readonly overdue: number;
  /** The asset id to continue after; undefined starts from the beginning. */
  readonly after: string | undefined;
}

/** Asks the services to check overdue work. This recovers lost queue messages and lost timers. */
export async function sweep(
  pool: Pool,
  announcer: Announcer,
  range: SweepRange,
  find: (pool: Pool, range: SweepRange) => Promise<OverdueWork[]> = findOverdueWork,
): Promise<SweepResult> {
  const overdue = await find(pool, range);
  for (const { service, assetId } of overdue) announcer.publish(pokeSubject(service), JSON.stringify({ assetId }));
  return { overdue: overdue.length, after: overdue.at(-1)?.assetId };
}
