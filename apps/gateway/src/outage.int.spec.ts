import { Client } from 'pg';
import { startOwnPostgres, until, type OwnPostgres } from '@throughline/stack/testing';
import { formOf } from './testing/forms.js';
import { openProjector, openRealGateway, openWorld, type RealGateway, type World } from './testing/real-gateway.js';

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly checks: Record<string, { ok: boolean }>;
}

describe('the gateway while a dependency is away', () => {
  let postgres: OwnPostgres;
  let world: World;
  let gateway: RealGateway;
  let closeProjector: () => Promise<void>;
  beforeAll(async () => {
    postgres = await startOwnPostgres();
    world = await openWorld(postgres, { TL_READ_DEADLINE_MS: '1000' });
    closeProjector = await openProjector(world);
    gateway = await openRealGateway(world);
  }, 60_000);
  afterAll(async () => {
    await gateway.close();
    await closeProjector();
    await world.close();
    await postgres.stop();
  });

  const ask = async (path: string, init?: RequestInit): Promise<{ response: Response; body: Refusal }> => {
    const response = await gateway.fetch(path, init);
    return { response, body: (await response.json()) as Refusal };
  };
  const push = (key: string) => {
    const form = formOf({ title: key }, { bytes: key });
    return ask('/api/v1/recordings', {
      method: 'POST',
      headers: { ...form.headers, 'idempotency-key': key },
      body: form.payload,
    });
  };
  const isReported = (checks: object): Promise<boolean> =>
    until(async () => {
      expect((await ask('/health/ready')).body.checks).toMatchObject(checks);
      return true;
    });
  const isReady = async (): Promise<boolean> => (await gateway.fetch('/health/ready')).status === 200;

  it('answers 503 with the part, stays up, and accepts the same request once NATS is back', async () => {
    await until(isReady);
    await world.nats.kill();
    const { response, body } = await push('nats away');
    expect(body).toMatchObject({ status: 503, code: expect.stringMatching(/^(unavailable|outcome-unknown)$/) as string });
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    await isReported({ nats: { ok: false }, postgres: { ok: true } });
    expect((await gateway.fetch('/health/live')).status).toBe(200);
    await world.nats.restart();
    await until(isReady);
    const again = await until(async () => {
      const tried = await push('nats away');
      return tried.response.status === 202 ? tried : undefined;
    });
    const id = (again.body as unknown as { id: string }).id;
    expect((await gateway.ports.commands.load(id))?.personal.title).toBe('nats away');
  }, 60_000);

  it('answers 503 with the part, stays up, and serves again once PostgreSQL is back', async () => {
    await until(isReady);
    await postgres.kill();
    const { body } = await until(async () => {
      const asked = await ask('/api/v1/recordings');
      return asked.response.status === 200 ? undefined : asked;
    });
    expect(body).toMatchObject({ status: 503, code: 'unavailable' });
    await isReported({ postgres: { ok: false }, nats: { ok: true } });
    await postgres.restart();
    await until(isReady);
    await until(async () => (await gateway.fetch('/api/v1/recordings')).status === 200);
  }, 60_000);

  it.each([
    ['projection.asset', 'the token that is known'],
    ['control.token', `tl_${'x'.repeat(43)}`],
  ])(
    'answers 503 by the deadline while %s is locked, is not ready, and leaves no statement waiting for the lock',
    async (table, token) => {
      await until(isReady);
      const locker = new Client({ connectionString: world.database.url, application_name: 'locker' });
      await locker.connect();
      await locker.query(`begin; lock table ${table}`);
      const authorization = `Bearer ${token.startsWith('tl_') ? token : world.token}`;
      const response = await fetch(`${gateway.url}/api/v1/recordings`, { headers: { authorization } });
      expect(await response.json()).toMatchObject({ status: 503, code: 'unavailable' });
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      await isReported({ postgres: { ok: false }, nats: { ok: true } });
      const waiting = `select from pg_stat_activity where application_name like 'gateway-%' and wait_event_type = 'Lock'`;
      await until(async () => (await locker.query(waiting)).rowCount === 0);
      await locker.end();
      await until(isReady);
      await until(async () => (await gateway.fetch('/api/v1/recordings')).status === 200);
    },
    60_000,
  );
});
