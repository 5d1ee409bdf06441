import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { upload } from '../../testing/upload.js';

describe('access', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());

  const get = (url: string, authorization?: string) =>
    gateway.app.inject({ url, headers: authorization === undefined ? {} : { authorization } });

  it.each<[string, string | undefined]>([
    ['no token', undefined],
    ['an unknown token', `Bearer tl_${'x'.repeat(43)}`],
    ['another scheme', 'Basic b3duZXI6eA=='],
    ['an empty token', 'Bearer '],
    ['a token with a line break in the middle', 'Bearer tl_aaaaaaaaaaaaaaaa bbbbbbbb'],
    ['an oversized token', `Bearer ${'x'.repeat(5_000)}`],
  ])('is refused with %s', async (_, authorization) => {
    const response = await get('/api/v1/recordings', authorization);
    expect(response.json()).toMatchObject({ status: 401, code: 'unauthorized' });
    expect(response.headers['www-authenticate']).toContain('Bearer');
  });

  it.each(['/health/live', '/health/ready', '/api/v1/about', '/openapi.json', '/docs/problems', '/docs'])(
    'needs no token for %s',
    async (url) => {
      expect((await get(url)).statusCode).toBe(200);
    },
  );

  it('is refused before a stranger has sent the file', async () => {
    const response = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/recordings',
      headers: { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '10' },
      payload: 'not a form',
    });
    expect(response.statusCode).toBe(401);
  });

  it('depends on the scope: read does not include write', async () => {
    const reader = `Bearer ${await gateway.tokenFor(['read'])}`;
    expect((await get('/api/v1/recordings', reader)).statusCode).toBe(200);
    const response = await gateway.app.inject({ method: 'POST', url: '/api/v1/recordings', headers: { authorization: reader } });
    expect(response.json()).toMatchObject({ status: 403, code: 'forbidden', detail: expect.stringContaining('write') as string });
  });

  it('shows users only their own items', async () => {
    await upload(gateway, { fields: { title: 'mine' } });
    const other = `Bearer ${await gateway.tokenFor(['admin'])}`;
    expect((await get('/api/v1/recordings', other)).json()).toEqual({ items: [], next_cursor: null });
  });
});

