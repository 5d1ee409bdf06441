import { newId } from '@throughline/contracts';
import { AllowList } from '@throughline/outgoing';
import { ulid } from 'ulid';
import type { Scope } from '../../kit/http/access.js';
import { hashOf, newToken } from '../../people/tokens/token.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { sendRequest, type Method, type Reply, type RequestParts } from '../../testing/send-request.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import { WebhookReceiver } from '../../testing/webhook-receiver.js';
import type { NewWebhookEndpoint } from './webhooks.dto.js';

type Answer = NewWebhookEndpoint & {
  readonly code?: string;
  readonly items: readonly NewWebhookEndpoint[];
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
  readonly [member: string]: unknown;
};

const BODY = { name: 'Chat', url: 'https://hooks.example/in?token=receiver-secret', events: ['item.ready'] };

describe('webhook endpoints', () => {
  let gateway: MemoryGateway;
  let receiver: WebhookReceiver;
  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
  });
  afterAll(() => receiver.close());
  const nextOwner = shareMemoryGateway({ settings: { fetchAllowed: AllowList.parse('127.0.0.1') as AllowList } });
  beforeEach(async () => {
    gateway = await nextOwner();
  });

  const ask = (method: Method, path = '', parts?: RequestParts) =>
    sendRequest<Answer>(gateway, method, `/webhook-endpoints${path}`, parts);
  const create = (change: object = {}): Promise<Reply<Answer>> => ask('POST', '', { payload: { ...BODY, ...change } });
  const pathOf = ({ body }: Reply<Answer>): string => `/${String(body.id)}`;

  it('are set up, read, listed, changed and deleted, and show their secret once', async () => {
    const created = await create();
    const { secret, ...shown } = created.body;
    expect(created).toMatchObject({ status: 201, headers: { etag: '"1"' }, body: { ...BODY, state: 'active', pending: 0 } });
    expect(secret).toMatch(/^whsec_/);
    const path = pathOf(created);
    expect((await ask('GET', path)).body).toEqual(shown);
    expect((await ask('GET')).body.items).toEqual([shown]);
    const changed = await ask('PATCH', path, { payload: { events: ['item.failed'], paused: true }, ifMatch: '"1"' });
    expect(changed).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { name: 'Chat', events: ['item.failed'], state: 'paused' },
    });
    expect((await ask('DELETE', path, { ifMatch: '"2"' })).status).toBe(204);
    expect((await ask('GET', path)).status).toBe(404);
  });

  it('have unique names, and a library has at most twenty', async () => {
    await create();
    expect((await create({ name: 'CHAT' })).body.code).toBe('webhook-name-taken');
    for (let number = 2; number <= 20; number += 1) await create({ name: `Chat ${String(number)}` });
    expect(await create({ name: 'One more' })).toMatchObject({ status: 409, body: { code: 'too-many-webhooks' } });
  });

  it.each([
    ['http://127.0.0.2/hooks', 'TL_FETCH_ALLOW'],
    ['https://169.254.169.254/latest', 'link-local'],
    ['https://localhost/hooks', 'private network'],
    ['http://hooks.example/in', 'https://'],
    ['ftp://hooks.example/in', 'https://'],
    ['nowhere', 'not a URL'],
  ])('refuse the address %s', async (url, message) => {
    const refused = await create({ url });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer: '/url' }] } });
    expect(refused.body.errors?.[0]?.message).toContain(message);
    const path = pathOf(await create());
    expect((await ask('PATCH', path, { payload: { url }, ifMatch: '*' })).status).toBe(400);
  });

  it('refuse unknown events, and none', async () => {
    for (const events of [['item.gone'], []]) expect((await create({ events })).status).toBe(400);
  });

  it('are sent a signed test, whose answer is shown', async () => {
    const created = await create({ url: receiver.url });
    receiver.secrets = [created.body.secret];
    receiver.answer = () => ({ status: 200, body: 'well received\u0007' });
    const tested = await ask('POST', `${pathOf(created)}/test`, { key: 'once' });
    expect(tested.body).toMatchObject({ ok: true, status: 200, error: null, answer: 'well received' });
    expect(receiver.received.at(-1)).toMatchObject({ id: tested.body['webhook_id'], payload: { type: 'webhook.test' } });
    const count = receiver.received.length;
    expect((await ask('POST', `${pathOf(created)}/test`, { key: 'once' })).body).toEqual(tested.body);
    expect(receiver.received).toHaveLength(count);
    const { items } = (await ask('GET', `${pathOf(created)}/attempts`)).body;
    expect(items).toMatchObject([{ event: 'webhook.test', status: 200, error: null, item_id: null }]);
  });

  it('show the failure of a test, and follow no redirect', async () => {
    const created = await create({ url: receiver.url });
    receiver.secrets = [created.body.secret];
    receiver.answer = () => ({ status: 307, headers: { location: receiver.url } });
    const count = receiver.requests.length;
    const tested = await ask('POST', `${pathOf(created)}/test`);
    expect(tested.body).toMatchObject({ ok: false, status: 307, error: 'redirect-refused' });
    expect(receiver.requests).toHaveLength(count + 1);
    const gone = await create({ name: 'Gone', url: 'http://127.0.0.1:1/' });
    expect((await ask('POST', `${pathOf(gone)}/test`)).body).toMatchObject({
      ok: false,
      status: null,
      error: 'connection-broken',
    });
  });

  it('sign with both secrets during a rotation, and only with the new one afterwards', async () => {
    const created = await create({ url: receiver.url });
    receiver.answer = () => ({ status: 204 });
    const test = async (secret: string): Promise<boolean> => {
      receiver.secrets = [secret];
      return (await ask('POST', `${pathOf(created)}/test`)).body['ok'] === true;
    };
    const rotated = await ask('POST', `${pathOf(created)}/secret`, { payload: { keep_hours: 1 } });
    expect([await test(created.body.secret), await test(rotated.body.secret)]).toEqual([true, true]);
    expect((await ask('GET', pathOf(created))).body.old_secret_until).toBe(rotated.body.old_secret_until);
    const last = await ask('POST', `${pathOf(created)}/secret`, { payload: { keep_hours: 0 } });
    expect([await test(rotated.body.secret), await test(last.body.secret)]).toEqual([false, true]);
    expect(last.body.old_secret_until).toBeNull();
  });

  it('show their address only to those who may change them', async () => {
    const created = await create({ url: 'https://hooks.example:8443/in/path-secret?token=receiver-secret' });
    const { url } = created.body;
    const listEndpoints = async (token: string): Promise<readonly Reply<Answer>[]> =>
      Promise.all(['', pathOf(created), `${pathOf(created)}/attempts`].map((path) => ask('GET', path, { token })));
    const { users, tokens } = gateway.ports;
    const tokenOf = async (role: 'viewer' | 'operator', scopes: readonly Scope[]): Promise<string> => {
      const userId = ulid();
      await users.add({ id: userId, name: userId, role, joins: { libraryId: gateway.owner, role } });
      const token = newToken();
      const hash = hashOf(token);
      await tokens.add({ id: newId(), userId, libraryId: gateway.owner, name: 'spec', scopes, hash, expiresAt: undefined });
      return token;
    };
    for (const token of [await tokenOf('operator', ['read']), await tokenOf('viewer', ['admin'])]) {
      const answers = await listEndpoints(token);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      expect(answers[1]?.body).toMatchObject({ name: 'Chat', url: null, host: 'hooks.example:8443' });
      for (const { text } of answers) expect(text).not.toMatch(/path-secret|receiver-secret/);
    }
    const writer = await tokenOf('operator', ['write']);
    expect((await listEndpoints(writer))[1]?.body).toMatchObject({ url, host: 'hooks.example:8443' });
  });

  it('never show a secret again', async () => {
    const created = await create();
    const path = pathOf(created);
    const answers = [await ask('GET'), await ask('GET', path), await ask('PATCH', path, { payload: {}, ifMatch: '*' })];
    for (const { text } of answers) expect(text).not.toContain('whsec_');
  });

  it.each([{}, { from_position: '1', from_time: '2026-11-20T14:03:00Z' }, { from_position: '-1' }, { from_time: 'today' }])(
    'refuse a redelivery from %j',
    async (payload) => {
      expect((await ask('POST', `${pathOf(await create())}/redeliver`, { payload })).status).toBe(400);
    },
  );
});
