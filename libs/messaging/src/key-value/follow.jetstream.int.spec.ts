import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { MIRROR_STORE } from '@throughline/contracts';
import { natsServers, startNats } from '@throughline/stack/testing';
import { followsContract } from '../testing/follows.contract.js';
import { ensureKeyValueStores, streamOf } from './key-value-streams.js';
import { JetStreamKeyValueStore } from './key-value-store.jetstream.js';

for (const { name, version } of await natsServers())
  followsContract(`JetStream on nats-server ${version}, with the permissions of the gateway`, { isRemote: true }, async () => {
    const nats = await startNats({ version: name, plain: false });
    const as = (user: 'admin' | 'gateway' | 'upload'): Promise<NatsConnection> =>
      connect({
        ...nats.login(user),
        reconnectTimeWait: 50,
        maxReconnectAttempts: -1,
      });
    const [admin, gateway, upload] = await Promise.all([as('admin'), as('gateway'), as('upload')]);
    await ensureKeyValueStores(admin);
    return {
      follower: new JetStreamKeyValueStore(gateway, MIRROR_STORE),
      writer: new JetStreamKeyValueStore(upload, MIRROR_STORE),
      interruptions: {
        restart: () => nats.restart(),
        empty: async () => {
          await (await jetstreamManager(admin)).streams.delete(streamOf(MIRROR_STORE));
          await ensureKeyValueStores(admin);
        },
      },
      close: async () => {
        for (const each of [admin, gateway, upload]) await each.close();
        await nats.stop();
      },
    };
  });
