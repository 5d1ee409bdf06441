import { statfs } from 'node:fs/promises';
import { openArtifactStore } from '@throughline/artifact-store';
import { MIRROR_STORE } from '@throughline/contracts';
import { CredentialWriter } from '@throughline/credentials';
import { isAttemptRunning } from '@throughline/domain';
import { JetStreamDataKeys, JetStreamEventStore } from '@throughline/event-store';
import { JetStreamKeyValueStore, JetStreamLeases, systemClock, verifyMessagingStreams } from '@throughline/messaging';
import { Health, Metrics, runAfterReconnects, connectNats, countAppends, watchNats, type Logger } from '@throughline/service-kit';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Pool } from 'pg';
import { PostgresPastRows } from './items/history/past-rows.postgres.js';
import { subscribeChanges } from './projection/change-feed.js';
import { PostgresProjectionChanges } from './projection/projected.postgres.js';
import type { GatewayConfig } from './config.js';
import { GuardedCommands, createGuardedActs } from './operations/continuity/guarded-commands.js';
import { PostgresQuarantined } from './operations/quarantine/quarantined.postgres.js';
import { LogGuard, readCheckpoints } from './operations/continuity/log-guard.js';
import { BusUploadServiceClient } from './channels/upload-service-client.bus.js';
import { GoogleConsent } from './credentials/google-consent.js';
import { openControlStores } from './control-stores.js';
import { PostgresForecastRows } from './items/estimates/forecast-rows.postgres.js';
import type { GatewayPorts } from './gateway-ports.js';
import { registerBrokerMetrics } from './operations/metrics/broker-state.js';
import { registerWorkerMetrics } from './operations/metrics/witnessed-state.js';
import { Mirrors } from './channels/mirrors/mirrors.js';
import { ClientPositions } from './projection/client-positions.js';
import { createReadPool } from './database/read-pool.js';
import { followLeases } from './live/follow-leases.js';
import { LiveProgress } from './live/live-progress.js';
import { PostgresItemRows } from './projection/rows.postgres.js';
import { StallWatch } from './live/stall-watch.js';
import { subscribePresence } from './operations/workers/subscribe-presence.js';
import { WorkerRegistry } from './operations/workers/worker-registry.js';

export interface ConnectedPorts {
  readonly ports: Omit<GatewayPorts, 'failpoint' | 'log' | 'now'>;
  close(): Promise<void>;
}

type RetryUntilAvailable = <T>(what: string, task: () => Promise<T>) => Promise<T>;

