import { jetstreamManager } from '@nats-io/jetstream';
import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import { startNats, until, type TestNats } from '@throughline/stack/testing';
import { getPublisher } from './publisher.js';

const bytes = new TextEncoder().encode('{}');

describe('the publisher with one inbox', () => {
  let nats: TestNats;
  let nc: NatsConnection;
  beforeAll(async () => {
    nats = await startNats();
    nc = await connect({ servers: nats.url, reconnectTimeWait: 20, maxReconnectAttempts: -1 });
    await (await jetstreamManager(nc)).streams.add({ name: 'SPEC', subjects: ['spec.>'], storage: 'file' });
  });
  afterAll(async () => {
    await nc.close();
    await nats.stop();
  });
  const publish = (subject: string, timeoutMs = 60_000): Promise<{ sequence: number }> =>
    getPublisher(nc).publish(subject, bytes, headers(), timeoutMs);

  it('gives each of many callers the answer to its own message', async () => {
    const answers = await Promise.all(Array.from({ length: 500 }, (_, index) => publish(`spec.${String(index)}`)));
    // One connection keeps the order, so the sequences match the order of publishing.
    expect(answers.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
  });

  it('rejects at its deadline', async () => {
    nc.subscribe('deaf.>', { callback: () => undefined });
    await nc.flush();
    await expect(publish('deaf.one', 50)).rejects.toMatchObject({ kind: 'publish-unanswered' });
  });

  it('rejects at once if no stream stores the subject', async () => {
    await expect(publish('nobody.home', 60_000)).rejects.toMatchObject({ kind: 'publish-unanswered' });
  });

  it("reports a refusal with the server's code", async () => {
    const fields = headers();
    fields.set('Nats-Expected-Stream', 'ANOTHER');
    await expect(getPublisher(nc).publish('spec.x', bytes, fields, 5_000)).rejects.toMatchObject({
      kind: 'publish-refused',
      code: 10060,
    });
  });

  it('rejects all waits when the connection is lost, and new ones without a connection', async () => {
    nc.subscribe('silent.>', { callback: () => undefined });
    await nc.flush();
    const waits = Array.from({ length: 20 }, () => publish('silent.one', 60_000));
    const settled = Promise.allSettled(waits);
    await nats.kill();
    for (const result of await settled)
      expect(result).toMatchObject({ status: 'rejected', reason: { kind: 'publish-unanswered' } });
    await expect(publish('spec.y')).rejects.toMatchObject({ kind: 'publish-unanswered' });
    await nats.restart();
    expect(await until(() => publish('spec.z'))).toMatchObject({ duplicate: false });
  });

  it('is the same object for every user of a connection', () => {
    expect(getPublisher(nc)).toBe(getPublisher(nc));
  });
});
