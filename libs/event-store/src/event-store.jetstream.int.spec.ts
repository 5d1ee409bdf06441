import { natsServers, startNats, type TestNats } from '@throughline/stack/testing';
import { eventStoreContract } from './testing/event-store.contract.js';
import { openJetStreamHarness } from './testing/jetstream-harness.js';

const servers = await natsServers();

describe.each(servers)('nats-server $version', ({ name }) => {
  let nats: TestNats;
  beforeAll(async () => {
    nats = await startNats({ version: name });
  });
  afterAll(() => nats.stop());

  eventStoreContract('jetstream', () => openJetStreamHarness(nats.url));
});
