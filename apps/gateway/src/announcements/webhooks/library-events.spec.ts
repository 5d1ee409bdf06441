import { AllowList } from '@throughline/outgoing';
import { addSource } from '../../testing/add-source.js';
import { ReportedStatuses, addConnected, reconnect } from '../../testing/lose-credential.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { sendRequest, type Method } from '../../testing/send-request.js';
import { upload } from '../../testing/upload.js';
import { WebhookReceiver, type ReceivedMessage } from '../../testing/webhook-receiver.js';
import { workThrough } from '../../testing/work-through.js';
import { monthAt } from '../../people/quotas/month.js';
import { UNLIMITED } from '../../people/quotas/quota.js';
import { findLibraryEvents, subjectIdOf } from './library-events.js';
import { LIBRARY_EVENTS, type WebhookEvent } from './webhook-endpoint.js';
import type { NewWebhookEndpoint, WebhookAttemptList } from './webhooks.dto.js';

const START = Date.parse('2026-02-05T10:00:00.000Z');
const TIMERS = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'clearImmediate'] as const;

describe('webhooks about a library', () => {
  let gateway: MemoryGateway;
  let [receiver, gone]: readonly WebhookReceiver[] = [];
  let later = 0;
  let statuses: ReportedStatuses;
  const renew = renewMemoryGateway(() => ({
    settings: { fetchAllowed: AllowList.parse('127.0.0.1') as AllowList, quotas: { ...UNLIMITED, items: 10 } },
    ports: { now: () => new Date(START + later) },
  }));
  beforeEach(async () => {
    // The log in memory has no clock of its own, and quotas count by month.
    jest.useFakeTimers({ now: START, doNotFake: [...TIMERS, 'nextTick', 'queueMicrotask', 'hrtime', 'performance'] });
    later = 0;
    statuses = new ReportedStatuses();
    [receiver, gone] = await Promise.all([1, 2].map(() => WebhookReceiver.start()));
    for (const one of [receiver, gone]) if (one !== undefined) one.now = () => START + later;
    gateway = await renew({ secrets: statuses.secrets });
  });
  afterEach(async () => {
    await receiver?.close();
    await gone?.close();
    jest.useRealTimers();
  });

  const request = async <Body>(method: Method, path: string, payload?: object): Promise<Body> =>
    (await sendRequest<Body>(gateway, method, `/webhook-endpoints${path}`, { payload, ifMatch: '*' })).body;
  const add = async (name: string, to: WebhookReceiver | undefined, events: readonly WebhookEvent[]): Promise<string> => {
    if (to === undefined) throw new Error('it does not listen');
    const made = await request<NewWebhookEndpoint>('POST', '', { name, url: to.url, events });
    to.secrets = [...to.secrets, made.secret];
    return `/${String(made.id)}`;
  };
  const send = async (): Promise<void> => {
    await gateway.webhooks.round();
    await gateway.webhooks.ended();
  };
  const of = (type: WebhookEvent): readonly ReceivedMessage[] =>
    (receiver?.received ?? []).filter(({ payload }) => payload.type === type);
  const useUp = async (): Promise<void> => {
    for (let count = 0; count < 9; count += 1) await upload(gateway);
  };
  const look = async (): Promise<void> => {
    later += 60_000;
    await send();
  };

  it('tell a quota that is nearly used, once in a month, to those that have chosen it', async () => {
    const path = await add('Chat', receiver, ['quota.nearly_used']);
    await add('Other', gone, ['item.failed']);
    await look();
    expect(receiver?.requests).toEqual([]);
    await useUp();
    await look();
    await look();
    expect(receiver?.received.map(({ payload }) => payload)).toMatchObject([
      { type: 'quota.nearly_used', data: { quota: 'items', used: 9, limit: 10, renews_on: '2026-03-01' } },
    ]);
    expect(gone?.requests).toEqual([]);
    const { items } = await request<WebhookAttemptList>('GET', `${path}/attempts`);
    expect(items).toMatchObject([{ event: 'quota.nearly_used', item_id: null, position: null, status: 204 }]);
  });

  it('do not tell the quotas of other owners', async () => {
    await add('Chat', receiver, ['quota.nearly_used']);
    const token = await gateway.tokenFor(['admin']);
    for (let count = 0; count < 9; count += 1) await upload(gateway, { token });
    await look();
    expect(receiver?.requests).toEqual([]);
  });

  it('tell a disabled webhook to the other ones, with one id for one cause', async () => {
    await add('Chat', receiver, ['webhook.disabled']);
    await add('Log', receiver, ['webhook.disabled']);
    const path = await add('Gone', gone, ['item.ready', 'webhook.disabled']);
    if (gone !== undefined) gone.answer = () => ({ status: 410 });
    const disable = async (): Promise<void> => {
      const { id } = await upload(gateway, { fields: { run: 'true' } });
      await workThrough(gateway, id);
      await look();
      await send();
    };
    await disable();
    await look();
    const { id, disabled_at: at } = await request<NewWebhookEndpoint>('GET', path);
    const messages = of('webhook.disabled');
    expect(messages.map(({ payload }) => payload)).toEqual(
      [1, 2].map(() => ({
        type: 'webhook.disabled',
        timestamp: at,
        data: { id, name: 'Gone', disabled_reason: 'gone', disabled_at: at },
      })),
    );
    expect(new Set(messages.map((message) => message.id)).size).toBe(1);
    await request('PATCH', path, { paused: false });
    await look();
    await look();
    expect(new Set(of('webhook.disabled').map((message) => message.id)).size).toBe(2);
    expect(gone?.received).toEqual([]);
  });

  it('tell a lost credential in use once, and again after it was connected and lost again', async () => {
    await add('Chat', receiver, ['credential.needs_reauth']);
    const credential = await addConnected(gateway, { name: 'Calls' });
    await addSource(gateway, { type: 'zoom', credentialId: credential.id });
    await look();
    expect(receiver?.requests).toEqual([]);
    await statuses.report(credential, 'needs_reauth');
    await look();
    await look();
    const messages = of('credential.needs_reauth');
    const data = { id: credential.id, name: 'Calls', type: 'zoom', reason: 'refused', used_by: ['Lectures'] };
    expect(messages.map(({ payload }) => payload.data)).toEqual([data]);
    const again = await reconnect(gateway, credential);
    await look();
    await statuses.report(again, 'needs_reauth');
    await look();
    await look();
    expect(new Set(of('credential.needs_reauth').map(({ id }) => id)).size).toBe(2);
  });

  it('are retried like other messages, with the same id and content, and hold back no item', async () => {
    await add('Chat', receiver, ['quota.nearly_used', 'item.ready']);
    await useUp();
    if (receiver !== undefined) receiver.answer = ({ payload }) => ({ status: payload.type === 'quota.nearly_used' ? 422 : 204 });
    await look();
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    await workThrough(gateway, id);
    await look();
    expect(of('item.ready').map(({ payload }) => payload.data.id)).toEqual([id]);
    expect(of('quota.nearly_used')).toEqual([]);
    if (receiver !== undefined) receiver.answer = () => ({ status: 204 });
    later += 3_600_000;
    await look();
    const tries = receiver?.requests.filter(({ payload }) => payload.type === 'quota.nearly_used') ?? [];
    expect(of('quota.nearly_used')).toHaveLength(1);
    expect(new Set(tries.map((one) => JSON.stringify([one.id, one.payload]))).size).toBe(1);
  });

  it('are another cause in another month and in another library', async () => {
    const use = { used: 9, held: 0, limit: 10 };
    const uses = { items: use, bytes: use, transcription_minutes: use, deliveries: use };
    const idsIn = async (libraryId: string, date: string): Promise<readonly string[]> => {
      const quotas = { uses: () => Promise.resolve(uses), month: () => monthAt(new Date(date)) };
      const found = await findLibraryEvents(libraryId, LIBRARY_EVENTS, {
        quotas,
        lost: { find: () => Promise.resolve([]) },
        store: { list: () => Promise.resolve([]) },
        now: () => new Date(),
      });
      return found.map((one) => subjectIdOf(libraryId, one));
    };
    const january = await idsIn('ann', '2026-01-01');
    expect(await idsIn('ann', '2026-01-31')).toEqual(january);
    const all = [...january, ...(await idsIn('ann', '2026-02-01')), ...(await idsIn('ben', '2026-01-01'))];
    expect(new Set(all).size).toBe(12);
  });

  it('come again with a redelivery, as long as they are the case', async () => {
    const path = await add('Chat', receiver, ['quota.nearly_used']);
    await useUp();
    await look();
    await request('POST', `${path}/redeliver`, { from_position: '1' });
    await look();
    await look();
    expect(of('quota.nearly_used').map(({ id }) => id)).toEqual([1, 2].map(() => of('quota.nearly_used')[0]?.id));
  });
});
