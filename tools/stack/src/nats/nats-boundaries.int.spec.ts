import { connect, PermissionViolationError, type NatsConnection } from '@nats-io/transport-node';
import { jetstreamManager } from '@nats-io/jetstream';
import {
  CHANNEL_CHECK_SUBJECT,
  ENGINE_SUBJECT,
  PICTURE_SUBJECT,
  CREDENTIAL_TEST_SUBJECT,
  OUTPUT_TEST_SUBJECT,
  OUTPUT_TYPES_SUBJECT,
  SOURCE_SUBJECTS,
  STREAMS,
  eventSubject,
  leaseSubject,
  pokeSubject,
  presenceSubject,
  timerSubject,
  workSubject,
} from '@throughline/contracts';
import { natsServers, startNats, type TestNats } from '#testing/index.js';
import { ensureStreams } from './streams.js';

type Service = 'gateway' | 'ingest' | 'processing' | 'upload' | 'projector';
const SERVICES: readonly Service[] = ['gateway', 'ingest', 'processing', 'upload', 'projector'];
const WORKERS = ['ingest', 'processing', 'upload'] as const;
const DECIDE: readonly Service[] = ['gateway', ...WORKERS];
const NOBODY: readonly Service[] = [];

const asset = '0b9f3c4e-8f58-5c1d-9a55-3a4f2a6d7b10';
const attemptId = '0199c2f0-0000-7000-8000-000000000001';
const work = (service: (typeof WORKERS)[number]): string =>
  workSubject({ service, lane: 'a', assetId: asset, step: 'x', attemptId });

/**
 * Expected publishers of each subject. Written by hand, because this spec tests the list that the server's configuration comes
 * from.
 */
const PUBLISH: Readonly<Record<string, readonly Service[]>> = {
  [eventSubject(asset, 8)]: DECIDE,
  [`$KV.tl_keys.${asset}`]: DECIDE,
  // Overwrites a key. Only the service that carries out erasures may do so.
  '$JS.API.STREAM.MSG.DELETE.KV_tl_keys': ['ingest'],
  // Replies are allowed only on the reply subject of a received request.
  '_INBOX_gateway.x': NOBODY,
  [CHANNEL_CHECK_SUBJECT]: ['gateway'],
  [ENGINE_SUBJECT]: ['gateway'],
  [PICTURE_SUBJECT]: ['gateway'],
  [CREDENTIAL_TEST_SUBJECT]: ['gateway'],
  [OUTPUT_TEST_SUBJECT]: ['gateway'],
  [OUTPUT_TYPES_SUBJECT]: ['gateway'],
  ...Object.fromEntries(Object.values(SOURCE_SUBJECTS).map((subject) => [subject, ['gateway']] as const)),
  [leaseSubject(asset, 'x')]: WORKERS,
  'tl.lease.probe.mine': DECIDE,
  'tl.changed': ['projector'],
  'tl.inbox.anything': NOBODY,
  'of.somebody.else': NOBODY,
  ...Object.fromEntries(
    WORKERS.flatMap((service) => [
      [work(service), DECIDE],
      [timerSubject(service, asset, 'retry'), DECIDE],
      [pokeSubject(service), SERVICES],
      [presenceSubject(service), [service]],
      [`tl.dead.${service}.x`, [service]],
    ]),
  ),
};

/** Requests that would undo, copy or take over the log, the queues or the server. */
const ADMINISTER = [
  ...[...Object.values(STREAMS), 'KV_tl_keys'].flatMap((stream) => [
    `$JS.API.STREAM.CREATE.${stream}`,
    `$JS.API.STREAM.UPDATE.${stream}`,
    `$JS.API.STREAM.DELETE.${stream}`,
    `$JS.API.STREAM.PURGE.${stream}`,
    `$JS.API.STREAM.SNAPSHOT.${stream}`,
    `$JS.API.STREAM.RESTORE.${stream}`,
    `$JS.API.STREAM.LEADER.STEPDOWN.${stream}`,
    `$JS.API.STREAM.PEER.REMOVE.${stream}`,
  ]),
  `$JS.API.STREAM.MSG.DELETE.${STREAMS.events}`,
  `$JS.API.STREAM.MSG.DELETE.${STREAMS.work}`,
  '$JS.API.STREAM.CREATE.MINE',
  '$JS.API.STREAM.NAMES',
  '$JS.API.META.LEADER.STEPDOWN',
  '$JS.API.SERVER.REMOVE',
  '$SYS.REQ.SERVER.PING',
  '$SYS.REQ.ACCOUNT.$G.CONNZ',
];

/** Each user has its own inbox prefix and cannot read the replies and deliveries of others. */
const INBOXES = Object.fromEntries(
  [...SERVICES, 'admin' as const].flatMap((user) =>
    [`_INBOX_${user}.>`, `_INBOX_${user}.aB3.*`].map((subject) => [subject, SERVICES.filter((each) => each === user)]),
  ),
);

