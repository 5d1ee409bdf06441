import { headers as newHeaders, type NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import { jetstream } from '@nats-io/jetstream';
import { startNats, type NatsVersion, type TestNats } from '@throughline/stack/testing';
import { ensureMessagingStreams } from '../streams.js';

export interface TestBroker {
  readonly server: TestNats;
  readonly admin: NatsConnection;
  /** Opens a connection like another process's. `through` is another port to reach the server by. */
  readonly connect: (through?: number) => Promise<NatsConnection>;
  readonly putRaw: (subject: string, bytes: Uint8Array, headers: readonly (readonly [string, string])[]) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

const reconnecting = { maxReconnectAttempts: -1, reconnectTimeWait: 50, reconnectJitter: 20, ignoreAuthErrorAbort: true };

export async function openTestBroker(version: NatsVersion): Promise<TestBroker> {
  const server = await startNats({ version });
  const connections: NatsConnection[] = [];
  const open = async (port = server.port): Promise<NatsConnection> => {
    const connection = await connect({ servers: `127.0.0.1:${String(port)}`, ...reconnecting });
    connections.push(connection);
    return connection;
  };
  const admin = await open();
  await ensureMessagingStreams(admin);
  return {
    server,
    admin,
    connect: open,
    putRaw: (subject, bytes, pairs) => {
      const headers = newHeaders();
      for (const [name, value] of pairs) headers.append(name, value);
      return jetstream(admin).publish(subject, bytes, { headers });
    },
    close: async () => {
      await Promise.all(connections.map((connection) => connection.close()));
      await server.stop();
    },
  };
}
