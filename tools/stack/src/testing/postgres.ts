import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { newSecret } from '../nats/nats-passwords.js';
import { ensureCluster } from '../postgres/cluster.js';
import { placeCluster } from '../postgres/cluster-place.js';
import { databaseUser } from '../postgres/os-user.js';
import { clearLeftovers } from '../postgres/leftovers.js';
import { startPostgresServer, type PostgresServer, type PostgresStart } from '../postgres/postgres-process.js';
import { freePort } from '../processes/ports.js';
import { provisionPostgres } from '../provision/postgres.js';
import { sharedPostgresUrl, testContext } from './config.js';
import { tieToThisProcess } from './lifeline.js';
import { tempDir, until } from './until.js';

export interface TestPostgres {
  /** Of the superuser, on the database `postgres`. */
  readonly url: string;
  stop(): Promise<void>;
}

export interface OwnPostgres extends TestPostgres {
  readonly pid: number;
  readonly port: number;
  readonly dataDir: string;
  readonly logFile: string;
  /** SIGKILL of the server; `restart` recovers. */
  kill(): Promise<void>;
  restart(): Promise<void>;
}

/** The run's shared server where there is one; otherwise one of its own, which `stop` ends. */
export async function startPostgres(): Promise<TestPostgres> {
  const shared = sharedPostgresUrl();
  return shared ? { url: shared, stop: () => Promise.resolve() } : startOwnPostgres();
}

export interface OwnPostgresOptions {
  /** What is committed is on the disk, as in an installation: for what is measured, not for tests. */
  readonly durable?: boolean;
}

// Nothing in a test has to survive the machine. What was committed survives the death of the server all the same.
const FORGETFUL = ['fsync=off', 'full_page_writes=off'];

/** A server for tests that stop, kill or restart it. */
export async function startOwnPostgres({ durable = false }: OwnPostgresOptions = {}): Promise<OwnPostgres> {
  const context = testContext();
  const folder = await tempDir('tl-postgres-');
  const password = newSecret();
  const port = await freePort();
  const user = await databaseUser();
  const wanted = join(folder.path, 'data');
  const place = await placeCluster({
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
  const start = (): Promise<Running> => launch({ ...cluster, dataDir, port, logFile, settings });
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

interface Running {
  readonly server: PostgresServer;
  readonly lifeline: { cut(): void };
}

async function launch(options: PostgresStart): Promise<Running> {
  await clearLeftovers(options.dataDir);
  const server = await startPostgresServer(options);
  return { server, lifeline: tieToThisProcess(server.child.pid) };
}

export interface FreshDatabase {
  readonly url: string;
  readonly name: string;
  drop(): Promise<void>;
}

/** A new, empty database: on the given server, or on the run's own. */
export async function freshDatabase(server?: TestPostgres): Promise<FreshDatabase> {
  const postgres = server ?? (await startPostgres());
  const name = `tl_${randomBytes(8).toString('hex')}`;
  await statement(postgres.url, `create database ${name} template template0`);
  const url = new URL(postgres.url);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    name,
    drop: async () => {
      await dropWhenLeft(postgres.url, name);
      if (!server) await postgres.stop();
    },
  };
}

const LEAVING_MS = 2_000;

/**
 * A pool that has ended may still be closing its connections; one that is cut off then tells nobody but the whole process.
 * Who has not left by himself after a while is thrown out.
 */
async function dropWhenLeft(connectionString: string, name: string): Promise<void> {
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

async function statement(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