const HEAR: Readonly<Record<string, readonly Service[]>> = {
  '>': NOBODY,
  'tl.>': NOBODY,
  'tl.events.>': NOBODY,
  'tl.work.>': NOBODY,
  'tl.lease.>': NOBODY,
  '$KV.tl_keys.>': NOBODY,
  '$JS.API.>': NOBODY,
  '$SYS.>': NOBODY,
  '*.>': NOBODY,
  '_INBOX.>': NOBODY,
  '_INBOX.*.*': NOBODY,
  ...INBOXES,
  [CHANNEL_CHECK_SUBJECT]: ['upload'],
  [ENGINE_SUBJECT]: ['processing'],
  [PICTURE_SUBJECT]: ['processing'],
  [CREDENTIAL_TEST_SUBJECT]: ['upload'],
  [OUTPUT_TEST_SUBJECT]: ['upload'],
  [OUTPUT_TYPES_SUBJECT]: ['upload'],
  ...Object.fromEntries(Object.values(SOURCE_SUBJECTS).map((subject) => [subject, ['ingest']] as const)),
  'tl.changed': ['gateway'],
  'tl.presence.>': ['gateway'],
  ...Object.fromEntries(WORKERS.map((service) => [pokeSubject(service), [service]])),
};

/** Users that may read single messages of a stream by number. */
const READ: Readonly<Record<string, readonly Service[]>> = {
  [STREAMS.events]: SERVICES,
  KV_tl_keys: SERVICES,
  [STREAMS.work]: DECIDE,
  [STREAMS.leases]: DECIDE,
  [STREAMS.timers]: DECIDE,
  [STREAMS.deadLetters]: DECIDE,
};

/** Users that may follow a whole stream. */
const FOLLOW: Readonly<Record<string, readonly Service[]>> = {
  [STREAMS.events]: SERVICES,
  KV_tl_keys: SERVICES,
  [STREAMS.work]: NOBODY,
  [STREAMS.leases]: DECIDE,
  [STREAMS.timers]: NOBODY,
  [STREAMS.deadLetters]: ['gateway'],
};

const versions = await natsServers();

describe.each(versions)('permissions of a service on nats-server $version', ({ name }) => {
  let nats: TestNats;
  const connections: NatsConnection[] = [];
  beforeAll(async () => {
    nats = await startNats({ version: name, plain: false });
    await ensureStreams(nats.url, nats.passwords?.admin ?? '');
  });
  afterAll(async () => {
    await Promise.all(connections.map((connection) => connection.close()));
    await nats.stop();
  });

  const as = async (user: Service): Promise<NatsConnection> => {
    const connection = await connect(nats.login(user));
    connections.push(connection);
    return connection;
  };
  /** Returns the subjects that the server refused. It reports the refusal before it answers the following round trip. */
  const refusedOf = async (user: Service, subjects: readonly string[]): Promise<string[]> => {
    const connection = await as(user);
    const refused: string[] = [];
    const listening = (async () => {
      for await (const status of connection.status())
        if (status.type === 'error' && status.error instanceof PermissionViolationError) refused.push(status.error.subject);
    })();
    for (const subject of subjects) connection.publish(subject, '{}');
    await connection.flush();
    await connection.close();
    await listening;
    return refused.sort();
  };
  const deniedTo = (table: Readonly<Record<string, readonly Service[]>>, user: Service): string[] =>
    Object.entries(table)
      .filter(([, allowed]) => !allowed.includes(user))
      .map(([subject]) => subject)
      .sort();

  it.each(SERVICES)('let %s publish only on its own subjects', async (user) => {
    expect(await refusedOf(user, Object.keys(PUBLISH))).toEqual(deniedTo(PUBLISH, user));
  });

  it.each(SERVICES)('let %s administer nothing, even with raw requests', async (user) => {
    expect(await refusedOf(user, ADMINISTER)).toEqual([...ADMINISTER].sort());
    const admin = await connect({ servers: nats.url, user: 'admin', pass: nats.passwords?.admin ?? '' });
    connections.push(admin);
    const { streams } = await jetstreamManager(admin);
    for (const stream of Object.keys(READ)) expect((await streams.info(stream)).config.name).toBe(stream);
  });

  it.each(SERVICES)('let %s subscribe only to its own subjects', async (user) => {
    const connection = await as(user);
    const refused: string[] = [];
    for (const subject of Object.keys(HEAR))
      connection.subscribe(subject, {
        callback: (error) => {
          if (error instanceof PermissionViolationError) refused.push(error.subject);
        },
      });
    await connection.flush();
    expect(refused.sort()).toEqual(deniedTo(HEAR, user));
  });

  it.each(SERVICES)('let %s read single messages only of the streams that it uses', async (user) => {
    const asked = Object.keys(READ).map((stream) => `$JS.API.STREAM.MSG.GET.${stream}`);
    const denied = deniedTo(READ, user).map((stream) => `$JS.API.STREAM.MSG.GET.${stream}`);
    expect(await refusedOf(user, asked)).toEqual(denied);
    const direct = Object.keys(READ).map((stream) => `$JS.API.DIRECT.GET.${stream}`);
    expect(await refusedOf(user, direct)).toEqual(deniedTo(READ, user).map((stream) => `$JS.API.DIRECT.GET.${stream}`));
  });

  it.each(SERVICES)('let %s follow only the streams that it may see as a whole', async (user) => {
    const { consumers } = await jetstreamManager(await as(user), { checkAPI: false, timeout: 2_000 });
    const denied: string[] = [];
    for (const stream of Object.keys(FOLLOW)) {
      const follow = consumers.add(stream, { name: `all_${user}`, ack_policy: 'none', mem_storage: true });
      // A work queue refuses such a consumer. Users with permission to ask get that error, all others get no answer.
      await follow.catch((error: unknown) => {
        const cause = error instanceof Error ? error.cause : undefined;
        if (cause instanceof PermissionViolationError) denied.push(stream);
        else throw error;
      });
    }
    expect(denied.sort()).toEqual(deniedTo(FOLLOW, user));
  });
});
