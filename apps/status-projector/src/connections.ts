import type { NatsConnection } from '@nats-io/transport-node';
import { JetStreamDataKeys, JetStreamEventStore } from '@throughline/event-store';
import { connectNats, type Logger } from '@throughline/service-kit';
import type pg from 'pg';
import type { ConnectionConfig } from './config.js';
import { openPool } from './open-pool.js';

export interface Connections {
  readonly nc: NatsConnection;
  readonly store: JetStreamEventStore;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** Waits for NATS. PostgreSQL is not contacted before its first query. */
export async function openConnections(name: string, config: ConnectionConfig, logger: Logger): Promise<Connections> {
  const nc = await connectNats(name, config, logger);
  const keys = new JetStreamDataKeys(nc, { masterKey: Buffer.from(config.masterKey, 'hex') });
  const store = await openStore(nc, keys, logger).catch(async (error: unknown) => {
    await nc.close();
    throw error;
  });
  // The pool drops a dead idle connection by itself, so a warning is enough.
  const pool = openPool(
    {
      connectionString: config.postgresUrl,
      max: config.connections,
      application_name: 'status-projector',
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    },
    (error) => {
      logger.warn({ err: error }, 'an idle connection to PostgreSQL was lost');
    },
  );
  return {
    nc,
    store,
    pool,
    close: async () => {
      await keys.close();
      await pool.end();
      await nc.drain();
    },
  };
}

async function openStore(nc: NatsConnection, keys: JetStreamDataKeys, logger: Logger): Promise<JetStreamEventStore> {
  const store = await JetStreamEventStore.open(nc, {
    keys,
    onInterrupted: (error) => {
      logger.warn({ err: error }, 'reading the log was interrupted; going on');
    },
  });
  // Fails at startup if the master key is wrong, not at the first recording.
  await keys.verify();
  return store;
}
