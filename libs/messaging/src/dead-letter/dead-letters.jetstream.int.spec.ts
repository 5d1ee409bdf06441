import { STREAMS } from '@throughline/contracts';
import { jetstreamManager } from '@nats-io/jetstream';
import { natsServers } from '@throughline/stack/testing';
import { deadLettersContract } from '../testing/dead-letters.contract.js';
import { openTestBroker, type TestBroker } from '../testing/test-broker.js';
import { JetStreamDeadLetters } from './dead-letters.jetstream.js';

const brokers: Promise<TestBroker>[] = [];
afterAll(async () => {
  for (const broker of brokers) await (await broker).close();
});

for (const { name, version } of await natsServers()) {
  const broker = (): Promise<TestBroker> => (opened ??= open());
  let opened: Promise<TestBroker> | undefined;
  const open = (): Promise<TestBroker> => {
    const starting = openTestBroker(name);
    brokers.push(starting);
    return starting;
  };

  deadLettersContract(`JetStreamDeadLetters on nats-server ${version}`, async () => {
    const { admin } = await broker();
    return {
      deadLetters: new JetStreamDeadLetters(admin),
      close: async () => {
        await (await jetstreamManager(admin)).streams.purge(STREAMS.deadLetters);
      },
    };
  });
}
