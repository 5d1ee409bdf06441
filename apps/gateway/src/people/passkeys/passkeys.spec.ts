import { SoftwareAuthenticator, type Deviations, type RequestOptions } from '#testing/software-authenticator.js';
import { ulid } from 'ulid';
import { Browser } from '../../testing/browser.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';

const MINUTE_MS = 60_000;
const ORIGIN = 'http://localhost';

describe('passkeys', () => {
  const at = { now: Date.parse('2026-02-05T10:00:00.000Z') };
  let gateway: MemoryGateway;
  let nora: { readonly id: string; readonly name: string };
  const nextOwner = shareMemoryGateway({ ports: { now: () => new Date(at.now) } });
  beforeEach(async () => {
    gateway = await nextOwner();
    const id = ulid();
    nora = { id, name: `Nora ${id}` };
    await gateway.ports.users.add({ ...nora, role: 'operator' });
  });

  const post = (browser: Browser, path: string, body?: object) =>
    browser.send(`/api/v1/${path}`, { method: 'POST', ...(body === undefined ? {} : { body }) });
  type Creation = Parameters<SoftwareAuthenticator['create']>[0];
  const prepare = async (browser: Browser): Promise<Creation> =>
    (await post(browser, 'me/passkeys/options')).json<{ options: Creation }>().options;
  const register = async (browser: Browser, key = new SoftwareAuthenticator(ORIGIN), deviations: Deviations = {}) => {
    const response = key.create(await prepare(browser), deviations);
    return { key, response, answer: await post(browser, 'me/passkeys', { name: 'Blue key', response }) };
  };
  const ask = async (browser: Browser): Promise<RequestOptions> =>
    (await post(browser, 'auth/passkey/options')).json<{ options: RequestOptions }>().options;
  const signIn = async (key: SoftwareAuthenticator, deviations: Deviations = {}, browser = new Browser(gateway)) =>
    post(browser, 'auth/passkey', { response: key.get(await ask(browser), deviations) });
  const registerPasskey = async (): Promise<SoftwareAuthenticator> => {
    const { key, answer } = await register(await Browser.signedIn(gateway, nora.name));
    expect(answer.statusCode).toBe(201);
    return key;
  };
  const REFUSED = { status: 401, code: 'passkey-refused' };

  it('sign a user in without a name, with the rights of the role, and show their last use', async () => {
    const key = await registerPasskey();
    const browser = new Browser(gateway);
    const opened = await signIn(key, {}, browser);
    expect(opened.json()).toMatchObject({ ...nora, scopes: ['read', 'write'] });
    expect(browser.cookie).toMatch(/\btl_session=/);
    const { items } = (await browser.raw('/api/v1/me/passkeys')).json<{ items: object[] }>();
    expect(items).toEqual([
      expect.objectContaining({ name: 'Blue key', backed_up: false, last_used_at: new Date(at.now).toISOString() }),
    ]);
    expect((await signIn(key)).statusCode).toBe(200);
  });

  it.each<[string, Deviations]>([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['another port of the same host', { origin: 'http://localhost:81' }],
    ['a foreign relying party', { rpId: 'evil.example' }],
    ['the handle of another user', { userHandle: Buffer.from('01J00000000000000000000008').toString('base64url') }],
    ['no user handle', { userHandle: undefined }],
    ['a challenge of its own', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['an answer to a registration', { type: 'webauthn.create' }],
    ['no check of its user', { isUserVerified: false }],
  ])('are refused with %s', async (_, deviations) => {
    const key = await registerPasskey();
    const refused = await signIn(key, deviations);
    expect(refused.json()).toMatchObject(REFUSED);
    expect((await signIn(key)).statusCode).toBe(200);
  });

  it('answer a question once', async () => {
    const key = await registerPasskey();
    const browser = new Browser(gateway);
    const options = await ask(browser);
    const { cookie } = browser;
    const send = () =>
      gateway.app.inject({
        method: 'POST',
        url: '/api/v1/auth/passkey',
        headers: { cookie, host: 'localhost:80' },
        payload: { response: key.get(options) },
      });
    expect((await send()).statusCode).toBe(200);
    expect((await send()).json()).toMatchObject(REFUSED);
  });

  it('answer only the question of the same browser', async () => {
    const key = await registerPasskey();
    const [first, second] = [new Browser(gateway), new Browser(gateway)];
    const options = await ask(first);
    await ask(second);
    expect((await post(second, 'auth/passkey', { response: key.get(options) })).json()).toMatchObject(REFUSED);
    expect((await post(new Browser(gateway), 'auth/passkey', { response: key.get(options) })).json()).toMatchObject(REFUSED);
    expect((await post(first, 'auth/passkey', { response: key.get(options) })).statusCode).toBe(200);
  });

  it('answer within five minutes', async () => {
    const key = await registerPasskey();
    const [late, early] = [new Browser(gateway), new Browser(gateway)];
    const [first, second] = [await ask(late), await ask(early)];
    at.now += 5 * MINUTE_MS - 1;
    expect((await post(early, 'auth/passkey', { response: key.get(second) })).statusCode).toBe(200);
    at.now += 1;
    expect((await post(late, 'auth/passkey', { response: key.get(first) })).json()).toMatchObject(REFUSED);
  });

  it('are refused once their counter goes back, as of a copied authenticator', async () => {
    const key = await registerPasskey();
    expect((await signIn(key, { counter: 7 })).statusCode).toBe(200);
    for (const counter of [7, 6, 0]) expect((await signIn(key, { counter })).json()).toMatchObject(REFUSED);
    expect((await signIn(key, { counter: 8 })).statusCode).toBe(200);
  });

  it('without a counter keep working', async () => {
    const key = await registerPasskey();
    for (let count = 0; count < 2; count += 1) expect((await signIn(key, { counter: 0 })).statusCode).toBe(200);
  });

  it('of a disabled user, and removed ones, are refused', async () => {
    const browser = await Browser.signedIn(gateway, nora.name);
    const { key, answer } = await register(browser);
    await gateway.ports.users.change(nora.id, { disabled: true });
    expect((await signIn(key)).json()).toMatchObject(REFUSED);
    await gateway.ports.users.change(nora.id, { disabled: false });
    expect((await signIn(key)).statusCode).toBe(200);
    const { id } = answer.json<{ id: string }>();
    expect((await browser.send(`/api/v1/me/passkeys/${id}`, { method: 'DELETE' })).statusCode).toBe(204);
    expect((await signIn(key)).json()).toMatchObject(REFUSED);
  });

  it('are counted and removed by an administrator, for a lost device', async () => {
    const key = await registerPasskey();
    const ask = async (method: 'GET' | 'DELETE', path: string, token = gateway.token) =>
      gateway.app.inject({
        method,
        url: `/api/v1/admin/users/${nora.id}/${path}`,
        headers: { authorization: `Bearer ${token}` },
      });
    expect((await ask('GET', 'sign-in-methods')).json()).toEqual({ accounts: [], passkeys: 1 });
    expect((await ask('DELETE', 'passkeys', await gateway.tokenFor(['write'], nora.id))).statusCode).toBe(403);
    expect((await signIn(key)).statusCode).toBe(200);
    expect((await ask('DELETE', 'passkeys')).json()).toEqual({ revoked: 1 });
    expect((await signIn(key)).json()).toMatchObject(REFUSED);
    const entries = await gateway.ports.administrationLog.list({ limit: 9 });
    expect(entries.find(({ kind }) => kind === 'passkey.all_deleted')).toMatchObject({ subject: nora });
  });

  it('are added only in a browser that has just signed in with all rights of the role', async () => {
    const browser = await Browser.signedIn(gateway, nora.name);
    const key = new SoftwareAuthenticator(ORIGIN);
    const response = key.create(await prepare(browser));
    at.now += 11 * MINUTE_MS;
    expect((await post(browser, 'me/passkeys/options')).json()).toMatchObject({ status: 403, code: 'sign-in-too-old' });
    expect((await post(browser, 'me/passkeys', { name: 'x', response })).json()).toMatchObject({ code: 'sign-in-too-old' });
    const token = { authorization: `Bearer ${await gateway.tokenFor(['write'], nora.id)}` };
    const asked = await gateway.app.inject({ method: 'POST', url: '/api/v1/me/passkeys/options', headers: token });
    expect(asked.json()).toMatchObject({ status: 403, code: 'forbidden' });
    const writer = await gateway.tokenFor(['write'], gateway.owner);
    const link = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/auth/links',
      headers: { authorization: `Bearer ${writer}` },
    });
    const lesser = new Browser(gateway);
    await lesser.open(new URL(link.json<{ url: string }>().url).hash.slice(1));
    expect((await post(lesser, 'me/passkeys/options')).json()).toMatchObject({ status: 403, code: 'forbidden' });
  });

  it.each<[string, Deviations]>([
    ['from a foreign origin', { origin: 'https://evil.example' }],
    ['for a foreign relying party', { rpId: 'evil.example' }],
    ['without a check of its user', { isUserVerified: false }],
    ['with a challenge of its own', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
  ])('are not added %s', async (_, deviations) => {
    const { answer } = await register(await Browser.signedIn(gateway, nora.name), undefined, deviations);
    expect(answer.json()).toMatchObject({ status: 422, code: 'passkey-invalid' });
    expect(await gateway.ports.passkeys.list(nora.id)).toEqual([]);
  });

  it('are added once for one question, in the browser that asked', async () => {
    const [browser, other] = [await Browser.signedIn(gateway, nora.name), await Browser.signedIn(gateway, nora.name)];
    const response = new SoftwareAuthenticator(ORIGIN).create(await prepare(browser));
    const add = (by: Browser) => post(by, 'me/passkeys', { name: 'x', response });
    expect((await add(other)).json()).toMatchObject({ code: 'passkey-invalid' });
    expect((await add(browser)).statusCode).toBe(201);
    expect((await add(browser)).json()).toMatchObject({ code: 'passkey-invalid' });
  });

  it('belong to one user, who renames and removes them, and appear in the administration log', async () => {
    const browser = await Browser.signedIn(gateway, nora.name);
    const { key, answer } = await register(browser);
    const { id } = answer.json<{ id: string }>();
    expect((await signIn(key)).statusCode).toBe(200);
    const other = await Browser.signedIn(gateway);
    expect((await register(other, key)).answer.json()).toMatchObject({ code: 'passkey-invalid' });
    for (const [method, body] of [['PATCH', { name: 'mine' }], ['DELETE']] as const)
      expect((await other.send(`/api/v1/me/passkeys/${id}`, { method, ...(body && { body }) })).statusCode).toBe(404);
    const renamed = await browser.send(`/api/v1/me/passkeys/${id}`, { method: 'PATCH', body: { name: ' Red key ' } });
    expect(renamed.json()).toMatchObject({ id, name: 'Red key' });
    await browser.send(`/api/v1/me/passkeys/${id}`, { method: 'DELETE' });
    const entries = await gateway.ports.administrationLog.list({ limit: 20 });
    expect(entries.map(({ kind, actor }) => `${kind} ${actor.id ?? ''}`)).toEqual(
      expect.arrayContaining([`passkey.created ${nora.id}`, `sign_in.created ${nora.id}`, `passkey.deleted ${nora.id}`]),
    );
  });

  it.each([[{}], [{ id: 7, response: [] }], [{ id: 'x', rawId: 'x', type: 'public-key', response: { clientDataJSON: '%' } }]])(
    'refuse the answer %j without a fault',
    async (response) => {
      await registerPasskey();
      const browser = new Browser(gateway);
      await ask(browser);
      expect((await post(browser, 'auth/passkey', { response })).json()).toMatchObject(REFUSED);
      const signedIn = await Browser.signedIn(gateway, nora.name);
      await prepare(signedIn);
      expect((await post(signedIn, 'me/passkeys', { name: 'x', response })).json()).toMatchObject({ code: 'passkey-invalid' });
    },
  );

  it('replace the earlier sign-in of the same browser', async () => {
    const browser = await Browser.signedIn(gateway, nora.name);
    const { key } = await register(browser);
    const { cookie } = browser;
    const options = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/auth/passkey/options',
      headers: { host: 'localhost' },
    });
    const set = String(options.headers['set-cookie']).split(';')[0] ?? '';
    const opened = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/auth/passkey',
      headers: { host: 'localhost', cookie: `${cookie}; ${set}` },
      payload: { response: key.get(options.json<{ options: RequestOptions }>().options) },
    });
    expect(opened.statusCode).toBe(200);
    expect((await gateway.app.inject({ url: '/api/v1/me', headers: { cookie } })).statusCode).toBe(401);
    expect(await gateway.ports.sessions.list(nora.id)).toHaveLength(1);
  });
});

describe('the address of passkeys', () => {
  const optionsAt = async (host: string, publicUrl?: string) => {
    const gateway = await openMemoryGateway(publicUrl === undefined ? {} : { settings: { publicUrl } });
    const answer = await gateway.app.inject({ method: 'POST', url: '/api/v1/auth/passkey/options', headers: { host } });
    await gateway.close();
    return answer;
  };

  it.each(['127.0.0.1:8080', '[::1]:8080', 'recordings.example'])('is not http://%s, and the answer says why', async (host) => {
    const answer = await optionsAt(host);
    expect(answer.json()).toMatchObject({ status: 409, code: 'passkeys-unavailable' });
  });

  it('is the public address of the server, whatever host the request has', async () => {
    const answer = await optionsAt('10.0.0.7:8080', 'https://recordings.example');
    expect(answer.json()).toMatchObject({ options: { rpId: 'recordings.example', userVerification: 'required' } });
    expect(answer.headers['set-cookie']).toMatch(/^__Host-tl_passkey=[\w-]{43}; Max-Age=300; .*SameSite=Lax; Secure$/);
  });
});
