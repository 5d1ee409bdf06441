import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { ensureEventStreams } from '@throughline/event-store';
import { ensureKeyValueStores, ensureMessagingStreams } from '@throughline/messaging';
import { createLogger, type Failpoint } from '@throughline/service-kit';
import {
  ServiceProcess,
  freePort,
  freshDatabase,
  startNats,
  tempDir,
  type FreshDatabase,
  type OwnPostgres,
  type TestNats,
} from '@throughline/stack/testing';
import { buildGateway, type Gateway } from '../build-gateway.js';
import { readGatewayConfig, type GatewayConfig } from '../config.js';
import { connectPorts, type ConnectedPorts } from '../connect-ports.js';
import type { GatewayLimits } from '../gateway-settings.js';
import { retryUntilAvailable } from '../projection/retry-until-available.js';
import { hashOf } from '../people/tokens/token.js';

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

/** Starts a real broker with the product's users, and creates a database. */
export async function openWorld(postgres?: OwnPostgres, more: Readonly<Record<string, string>> = {}): Promise<World> {
  const [nats, database, folder] = await Promise.all([
    startNats({ plain: false }),
    freshDatabase(postgres),
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

export interface RealGateway extends Gateway {
  readonly url: string;
  readonly owner: string;
  readonly connected: ConnectedPorts;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

const LIMITS: Omit<GatewayLimits, 'readDeadlineMs'> = {
  maxUploadBytes: 5_000_000,
  uploadIdleMs: 60_000,
  maxBodyBytes: 64 * 1024,
  perToken: { burst: 10_000, perSecond: 10_000 },
  perStranger: { burst: 10_000, perSecond: 10_000 },
  streamsPerUser: 1_000,
  openUploadsPerUser: 50,
};

export async function openRealGateway(
  world: World,
  failpoint: Failpoint = () => Promise.resolve(),
  port = 0,
  limits: Partial<GatewayLimits> = {},
): Promise<RealGateway> {
  const log = createLogger({ service: 'gateway', level: 'silent' });
  const connected = await connectPorts(world.config, log, (what, task) => retryUntilAvailable(what, log, task));
  const firstUser = {
    userId: '01J00000000000000000000000',
    name: 'owner',
    token: {
      id: '0199f5a0-0000-7000-8000-000000000001',
      name: 'spec',
      scopes: ['admin' as const],
      hash: hashOf(world.token),
      expiresAt: undefined,
    },
  };
  const owner = await retryUntilAvailable('PostgreSQL', log, () => connected.ports.tokens.ensureFirstUser(firstUser));
  const ports = { ...connected.ports, failpoint, log, now: () => new Date() };
  const { outputs, runDefaults, simulation, fetchAllowed, deletedKeepMs } = world.config;
  const gateway = await buildGateway(ports, {
    limits: { ...LIMITS, readDeadlineMs: world.config.readDeadlineMs, ...limits },
    outputs,
    runDefaults,
    simulation,
    fetchAllowed,
    deletedKeepMs,
    trustProxy: false,
    publicUrl: undefined,
    masterKey: world.config.masterKey,
  });
  await gateway.app.listen(port, '127.0.0.1');
  const url = await gateway.app.getUrl();
  return {
    ...gateway,
    url,
    owner,
    connected,
    fetch: (path, init = {}) => {
      const headers = new Headers(init.headers);
      headers.set('authorization', `Bearer ${world.token}`);
      return fetch(`${url}${path}`, { ...init, headers });
    },
    close: async () => {
      await gateway.app.close();
      await connected.close();
    },
  };
}
