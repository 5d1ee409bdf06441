import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import {
  CHANNEL_CHECK_SUBJECT,
  ENGINE_SUBJECT,
  CREDENTIAL_STORE,
  MIRROR_STORE,
  NOTE_STORE,
  SOURCE_CREDENTIAL_STORE,
  STREAMS,
  eventSubject,
  leaseSubject,
  pokeSubject,
  presenceSubject,
  timerSubject,
  workSubject,
} from '@throughline/contracts';
import { natsServers, startNats, until, type TestNats } from '#testing/index.js';
import { NATS_USERS, permissionsOf, type NatsUser } from './nats-users.js';
import { ensureStreams } from './streams.js';

const SERVICES = NATS_USERS.filter((user) => user !== 'admin');
const APPENDING: readonly NatsUser[] = ['gateway', 'ingest', 'processing', 'upload'];
const WORKERS = ['ingest', 'processing', 'upload'] as const;

const asset = '0b9f3c4e-8f58-5c1d-9a55-3a4f2a6d7b10';
const attemptId = '0199c2f0-0000-7000-8000-000000000001';
let count = 0;
const anotherAsset = (): string => `0b9f3c4e-8f58-5c1d-9a55-${String((count += 1)).padStart(12, '0')}`;

const versions = await natsServers();

