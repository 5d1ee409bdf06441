import { readFile } from 'node:fs/promises';
import { connect as connectTcp } from 'node:net';
import { join } from 'node:path';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import {
  CREDENTIAL_STORE,
  KEY_STORE,
  MIRROR_STORE,
  NOTE_STORE,
  SOURCE_CREDENTIAL_STORE,
  STREAMS,
  eventSubject,
  inboxPrefix,
} from '@throughline/contracts';
import { prepareStreams } from '../setup/setup.js';
import { startDeployedNats, type DeployedNatsServers } from '#testing/deployed-nats.js';
import { until } from '#testing/until.js';
import { NATS_USERS } from './nats-users.js';

const asset = '0b9f3c4e-8f58-5c1d-9a55-3a4f2a6d7b10';
const STORES = [KEY_STORE, CREDENTIAL_STORE, SOURCE_CREDENTIAL_STORE, NOTE_STORE, MIRROR_STORE];
const ALL = [...Object.values(STREAMS), ...STORES.map((store) => `KV_${store}`)];

describe.each(['compose/nats.conf', 'k8s/overlays/dev/nats.conf'] as const)('a single server on %s', (file) => {
  let servers: DeployedNatsServers;
  beforeAll(async () => {
    servers = await startDeployedNats(file);
  }, 60_000);
  afterAll(() => servers.stop());

  it('accepts every user with the password of its file, and no other client', async () => {
    for (const user of NATS_USERS) {
      const pass = await readFile(join(servers.secrets.folder, `nats_${user}_password`), 'utf8');
      const nc = await connect({ servers: servers.url, user, pass, reconnect: false });
      expect(nc.info?.jetstream).toBe(true);
      await nc.close();
    }
    await expect(connect({ servers: servers.url, user: 'gateway', pass: 'guess', reconnect: false })).rejects.toThrow();
    await expect(connect({ servers: servers.url, reconnect: false })).rejects.toThrow();
  });
});

describe('three servers with k8s/overlays/cluster/nats.conf', () => {
  let servers: DeployedNatsServers;
  let gateway: NatsConnection;
  beforeAll(async () => {
    servers = await startDeployedNats('k8s/overlays/cluster/nats.conf');
    gateway = await connect({
      servers: servers.url.split(','),
      user: 'gateway',
      pass: servers.secrets.nats['gateway'] ?? '',
      inboxPrefix: inboxPrefix('gateway'),
    });
  }, 90_000);
  afterAll(async () => {
    await gateway.close();
    await servers.stop();
  });

  const replicas = async (): Promise<Record<string, number>> => {
    const admin = await connect({ servers: servers.url.split(','), user: 'admin', pass: servers.secrets.nats['admin'] ?? '' });
    const { streams } = await jetstreamManager(admin);
    const infos = await Promise.all(ALL.map((stream) => streams.info(stream)));
    await admin.close();
    return Object.fromEntries(
      infos.map(({ config, cluster }) => [config.name, cluster?.replicas?.filter((r) => r.current).length ?? 0]),
    );
  };
  const append = (): Promise<unknown> => jetstream(gateway).publish(eventSubject(asset, 8), '{}');

  const setUpWith = (copies: number): Promise<void> => {
    const nats = { url: servers.url, user: 'admin', password: servers.secrets.nats['admin'] ?? '', replicas: copies };
    return prepareStreams({ nats, waitMs: 30_000 }, () => undefined);
  };

  it('keep three copies of every stream after an installation with one copy has grown', async () => {
    await setUpWith(1);
    await append();
    await setUpWith(3);
    // Each stream has a leader and two replicas.
    const wanted = Object.fromEntries(ALL.map((stream) => [stream, 2]));
    // A member that is behind for a moment is not counted.
    const settle = (): Promise<boolean> =>
      until(async () => JSON.stringify(await replicas()) === JSON.stringify(wanted), { what: 'the copies' });
    await settle();
    await setUpWith(3);
    expect(await settle()).toBe(true);
  }, 90_000);

  it('refuse a new member without the password of the routes', async () => {
    const signInToRoute = async (pass: string): Promise<string> => {
      const socket = connectTcp(servers.routePorts[1] ?? 0, '127.0.0.1');
      let heard = '';
      socket.on('data', (bytes: Buffer) => (heard += bytes.toString()));
      socket.on('error', () => undefined);
      const login = { user: 'route', pass, verbose: false, pedantic: false, tls_required: false, name: 'nats-3' };
      socket.write(`CONNECT ${JSON.stringify(login)}\r\nPING\r\n`);
      await until(() => /PONG|-ERR/.test(heard), { what: 'an answer' });
      socket.destroy();
      return heard;
    };
    expect(await signInToRoute('guess')).toContain('Authorization Violation');
    expect(await signInToRoute(servers.secrets.natsRoute)).not.toContain('Authorization Violation');
  });

  it('accept commits after one of them was killed, and lose none', async () => {
    await servers.kill(0);
    const appended = (): Promise<boolean> =>
      append().then(
        () => true,
        () => false,
      );
    await until(appended, { what: 'the other two' });
    const admin = await connect({ servers: servers.urls.slice(1), user: 'admin', pass: servers.secrets.nats['admin'] ?? '' });
    const { streams } = await jetstreamManager(admin, { checkAPI: false, timeout: 10_000 });
    // The killed server may have been the leader; then the others elect a new one.
    const info = await until(() => streams.info(STREAMS.events).catch(() => undefined), {
      timeout: 60_000,
      what: 'an answer of the rest',
    });
    await admin.close();
    expect(info.state.messages).toBeGreaterThanOrEqual(2);
  }, 90_000);
});
