import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { ensureEventStreams } from '@throughline/event-store';
import { ensureKeyValueStores, ensureMessagingStreams } from '@throughline/messaging';
import { Health, Metrics, createLogger, type Failpoint } from '@throughline/service-kit';
import { BusStrategy } from '@throughline/service-kit/transport';
import { ServiceProcess, createTestTables, freePort, freshCopy, startNats, tempDir } from '@throughline/stack/testing';
import type { FreshDatabase, OwnPostgres, TestNats } from '@throughline/stack/testing';
import { AdaptersModule } from '../adapters.module.js';
import { buildGateway, type Gateway } from '../build-gateway.js';
import { readGatewayConfig, type GatewayConfig } from '../config.js';
import { migrate } from '../kit/database/database.js';
import type { GatewayLimits } from '../gateway-settings.js';
import { migrateSearch } from '../search/indexing/database.js';
import { backgroundWorkOf, type BackgroundWork } from './background-work.js';
import { portsOf, type GatewayPorts } from './gateway-ports.js';

export interface World {
  readonly nats: TestNats;
  readonly database: FreshDatabase;
  readonly config: GatewayConfig;
  /** A connection with every permission, for specs that inspect the broker. */
  readonly admin: NatsConnection;
  readonly token: string;
  /** Environment for service processes of this world. */
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  close(): Promise<void>;
}

const createTables = async (databaseUrl: string): Promise<void> => {
  await createTestTables(databaseUrl);
  await migrate(databaseUrl);
  await migrateSearch(databaseUrl);
};

/** Creates a database with the tables of the projector, the gateway and the search. */
export const openDatabase = (server?: OwnPostgres): Promise<FreshDatabase> => freshCopy('gateway', createTables, server);

/** Starts a real broker with the product's users, and creates a database. */
export async function openWorld(postgres?: OwnPostgres, more: Readonly<Record<string, string>> = {}): Promise<World> {
  const [nats, database, folder] = await Promise.all([
    startNats({ plain: false }),
    openDatabase(postgres),
    tempDir('tl-gateway-'),
  ]);
  const admin = await connect({ servers: nats.url, user: 'admin', pass: nats.passwords?.admin ?? '' });
  await ensureEventStreams(admin);
  await ensureMessagingStreams(admin);
  await ensureKeyValueStores(admin);
  const token = `tl_${randomBytes(24).toString('hex')}`;
  const env = {
    TL_NATS_URL: nats.url,
    TL_POSTGRES_URL: database.url,
    TL_MASTER_KEY: randomBytes(32).toString('hex'),
    TL_ARTIFACTS_DIR: join(folder.path, 'artifacts'),
    ...more,
  };
  const login = { TL_NATS_USER: 'gateway', TL_NATS_PASSWORD: nats.passwords?.gateway ?? '' };
  return {
    nats,
    database,
    admin,
    token,
    env,
    folder: folder.path,
    config: readGatewayConfig({
      TL_READ_DEADLINE_MS: '30000',
      ...env,
      ...login,
      TL_BOOTSTRAP_TOKEN: token,
      TL_MAX_UPLOAD_BYTES: '5000000',
      TL_LOG_LEVEL: 'error',
      TL_WEB_DIR: join(folder.path, 'no-page'),
    }),
    close: async () => {
      await admin.close();
      await nats.stop();
      await database.drop().catch(() => undefined);
      await folder.remove();
    },
  };
}

/** Starts the real projector as a process. Returns the function that stops it. */
export async function openProjector(world: World): Promise<() => Promise<void>> {
  const projector = new ServiceProcess({
    app: 'status-projector',
    name: 'projector',
    projectRoot: fileURLToPath(new URL('../../../../', import.meta.url)),
    folder: world.folder,
    port: await freePort(),
    env: { ...world.env, TL_NATS_USER: 'projector', TL_NATS_PASSWORD: world.nats.passwords?.projector ?? '' },
    keepAlive: false,
  });
  await projector.start();
  return () => projector.stop();
}

export interface RealGateway extends Gateway, BackgroundWork {
  readonly url: string;
  readonly owner: string;
  readonly ports: GatewayPorts;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

const LIMITS: Omit<GatewayLimits, 'readDeadlineMs'> = {
  maxUploadBytes: 5_000_000,
  uploadIdleMs: 60_000,
  maxBodyBytes: 64 * 1024,
  perToken: { burst: 10_000, perSecond: 10_000 },
  perStranger: { burst: 10_000, perSecond: 10_000 },
  perFeed: { burst: 10_000, perSecond: 10_000 },
  perEmbed: { burst: 10_000, perSecond: 10_000 },
  perVisitor: { burst: 10_000, perSecond: 10_000 },
  streamsPerUser: 1_000,
  openUploadsPerUser: 50,
  librariesPerUser: 100,
};

export async function openRealGateway(
  world: World,
  failpoint: Failpoint = () => Promise.resolve(),
  port = 0,
  limits: Partial<GatewayLimits> = {},
): Promise<RealGateway> {
  const log = createLogger({ service: 'gateway', level: 'silent' });
  const settings = { ...world.config, ...LIMITS, ...limits };
  const health = new Health('gateway');
  const metrics = new Metrics('gateway', { ofProcess: true });
  const gateway = await buildGateway(
    { settings, log, health, metrics, now: () => new Date(), failpoint },
    AdaptersModule.of(world.config),
    BusStrategy,
  );
  const ports = portsOf(gateway.app);
  await gateway.app.listen(port, '127.0.0.1');
  const url = await gateway.app.getUrl();
  const owner = (await ports.users.findByName('owner'))?.id ?? '';
  return {
    ...gateway,
    ...backgroundWorkOf(gateway.app),
    url,
    owner,
    ports,
    fetch: (path, init = {}) => {
      const headers = new Headers(init.headers);
      headers.set('authorization', `Bearer ${world.token}`);
      return fetch(`${url}${path}`, { ...init, headers });
    },
    close: () => gateway.app.close(),
  };
}
