import { randomBytes } from 'node:crypto';
import { jetstream } from '@nats-io/jetstream';
import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import { eventSubject } from '@throughline/contracts';
import { JetStreamEventStore, type JetStreamEventStoreOptions } from '../event-store.jetstream.js';
import { MSG_ID } from '../jetstream/message.js';
import { ensureEventStreams } from '../jetstream/stream.js';
import { JetStreamDataKeys } from '../keys/data-keys.jetstream.js';
import { MASTER_KEY_BYTES } from '../keys/wrap-key.js';
import type { EventStoreHarness } from './harness.js';

export const PARTITIONS = 4;
export const masterKey = randomBytes(MASTER_KEY_BYTES);

export interface Client {
  readonly nc: NatsConnection;
  readonly keys: JetStreamDataKeys;
  readonly store: JetStreamEventStore;
  close(): Promise<void>;
}

export async function openClient(url: string, options: Partial<JetStreamEventStoreOptions> = {}): Promise<Client> {
  const nc = await connect({ servers: url, reconnectTimeWait: 50, maxReconnectAttempts: -1 });
  await ensureEventStreams(nc, { partitions: PARTITIONS });
  const keys = new JetStreamDataKeys(nc, { masterKey });
  const store = await JetStreamEventStore.open(nc, { keys, heartbeatMs: 500, ...options });
  const close = async (): Promise<void> => {
    await keys.close();
    await nc.close();
  };
  return { nc, keys, store, close };
}

export async function injectRaw(nc: NatsConnection, assetId: string, bytes: Uint8Array, commitId?: string): Promise<void> {
  const fields = headers();
  if (commitId !== undefined) fields.set(MSG_ID, commitId);
  await jetstream(nc).publish(eventSubject(assetId, PARTITIONS), bytes, { headers: fields });
}

export async function openJetStreamHarness(url: string): Promise<EventStoreHarness> {
  const [one, two] = [await openClient(url), await openClient(url)];
  return {
    store: one.store,
    keys: one.keys,
    other: two.store,
    inject: (assetId, bytes, commitId) => injectRaw(one.nc, assetId, bytes, commitId),
    close: async () => {
      await Promise.all([one.close(), two.close()]);
    },
  };
}
