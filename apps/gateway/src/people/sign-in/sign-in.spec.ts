import { newId } from '@throughline/contracts';
import { Browser, createSignInCode } from '../../testing/browser.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import { hashOf } from '../tokens/token.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

describe('signing in', () => {
  const at = { now: Date.parse('2026-02-05T10:00:00.000Z') };
  const advance = (ms: number): void => {
    at.now += ms;
  };
  let gateway: MemoryGateway;
  const nextOwner = shareMemoryGateway({ ports: { now: () => new Date(at.now) } });
  beforeEach(async () => {
    gateway = await nextOwner();
  });

  const link = (body: object, token = gateway.token, headers: Record<string, string> = {}) =>
    gateway.app.inject({
      method: 'POST',
      url: '/api/v1/auth/links',
      headers: { authorization: `Bearer ${token}`, ...headers },
      payload: body,
    });
  const open = (code: string, headers: Record<string, string> = {}) =>
    gateway.app.inject({ method: 'POST', url: '/api/v1/auth/session', headers, payload: { code } });

  it("creates a link whose code appears in no server's path", async () => {
    const response = await link({});
    expect([response.statusCode, response.headers['cache-control']]).toEqual([201, 'no-store']);
    const { url, expires_at } = response.json<{ url: string; expires_at: string }>();
    expect(url).toMatch(/^http:\/\/localhost:80\/sign-in#[\w-]{43}$/);
    expect(Date.parse(expires_at) - at.now).toBe(15 * MINUTE_MS);
  });

  it('creates no link to a host that only the request names, also not with the key of a later request', async () => {
    const headers = { host: 'evil.example', 'idempotency-key': 'link' };
    expect((await link({}, gateway.token, headers)).json()).toMatchObject({ status: 409, code: 'address-unknown' });
    expect((await link({}, gateway.token, { ...headers, host: '127.0.0.1:8080' })).json()).toMatchObject({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:8080\/sign-in#/) as string,
    });
  });

  it('creates a link to the public address of the server', async () => {
    const behindProxy = await openMemoryGateway({ settings: { publicUrl: 'https://recordings.example' } });
    const response = await behindProxy.app.inject({
      method: 'POST',
      url: '/api/v1/auth/links',
      headers: { authorization: `Bearer ${behindProxy.token}` },
    });
    expect(response.json()).toMatchObject({ url: expect.stringMatching(/^https:\/\/recordings\.example\/sign-in#/) as string });
    await behindProxy.close();
  });

  it('exchanges the code for a cookie that scripts cannot read and other sites do not send', async () => {
    const response = await open(await createSignInCode(gateway), { 'user-agent': 'Spec/1.0' });
    expect(response.statusCode).toBe(200);
    expect(response.headers['set-cookie']).toMatch(/^tl_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.json()).toMatchObject({
      id: gateway.owner,
      role: 'admin',
      scopes: ['read', 'write', 'admin'],
      library: { id: gateway.owner },
      csrf_token: expect.stringMatching(/^[\w-]{43}$/) as string,
      signed_in_until: new Date(at.now + 30 * DAY_MS).toISOString(),
    });
  });

  it('sets over https a cookie that only this host can set, and accepts no other', async () => {
    const secure = await openMemoryGateway({ settings: { publicUrl: 'https://recordings.example' } });
    const browser = new Browser(secure, 'recordings.example');
    const opened = await browser.open(await createSignInCode(secure));
    expect(opened.headers['set-cookie']).toMatch(/^__Host-tl_session=[\w-]{43}; .*; Secure$/);
    expect((await browser.raw('/api/v1/me')).statusCode).toBe(200);
    const [, secret] = browser.cookie.split('=');
    const planted = await secure.app.inject({ url: '/api/v1/me', headers: { cookie: `tl_session=${secret ?? ''}` } });
    expect(planted.statusCode).toBe(401);
    await secure.close();
  });

  it('succeeds in only one of two browsers that open a link simultaneously', async () => {
    const code = await createSignInCode(gateway);
    const answers = await Promise.all([open(code), open(code), open(code)]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 401, 401]);
  });

  it.each([
    [
      'was used',
      async () => {
        const code = await createSignInCode(gateway);
        await open(code);
        return code;
      },
    ],
    [
      'has expired',
      async () => {
        const code = await createSignInCode(gateway);
        advance(15 * MINUTE_MS);
        return code;
      },
    ],
    ['does not exist', () => Promise.resolve('x'.repeat(43))],
  ])('refuses a link that %s, always with the same answer', async (_, codeOf) => {
    const refused = await open(await codeOf());
    const { request_id: requestId, ...problem } = refused.json<{ request_id: string }>();
    expect(requestId).toBe(refused.headers['x-request-id']);
    expect(problem).toMatchObject({ status: 401, code: 'sign-in-refused' });
    expect(refused.headers['set-cookie']).toBeUndefined();
  });

  it('accepts a link until it expires', async () => {
    const code = await createSignInCode(gateway);
    advance(15 * MINUTE_MS - 1);
    expect((await open(code)).statusCode).toBe(200);
  });

  it('limits the rate of guesses', async () => {
    const slow = await openMemoryGateway({ limits: { perStranger: { burst: 2, perSecond: 0.001 } } });
    const guess = (count: number) =>
      slow.app.inject({
        method: 'POST',
        url: '/api/v1/auth/session',
        payload: { code: `guess-guess-guess-guess-${String(count)}` },
      });
    const answers = [await guess(1), await guess(2), await guess(3)];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 401, 429]);
    expect(answers[2]?.headers['retry-after']).toBeDefined();
    // Guesses by others must not delay the owner of a valid code.
    const code = await createSignInCode(slow);
    expect((await slow.app.inject({ method: 'POST', url: '/api/v1/auth/session', payload: { code } })).statusCode).toBe(200);
    await slow.close();
  });

  it('lasts 30 days, and 30 more after each use', async () => {
    const browser = await Browser.signedIn(gateway);
    advance(20 * DAY_MS);
    const used = await browser.send('/api/v1/me');
    expect(used.json()).toMatchObject({ signed_in_until: new Date(at.now + 30 * DAY_MS).toISOString() });
    expect(used.headers['set-cookie']).toContain('Max-Age=2592000');
    expect((await browser.send('/api/v1/me')).headers['set-cookie']).toBeUndefined();
    advance(29 * DAY_MS);
    expect((await browser.send('/api/v1/me')).statusCode).toBe(200);
    advance(30 * DAY_MS);
    expect((await browser.send('/api/v1/me')).statusCode).toBe(401);
  });

  it('remains valid if it cannot be extended at the moment', async () => {
    const browser = await Browser.signedIn(gateway);
    advance(20 * DAY_MS);
    jest.spyOn(gateway.ports.sessions, 'extend').mockRejectedValueOnce(new Error('the database is busy'));
    const until = new Date(at.now + 10 * DAY_MS).toISOString();
    expect((await browser.send('/api/v1/me')).json()).toMatchObject({ signed_in_until: until });
    const longer = new Date(at.now + 30 * DAY_MS).toISOString();
    expect((await browser.send('/api/v1/me')).json()).toMatchObject({ signed_in_until: longer });
  });

  it('ends at once with signing out, also for a copied cookie', async () => {
    const browser = await Browser.signedIn(gateway);
    const { cookie } = browser;
    expect((await browser.send('/api/v1/me')).statusCode).toBe(200);
    const out = await browser.send('/api/v1/auth/session', { method: 'DELETE' });
    expect(out.statusCode).toBe(204);
    expect(out.headers['set-cookie']).toMatch(/^tl_session=; Max-Age=0;/);
    expect((await gateway.app.inject({ url: '/api/v1/me', headers: { cookie } })).statusCode).toBe(401);
  });

  it('is listed with its browser, and can be ended from another one', async () => {
    const phone = await Browser.signedIn(gateway);
    const laptop = await Browser.signedIn(gateway);
    const listed = await laptop.send('/api/v1/auth/sessions');
    const { items } = listed.json<{ items: { id: string; current: boolean }[] }>();
    expect(items.map(({ current }) => current)).toEqual([true, false]);
    expect(items).toEqual(items.map(() => expect.objectContaining({ address: '127.0.0.1' }) as object));
    expect(listed.body).not.toContain(phone.cookie.split('=')[1]);
    const other = items.find(({ current }) => !current)?.id ?? '';
    expect((await laptop.send(`/api/v1/auth/sessions/${other}`, { method: 'DELETE' })).statusCode).toBe(204);
    expect((await phone.send('/api/v1/me')).statusCode).toBe(401);
    expect((await laptop.send('/api/v1/me')).statusCode).toBe(200);
  });

  it('of another user is unknown and cannot be ended', async () => {
    const browser = await Browser.signedIn(gateway);
    const id = (await browser.send('/api/v1/auth/sessions')).json<{ items: { id: string }[] }>().items[0]?.id ?? '';
    const headers = { authorization: `Bearer ${await gateway.tokenFor(['admin'])}` };
    const end = (which: string) => gateway.app.inject({ method: 'DELETE', url: `/api/v1/auth/sessions/${which}`, headers });
    expect((await end(id)).body).toBe((await end('0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11')).body);
    expect((await browser.send('/api/v1/me')).statusCode).toBe(200);
  });

  it("grants at most the scopes of the link's author", async () => {
    const writer = await gateway.tokenFor(['write'], gateway.owner);
    const browser = new Browser(gateway);
    const opened = await browser.open(await createSignInCode(gateway, { token: writer }));
    expect(opened.json()).toMatchObject({ role: 'admin', scopes: ['read', 'write'] });
    expect((await browser.send('/api/v1/admin/users')).statusCode).toBe(403);
    const reader = await gateway.tokenFor(['read'], gateway.owner);
    expect((await link({}, reader)).json()).toMatchObject({ status: 403, code: 'forbidden' });
  });

  it('lets a signed-in user sign another browser in, even with read access only', async () => {
    await gateway.ports.users.add({ id: '01J00000000000000000000009', name: 'Vera', role: 'viewer' });
    const laptop = await Browser.signedIn(gateway, 'Vera');
    const made = await laptop.send('/api/v1/auth/links', { method: 'POST', body: {} });
    const phone = new Browser(gateway);
    const opened = await phone.open(new URL(made.json<{ url: string }>().url).hash.slice(1));
    expect(opened.json()).toMatchObject({ name: 'Vera', scopes: ['read'] });
  });

  it('for another user requires an administrator', async () => {
    const writer = await gateway.tokenFor(['write']);
    await gateway.ports.users.add({ id: newId(), name: 'Olga', role: 'viewer' });
    for (const user of ['Olga', 'nobody'])
      expect((await link({ user }, writer)).json()).toMatchObject({ status: 403, code: 'forbidden' });
    expect((await link({ user: 'nobody' })).json()).toMatchObject({ status: 404, code: 'not-found' });
    expect((await link({ user: 'Olga' })).statusCode).toBe(201);
  });

  it('for another administrator requires the bootstrap token, which signs in everybody', async () => {
    const bootstrapToken = 'tl_the_token_of_the_operator';
    const own = await openMemoryGateway({ settings: { bootstrapToken } });
    try {
      const token = {
        id: newId(),
        name: 'bootstrap',
        scopes: ['admin'] as const,
        hash: hashOf(bootstrapToken),
        expiresAt: undefined,
      };
      await own.ports.tokens.ensureFirstUser({ userId: own.owner, name: 'owner', token });
      await own.ports.users.add({ id: '01J00000000000000000000009', name: 'Ada', role: 'admin' });
      const linkFor = (user: string, by: string) =>
        own.app.inject({
          method: 'POST',
          url: '/api/v1/auth/links',
          headers: { authorization: `Bearer ${by}` },
          payload: { user },
        });
      const refused = await linkFor('Ada', own.token);
      expect(refused.json()).toMatchObject({ status: 409, code: 'other-administrator' });
      const browser = await Browser.signedIn(own);
      const inBrowser = await browser.send('/api/v1/auth/links', { method: 'POST', body: { user: 'Ada' } });
      expect(inBrowser.json()).toMatchObject({ status: 409, code: 'other-administrator' });
      expect((await linkFor('Ada', bootstrapToken)).statusCode).toBe(201);
    } finally {
      await own.close();
    }
  });

  it('returns the same link for the same Idempotency-Key', async () => {
    const key = { 'idempotency-key': 'link-1' };
    const [first, second] = [await link({}, gateway.token, key), await link({}, gateway.token, key)];
    expect(second.json()).toEqual(first.json());
    expect(second.headers).toMatchObject({ 'idempotency-replayed': 'true', 'cache-control': 'no-store' });
  });

  it('prefers the token, and uses the cookie only without one', async () => {
    const browser = await Browser.signedIn(gateway);
    const withToken = (token: string) => browser.raw('/api/v1/me', { headers: { authorization: `Bearer ${token}` } });
    expect((await withToken('tl_wrong_wrong_wrong')).statusCode).toBe(401);
    expect((await withToken(gateway.token)).json()).toMatchObject({ csrf_token: null, signed_in_until: null });
  });

  it.each([
    'tl_session=',
    'tl_session=short',
    `tl_session=${'x'.repeat(43)}`,
    `other=${'x'.repeat(43)}`,
    '=',
    ';;;',
    'tl_session',
  ])('refuses the cookie %s', async (cookie) => {
    expect((await gateway.app.inject({ url: '/api/v1/me', headers: { cookie } })).statusCode).toBe(401);
  });
});
