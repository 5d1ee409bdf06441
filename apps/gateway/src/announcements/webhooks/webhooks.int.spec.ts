import { AllowList } from '@throughline/outgoing';
import { until } from '@throughline/stack/testing';
import pg from 'pg';
import { formOf } from '../../testing/forms.js';
import { openProjector, openRealGateway, openWorld, type RealGateway, type World } from '../../testing/real-gateway.js';
import { WebhookReceiver } from '../../testing/webhook-receiver.js';
import { workThrough } from '../../testing/work-through.js';
import { WEBHOOK_EVENTS } from './webhook-endpoint.js';
import type { NewWebhookEndpoint } from './webhooks.dto.js';

describe('webhooks of two gateways, with a broker, a projector and a database', () => {
  let world: World;
  let gateways: readonly RealGateway[];
  let receiver: WebhookReceiver;
  let closeProjector: () => Promise<void>;
  beforeAll(async () => {
    const opened = await openWorld();
    world = { ...opened, config: { ...opened.config, fetchAllowed: AllowList.parse('127.0.0.1') as AllowList } };
    receiver = await WebhookReceiver.start();
    closeProjector = await openProjector(world);
    gateways = [await openRealGateway(world), await openRealGateway(world)];
  }, 60_000);
  afterAll(async () => {
    for (const gateway of gateways) await gateway.close();
    await closeProjector();
    await receiver.close();
    await world.close();
  });

  it('send each event of an item once and in order, and keep address and secret sealed', async () => {
    const [first, second] = gateways;
    if (first === undefined || second === undefined) throw new Error('there are two');
    const body = JSON.stringify({ name: 'Chat', url: receiver.url, events: WEBHOOK_EVENTS });
    const headers = { 'content-type': 'application/json' };
    const response = await first.fetch('/api/v1/webhook-endpoints', { method: 'POST', headers, body });
    const endpoint = (await response.json()) as NewWebhookEndpoint;
    receiver.secrets = [endpoint.secret];
    const form = formOf({ title: 'A talk', run: 'true' }, { bytes: 'talk' });
    const registered = await first.fetch('/api/v1/recordings', { method: 'POST', headers: form.headers, body: form.payload });
    const { id } = (await registered.json()) as { id: string };
    await workThrough(first, id);
    await until(async () => {
      await Promise.all(gateways.map(({ webhooks }) => webhooks.round()));
      return receiver.received.some(({ payload }) => payload.type === 'item.ready');
    });
    await Promise.all(gateways.map(({ webhooks }) => webhooks.ended()));
    const positions = receiver.received.map(({ payload }) => Number(payload.data.position));
    expect(positions).toEqual([...positions].sort((one, other) => one - other));
    expect(new Set(receiver.received.map((message) => message.id)).size).toBe(receiver.received.length);
    const statuses = receiver.received.filter(({ payload }) => payload.type === 'item.status_changed');
    expect(statuses.at(0)?.payload.data).toMatchObject({ id, title: 'A talk', status: 'INITIALIZED', previous_status: null });
    expect(statuses.at(-1)?.payload.data.status).toBe('READY');
    const client = new pg.Client({ connectionString: world.database.url });
    await client.connect();
    const { rows } = await client.query<object>('select * from control.webhook_endpoint');
    await client.end();
    expect(rows).toHaveLength(1);
    for (const secret of ['receiver-secret', endpoint.secret]) expect(JSON.stringify(rows)).not.toContain(secret);
  });
});
