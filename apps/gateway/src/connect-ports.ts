import { statfs } from 'node:fs/promises';
import { openArtifactStore } from '@throughline/artifact-store';
import { MIRROR_BUCKET } from '@throughline/contracts';
import { CredentialDesk, JetStreamRecords } from '@throughline/credentials';
import { JetStreamDataKeys, JetStreamEventStore } from '@throughline/event-store';
import { JetStreamLeases, systemClock, verifyMessagingStreams } from '@throughline/messaging';
import { Health, Metrics, afterReconnects, connectNats, countingAppends, watchNats, type Logger } from '@throughline/service-kit';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Pool } from 'pg';
import { PostgresPastRows } from './as-of/past-rows.postgres.js';
import { ChangeFeed } from './changes/change-feed.js';
import { PostgresProjected } from './changes/projected.postgres.js';
import { subscribeChanges } from './changes/subscribe-changes.js';
import type { GatewayConfig } from './config.js';
import { GuardedCommands, guardedActs } from './continuity/guarded-commands.js';
import { PostgresQuarantined } from './quarantine/quarantined.postgres.js';
import { LogGuard, readCheckpoints } from './continuity/log-guard.js';
import { BusChannelDesk } from './channels/channel-desk.bus.js';
import { PostgresChannelStore } from './channels/channel-store.postgres.js';
import { GoogleConsent } from './credentials/google-consent.js';
import { PostgresCredentialStore } from './credentials/credential-store.postgres.js';
import { openControlDatabase } from './control/database.js';
import { PostgresForecastRows } from './eta/forecast-rows.postgres.js';
import type { GatewayPorts } from './gateway.module.js';
import { PostgresIdempotencyStore } from './idempotency/idempotency-store.postgres.js';
import { tellOfBroker } from './metrics/broker-state.js';
import { tellOfWitness } from './metrics/witnessed-state.js';
import { Mirrors } from './mirrors/mirrors.js';
import { ShownPositions } from './positions/shown-positions.js';
import { readPool } from './read-pool.js';
import { followLeases } from './recordings/follow-leases.js';
import { isRunning } from './recordings/is-running.js';
import { LiveProgress } from './recordings/live-progress.js';
import { PostgresRecordingRows } from './recordings/rows.postgres.js';
import { StallWatch } from './recordings/stall-watch.js';
import { PostgresSessionStore } from './sign-in/session-store.postgres.js';
import { PostgresTokenStore } from './tokens/token-store.postgres.js';
import { PostgresUploadStore } from './uploads/upload-store.postgres.js';
import { PostgresUserStore } from './users/user-store.postgres.js';
import { subscribePresence } from './workers/subscribe-presence.js';
import { WorkerRegistry } from './workers/worker-registry.js';

export interface ConnectedPorts {
  readonly ports: Omit<GatewayPorts, 'failpoint' | 'log' | 'now'>;
  close(): Promise<void>;
}

type Patiently = <T>(what: string, task: () => Promise<T>) => Promise<T>;

/** The real things behind the ports: broker, database, artifacts. */
export async function connectPorts(config: GatewayConfig, log: Logger, patiently: Patiently): Promise<ConnectedPorts> {
  const onProblem = (error: unknown): void => {
    log.warn({ err: error }, 'trouble with the broker; going on');
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
  const control = await patiently('PostgreSQL', () => openControlDatabase(config.postgresUrl));
  const pool = readPool(config.postgresUrl, log);
  const { artifactsDir: dir, artifactsUrl: url, s3: connections } = config;
  const artifacts = await openArtifactStore({ dir, url, connections });
  const changes = new ChangeFeed();
  subscribeChanges(nc, changes);
  const stopping = new AbortController();
  const workers = new WorkerRegistry(systemClock, config.presenceEveryMs);
  await subscribePresence(nc, workers, onProblem);
  const health = new Health('gateway');
  watchNats(health, nc);
  const guard = await guardLog({ nc, store, pool, health, patiently, onProblem });
  const rows = new PostgresRecordingRows(pool);
  health.add({
    name: 'postgres',
    check: async () => {
      await rows.check();
      return { ok: true };
    },
  });
  // Asking for a key that is not there goes all the way to the folder, or the bucket.
  health.add({ name: 'artifacts', check: async () => ({ ok: (await artifacts.stat('health/probe')) === undefined }) });
  const metrics = new Metrics('gateway', {
    ofProcess: true,
    onProblem: (error) => {
      log.warn({ err: error }, 'something is missing from the metrics');
    },
  });
  const appends = countingAppends(store, metrics);
  const commands = new GuardedCommands(appends, guard);
  void afterReconnects(nc, () => {
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
    isRunning: async (attempt) => isRunning((await commands.load(attempt.assetId))?.state, attempt),
    clock: systemClock,
    onProblem,
  });
  await followLeases({ nc, leases, live, stalls, signal: stopping.signal });
  const mirrors = new Mirrors(onProblem);
  void mirrors.follow(new JetStreamRecords(nc, MIRROR_BUCKET, { reads: 'subject' }), stopping.signal);
  tellOfBroker(metrics, nc);
  tellOfWitness(metrics, { registry: workers, stalls });
  return {
    ports: {
      commands,
      acts: guardedActs({ append: appends.append, messages: (id) => store.messages(id) }, guard),
      quarantined: new PostgresQuarantined(pool),
      artifacts,
      rows,
      forecastRows: new PostgresForecastRows(pool),
      sessionRows: new PostgresRecordingRows(pool, ['session']),
      documentRows: new PostgresRecordingRows(pool, ['document']),
      tokens: new PostgresTokenStore(control),
      users: new PostgresUserStore(control),
      sessions: new PostgresSessionStore(control),
      idempotency: new PostgresIdempotencyStore(control, config.masterKey),
      uploads: new PostgresUploadStore(control),
      credentials: new PostgresCredentialStore(control),
      secrets: CredentialDesk.over(nc, config.masterKey),
      consent: google,
      channels: new PostgresChannelStore(control),
      channelDesk: BusChannelDesk.over(nc),
      mirrors,
      // Of a bucket nobody can tell.
      freeBytes: url === undefined ? () => freeBytesOf(dir) : () => Promise.resolve(undefined),
      changes,
      past: new PostgresPastRows(pool),
      documentPast: new PostgresPastRows(pool, ['document']),
      projected: new PostgresProjected(pool, store.partitions),
      partitions: store.partitions,
      live,
      stalls,
      leases,
      history: store,
      shown: new ShownPositions(),
      workers,
      health,
      metrics,
    },
    close: async () => {
      stopping.abort();
      await Promise.allSettled([nc.drain(), pool.end(), control.destroy(), google.close()]);
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
  readonly patiently: Patiently;
  readonly onProblem: (error: unknown) => void;
}

/** Compares the log with the rows at the start, and again whenever the broker has been away. */
async function guardLog({ nc, store, pool, health, patiently, onProblem }: GuardParts): Promise<LogGuard> {
  const guard = new LogGuard(store, () => readCheckpoints(pool));
  await patiently('PostgreSQL', () => guard.check());
  health.add({
    name: 'log',
    check: async () => {
      // Somebody may have put it right meanwhile: the newer copy is back, or the rows were rebuilt.
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
