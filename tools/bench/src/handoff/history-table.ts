import pg from 'pg';
import type { AssetEvent } from '@throughline/contracts';
import type { Cleanup } from '../servers/cleanup.js';
import { createEventTable } from '../servers/event-table.js';

/** Connections to PostgreSQL. On two cores, more of them only wait for each other. */
const POOL = 20;

/** Events of one commit, with the number of events before them. */
export interface HistoryPart {
  readonly assetId: string;
  readonly version: number;
  readonly events: readonly AssetEvent[];
}

/** A history in PostgreSQL, with one row for each event. The rows of one commit are inserted by one statement. */
export class HistoryTable {
  private constructor(private readonly pool: pg.Pool) {}

  static async open(databaseUrl: string, closing: Cleanup): Promise<HistoryTable> {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: POOL });
    // The bench may stop the server before the last connection has closed.
    pool.on('error', () => undefined);
    closing.add(() => pool.end());
    await createEventTable(pool);
    return new HistoryTable(pool);
  }

  async add({ assetId, version, events }: HistoryPart): Promise<void> {
    await this.pool.query({
      name: 'add',
      text: `insert into event (stream, version, body)
        select $1, $2 + nth, body from unnest($3::jsonb[]) with ordinality as added (body, nth)`,
      values: [assetId, version, events.map((event) => JSON.stringify(event))],
    });
  }
}
