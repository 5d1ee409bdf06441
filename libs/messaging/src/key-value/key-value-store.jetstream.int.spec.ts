import { randomBytes } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { CREDENTIAL_STORE } from '@throughline/contracts';
import { natsServers, startNats, type TestNats } from '@throughline/stack/testing';
import { keyValueStoreContract } from '../testing/key-value-store.contract.js';
import { ensureKeyValueStores, streamOf } from './key-value-streams.js';
import { JetStreamKeyValueStore } from './key-value-store.jetstream.js';
import { SealedKeyValueStore } from './sealed-key-value-store.js';

for (const { name, version } of await natsServers()) {
  const open = async (): Promise<{
    nats: TestNats;
    connections: [NatsConnection, NatsConnection];
    close: () => Promise<void>;
  }> => {
    const nats = await startNats({ version: name });
    const connections: [NatsConnection, NatsConnection] = [
      await connect({ servers: nats.url }),
      await connect({ servers: nats.url }),
    ];
    await ensureKeyValueStores(connections[0]);
    return {
      nats,
      connections,
      close: async () => {
        for (const each of connections) await each.close();
        await nats.stop();
      },
    };
  };

  for (const reads of ['leader', 'subject'] as const)
    keyValueStoreContract(`JetStream on nats-server ${version}, read by ${reads}`, async () => {
      const { connections, close } = await open();
      const [one, two] = connections;
      const records = (nc: NatsConnection): JetStreamKeyValueStore => new JetStreamKeyValueStore(nc, CREDENTIAL_STORE, { reads });
      return { records: [records(one), records(two)], close };
    });

  describe(`sealed records on nats-server ${version}`, () => {
    it('store ciphertext that opens only with its key and name', async () => {
      const { nats, connections, close } = await open();
      try {
        const records = new JetStreamKeyValueStore(connections[0], CREDENTIAL_STORE);
        const key = randomBytes(32);
        const sealed = new SealedKeyValueStore(records, key, 'credentials/one');
        await sealed.write('secret.1', 'hunter2-hunter2', 'absent');
        expect((await sealed.read('secret.1'))?.text).toBe('hunter2-hunter2');
        const entries = await readdir(nats.storeDir, { recursive: true, withFileTypes: true });
        const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
        const contents = await Promise.all(files.map((file) => readFile(file)));
        expect(contents.some((content) => content.includes('secret.1'))).toBe(true);
        expect(contents.some((content) => content.includes('hunter2'))).toBe(false);
        await records.write('secret.2', (await records.read('secret.1'))?.text ?? '', 'absent');
        for (const [other, at] of [
          [sealed, 'secret.2'],
          [new SealedKeyValueStore(records, randomBytes(32), 'credentials/one'), 'secret.1'],
          [new SealedKeyValueStore(records, key, 'credentials/two'), 'secret.1'],
        ] as const)
          await expect(other.read(at)).rejects.toMatchObject({ kind: 'undecodable' });
      } finally {
        await close();
      }
    });

    it('keep existing stores unchanged', async () => {
      const { connections, close } = await open();
      try {
        const records = new JetStreamKeyValueStore(connections[0], CREDENTIAL_STORE);
        await records.write('secret.1', 'kept', 'absent');
        await ensureKeyValueStores(connections[1], { replicas: 1 });
        expect((await records.read('secret.1'))?.text).toBe('kept');
        await (await jetstreamManager(connections[0])).streams.delete(streamOf(CREDENTIAL_STORE));
        await expect(records.read('secret.1')).rejects.toMatchObject({ kind: 'infrastructure' });
      } finally {
        await close();
      }
    });
  });
}
