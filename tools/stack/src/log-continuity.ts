import { connect } from '@nats-io/transport-node';
import { JetStreamEventStore, MemoryDataKeys, parsePosition, verifyContinuity, type Checkpoint } from '@throughline/event-store';
import pg from 'pg';
import { StackProblem } from './problem.js';

export interface LogPlaces {
  /** One address, or several with commas between. */
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

/** What has changed about the log since the tables were written, or undefined where it is the same log, grown. */
export async function findLogChange(places: LogPlaces): Promise<string | undefined> {
  const checkpoints = await readCheckpoints(places.databaseUrl);
  if (checkpoints.length === 0) return undefined;
  const nc = await connect({
    servers: places.natsUrl.split(','),
    user: places.user ?? 'admin',
    pass: places.adminPassword,
    reconnect: false,
  });
  try {
    // Only ids and positions are read here, so no key is needed.
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

/** Nothing is started on a log that was put back to an older copy: every service would build on what has been undone. */
export const logRestored = (detail: string, dataDir: string): StackProblem =>
  new StackProblem(
    'log-restored',
    `the event log in ${dataDir} is not the one that the tables were made from: ${detail}.
It was put back to an older copy, or belongs to another installation. Put the newer copy of the folder back.
To take the present log for the truth, and lose what only the newer one knew: npm start -- --accept-log`,
  );
