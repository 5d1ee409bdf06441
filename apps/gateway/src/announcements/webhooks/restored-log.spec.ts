import { START } from '@throughline/event-store';
import { AllowList } from '@throughline/outgoing';
import { until } from '@throughline/stack/testing';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { MemoryWebhookStore } from '../../testing/memory-webhook-store.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { upload } from '../../testing/upload.js';
import { WebhookReceiver } from '../../testing/webhook-receiver.js';
import { workThrough } from '../../testing/work-through.js';
import { messageIdOf } from './signature.js';
import type { NewWebhookEndpoint } from './webhooks.dto.js';

describe('webhooks after a rebuild', () => {
  let gateway: MemoryGateway;
  let receiver: WebhookReceiver;
  let store: MemoryWebhookStore;
  let endpoint: NewWebhookEndpoint;
  beforeEach(async () => {
    receiver = await WebhookReceiver.start();
    gateway = await openMemoryGateway({
      settings: { fetchAllowed: AllowList.parse('127.0.0.1') as AllowList },
    });
    const queue = gateway.ports.webhookQueue;
    if (!(queue instanceof MemoryWebhookStore)) throw new Error('it is in memory');
    store = queue;
    store.incarnation = (await gateway.store.incarnation()).id;
    const response = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/webhook-endpoints',
      headers: { authorization: `Bearer ${gateway.token}` },
      payload: { name: 'Chat', url: receiver.url, events: ['item.ready'] },
    });
    endpoint = response.json();
    receiver.secrets = [endpoint.secret];
  });
  afterEach(async () => {
    await gateway.close();
    await receiver.close();
  });

  const finish = async (): Promise<string> => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    await workThrough(gateway, id);
    await waitUntilProjected(gateway, id);
    return id;
  };
  /** Looks twice, because an endpoint continues after a restored log only when it is claimed again. */
  const send = async (): Promise<void> => {
    for (let looks = 0; looks < 2; looks += 1) {
      gateway.webhooks.hear(undefined);
      await gateway.webhooks.round();
      await gateway.webhooks.ended();
    }
  };
  const receivedIds = (): readonly string[] => receiver.received.map(({ payload }) => payload.data.id);

  it.each(['the same log', 'a restored log'])('of %s tell nothing again, and what is new once', async (log) => {
    const first = await finish();
    await send();
    expect(receivedIds()).toEqual([first]);
    store.tables += 1;
    const readAt = Date.now();
    await until(() => Date.now() > readAt, { what: 'a later time' });
    if (log === 'a restored log') store.incarnation = 'the lost log';
    const second = await finish();
    await send();
    expect(receivedIds()).toEqual([first, second]);
    const restored = (await store.find(endpoint.id))?.restored;
    expect(restored !== undefined).toBe(log === 'a restored log');
    const [, { id, payload } = { id: '', payload: undefined }] = receiver.received;
    const message = {
      assetId: second,
      position: payload?.data.position as never,
      event: 'item.ready',
      output: undefined,
    } as const;
    expect(id).toBe(messageIdOf(message, restored));
    expect(id === messageIdOf(message)).toBe(restored === undefined);
  });

  it('have other ids only for positions that the restored log may have given to other commits', () => {
    const message = { assetId: 'a', position: '7' as never, event: 'item.ready', output: undefined } as const;
    const at = '2026-02-05T10:00:00.000Z';
    expect(messageIdOf(message, { after: '7' as never, at })).toBe(messageIdOf(message));
    expect(messageIdOf(message, { after: START, at })).not.toBe(messageIdOf(message));
  });
});
