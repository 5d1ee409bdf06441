import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { MIRROR_BUCKET } from '@throughline/contracts';
import { natsServers, startNats } from '@throughline/stack/testing';
import { followsContract } from '../testing/follows.contract.js';
import { ensureCredentialBuckets, streamOf } from './buckets.js';
import { JetStreamRecords } from './records.jetstream.js';

for (const { name, version } of await natsServers())
  followsContract(`JetStream on nats-server ${version}, with the rights of the gateway,`, { isRemote: true }, async () => {
    const nats = await startNats({ version: name, plain: false });
    const as = (user: 'admin' | 'gateway' | 'upload'): Promise<NatsConnection> =>
      connect({
        ...nats.login(user),
        reconnectTimeWait: 50,
        maxReconnectAttempts: -1,
      });
    const [admin, gateway, upload] = await Promise.all([as('admin'), as('gateway'), as('upload')]);
    await ensureCredentialBuckets(admin);
    return {
      follower: new JetStreamRecords(gateway, MIRROR_BUCKET),
      writer: new JetStreamRecords(upload, MIRROR_BUCKET),
      interruptions: {
        restart: () => nats.restart(),
        empty: async () => {
          await (await jetstreamManager(admin)).streams.delete(streamOf(MIRROR_BUCKET));
          await ensureCredentialBuckets(admin);
        },
      },
      close: async () => {
        for (const each of [admin, gateway, upload]) await each.close();
        await nats.stop();
      },
    };
  });
