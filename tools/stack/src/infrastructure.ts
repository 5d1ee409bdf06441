import { join } from 'node:path';
import type { StackConfig } from './config.js';
import type { DataFolder } from './data-folder/data-folder.js';
import type { Secrets } from './data-folder/secrets.js';
import { clearNatsLeftover } from './nats/leftovers.js';
import { natsConfig } from './nats/nats-config.js';
import { startNatsServer } from './nats/nats-process.js';
import { ensureCluster } from './postgres/cluster.js';
import { clusterFolder, clusterMajor, fallbackFolder, placeCluster } from './postgres/cluster-place.js';
import { clearLeftovers } from './postgres/leftovers.js';
import { databaseUser } from './postgres/os-user.js';
import { startPostgresServer } from './postgres/postgres-process.js';
import type { Unit } from './processes/supervisor.js';
import type { Tool } from './provision/tool.js';

export interface Setting {
  readonly config: StackConfig;
  readonly data: DataFolder;
  readonly secrets: Secrets;
  readonly say: (message: string) => void;
}

export function natsUnit({ config, data, secrets }: Setting, tool: Tool<'nats-server'>, port: number): Unit {
  const folder = data.nats();
  return {
    name: 'nats-server',
    stopSignal: 'SIGTERM',
    graceMs: 30_000,
    start: async () => {
      await clearNatsLeftover(folder);
      const server = await startNatsServer({
        tool,
        config: natsConfig({ port, storeDir: join(folder, 'store'), passwords: secrets.nats }),
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

/** What an earlier runner left without a note of it still holds the ports, and the stores. */
export async function clearLeftoverServers(setting: Setting): Promise<void> {
  await clearNatsLeftover(setting.data.nats());
  for (const home of possibleHomes(setting)) {
    if ((await clusterMajor(home)) !== undefined) await clearLeftovers(clusterFolder(home));
  }
}

const wantedHome = ({ config, data }: Setting): string => config.postgresDir ?? data.postgres();

/** Where the folder belongs, and where it is when the database's user cannot enter that. */
const possibleHomes = (setting: Setting): string[] => [
  wantedHome(setting),
  join(fallbackFolder(wantedHome(setting)), 'postgres'),
];

/** The version of the cluster that is there already. */
export async function existingMajor(setting: Setting): Promise<number | undefined> {
  for (const home of possibleHomes(setting)) {
    const major = await clusterMajor(home);
    if (major !== undefined) return major;
  }
  return undefined;
}

export async function postgresUnit(setting: Setting, tool: Tool<'postgres'>, port: number): Promise<Unit> {
  const { config, data, secrets, say } = setting;
  const user = await databaseUser();
  const place = await placeCluster({ wanted: wantedHome(setting), tool, user, env: config.env, say });
  const cluster = { ...place, user, password: secrets.postgres.superuser, env: config.env };
  const dataDir = await ensureCluster(cluster);
  return {
    name: 'postgres',
    // The fast stop: clients are cut off, nothing is lost.
    stopSignal: 'SIGINT',
    graceMs: 30_000,
    start: async () => {
      await clearLeftovers(dataDir);
      const server = await startPostgresServer({ ...cluster, dataDir, port, logFile: data.log('postgres') });
      return server.child;
    },
  };
}
