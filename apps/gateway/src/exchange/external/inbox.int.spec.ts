import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { STREAMS, answerFilter, answerSubject, inboxSubject, newAssetId, sampleExternalEvent } from '@throughline/contracts';
import { JetStreamInbox, buildInboxDurable, ensureMessagingStreams, systemClock } from '@throughline/messaging';
import { Metrics } from '@throughline/service-kit';
import { natsServers, startNats, until, type TestNats } from '@throughline/stack/testing';
import { RateLimiter } from '../../kit/http/requests/rate-limit.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { upload } from '../../testing/upload.js';
import { completeStep, currentAttemptId, startStep } from '../../testing/work-through.js';
import type { ExternalEventVerdict } from './external-events.dto.js';
import { ExternalEvents } from './external-events.js';
import { InboxReader } from './inbox-reader.js';
import { SenderCounts } from './sender-counts.js';

describe.each(await natsServers())('the inbox on nats-server $version', ({ name: version }) => {
  let nats: TestNats;
  let gateway: MemoryGateway;
  let connections: NatsConnection[];
  let problems: unknown[];
  const password = 'a-password-of-24-characters';
  const reconnecting = { maxReconnectAttempts: -1, reconnectTimeWait: 50 };

  beforeEach(async () => {
    [problems, connections] = [[], []];
    gateway = await openMemoryGateway();
    const library = gateway.owner;
    const senders = [
      { name: 'lab', library, password },
      { name: 'stranger', library: 'another-library', password },
    ];
    nats = await startNats({ version, plain: false, senders });
    const admin = await open(nats.login('admin'));
    await ensureMessagingStreams(admin);
  });
  afterEach(async () => {
    await gateway.close();
    await Promise.all(connections.map((connection) => connection.close()));
    await nats.stop();
  });
  const open = async (login: ReturnType<TestNats['login']>): Promise<NatsConnection> => {
    const connection = await connect({ ...login, ...reconnecting });
    connections.push(connection);
    return connection;
  };
  const senderOf = (name: 'lab' | 'stranger') => ({ name, library: name === 'lab' ? gateway.owner : 'another-library' });

  interface Sender {
    readonly send: (...values: readonly unknown[]) => Promise<void>;
    /** The answers that were sent while the sender listened. */
    readonly answers: ExternalEventVerdict[];
    /** Returns the stored answer to an event. */
    readonly read: (id: string) => Promise<ExternalEventVerdict | undefined>;
  }
  const openSender = async (name: 'lab' | 'stranger'): Promise<Sender> => {
    const address = senderOf(name);
    const connection = await open(nats.loginOf({ ...address, password }));
    const answers: ExternalEventVerdict[] = [];
    connection.subscribe(answerFilter(address), { callback: (_, message) => void answers.push(message.json()) });
    const client = jetstream(connection);
    const { direct } = await jetstreamManager(connection, { checkAPI: false });
    return {
      answers,
      read: async (id) =>
        (
          await direct.getMessage(STREAMS.answers, { last_by_subj: answerSubject(address, id) }).catch(() => null)
        )?.json<ExternalEventVerdict>(),
      send: async (...values) => {
        for (const value of values)
          await client.publish(inboxSubject(address), typeof value === 'string' ? value : JSON.stringify(value));
      },
    };
  };
  /** The reader of one of several gateways over the same log. */
  const openReader = async (): Promise<{ readonly look: () => Promise<void>; readonly close: () => Promise<void> }> => {
    const onProblem = (error: unknown): void => void problems.push(error);
    const reader = new InboxReader({
      inbox: new JetStreamInbox(await open(nats.login('gateway')), onProblem),
      external: gateway.app.get(ExternalEvents, { strict: false }),
      counts: new SenderCounts(new Metrics('gateway')),
      rate: new RateLimiter({ burst: 100, perSecond: 100 }, () => performance.now()),
      clock: systemClock,
      onProblem,
    });
    const stop = new AbortController();
    return {
      look: () => reader.round(stop.signal),
      close: () => {
        stop.abort();
        return reader.ended();
      },
    };
  };
  const running = async (): Promise<string> => {
    const { id } = await upload(gateway, { fields: { title: 'The zanzibar talk', run: 'true' } });
    await startStep(gateway, id, 'DOWNLOAD');
    await completeStep(gateway, id, 'DOWNLOAD');
    return id;
  };
  const trimEvent = async (id: string, eventId = 'trim-1'): Promise<object> => ({
    ...sampleExternalEvent('step.completed'),
    id: eventId,
    subject: id,
    data: { step: 'TRIM', attempt_id: await currentAttemptId(gateway, id, 'TRIM') },
  });

  it('becomes commands, with an answer for each event, and is empty afterwards', async () => {
    const id = await running();
    const lab = await openSender('lab');
    const first = await trimEvent(id);
    await lab.send(first, '{"half', { ...first, subject: newAssetId(), id: 'unknown' }, first);
    const reader = await openReader();
    await reader.look();
    await until(() => lab.answers.length === 4);
    expect(lab.answers.map(({ id: of, status, problem }) => [of, status, problem?.code ?? null])).toEqual([
      ['trim-1', 'accepted', null],
      [null, 'refused', 'invalid'],
      ['unknown', 'refused', 'not-found'],
      ['trim-1', 'repeated', null],
    ]);
    expect((await gateway.store.load(id)).commits.at(-1)?.commit).toMatchObject({
      actor: { kind: 'service', id: 'external:lab' },
      origin: { kind: 'external', ref: 'nats:lab/trim-1' },
    });
    const [admin] = connections;
    const manager = await jetstreamManager(admin as NatsConnection);
    await until(async () => (await manager.streams.info(STREAMS.inbox)).state.messages === 0);
    expect(problems).toEqual([]);
    await reader.close();
  });

  it('lets a sender of another library change nothing, and tells it nothing', async () => {
    const id = await running();
    const stranger = await openSender('stranger');
    await stranger.send(await trimEvent(id), { ...(await trimEvent(id)), subject: newAssetId(), id: 'unknown' });
    const reader = await openReader();
    await reader.look();
    await until(() => stranger.answers.length === 2);
    expect(stranger.answers.map(({ problem }) => problem)).toEqual([
      expect.objectContaining({ code: 'not-found' }),
      stranger.answers[0]?.problem,
    ]);
    expect((await gateway.store.load(id)).commits.some(({ commit }) => commit.origin !== undefined)).toBe(false);
    await reader.close();
  });

  it('keeps acknowledged events over a killed broker and a stopped gateway, and decides each once', async () => {
    const id = await running();
    const lab = await openSender('lab');
    await lab.send(await trimEvent(id));
    await nats.kill();
    await nats.restart();
    const [one, two] = [await openReader(), await openReader()];
    await Promise.all([one.look(), two.look()]);
    // Not heard live: the sender may connect again after the answer was sent.
    await until(async () => (await lab.read('trim-1'))?.status === 'accepted');
    await one.close();
    const skip = { ...sampleExternalEvent('step.skipped'), id: 'skip-1', subject: id };
    const data = { step: 'TRANSCRIBE', attempt_id: await currentAttemptId(gateway, id, 'TRANSCRIBE') };
    await lab.send({ ...skip, data });
    await until(async () => (await lab.read('skip-1'))?.status === 'accepted');
    const { commits } = await gateway.store.load(id);
    expect(commits.filter(({ commit }) => commit.origin?.kind === 'external')).toHaveLength(2);
    await two.close();
  });

  it('is read by one consumer for each sender, with one event in progress', async () => {
    const lab = await openSender('lab');
    await lab.send({});
    const reader = await openReader();
    await reader.look();
    await until(() => lab.answers.length === 1);
    const manager = await jetstreamManager(connections[0] as NatsConnection);
    const { config } = await manager.consumers.info(STREAMS.inbox, buildInboxDurable(senderOf('lab')));
    expect(config).toMatchObject({ filter_subject: inboxSubject(senderOf('lab')), max_ack_pending: 1 });
    await reader.close();
  });
});
