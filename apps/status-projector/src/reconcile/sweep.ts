import { pokeSubject } from '@throughline/contracts';
import type { Pool } from 'pg';
import type { Announcer } from '../project/announce.js';
import { overdueWork, type SweepRange } from './overdue.js';

export interface Swept {
  readonly asked: number;
  /** Where the next sweep goes on; undefined: from the start. */
  readonly after: string | undefined;
}

/** Asks the services to look at what is overdue: even a lost queue or a lost timer heals. */
export async function sweep(pool: Pool, announcer: Announcer, range: SweepRange): Promise<Swept> {
  const overdue = await overdueWork(pool, range);
  for (const { service, assetId } of overdue) announcer.publish(pokeSubject(service), JSON.stringify({ assetId }));
  return { asked: overdue.length, after: overdue.at(-1)?.assetId };
}
