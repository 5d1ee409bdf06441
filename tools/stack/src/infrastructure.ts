import { join } from 'node:path';
import type { StackConfig } from './config.js';
import type { DataFolder } from './data-folder/data-folder.js';
import type { Secrets } from './data-folder/secrets.js';
import { clearNatsLeftover } from './nats/leftovers.js';
import { natsConfig } from './nats/nats-config.js';
import { readSenders } from './nats/nats-senders.js';
import { startNatsServer } from './nats/nats-process.js';
import { ensureCluster } from './postgres/cluster.js';
import { clusterFolder, readClusterMajor, fallbackFolder, prepareClusterLocation } from './postgres/cluster-location.js';
import { clearLeftovers } from './postgres/leftovers.js';
import { findDatabaseUser } from './postgres/os-user.js';
import { startPostgresServer } from './postgres/postgres-process.js';
import type { Unit } from './processes/supervisor.js';
import type { Tool } from './provision/tool.js';

export interface ServerContext {
  readonly config: StackConfig;
  readonly data: DataFolder;
  readonly secrets: Secrets;
  readonly say: (message: string) => void;
}

export const NATS_UNIT = 'nats-server';

export interface NatsPorts {
  readonly nats: number;
  readonly monitor: number;
}

export function natsUnit({ config, data, secrets }: ServerContext, tool: Tool<'nats-server'>, ports: NatsPorts): Unit {
  const { nats: port, monitor: monitorPort } = ports;
  const folder = data.nats();
  return {
    name: NATS_UNIT,
    stopSignal: 'SIGTERM',
    graceMs: 30_000,
    start: async () => {
      await clearNatsLeftover(folder);
      const senders = await readSenders(config.env['TL_NATS_SENDERS_FILE']);
      const server = await startNatsServer({
        tool,
        config: natsConfig({ port, storeDir: join(folder, 'store'), passwords: secrets.nats, monitorPort, senders }),
        port,
        folder,
        logFile: data.log('nats-server'),
        env: config.env,
        login: { user: 'admin', pass: secrets.nats.admin },
      });
      return server.child;
    },
  };
}

/** Stops servers of an earlier runner that are missing in its record: they still hold the ports and the data folders. */
export async function clearLeftoverServers(setting: ServerContext): Promise<void> {
  await clearNatsLeftover(setting.data.nats());
  for (const home of listPossibleHomes(setting)) {
    if ((await readClusterMajor(home)) !== undefined) await clearLeftovers(clusterFolder(home));
  }
}

const preferredHome = ({ config, data }: ServerContext): string => config.postgresDir ?? data.postgres();

/** Lists the preferred folder, and the fallback if the database's OS user cannot enter it. */
const listPossibleHomes = (setting: ServerContext): string[] => [
  preferredHome(setting),
  join(fallbackFolder(preferredHome(setting)), 'postgres'),
];

export async function readExistingMajor(setting: ServerContext): Promise<number | undefined> {
  for (const home of listPossibleHomes(setting)) {
    const major = await readClusterMajor(home);
    if (major !== undefined) return major;
  }
  return undefined;
}

export async function postgresUnit(setting: ServerContext, tool: Tool<'postgres'>, port: number): Promise<Unit> {
  const { config, data, secrets, say } = setting;
  const user = await findDatabaseUser();
  const place = await prepareClusterLocation({ wanted: preferredHome(setting), tool, user, env: config.env, say });
  const cluster = { ...place, user, password: secrets.postgres.superuser, env: config.env };
  const dataDir = await ensureCluster(cluster);
  return {
    name: 'postgres',
    // Fast shutdown: it disconnects clients and loses no data.
    stopSignal: 'SIGINT',
    graceMs: 30_000,
    start: async () => {
      await clearLeftovers(dataDir);
      const server = await startPostgresServer({ ...cluster, dataDir, port, logFile: data.log('postgres') });
      return server.child;
    },
  };
}
