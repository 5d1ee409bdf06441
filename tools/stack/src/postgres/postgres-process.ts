import pg from 'pg';
import { errorCode, StackProblem } from '../problem.js';
import { startChild, waitUntilReady, type Child } from '../processes/child.js';
import { SUPERUSER, type ClusterRequest } from './cluster.js';
import { spawnAs } from './os-user.js';

export interface PostgresStart extends ClusterRequest {
  readonly dataDir: string;
  readonly port: number;
  readonly logFile: string;
  readonly settings?: readonly string[];
}

export interface PostgresServer {
  readonly child: Child;
  readonly port: number;
  readonly url: string;
  stop(): Promise<void>;
}

export const postgresUrl = (port: number, password: string, database = 'postgres'): string =>
  `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;

const settings = (port: number): string[] => [
  'listen_addresses=127.0.0.1',
  `port=${port}`,
  // Project paths are often longer than the limit of 107 bytes for a socket path.
  'unix_socket_directories=',
  'shared_buffers=64MB',
  'max_connections=100',
  'logging_collector=off',
];

export async function startPostgresServer(start: PostgresStart): Promise<PostgresServer> {
  const child = await startChild({
    name: 'postgres',
    command: start.tool.paths.postgres,
    args: ['-D', start.dataDir, ...[...settings(start.port), ...(start.settings ?? [])].flatMap((setting) => ['-c', setting])],
    env: { ...start.env, ...start.tool.env },
    cwd: start.home,
    logFile: start.logFile,
    ...spawnAs(start.user),
  });
  const url = postgresUrl(start.port, start.password);
  const stop = async (): Promise<void> => {
    // Fast shutdown disconnects clients. SIGTERM would wait for them.
    await child.stop({ signal: 'SIGINT', graceMs: 20_000 });
  };
  try {
    await waitUntilReady(child, start.logFile, () => canConnect(url), 120_000);
  } catch (error) {
    await stop();
    throw error;
  }
  return { child, port: start.port, url, stop };
}

const WRONG_PASSWORD = '28P01';

async function canConnect(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 });
  // A server that stops during the handshake also emits this event.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (errorCode(error) !== WRONG_PASSWORD) return false;
    throw new StackProblem(
      'data-folder-unusable',
      'the database refuses the password kept in the data folder: secrets.json and the database do not belong together; restore both from one copy',
      { cause: error },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}
