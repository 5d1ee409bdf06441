import { request as httpRequest } from 'node:http';
import { ServiceProcess, until } from '@throughline/stack/testing';
import { formOf } from './testing/forms.js';
import { openRealGateway, openWorld, type RealGateway, type World } from './testing/real-gateway.js';

interface Item {
  readonly id: string;
  readonly revision: string;
  readonly title: string;
  readonly status: string;
}

describe('the gateway over NATS, PostgreSQL and a folder', () => {
  let world: World;
  let gateway: RealGateway;
  beforeAll(async () => {
    world = await openWorld();
    gateway = await openRealGateway(world);
  }, 60_000);
  afterAll(async () => {
    await gateway.close();
    await world.close();
  });

  const register = async (
    bytes: string,
    fields: Record<string, string> = {},
    headers: Record<string, string> = {},
  ): Promise<Response> => {
    const form = formOf(fields, { bytes });
    return gateway.fetch('/api/v1/recordings', { method: 'POST', headers: { ...form.headers, ...headers }, body: form.payload });
  };

  it('says that it is ready', async () => {
    const response = await gateway.fetch('/health/ready');
    expect(await response.json()).toEqual({
      status: 'ok',
      service: 'gateway',
      checks: { nats: { ok: true }, postgres: { ok: true }, artifacts: { ok: true } },
    });
  });

  it('registers and shows a recording', async () => {
    const response = await register('hello', { title: 'Hello' });
    expect(response.status).toBe(202);
    const item = (await response.json()) as Item;
    expect(await (await gateway.fetch(`/api/v1/recordings/${item.id}`)).json()).toEqual(item);
  });
});