describe('tokens', () => {
  const at = { now: Date.now() };
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway({ ports: { now: () => new Date(at.now) } });
  });
  afterAll(() => gateway.close());

  const call = (method: 'GET' | 'POST' | 'DELETE', path: string, options: { token?: string; body?: object; key?: string } = {}) =>
    gateway.app.inject({
      method,
      url: `/api/v1/me/tokens${path}`,
      headers: {
        authorization: `Bearer ${options.token ?? gateway.token}`,
        ...(options.key === undefined ? {} : { 'idempotency-key': options.key }),
      },
      ...(options.body === undefined ? {} : { payload: options.body }),
    });

  it('are created, used, listed without their text, and revoked at once', async () => {
    const made = await call('POST', '', { body: { name: 'laptop', scopes: ['read'] } });
    expect(made.statusCode).toBe(201);
    expect(made.headers['cache-control']).toBe('no-store');
    const { id, token } = made.json<{ id: string; token: string }>();
    expect(token).toMatch(/^tl_[\w-]{43}$/);
    const listed = await call('GET', '', { token });
    expect(listed.json()).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ id, name: 'laptop' })]) as object[],
    });
    expect(listed.body).not.toContain(token);
    expect((await call('DELETE', `/${id}`)).statusCode).toBe(204);
    expect((await call('GET', '', { token })).statusCode).toBe(401);
  });

  it('are accepted until their expiry and refused from then on, also if this gateway has just seen them', async () => {
    const body = { name: 'short', expires_in_days: 1 };
    const { id, token, expires_at } = (await call('POST', '', { body })).json<{
      id: string;
      token: string;
      expires_at: string;
    }>();
    at.now = Date.parse(expires_at) - 1;
    expect((await call('GET', '', { token })).statusCode).toBe(200);
    at.now = Date.parse(expires_at);
    expect((await call('GET', '', { token })).json()).toMatchObject({ status: 401, code: 'unauthorized' });
    gateway.authenticator.forget({ kind: 'token', id });
    expect((await call('GET', '', { token })).statusCode).toBe(401);
  });

  it('are refused if any part of their text is changed', async () => {
    const { token } = (await call('POST', '', { body: { name: 'altered' } })).json<{ token: string }>();
    const swap = (text: string, index: number): string =>
      `${text.slice(0, index)}${text[index] === 'A' ? 'B' : 'A'}${text.slice(index + 1)}`;
    for (const wrong of [swap(token, 3), swap(token, token.length - 2), token.slice(0, -1), `${token}A`, token.toUpperCase()])
      expect((await call('GET', '', { token: wrong })).statusCode).toBe(401);
    expect((await call('GET', '', { token })).statusCode).toBe(200);
  });

  it('cannot grant more than they have', async () => {
    const writer = await gateway.tokenFor(['write']);
    expect((await call('POST', '', { token: writer, body: { name: 'up', scopes: ['admin'] } })).json()).toMatchObject({
      code: 'forbidden',
    });
    expect((await call('POST', '', { token: writer, body: { name: 'same', scopes: ['read', 'write'] } })).statusCode).toBe(201);
  });

  it('of other users are unknown', async () => {
    const { id } = (await call('POST', '', { body: { name: 'mine' } })).json<{ id: string }>();
    const stranger = await gateway.tokenFor(['admin']);
    expect((await call('DELETE', `/${id}`, { token: stranger })).statusCode).toBe(404);
    expect((await call('DELETE', '/nonsense')).statusCode).toBe(404);
  });

  it('are created once for one Idempotency-Key, with the same answer', async () => {
    const once = { body: { name: 'once' }, key: 'token-1' };
    const [first, second] = [await call('POST', '', once), await call('POST', '', once)];
    expect(second.json()).toEqual(first.json());
    expect(second.headers).toMatchObject({ 'idempotency-replayed': 'true', 'cache-control': 'no-store' });
    expect((await call('POST', '', { ...once, body: { name: 'twice' } })).json()).toMatchObject({
      status: 422,
      code: 'idempotency-mismatch',
    });
  });

  it('record their last use', async () => {
    const { id, token } = (await call('POST', '', { body: { name: 'used' } })).json<{ id: string; token: string }>();
    await call('GET', '', { token });
    await gateway.authenticator.flushUses();
    const { items } = (await call('GET', '')).json<{ items: { id: string; last_used_at: string | null }[] }>();
    expect(items.find((one) => one.id === id)?.last_used_at).toEqual(expect.any(String));
  });
});

describe('the rate limit', () => {
  it('stops a token with too many requests, says when to retry, and does not affect others', async () => {
    const gateway = await openMemoryGateway({ limits: { perToken: { burst: 3, perSecond: 0.001 } } });
    const get = (token: string) =>
      gateway.app.inject({ url: '/api/v1/recordings', headers: { authorization: `Bearer ${token}` } });
    const statuses: number[] = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await get(gateway.token)).statusCode);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const refused = await get(gateway.token);
    expect(refused.json()).toMatchObject({ code: 'rate-limited' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await get(await gateway.tokenFor(['read']))).statusCode).toBe(200);
    await gateway.close();
  });

  it('limits the rate of guesses', async () => {
    const gateway = await openMemoryGateway({ limits: { perStranger: { burst: 2, perSecond: 0.001 } } });
    const guess = (token: string) =>
      gateway.app.inject({ url: '/api/v1/recordings', headers: { authorization: `Bearer ${token}` } });
    const statuses = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await guess(`tl_wrong_wrong_wrong_${String(count)}`)).statusCode);
    expect(statuses).toEqual([401, 401, 429]);
    expect((await guess(gateway.token)).statusCode).toBe(200);
    await gateway.close();
  });
});
