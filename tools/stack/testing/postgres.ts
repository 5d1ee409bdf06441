import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { newSecret } from '#src/nats/nats-passwords.js';
import { ensureCluster } from '#src/postgres/cluster.js';
import { prepareClusterLocation } from '#src/postgres/cluster-location.js';
import { findDatabaseUser } from '#src/postgres/os-user.js';
import { clearLeftovers } from '#src/postgres/leftovers.js';
import { startPostgresServer, type PostgresServer, type PostgresStart } from '#src/postgres/postgres-process.js';
import { freePort } from '#src/processes/ports.js';
import { provisionPostgres } from '#src/provision/postgres.js';
import { sharedPostgresUrl, testContext } from './config.js';
import { tieToThisProcess } from './lifeline.js';
import { tempDir, until } from './until.js';

export interface TestPostgres {
  /** Connects the superuser to the database `postgres`. */
  readonly url: string;
  stop(): Promise<void>;
}

export interface OwnPostgres extends TestPostgres {
  readonly pid: number;
  readonly port: number;
  readonly dataDir: string;
  readonly logFile: string;
  kill(): Promise<void>;
  restart(): Promise<void>;
}

/** Returns the shared server of the run, or starts a new one, which `stop` ends. */
export async function startPostgres(): Promise<TestPostgres> {
  const shared = sharedPostgresUrl();
  return shared ? { url: shared, stop: () => Promise.resolve() } : startOwnPostgres();
}

export interface OwnPostgresOptions {
  /** Sync commits to disk as an installation does. For benches, not for tests. */
  readonly durable?: boolean;
}

// Test data need not survive the machine. Commits still survive the death of the server.
const FORGETFUL = ['fsync=off', 'full_page_writes=off'];

export async function startOwnPostgres({ durable = false }: OwnPostgresOptions = {}): Promise<OwnPostgres> {
  const context = testContext();
  const folder = await tempDir('tl-postgres-');
  const password = newSecret();
  const port = await freePort();
  const user = await findDatabaseUser();
  const wanted = join(folder.path, 'data');
  const place = await prepareClusterLocation({
    wanted,
    tool: await provisionPostgres(context),
    user,
    env: context.env,
    say: () => undefined,
  });
  const cluster = { ...place, password, user, env: context.env, sync: false };
  const dataDir = await ensureCluster(cluster);
  const settings = [...(durable ? [] : FORGETFUL), 'max_connections=200'];
  const logFile = join(folder.path, 'postgres.log');
  const start = (): Promise<RunningServer> => launch({ ...cluster, dataDir, port, logFile, settings });
  let running = await start();
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    await running.server.child.stop({ signal, graceMs: 20_000 });
    running.lifeline.cut();
  };
  return {
    url: running.server.url,
    port,
    dataDir,
    logFile,
    get pid() {
      return running.server.child.pid;
    },
    stop: async () => {
      await end('SIGINT');
      await folder.remove();
    },
    kill: () => end('SIGKILL'),
    restart: async () => {
      await end('SIGINT');
      running = await start();
    },
  };
}

interface RunningServer {
  readonly server: PostgresServer;
  readonly lifeline: { cut(): void };
}

async function launch(options: PostgresStart): Promise<RunningServer> {
  await clearLeftovers(options.dataDir);
  const server = await startPostgresServer(options);
  return { server, lifeline: tieToThisProcess(server.child.pid) };
}

export interface FreshDatabase {
  readonly url: string;
  readonly name: string;
  drop(): Promise<void>;
}

export function urlOfDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Creates a copy of the database `template`. Default: an empty one. */
export async function freshDatabase(server?: TestPostgres, template = 'template0'): Promise<FreshDatabase> {
  const postgres = server ?? (await startPostgres());
  const name = `tl_${randomBytes(8).toString('hex')}`;
  await runStatement(postgres.url, `create database ${name} template ${template}`);
  return {
    url: urlOfDatabase(postgres.url, name),
    name,
    drop: async () => {
      await dropAfterDisconnect(postgres.url, name);
      if (!server) await postgres.stop();
    },
  };
}

const LEAVING_MS = 30_000;

/**
 * Drops the database after its connections have closed, or terminates them after a while. A pool that has ended may still be
 * closing connections: their termination would raise an uncaught error in this process.
 */
async function dropAfterDisconnect(connectionString: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const isLeft = async (): Promise<boolean> => {
      const { rows } = await client.query('select from pg_stat_activity where datname = $1 limit 1', [name]);
      return rows.length === 0;
    };
    await until(isLeft, { timeout: LEAVING_MS }).catch(() => undefined);
    await client.query(`drop database if exists ${name} with (force)`);
  } finally {
    await client.end();
  }
}

async function runStatement(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