describe.each(versions)('NATS users on nats-server $version', ({ name }) => {
  let nats: TestNats;
  const connections = new Map<NatsUser, NatsConnection>();

  beforeAll(async () => {
    nats = await startNats({ version: name, plain: false });
    await ensureStreams(nats.url, nats.passwords?.admin ?? '');
    for (const user of NATS_USERS) connections.set(user, await connect(nats.login(user)));
  });
  afterAll(async () => {
    for (const connection of connections.values()) await connection.close();
    await nats.stop();
  });

  const as = (user: NatsUser): NatsConnection => {
    const connection = connections.get(user);
    if (!connection) throw new Error(`${user} is not connected`);
    return connection;
  };
  const publish = (user: NatsUser, subject: string): Promise<unknown> => jetstream(as(user)).publish(subject, '{}');
  const refused = { name: 'PermissionViolationError' };

  it('are refused without a password or with a wrong one', async () => {
    await expect(connect({ servers: nats.url, reconnect: false })).rejects.toThrow();
    await expect(connect({ servers: nats.url, user: 'gateway', pass: 'guess', reconnect: false })).rejects.toThrow();
  });

  it.each(SERVICES)('do not let %s create, change, empty or delete a stream', async (user) => {
    const { streams } = await jetstreamManager(as(user), { checkAPI: false });
    await expect(streams.add({ name: 'MINE', subjects: ['mine'] })).rejects.toMatchObject({ cause: refused });
    for (const stream of [
      ...Object.values(STREAMS),
      ...['tl_keys', CREDENTIAL_STORE, SOURCE_CREDENTIAL_STORE, NOTE_STORE, MIRROR_STORE].map((store) => `KV_${store}`),
    ]) {
      await expect(streams.update(stream, { description: 'mine' })).rejects.toBeDefined();
      await expect(streams.purge(stream)).rejects.toMatchObject({ cause: refused });
      await expect(streams.delete(stream)).rejects.toMatchObject({ cause: refused });
    }
    await expect(streams.deleteMessage(STREAMS.events, 1)).rejects.toMatchObject({ cause: refused });
  });

  it.each(SERVICES)('let %s describe every stream that it uses, and pass its start checks', async (user) => {
    const { streams } = await jetstreamManager(as(user), { checkAPI: true });
    const { inbox, answers: _, ...shared } = STREAMS;
    const reads = user === 'projector' || user === 'search';
    const used = reads ? [STREAMS.events] : [...Object.values(shared), ...(user === 'gateway' ? [inbox] : [])];
    for (const stream of used) expect((await streams.info(stream)).config.name).toBe(stream);
  });

  it.each(APPENDING)('let %s append to the log, read the history of an asset, and queue work', async (user) => {
    const id = anotherAsset();
    await expect(publish(user, eventSubject(id, 8))).resolves.toMatchObject({ stream: STREAMS.events });
    await expect(
      publish(user, workSubject({ service: 'upload', lane: 'default', assetId: id, step: 'x', attemptId })),
    ).resolves.toBeDefined();
    await expect(publish(user, timerSubject('ingest', id, 'retry'))).resolves.toBeDefined();
    const consumer = await jetstream(as(user)).consumers.get(STREAMS.events, { filter_subjects: [eventSubject(id, 8)] });
    const message = await consumer.next({ expires: 5_000 });
    expect(message?.subject).toBe(eventSubject(id, 8));
  });

  it('let the projector only read the log and announce changes', async () => {
    await publish('gateway', eventSubject(asset, 8));
    const consumer = await jetstream(as('projector')).consumers.get(STREAMS.events, { filter_subjects: ['tl.events.>'] });
    expect(await consumer.next({ expires: 5_000 })).not.toBeNull();
    const heard = as('gateway').subscribe('tl.changed', { max: 1 });
    await as('gateway').flush();
    as('projector').publish('tl.changed', '{}');
    for await (const message of heard) expect(message.subject).toBe('tl.changed');
    for (const subject of [eventSubject(asset, 8), leaseSubject(asset, 'x'), timerSubject('ingest', asset, 'x')]) {
      await expect(publish('projector', subject)).rejects.toMatchObject({ cause: refused });
    }
  });

  it.each(WORKERS)('let %s consume only its own work, timers and pokes', async (user) => {
    const manager = await jetstreamManager(as(user), { checkAPI: false });
    const other = user === 'ingest' ? 'upload' : 'ingest';
    await manager.consumers.add(STREAMS.work, {
      durable_name: `${user}_a`,
      filter_subject: `tl.work.${user}.a.>`,
      ack_policy: 'explicit',
    });
    await manager.consumers.add(STREAMS.timers, {
      durable_name: `${user}_t`,
      filter_subject: `tl.timer.${user}.>`,
      ack_policy: 'explicit',
    });
    await expect(
      manager.consumers.add(STREAMS.work, { durable_name: 'o', filter_subject: `tl.work.${other}.b.>`, ack_policy: 'explicit' }),
    ).rejects.toMatchObject({ cause: refused });
    const id = anotherAsset();
    await publish('gateway', workSubject({ service: user, lane: 'a', assetId: id, step: 'x', attemptId }));
    const consumer = await jetstream(as(user)).consumers.get(STREAMS.work, `${user}_a`);
    const message = await consumer.next({ expires: 5_000 });
    expect(await message?.ackAck()).toBe(true);
    expect(permissionsOf(user).subscribe).toContain(pokeSubject(user));
    expect(permissionsOf(user).subscribe).not.toContain(pokeSubject(other));
  });

  it.each(WORKERS)('let the gateway receive the presence of %s but publish for no other service', async (user) => {
    const other = user === 'ingest' ? 'upload' : 'ingest';
    const heard: string[] = [];
    const subscription = as('gateway').subscribe('tl.presence.>', { callback: (_, { subject }) => void heard.push(subject) });
    await as('gateway').flush();
    as(user).publish(presenceSubject(other), '{}');
    as(user).publish(presenceSubject(user), '{}');
    await until(() => heard.length > 0, { what: 'the word of the worker' });
    expect(heard).toEqual([presenceSubject(user)]);
    subscription.unsubscribe();
    expect(permissionsOf('projector').subscribe).not.toContain('tl.presence.>');
  });

  it.each(WORKERS)('let %s write leases with an expected sequence and watch them', async (user) => {
    const subject = leaseSubject(anotherAsset(), 'x');
    const expected = headers();
    expected.set('Nats-Expected-Last-Subject-Sequence', '0');
    await jetstream(as(user)).publish(subject, '{}', { headers: expected });
    const watch = await jetstream(as('gateway')).consumers.get(STREAMS.leases, { filter_subjects: [subject] });
    expect(await watch.next({ expires: 5_000 })).not.toBeNull();
  });

  it.each([
    ['outputs', 'upload', CREDENTIAL_STORE],
    ['sources', 'ingest', SOURCE_CREDENTIAL_STORE],
  ] as const)(
    'let the gateway only write credentials for %s, the %s service read them, and other services do neither',
    async (_, reader, store) => {
      const [secret, standing] = ['secret.1', 'standing.1'].map((record) => `$KV.${store}.${record}`);
      const stream = `KV_${store}`;
      const byLeader = async (user: NatsUser, subject = ''): Promise<unknown> =>
        (await jetstreamManager(as(user), { checkAPI: false })).streams.getMessage(stream, { last_by_subj: subject });
      const byName = async (user: NatsUser, subject = ''): Promise<unknown> =>
        (await jetstreamManager(as(user), { checkAPI: false })).direct.getMessage(stream, { last_by_subj: subject });
      await publish('gateway', secret ?? '');
      await publish(reader, standing ?? '');
      expect(await byLeader(reader, secret)).toMatchObject({ subject: secret });
      expect(await byName('gateway', standing)).toMatchObject({ subject: standing });
      await expect(byName('gateway', secret)).rejects.toMatchObject({ cause: refused });
      await expect(byLeader('gateway', secret)).rejects.toMatchObject({ cause: refused });
      await expect(publish('gateway', standing ?? '')).rejects.toMatchObject({ cause: refused });
      for (const user of (['ingest', 'processing', 'upload', 'projector'] as const).filter((one) => one !== reader)) {
        await expect(byLeader(user, secret)).rejects.toMatchObject({ cause: refused });
        await expect(byName(user, standing)).rejects.toMatchObject({ cause: refused });
        await expect(publish(user, secret ?? '')).rejects.toMatchObject({ cause: refused });
      }
    },
  );

  it('let only the upload service write notes', async () => {
    await expect(publish('gateway', `$KV.${NOTE_STORE}.x`)).rejects.toMatchObject({ cause: refused });
    await expect(publish('upload', `$KV.${NOTE_STORE}.x`)).resolves.toBeDefined();
  });

  it('let the gateway write channels and read page states, the upload service read everything, and other services nothing', async () => {
    const stream = `KV_${MIRROR_STORE}`;
    const record = (name: string): string => `$KV.${MIRROR_STORE}.${name}`;
    const byName = async (user: NatsUser, name: string): Promise<unknown> =>
      (await jetstreamManager(as(user), { checkAPI: false })).direct.getMessage(stream, { last_by_subj: record(name) });
    const follow = async (user: NatsUser, filter: string): Promise<unknown> =>
      (await jetstreamManager(as(user), { checkAPI: false })).consumers.add(stream, {
        name: `of_${user}`,
        filter_subject: filter,
        ack_policy: 'none',
        mem_storage: true,
      });
    for (const name of ['channel.1', 'resend.x']) await expect(publish('gateway', record(name))).resolves.toBeDefined();
    for (const name of ['page.x', 'writer', 'resend.x']) await expect(publish('upload', record(name))).resolves.toBeDefined();
    for (const name of ['page.x', 'writer'])
      await expect(publish('gateway', record(name))).rejects.toMatchObject({ cause: refused });
    await expect(publish('upload', record('channel.1'))).rejects.toMatchObject({ cause: refused });
    expect(await byName('gateway', 'page.x')).toMatchObject({ subject: record('page.x') });
    expect(await byName('upload', 'channel.1')).toMatchObject({ subject: record('channel.1') });
    await expect(byName('gateway', 'channel.1')).rejects.toMatchObject({ cause: refused });
    await expect(follow('gateway', record('page.*'))).resolves.toBeDefined();
    await expect(follow('upload', record('>'))).resolves.toBeDefined();
    await expect(follow('gateway', record('>'))).rejects.toMatchObject({ cause: refused });
    for (const user of ['ingest', 'processing', 'projector'] as const) {
      await expect(byName(user, 'page.x')).rejects.toMatchObject({ cause: refused });
      await expect(follow(user, record('page.*'))).rejects.toMatchObject({ cause: refused });
      for (const name of ['channel.1', 'page.x', 'writer', 'resend.x'])
        await expect(publish(user, record(name))).rejects.toMatchObject({ cause: refused });
    }
  });

  it('let only the upload service answer a channel check of the gateway, and only once', async () => {
    as('upload').subscribe(CHANNEL_CHECK_SUBJECT, {
      max: 1,
      callback: (_, question) => {
        question.respond('first');
        question.respond('second');
      },
    });
    await as('upload').flush();
    const answer = await as('gateway').request(CHANNEL_CHECK_SUBJECT, 'well?');
    expect(answer.string()).toBe('first');
    for (const user of SERVICES.filter((each) => each !== 'upload'))
      expect(permissionsOf(user).subscribe).not.toContain(CHANNEL_CHECK_SUBJECT);
    for (const user of SERVICES.filter((each) => each !== 'processing'))
      expect(permissionsOf(user).subscribe).not.toContain(ENGINE_SUBJECT);
  });

  it('do not let a foreign user read deliveries of the log', async () => {
    const errors: unknown[] = [];
    const subscription = as('processing').subscribe('tl.events.>', {
      callback: (error) => {
        errors.push(error);
      },
    });
    await until(() => errors.length > 0, { what: 'the refusal' });
    expect(errors[0]).toMatchObject(refused);
    expect(subscription.isClosed()).toBe(true);
  });
});
