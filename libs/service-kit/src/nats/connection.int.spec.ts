import { natsServers, startNats } from '@throughline/stack/testing';
import { createLogger } from '../logging/logger.js';
import { connectNats, type NatsSettings } from './connection.js';

const logger = createLogger({ service: 'spec', level: 'silent' });

describe.each(await natsServers())('a service connected to nats-server $version', ({ name }) => {
  const askedBy = async (settings: NatsSettings): Promise<string> => {
    const nc = await connectNats('spec', settings, logger);
    try {
      return (await nc.request('$JS.API.INFO', undefined, { timeout: 10_000 })).string();
    } finally {
      await nc.close();
    }
  };

  it.each(['gateway', 'ingest', 'processing', 'upload', 'projector'] as const)(
    'receives answers as %s, although it may listen only on its own inboxes',
    async (user) => {
      const nats = await startNats({ version: name, plain: false });
      try {
        const answer = await askedBy({ natsUrl: nats.url, natsUser: user, natsPassword: nats.passwords?.[user] });
        expect(JSON.parse(answer)).toMatchObject({ type: 'io.nats.jetstream.api.v1.account_info_response' });
      } finally {
        await nats.stop();
      }
    },
  );

  it('receives answers on a server without users', async () => {
    const nats = await startNats({ version: name });
    try {
      const answer = await askedBy({ natsUrl: nats.url, natsUser: undefined, natsPassword: undefined });
      expect(JSON.parse(answer)).toMatchObject({ type: 'io.nats.jetstream.api.v1.account_info_response' });
    } finally {
      await nats.stop();
    }
  });
});
