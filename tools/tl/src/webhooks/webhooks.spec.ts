import type { WebhookAttempt, WebhookEndpoint } from '@throughline/api-client';
import { EXIT } from '../exit.js';
import { StubServer } from '#testing/stub-server.js';

const PATH = '/api/v1/webhook-endpoints';
const TIME = '2026-02-05T17:00:00.000Z';
const ADDRESS = 'https://hooks.example/in';
const chat: WebhookEndpoint = {
  id: 2,
  name: 'Chat',
  url: ADDRESS,
  host: 'hooks.example',
  events: ['item.ready'],
  state: 'active',
  disabled_reason: null,
  disabled_at: null,
  failing_since: null,
  next_try_at: null,
  last_success_at: TIME,
  pending: 0,
  old_secret_until: null,
  revision: 3,
  created_at: TIME,
  updated_at: TIME,
};
const broken: WebhookEndpoint = {
  ...chat,
  id: 5,
  name: '2',
  state: 'failing',
  failing_since: TIME,
  next_try_at: TIME,
  pending: 4,
};
const attempt: WebhookAttempt = {
  webhook_id: 'msg_1',
  event: 'item.ready',
  item_id: '0199f5a0-4f0c-5c3e-9d0a-6f5d8f0f2b11',
  position: '118',
  at: TIME,
  duration_ms: 84,
  status: 503,
  error: 'http-status',
  retry_at: TIME,
};
const listed = { [`GET ${PATH}`]: { body: { items: [chat, broken] } } };

describe('tl webhook', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());
  const tl = (...args: readonly string[]) => server.tl('webhook', ...args);

  it('lists webhooks with their state', async () => {
    server.prepare(listed);
    const { code, out } = await tl('list');
    expect([code, out.split('\n').map((line) => line.replaceAll(/ {2,}/g, ' | '))]).toEqual([
      EXIT.done,
      [
        '2 | Chat | active | 0 pending | https://hooks.example/in',
        `5 | 2 | failing since ${TIME}, next try ${TIME} | 4 pending | https://hooks.example/in`,
        '',
      ],
    ]);
    server.prepare({ [`GET ${PATH}`]: { body: { items: [{ ...chat, url: null }] } } });
    expect((await tl('list')).out).toMatch(/ hooks\.example\n$/);
    server.prepare({ [`GET ${PATH}`]: { body: { items: [] } } });
    expect(await tl('list')).toMatchObject({ out: '', err: expect.stringContaining('tl webhook create') as string });
  });

  it('sets up a webhook with the usual events, and shows its secret', async () => {
    server.prepare({ [`POST ${PATH}`]: { status: 201, body: { ...chat, secret: 'whsec_abc' } } });
    const { code, out, err } = await tl('create', 'Chat', '--url', ADDRESS);
    expect([code, out]).toEqual([EXIT.done, expect.stringContaining('whsec_abc')]);
    expect(err).toContain('only once');
    const events = ['item.ready', 'item.failed', 'item.needs_attention'];
    expect(server.changes).toMatchObject([{ line: `POST ${PATH}`, body: { name: 'Chat', url: ADDRESS, events } }]);
    expect((await tl('create', 'Chat', '--url', ADDRESS, '--event', 'item.gone')).code).toBe(EXIT.usage);
  });

  it('changes, pauses and deletes the webhook of a name at the revision that it has read', async () => {
    server.prepare({ ...listed, [`PATCH ${PATH}/2`]: { body: chat }, [`DELETE ${PATH}/2`]: { status: 204 } });
    await tl('edit', 'Chat', '--event', 'item.failed');
    await tl('pause', 'Chat');
    await tl('resume', 'Chat');
    await tl('delete', 'Chat');
    expect(server.changes).toMatchObject([
      { line: `PATCH ${PATH}/2`, body: { events: ['item.failed'] } },
      { line: `PATCH ${PATH}/2`, body: { paused: true } },
      { line: `PATCH ${PATH}/2`, body: { paused: false } },
      { line: `DELETE ${PATH}/2` },
    ]);
  });

  it('shows the answer to a test, and fails with it', async () => {
    const test = { ok: false, webhook_id: 'msg_test', duration_ms: 9, status: 500, error: 'http-status', answer: 'no database' };
    server.prepare({ ...listed, [`POST ${PATH}/2/test`]: { body: test } });
    const { code, out, err } = await tl('test', 'Chat');
    expect([code, out]).toEqual([EXIT.refused, 'no database\n']);
    expect(err).toContain('failed: 500 http-status in 9 ms');
  });

  it('lists attempts, and asks for a redelivery from a time or a position', async () => {
    server.prepare({
      ...listed,
      [`GET ${PATH}/2/attempts?limit=5`]: { body: { items: [attempt] } },
      [`POST ${PATH}/2/redeliver`]: { status: 202, body: { after_position: '117' } },
    });
    expect((await tl('log', 'Chat', '--limit', '5')).out).toContain('503 http-status');
    expect((await tl('redeliver', 'Chat', '--from-position', '118')).err).toContain('position 117');
    await tl('redeliver', 'Chat', '--from', TIME);
    expect(server.changes.map(({ body }) => body)).toEqual([{ from_position: '118' }, { from_time: TIME }]);
    expect((await tl('redeliver', 'Chat')).code).toBe(EXIT.usage);
  });

  it('rotates a secret', async () => {
    server.prepare({ ...listed, [`POST ${PATH}/2/secret`]: { body: { secret: 'whsec_new', old_secret_until: TIME } } });
    const { out, err } = await tl('secret', 'Chat', '--keep', '48');
    expect(out).toContain('whsec_new');
    expect(err).toContain(TIME);
    expect(server.changes).toMatchObject([{ body: { keep_hours: 48 } }]);
  });
});
