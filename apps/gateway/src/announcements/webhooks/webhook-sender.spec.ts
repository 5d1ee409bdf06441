import { AllowList } from '@throughline/outgoing';
import { until } from '@throughline/stack/testing';
import { ask } from '../../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { sendRequest } from '../../testing/send-request.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { upload } from '../../testing/upload.js';
import { WebhookReceiver, type ReceivedMessage } from '../../testing/webhook-receiver.js';
import { completeStep, failStep, startStep, workThrough } from '../../testing/work-through.js';
import { WEBHOOK_EVENTS, type WebhookEvent } from './webhook-endpoint.js';
import type { NewWebhookEndpoint, WebhookAttemptList } from './webhooks.dto.js';

const HOUR = 3_600_000;
const typesOf = (messages: readonly ReceivedMessage[]): readonly string[] => messages.map(({ payload }) => payload.type);
const positionsOf = (messages: readonly ReceivedMessage[]): readonly number[] =>
  messages.map(({ payload }) => Number(payload.data.position));
const isSorted = (numbers: readonly number[]): boolean => numbers.every((one, at) => at === 0 || one >= (numbers[at - 1] ?? 0));

describe('webhooks', () => {
  let gateway: MemoryGateway;
  let receiver: WebhookReceiver;
  let endpoint: NewWebhookEndpoint;
  /** Added to the clock. */
  let later = 0;
  let failing: string | undefined;
  const options = {
    settings: { fetchAllowed: AllowList.parse('127.0.0.1') as AllowList, publicUrl: 'https://recordings.example' },
    ports: { now: () => new Date(Date.now() + later) },
    failpoint: (name: string) => (name === failing ? Promise.reject(new Error('killed')) : Promise.resolve()),
  };
  const renew = renewMemoryGateway(() => options);
  beforeEach(async () => {
    [later, failing] = [0, undefined];
    receiver = await WebhookReceiver.start();
    receiver.now = () => Date.now() + later;
    gateway = await renew();
  });
  afterEach(async () => {
    await receiver.close();
  });

  const request = async <Body = NewWebhookEndpoint>(
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    payload?: object,
  ): Promise<Body> => (await sendRequest<Body>(gateway, method, `/webhook-endpoints${path}`, { payload, ifMatch: '*' })).body;
  const add = async (events: readonly WebhookEvent[] = WEBHOOK_EVENTS): Promise<NewWebhookEndpoint> => {
    endpoint = await request('POST', '', { name: 'Chat', url: receiver.url, events });
    receiver.secrets = [endpoint.secret];
    return endpoint;
  };
  const path = (rest = ''): string => `/${String(endpoint.id)}${rest}`;
  /** Works until nothing is due. */
  const send = async (): Promise<void> => {
    await gateway.webhooks.round();
    await gateway.webhooks.ended();
  };
  const finish = async (fields: Record<string, string> = {}): Promise<string> => {
    const { id } = await upload(gateway, { fields: { run: 'true', ...fields } });
    await workThrough(gateway, id);
    await waitUntilProjected(gateway, id);
    return id;
  };
  const of = (id: string): readonly ReceivedMessage[] => receiver.received.filter(({ payload }) => payload.data.id === id);

  it('tell each status of an item in order, what was delivered, and when it is ready', async () => {
    await add();
    const id = await finish({ title: 'A talk' });
    await send();
    const statuses = of(id).filter(({ payload }) => payload.type === 'item.status_changed');
    const transitions = statuses.map(({ payload: { data } }) => [data.previous_status, data.status]);
    expect(transitions[0]).toEqual([null, 'INITIALIZED']);
    expect(transitions.at(-1)?.[1]).toBe('READY');
    for (const [at, [previous]] of transitions.entries()) if (at > 0) expect(previous).toBe(transitions[at - 1]?.[1]);
    expect(typesOf(of(id)).filter((type) => type !== 'item.status_changed')).toEqual(['delivery.completed', 'item.ready']);
    expect(isSorted(positionsOf(of(id)))).toBe(true);
    const { revision } = (await ask(gateway, `/${id}`, { method: 'GET' })).json<{ revision: string }>();
    expect(of(id).at(-1)).toMatchObject({
      userAgent: expect.stringContaining('Throughline/') as string,
      payload: {
        data: {
          kind: 'recording',
          title: 'A talk',
          revision,
          failed: false,
          outputs: [{ id: 'library', status: 'UPLOADED' }],
          item_url: `https://recordings.example/api/v1/recordings/${id}`,
        },
      },
    });
    const count = receiver.requests.length;
    await send();
    expect(receiver.requests).toHaveLength(count);
  });

  it('tell only the chosen events, of one library, since the endpoint was set up', async () => {
    const earlier = await finish();
    await add(['item.ready']);
    const foreign = await upload(gateway, { fields: { run: 'true' }, token: await gateway.tokenFor(['admin']) });
    await workThrough(gateway, foreign.id);
    const id = await finish();
    await send();
    expect(receiver.received.map(({ payload }) => [payload.type, payload.data.id])).toEqual([['item.ready', id]]);
    expect(of(earlier)).toEqual([]);
  });

  it('tell a failure, and that a person is needed', async () => {
    await add(['item.failed', 'item.needs_attention']);
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    await startStep(gateway, id, 'DOWNLOAD');
    await failStep(gateway, id, 'DOWNLOAD');
    const review = await finish({ output_config: '{"auto_upload":false}' });
    const { id: sent } = await upload(gateway, { fields: { run: 'true' } });
    await workThrough(gateway, sent, ['deliver:library']);
    await startStep(gateway, sent, 'deliver:library');
    await completeStep(gateway, sent, 'deliver:library', [], { unconfirmed: true });
    await waitUntilProjected(gateway, id, sent);
    await send();
    expect(of(id)).toMatchObject([
      { payload: { type: 'item.failed', data: { failed: true, failed_at_stage: 'download', failed_code: 'broken' } } },
    ]);
    expect(of(review)).toMatchObject([{ payload: { type: 'item.needs_attention', data: { attention: ['review'] } } }]);
    expect(of(sent)).toMatchObject([{ payload: { type: 'item.needs_attention', data: { attention: ['unconfirmed'] } } }]);
  });

  it('keep the later events of an item behind a refused one, and send those of other items', async () => {
    await add();
    const stuck = await finish();
    receiver.answer = ({ payload }) => ({ status: payload.data.id === stuck ? 422 : 204 });
    const other = await finish();
    await send();
    expect(of(other).at(-1)?.payload.data.status).toBe('READY');
    const tried = receiver.requests.filter(({ payload }) => payload.data.id === stuck);
    expect(new Set(tried.map(({ id }) => id)).size).toBe(1);
    receiver.answer = () => ({ status: 204 });
    later += HOUR;
    await send();
    expect(isSorted(positionsOf(of(stuck)))).toBe(true);
    expect(of(stuck).at(-1)?.payload.data.status).toBe('READY');
  });

  it('end the work on an endpoint when nothing is due, however many messages wait', async () => {
    await add();
    let looks = 0;
    Object.assign(gateway.ports.webhookQueue, {
      pending: () => Promise.resolve(1_000),
      due: () => {
        looks += 1;
        return looks === 1 ? Promise.resolve([]) : Promise.reject(new Error('looked twice'));
      },
    });
    await send();
    expect(looks).toBe(1);
  });

  it('pause an endpoint that is down, try it again, and lose nothing', async () => {
    await add();
    receiver.answer = () => ({ status: 503 });
    const id = await finish();
    await send();
    later += HOUR;
    await send();
    expect(await request('GET', path())).toMatchObject({ state: 'failing', next_try_at: expect.any(String) as string });
    const tries = receiver.requests.length;
    await send();
    expect(receiver.requests).toHaveLength(tries);
    receiver.answer = () => ({ status: 204 });
    later += HOUR;
    await send();
    expect(of(id).at(-1)?.payload.data.status).toBe('READY');
    expect(await request('GET', path())).toMatchObject({ state: 'active', failing_since: null, pending: 0 });
  });

  it('wait as long as the receiver asks', async () => {
    await add(['item.ready']);
    receiver.answer = () => ({ status: 429, headers: { 'retry-after': '600' } });
    const id = await finish();
    await send();
    receiver.answer = () => ({ status: 204 });
    later += 599_000;
    await send();
    expect(of(id)).toEqual([]);
    later += 2_000;
    await send();
    expect(of(id)).toHaveLength(1);
  });

  it('disable an endpoint after five days of failures; enabled again, it gets everything', async () => {
    await add();
    receiver.answer = () => ({ status: 500 });
    const id = await finish();
    await send();
    later += 5 * 24 * HOUR;
    await send();
    expect(await request('GET', path())).toMatchObject({ state: 'disabled', disabled_reason: 'long-failure' });
    receiver.answer = () => ({ status: 204 });
    await send();
    expect(of(id)).toEqual([]);
    expect(await request('PATCH', path(), { paused: false })).toMatchObject({ state: 'active', disabled_reason: null });
    await send();
    expect(of(id).at(-1)?.payload.data.status).toBe('READY');
  });

  it('disable an endpoint that answers 410, and send nothing while it is paused', async () => {
    await add(['item.ready']);
    await request('PATCH', path(), { paused: true });
    const id = await finish();
    await send();
    expect(receiver.requests).toEqual([]);
    await request('PATCH', path(), { paused: false });
    receiver.answer = () => ({ status: 410 });
    await send();
    expect(await request('GET', path())).toMatchObject({ state: 'disabled', disabled_reason: 'gone', pending: 1 });
    expect(of(id)).toEqual([]);
    await request('PATCH', path(), { name: 'Renamed' });
    await request('POST', path('/secret'), {});
    expect(await request('GET', path())).toMatchObject({ name: 'Renamed', state: 'disabled', disabled_reason: 'gone' });
  });

  it('stop at once when the endpoint is paused during the work', async () => {
    await add();
    await finish();
    receiver.answer = async () => {
      await request('PATCH', path(), { paused: true });
      return { status: 204 };
    };
    await send();
    expect(receiver.requests).toHaveLength(1);
  });

  it.each(['gateway.webhooks-made', 'gateway.webhook-sent'])('lose nothing when a gateway dies at %s', async (point) => {
    await add();
    const id = await finish();
    failing = point;
    await send();
    failing = undefined;
    await send();
    const ids = of(id).map((message) => message.id);
    expect(of(id).at(-1)?.payload.data.status).toBe('READY');
    // The message whose answer was not stored comes twice, under one id.
    expect(ids.length - new Set(ids).size).toBe(point === 'gateway.webhook-sent' ? 1 : 0);
    expect(isSorted(positionsOf(of(id)))).toBe(true);
  });

  it('are sent again from a position or a time, with their ids and in order', async () => {
    const before = await finish();
    await add(['item.status_changed', 'item.ready']);
    const id = await finish();
    await send();
    const first = [...of(id)];
    await request('POST', path('/redeliver'), { from_position: first[2]?.payload.data.position });
    await send();
    expect(of(id).map((one) => one.id)).toEqual([...first, ...first.slice(2)].map((one) => one.id));
    await request('POST', path('/redeliver'), { from_time: '2020-01-01T00:00:00Z' });
    await send();
    expect(of(before).at(-1)?.payload.data.status).toBe('READY');
    expect(of(id)).toHaveLength(3 * first.length - 2);
  });

  it('are dropped when a restored log lacks their commit', async () => {
    await add(['item.ready']);
    receiver.answer = () => ({ status: 422 });
    const id = await finish();
    await send();
    const { history } = gateway.ports;
    const load = history.load.bind(history);
    Object.assign(history, {
      load: async (...given: Parameters<typeof load>) => {
        const loaded = await load(...given);
        return { ...loaded, commits: loaded.commits.slice(0, -1) };
      },
    });
    receiver.answer = () => ({ status: 204 });
    later += HOUR;
    await send();
    expect(of(id)).toEqual([]);
    expect(await request('GET', path())).toMatchObject({ pending: 0 });
    const { items } = await request<WebhookAttemptList>('GET', path('/attempts'));
    expect(items[0]).toMatchObject({ error: 'event-missing', retry_at: null });
  });

  it('show no title of an erased item', async () => {
    await add();
    await request('PATCH', path(), { paused: true });
    const id = await finish({ title: 'Secret words' });
    await ask(gateway, `/${id}`, { method: 'DELETE' });
    await ask(gateway, `/${id}/erase`, { body: { confirm: true } });
    await waitUntilProjected(gateway, id);
    await request('PATCH', path(), { paused: false });
    await send();
    expect(of(id).length).toBeGreaterThan(3);
    expect(JSON.stringify(receiver.received)).not.toContain('Secret words');
  });

  it('are logged without secrets and bodies', async () => {
    await add(['item.ready']);
    receiver.answer = () => ({ status: 500, body: 'receiver-secret' });
    const id = await finish({ title: 'Secret words' });
    await send();
    const log = await request<WebhookAttemptList>('GET', path('/attempts'));
    expect(log.items).toMatchObject([{ event: 'item.ready', item_id: id, status: 500, error: 'http-status' }]);
    expect(log.items[0]?.retry_at).not.toBeNull();
    for (const secret of ['receiver-secret', 'Secret words', endpoint.secret]) expect(JSON.stringify(log)).not.toContain(secret);
  });

  it('wait for nobody when a receiver hangs: the endpoint is released when the gateway stops', async () => {
    gateway = await openMemoryGateway(options);
    await add(['item.ready']);
    const id = await finish();
    receiver.answer = () => new Promise(() => undefined);
    await gateway.webhooks.round();
    await until(() => receiver.requests.length === 1);
    await gateway.webhooks.beforeApplicationShutdown();
    const [claimed] = await gateway.ports.webhookQueue.claimable('all');
    expect(claimed).toBe(endpoint.id);
    expect(of(id)).toEqual([]);
    await gateway.close();
  });
});
