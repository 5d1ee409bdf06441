import { connect } from '@nats-io/transport-node';
import { JetStreamEventStore, MemoryDataKeys, parsePosition, verifyContinuity, type Checkpoint } from '@throughline/event-store';
import pg from 'pg';
import { StackProblem } from './problem.js';

export interface LogLocations {
  /** Several addresses are separated by commas. */
  readonly natsUrl: string;
  readonly user?: string;
  readonly adminPassword: string;
  readonly databaseUrl: string;
}

interface CheckpointRow {
  readonly incarnation: string;
  readonly position: string;
  readonly commit_id: string | null;
}

async function readCheckpoints(databaseUrl: string): Promise<readonly Checkpoint[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ there: boolean }>(
      `select to_regclass('projection.projection_checkpoint') is not null as there`,
    );
    if (tables[0]?.there !== true) return [];
    const { rows } = await client.query<CheckpointRow>(
      'select incarnation, position::text as position, commit_id from projection.projection_checkpoint',
    );
    return rows.map(({ incarnation, position, commit_id }) => ({
      incarnation,
      position: parsePosition(position),
      commitId: commit_id ?? undefined,
    }));
  } finally {
    await client.end();
  }
}

/** Describes how the log differs from the one that the tables were built from. Returns undefined if it has only grown. */
export async function findLogChange(places: LogLocations): Promise<string | undefined> {
  const checkpoints = await readCheckpoints(places.databaseUrl);
  if (checkpoints.length === 0) return undefined;
  const nc = await connect({
    servers: places.natsUrl.split(','),
    user: places.user ?? 'admin',
    pass: places.adminPassword,
    reconnect: false,
  });
  try {
    // Reads only ids and positions, so no key is needed.
    const store = await JetStreamEventStore.open(nc, { keys: new MemoryDataKeys() });
    for (const checkpoint of checkpoints) {
      const continuity = await verifyContinuity(store, checkpoint);
      if (continuity.kind === 'restored') return continuity.detail;
    }
    return undefined;
  } finally {
    await nc.close();
  }
}

/**
 * Refuses a start on a log that was restored from an older copy: services would build on a history without its latest events.
 */
export const logRestoredProblem = (detail: string, dataDir: string): StackProblem =>
  new StackProblem(
    'log-restored',
    `the tables were not built from the event log in ${dataDir}: ${detail}.
The log was restored from an older copy, or belongs to another installation. Restore the newer copy of the folder.
To accept the present log, and lose what only the newer one contains: npm start -- --accept-log`,
  );
