import { once } from 'node:events';
import { createConnection } from 'node:net';
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

/**
 * Rejects if the server does not greet. A frozen server accepts connections too, and the client of NATS never closes such a
 * connection, so that the command would not end.
 */
async function requireGreeting(server: string, answerMs: number): Promise<void> {
  const { hostname, port } = new URL(server);
  const socket = createConnection({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) });
  try {
    await once(socket, 'data', { signal: AbortSignal.timeout(answerMs) });
  } finally {
    socket.destroy();
  }
}

async function connectTo({ nats }: Access, answerMs: number): Promise<NatsConnection> {
  await requireGreeting(nats.servers, answerMs);
  return connect({ ...nats, inboxPrefix: inboxPrefix(nats.user), name: 'tl', reconnect: false, timeout: answerMs });
}

/** Opens a NATS connection with the gateway's rights for `use`. */
export async function withNats<T>(
  access: Access,
  use: (nc: NatsConnection) => Promise<T>,
  answerMs: number = FIRST_ANSWER_MS,
): Promise<T> {
  const nc = await connectTo(access, answerMs).catch((cause: unknown) => {
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
