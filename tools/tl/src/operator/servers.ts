import { connect, type NatsConnection } from '@nats-io/transport-node';
import { inboxPrefix } from '@throughline/contracts';
import type { Access } from '@throughline/stack';
import pg from 'pg';
import { FIRST_ANSWER_MS } from '../client/http-client.js';
import { CliError } from '../exit.js';

const unavailableError = (what: string, log: string, cause: unknown): CliError =>
  new CliError('unreachable', `${what} does not answer`, {
    cause,
    tryInstead: `The stack restarts it automatically. If it stays down, see logs/${log}.log in the data folder.`,
  });

/** Opens a NATS connection with the gateway's rights for `use`. */
export async function withNats<T>({ nats }: Access, use: (nc: NatsConnection) => Promise<T>): Promise<T> {
  const nc = await connect({
    ...nats,
    inboxPrefix: inboxPrefix(nats.user),
    name: 'tl',
    reconnect: false,
    timeout: FIRST_ANSWER_MS,
  }).catch((cause: unknown) => {
    throw unavailableError('NATS', 'nats-server', cause);
  });
  try {
    return await use(nc);
  } finally {
    await nc.close();
  }
}

/** Opens a read-only database connection with the gateway's rights for `use`. */
export async function withDatabase<T>({ databaseUrl }: Access, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: FIRST_ANSWER_MS,
    // The server may be suspended after it has accepted the connection.
    query_timeout: FIRST_ANSWER_MS,
    application_name: 'tl',
    options: '-c default_transaction_read_only=on',
  });
  // A broken connection also emits this event; the query rejects with the same error.
  client.on('error', () => undefined);
  try {
    await client.connect().catch((cause: unknown) => {
      throw unavailableError('PostgreSQL', 'postgres', cause);
    });
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