/** Connects the real adapters of the ports: broker, database, artifact store. */
export async function connectPorts(config: GatewayConfig, log: Logger, patiently: RetryUntilAvailable): Promise<ConnectedPorts> {
  const onProblem = (error: unknown): void => {
    log.warn({ err: error }, 'NATS reported a problem, continuing');
  };
  const nc = await connectNats('gateway', config, log);
  const keys = new JetStreamDataKeys(nc, { masterKey: config.masterKey });
  const store = await patiently('NATS', async () => {
    await verifyMessagingStreams(nc);
    const opened = await JetStreamEventStore.open(nc, { keys, onInterrupted: onProblem });
    await keys.verify();
    return opened;
  }).catch(async (error: unknown) => {
    await nc.close();
    throw error;
  });
  const limits = { statementMs: config.readDeadlineMs };
  const { postgresUrl, masterKey } = config;
  const { control, stores, close } = await patiently('PostgreSQL', () =>
    openControlStores({ url: postgresUrl, masterKey, limits }),
  );
  const pool = createReadPool(postgresUrl, log, limits);
  const { artifactsDir: dir, artifactsUrl: url, s3: connections } = config;
  const artifacts = await openArtifactStore({ dir, url, connections });
  const changes = subscribeChanges(nc);
  const stopping = new AbortController();
  const workers = new WorkerRegistry(systemClock, config.presenceEveryMs);
  await subscribePresence(nc, workers, onProblem);
  const health = new Health('gateway');
  watchNats(health, nc);
  const guard = await guardLog({ nc, store, pool, health, patiently, onProblem });
  const rows = new PostgresItemRows(pool);
  health.add({
    name: 'postgres',
    check: async () => {
      // Reads need the projection's tables, and authentication needs the control tables.
      await Promise.all([rows.check(), control.query('select from control.token limit 1')]);
      return { ok: true };
    },
  });
  // Looking up an absent key reaches the folder or the bucket.
  health.add({ name: 'artifacts', check: async () => ({ ok: (await artifacts.stat('health/probe')) === undefined }) });
  const metrics = new Metrics('gateway', {
    ofProcess: true,
    onProblem: (error) => {
      log.warn({ err: error }, 'could not collect a metric');
    },
  });
  const appends = countAppends(store, metrics);
  const commands = new GuardedCommands(appends, guard);
  void runAfterReconnects(nc, () => {
    commands.forget();
  });
  keys.whenErased((assetId) => {
    commands.forget(assetId);
  });
  const live = new LiveProgress();
  const google = new GoogleConsent(config.google, config.fetchAllowed);
  const leases = new JetStreamLeases(nc, { onProblem });
  const stalls = new StallWatch({
    leases,
    isRunning: async (attempt) => isAttemptRunning((await commands.load(attempt.assetId))?.state, attempt),
    clock: systemClock,
    onProblem,
  });
  await followLeases({ nc, leases, live, stalls, signal: stopping.signal });
  const mirrors = new Mirrors(onProblem);
  void mirrors.follow(new JetStreamKeyValueStore(nc, MIRROR_STORE, { reads: 'subject' }), stopping.signal);
  registerBrokerMetrics(metrics, nc);
  registerWorkerMetrics(metrics, { registry: workers, stalls });
  return {
    ports: {
      commands,
      acts: createGuardedActs({ append: appends.append, messages: (id) => store.messages(id) }, guard),
      quarantined: new PostgresQuarantined(pool),
      artifacts,
      rows,
      forecastRows: new PostgresForecastRows(pool),
      sessionRows: new PostgresItemRows(pool, ['session']),
      documentRows: new PostgresItemRows(pool, ['document']),
      ...stores,
      secrets: CredentialWriter.over(nc, masterKey),
      consent: google,
      channelDesk: BusUploadServiceClient.over(nc),
      mirrors,
      // A bucket does not report its free space.
      freeBytes: url === undefined ? () => freeBytesOf(dir) : () => Promise.resolve(undefined),
      changes,
      past: new PostgresPastRows(pool),
      documentPast: new PostgresPastRows(pool, ['document']),
      projected: new PostgresProjectionChanges(pool, store.partitions),
      partitions: store.partitions,
      live,
      stalls,
      leases,
      history: store,
      shown: new ClientPositions(),
      workers,
      health,
      metrics,
    },
    close: async () => {
      stopping.abort();
      await Promise.allSettled([nc.drain(), pool.end(), close(), google.close()]);
    },
  };
}

async function freeBytesOf(dir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize;
}

interface GuardParts {
  readonly nc: NatsConnection;
  readonly store: JetStreamEventStore;
  readonly pool: Pool;
  readonly health: Health;
  readonly patiently: RetryUntilAvailable;
  readonly onProblem: (error: unknown) => void;
}

/** Compares the log with the rows at startup and after each reconnection to the broker. */
async function guardLog({ nc, store, pool, health, patiently, onProblem }: GuardParts): Promise<LogGuard> {
  const guard = new LogGuard(store, () => readCheckpoints(pool));
  await patiently('PostgreSQL', () => guard.check());
  health.add({
    name: 'log',
    check: async () => {
      // An operator may have repaired it meanwhile, by restoring the newer copy or by rebuilding the rows.
      if (guard.detail !== undefined) await guard.check();
      return guard.detail === undefined ? { ok: true } : { ok: false, detail: `log-restored: ${guard.detail}` };
    },
  });
  const again = async (): Promise<void> => {
    for await (const status of nc.status()) if (status.type === 'reconnect') await guard.check().catch(onProblem);
  };
  void again();
  return guard;
}
