import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { connect } from '@nats-io/transport-node';
import { newAssetId, newId } from '@throughline/contracts';
import { defaultRunConfig } from '@throughline/domain';
import { AssetCommands } from '@throughline/engine';
import { JetStreamDataKeys, JetStreamEventStore, ensureEventStreams, type EventStore } from '@throughline/event-store';
import { ensureMessagingStreams } from '@throughline/messaging';
import {
  ServiceProcess,
  createTestTables,
  freePort,
  freshDatabase,
  mediaTools,
  startNats,
  startOwnPostgres,
  tempDir,
  until,
} from '@throughline/stack/testing';
import { environment, projectRoot } from '../config.js';
import type { Cleanup } from '../servers/cleanup.js';
import { readPostgresFacts, type PostgresFacts } from '../servers/facts.js';

/**
 * A gateway, a projector and, if asked for, the search in their own processes, with a broker and a database. Without workers, no
 * step starts.
 */
export interface Installation {
  readonly token: string;
  readonly natsUrl: string;
  readonly env: NodeJS.ProcessEnv;
  readonly databaseUrl: string;
  readonly store: EventStore;
  /** The library of the token's user. Known once a gateway has started. */
  readonly owner: string;
  /** Versions and durability of its servers. */
  readonly facts: PostgresFacts & { readonly natsServer: string; readonly syncInterval: string };
  /** Starts a gateway on the database of the projector, or on another one. */
  gateway(databaseUrl?: string): Promise<ServiceProcess>;
  /** Starts the search service, on the database of the projector. Resolves when it is ready. */
  search(): Promise<void>;
  /** Creates another database on the same server, with empty tables of the projector. Returns its URL. */
  createDatabase(): Promise<string>;
  /** Registers a recording of the token's user by the product's own rules; resolves when it is in the log. */
  register(title: string, isRun?: boolean): Promise<string>;
}

const SOURCE = { kind: 'upload', key: 'uploads/bench/source', size: 1, mediaType: 'video/mp4' } as const;

export async function openInstallation(closing: Cleanup): Promise<Installation> {
  const [nats, postgres, folder] = await Promise.all([
    startNats({ syncInterval: 'always' }),
    startOwnPostgres({ durable: true }),
    tempDir('tl-bench-'),
  ]);
  closing.add(() => folder.remove());
  closing.add(() => postgres.stop());
  closing.add(() => nats.stop());
  const database = await freshDatabase(postgres);
  const nc = await connect({ servers: nats.url });
  closing.add(() => nc.close());
  await ensureEventStreams(nc);
  await ensureMessagingStreams(nc);
  const token = `tl_${randomBytes(24).toString('hex')}`;
  const masterKey = randomBytes(32);
  const env = {
    ...environment,
    TL_NATS_URL: nats.url,
    TL_POSTGRES_URL: database.url,
    TL_MASTER_KEY: masterKey.toString('hex'),
    TL_ARTIFACTS_DIR: join(folder.path, 'artifacts'),
    TL_OUTPUT_FOLDERS: JSON.stringify({ library: join(folder.path, 'library') }),
    TL_MEDIA_TOOLS: JSON.stringify(await mediaTools()),
    TL_BOOTSTRAP_TOKEN: token,
    TL_RATE_PER_SECOND: '100000',
    TL_LOG_LEVEL: 'error',
  };
  const service = async (app: string, extra: NodeJS.ProcessEnv = {}, main = 'main.js'): Promise<ServiceProcess> => {
    const port = await freePort();
    const started = new ServiceProcess({
      app,
      main,
      name: `${app}-${String(port)}`,
      projectRoot,
      folder: folder.path,
      port,
      env,
      keepAlive: false,
    });
    // A service that does not get ready in time still runs, and would keep this process from ending.
    closing.add(() => started.stop());
    await started.start(extra);
    return started;
  };
  await createTestTables(database.url);
  await service('status-projector');
  const store = await JetStreamEventStore.open(nc, { keys: new JetStreamDataKeys(nc, { masterKey }) });
  const commands = new AssetCommands(store);
  let owner = '';
  return {
    token,
    natsUrl: nats.url,
    env,
    databaseUrl: database.url,
    store,
    get owner() {
      return owner;
    },
    facts: { natsServer: nats.version, syncInterval: 'always', ...(await readPostgresFacts(database.url)) },
    gateway: async (databaseUrl) => {
      if (databaseUrl !== undefined) return service('gateway', { TL_POSTGRES_URL: databaseUrl });
      const gateway = await service('gateway');
      owner = await ownerOf(gateway.url, token);
      return gateway;
    },
    search: async () => {
      await service('gateway', {}, 'search.main.js');
    },
    createDatabase: async () => {
      const { url } = await freshDatabase(postgres);
      await createTestTables(url);
      return url;
    },
    register: async (title, isRun = false) => {
      const assetId = newAssetId();
      const about = {
        assetId,
        owner,
        title,
        language: 'en',
        isMapped: true,
        source: { ...SOURCE, sha256: randomBytes(32).toString('hex') },
      };
      const run = isRun ? { run: { runId: newId(), config: defaultRunConfig, configSources: {} } } : {};
      const meta = { commandId: newId(), actor: { kind: 'service', id: 'bench' }, correlationId: 'bench' } as const;
      await commands.execute(assetId, { type: 'RegisterAsset', now: new Date().toISOString(), ...about, ...run }, meta);
      return assetId;
    },
  };
}

/** Returns the library of the token's user. */
export const ownerOf = (url: string, token: string): Promise<string> =>
  until(
    async () => {
      const answer = await fetch(`${url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } });
      return answer.ok ? ((await answer.json()) as { library: { id: string } }).library.id : undefined;
    },
    { what: 'a gateway that knows the token' },
  );
