import { randomBytes } from 'node:crypto';
import {
  CredentialWriter,
  CredentialVault,
  DROPBOX,
  MICROSOFT,
  OAuthProviders,
  createGoogleEndpoints,
} from '@throughline/credentials';
import { MemoryKeyValueStore } from '@throughline/messaging/testing';
import { AllowList } from '@throughline/outgoing';
import { FAKE_GOOGLE_ACCOUNT, GoogleFake, GoogleRefusal, googleError } from '@throughline/strict-fakes';
import { Browser } from '../testing/browser.js';
import type { MemoryGateway } from '../testing/memory-gateway.js';
import { renewMemoryGateway } from '../testing/renewed-memory-gateway.js';
import { sendRequest, type Method } from '../testing/send-request.js';
import { MemoryCredentialStore } from '../testing/memory-credential-store.js';

const ORIGIN = 'http://recordings.example';
const OTHER = 'other@gmail.example';
const allowed = AllowList.parse('127.0.0.1') as AllowList;

interface Item {
  readonly id: number;
  readonly state: string;
  readonly account: string | null;
  readonly last_used_at: string | null;
}

describe('credentials', () => {
  let google: GoogleFake;
  let consent: OAuthProviders;
  let gateway: MemoryGateway;
  let vault: CredentialVault;
  let store: MemoryCredentialStore;
  let now: number;
  const masterKey = randomBytes(32);
  const renew = renewMemoryGateway(() => ({
    ports: { now: () => new Date(now) },
    settings: {
      publicUrl: ORIGIN,
      masterKey,
      outputs: [{ name: 'drive', type: 'google_drive', settings: { credential: 1 } }],
    },
  }));
  beforeEach(async () => {
    now = Date.parse('2026-02-05T10:00:00Z');
    google = await GoogleFake.start({
      accounts: [{}, { email: OTHER }],
      client: { redirectUris: [`${ORIGIN}/api/v1/credentials/oauth/callback`] },
    });
    const endpoints = { google: createGoogleEndpoints(google.url), dropbox: DROPBOX, microsoft: MICROSOFT };
    consent = new OAuthProviders(endpoints, allowed);
    const records = new MemoryKeyValueStore();
    vault = new CredentialVault(records, masterKey);
    store = new MemoryCredentialStore(() => new Date(now));
    gateway = await renew({ credentials: store, secrets: new CredentialWriter(records, masterKey), consent });
  });
  afterEach(async () => {
    await consent.close();
    expect(google.troubles).toEqual([]);
    await google.close();
  });

  const ask = (method: Method, path = '', payload?: object, token?: string) =>
    sendRequest(gateway, method, `/credentials${path}`, { payload, token });
  const secrets = (): { client_id: string; client_secret: string } => ({
    client_id: google.client.clientId,
    client_secret: google.client.clientSecret,
  });
  const add = async (body: object = { type: 'google', name: 'Drive', ...secrets() }): Promise<Item> =>
    (await ask('POST', '', body)).body as Item;
  /** Gives consent, and returns the path that Google redirects to. */
  const giveConsent = async (id: number, headers: Record<string, string> = own()): Promise<string> => {
    const begun = await gateway.app.inject({ method: 'POST', url: `/api/v1/credentials/${String(id)}/connect`, headers });
    const { url } = begun.json<{ url: string }>();
    const back = new URL((await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '');
    return `${back.pathname}${back.search}`;
  };
  const own = (): Record<string, string> => ({ authorization: `Bearer ${gateway.token}` });
  const followReturn = (path: string, headers: Record<string, string> = own()): ReturnType<typeof gateway.app.inject> =>
    gateway.app.inject({ url: path, headers });
  const codeOf = (response: { json: () => unknown }): unknown => (response.json() as { code: unknown }).code;

  it('are shown without their secrets, which only the services that use them can read', async () => {
    const made = await ask('POST', '', { type: 'password', name: 'Cloud', username: 'nora', password: 'hunter2-hunter2' });
    expect([made.status, made.body]).toMatchObject([201, { id: 1, state: 'unknown', account: 'nora', used_by: ['drive'] }]);
    const token = await add({ type: 'token', name: ' Paperless ', token: 'tok-hunter3' });
    expect(token).toMatchObject({ name: 'Paperless' });
    const all = [made.text, (await ask('GET')).text, (await ask('GET', `/${String(token.id)}`)).text].join('');
    expect(all).not.toMatch(/hunter/);
    expect(JSON.stringify(await store.list(gateway.owner))).not.toMatch(/hunter/);
    expect(await vault.find(1)).toMatchObject({ secret: { kind: 'password', username: 'nora', password: 'hunter2-hunter2' } });
    expect((await vault.find(token.id))?.secret).toMatchObject({ kind: 'token', token: 'tok-hunter3' });
  });

  it.each([
    [{ type: 'google', name: 'x', client_id: 'a' }, '/client_secret'],
    [{ type: 'password', name: 'x', username: 'a', password: 'b', token: 'c' }, '/token'],
    [{ type: 'token', name: ' ', token: 'c' }, '/name'],
    [{ type: 'ftp', name: 'x' }, '/type'],
  ])('are refused with a missing or surplus field: %j', async (body, pointer) => {
    const answer = await ask('POST', '', body);
    expect(answer.status).toBe(400);
    const { errors } = answer.body as { readonly errors: readonly { readonly pointer: string }[] };
    expect(new Set(errors.map((each) => each.pointer))).toEqual(new Set([pointer]));
    expect(await store.list(gateway.owner)).toEqual([]);
  });

  it('are created once for each Idempotency-Key', async () => {
    const headers = { authorization: `Bearer ${gateway.token}`, 'idempotency-key': 'once' };
    const payload = { type: 'token', name: 'x', token: 'c' };
    const post = () => gateway.app.inject({ method: 'POST', url: '/api/v1/credentials', headers, payload });
    expect((await post()).body).toBe((await post()).body);
    expect(await store.list(gateway.owner)).toHaveLength(1);
  });

  it('replace their secret fields only together', async () => {
    const { id } = await add({ type: 'password', name: 'Cloud', username: 'nora', password: 'old' });
    expect((await ask('PATCH', `/${String(id)}`, { password: 'new' })).status).toBe(400);
    expect((await ask('PATCH', `/${String(id)}`, { name: 'Ours' })).body).toMatchObject({ name: 'Ours', account: 'nora' });
    expect((await vault.find(id))?.secret).toMatchObject({ password: 'old' });
    expect((await ask('PATCH', `/${String(id)}`, { username: 'ben', password: 'new' })).body).toMatchObject({ account: 'ben' });
    expect((await vault.find(id))?.secret).toMatchObject({ username: 'ben', password: 'new' });
  });

  it('answer 404 to other users', async () => {
    const { id } = await add({ type: 'token', name: 'x', token: 'c' });
    const stranger = await gateway.tokenFor(['write']);
    const path = `/${String(id)}`;
    const answers = await Promise.all([
      ask('GET', path, undefined, stranger),
      ask('PATCH', path, { name: 'mine' }, stranger),
      ask('DELETE', path, undefined, stranger),
      ask('POST', `${path}/connect`, undefined, stranger),
      ask('GET', '/999', undefined, stranger),
      ask('GET', '/x', undefined, stranger),
    ]);
    expect(new Set(answers.map(({ status, text }) => `${String(status)} ${text}`)).size).toBe(1);
    expect(answers[0].status).toBe(404);
    expect((await ask('GET', '', undefined, stranger)).body).toEqual({ items: [] });
    const reader = await gateway.tokenFor(['read'], gateway.owner);
    expect((await ask('POST', '', { type: 'token', name: 'x', token: 'c' }, reader)).status).toBe(403);
    expect((await ask('GET', path, undefined, reader)).status).toBe(200);
  });

  it('cannot be removed while an output uses them', async () => {
    await add({ type: 'token', name: 'x', token: 'c' });
    const free = await add({ type: 'token', name: 'x', token: 'c' });
    const refused = await ask('DELETE', '/1');
    expect([refused.status, (refused.body as { detail: string }).detail]).toEqual([
      409,
      'These outputs use the credential: drive.',
    ]);
    expect((await ask('DELETE', `/${String(free.id)}`)).status).toBe(204);
    expect(await vault.find(free.id)).toBeUndefined();
    expect((await ask('GET', `/${String(free.id)}`)).status).toBe(404);
  });

  it('are connected by consent at Google, and show the account', async () => {
    const { id, state } = await add();
    expect(state).toBe('needs_reauth');
    const answer = await followReturn(await giveConsent(id));
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(answer.body).toContain(`${FAKE_GOOGLE_ACCOUNT} is connected as 'Drive'`);
    // Sources use credentials too.
    expect(answer.body).not.toMatch(/deliver/i);
    expect((await ask('GET', `/${String(id)}`)).body).toMatchObject({
      state: 'ok',
      account: FAKE_GOOGLE_ACCOUNT,
      last_used_at: null,
    });
    expect((await vault.find(id))?.secret).toMatchObject({
      kind: 'oauth',
      ...{ clientId: secrets().client_id },
      refreshToken: expect.stringMatching(/^1\/\//) as string,
    });
  });

  it('accept a consent once, in time, and only from the same user’s browser', async () => {
    const { id } = await add();
    const path = await giveConsent(id);
    expect((await followReturn(path)).statusCode).toBe(200);
    expect(codeOf(await followReturn(path))).toBe('consent-unknown');
    const late = await giveConsent(id);
    now += 11 * 60_000;
    expect(codeOf(await followReturn(late))).toBe('consent-unknown');
    const stranger = await gateway.tokenFor(['read']);
    expect(codeOf(await followReturn(await giveConsent(id), { authorization: `Bearer ${stranger}` }))).toBe('consent-unknown');
    expect(codeOf(await followReturn(await giveConsent(id), {}))).toBe('consent-unknown');
    expect((await followReturn(await giveConsent(id))).statusCode).toBe(200);
    expect(codeOf(await followReturn('/api/v1/credentials/oauth/callback?code=x'))).toBe('consent-unknown');
    const altered = (await giveConsent(id)).replace(/state=[^&]+/, `state=${'x'.repeat(43)}`);
    expect(codeOf(await followReturn(altered))).toBe('consent-unknown');
  });

  it('accept a consent only in the browser that started it, even if the user is signed in elsewhere', async () => {
    const { id } = await add();
    const [one, other] = await Promise.all([0, 1].map(() => Browser.signedIn(gateway)));
    if (one === undefined || other === undefined) throw new Error('nobody is signed in');
    const startConsent = async (): Promise<string> =>
      giveConsent(id, { host: 'recordings.example', ...one.fromOwnPage(), 'x-csrf-token': one.csrfToken, cookie: one.cookie });
    for (const headers of [{}, own(), { cookie: other.cookie }])
      expect(codeOf(await followReturn(await startConsent(), headers))).toBe('consent-unknown');
    expect(await vault.find(id)).toBeUndefined();
    expect((await followReturn(await startConsent(), { cookie: one.cookie })).statusCode).toBe(200);
  });

  it('stay as they are if consent is declined or from another account, or if Google is unavailable', async () => {
    const { id } = await add();
    google.oauth.consenting = undefined;
    expect(codeOf(await followReturn(await giveConsent(id)))).toBe('consent-declined');
    google.oauth.consenting = FAKE_GOOGLE_ACCOUNT;
    google.faults.add({
      fault: { kind: 'answer', ...googleError(new GoogleRefusal(503, 'backendError')) },
      on: ({ target }) => target === '/token',
    });
    const away = await followReturn(await giveConsent(id));
    expect([away.statusCode, codeOf(away), away.headers['retry-after']]).toEqual([503, 'google-refuses', '30']);
    expect((await ask('GET', `/${String(id)}`)).body).toMatchObject({ state: 'needs_reauth', account: null });
    await followReturn(await giveConsent(id));
    google.oauth.consenting = OTHER;
    const other = await followReturn(await giveConsent(id));
    expect([codeOf(other), other.body]).toEqual(['other-account', expect.stringContaining(FAKE_GOOGLE_ACCOUNT)]);
    expect((await ask('GET', `/${String(id)}`)).body).toMatchObject({ state: 'ok', account: FAKE_GOOGLE_ACCOUNT });
  });

  it('show the state only of the current secret', async () => {
    const { id } = await add();
    await followReturn(await giveConsent(id));
    const grant = (await vault.find(id))?.secret.grant ?? '';
    const lastUsedAt = '2026-02-05T11:00:00.000Z';
    await vault.setStatus(id, { v: 1, grant, state: 'needs_reauth', reason: 'invalid_grant', lastUsedAt });
    const path = `/${String(id)}`;
    expect((await ask('GET', path)).body).toMatchObject({ state: 'needs_reauth', last_used_at: lastUsedAt });
    await followReturn(await giveConsent(id));
    expect((await ask('GET', path)).body).toMatchObject({ state: 'ok', last_used_at: null });
    expect((await ask('PATCH', path, secrets())).body).toMatchObject({ state: 'needs_reauth', account: FAKE_GOOGLE_ACCOUNT });
  });

  it('of other types cannot be connected', async () => {
    const { id } = await add({ type: 'token', name: 'x', token: 'c' });
    expect((await ask('POST', `/${String(id)}/connect`)).body).toHaveProperty('code', 'credential-not-connectable');
  });

  it('are not created if the secret cannot be stored', async () => {
    gateway.ports.secrets.put = () => Promise.reject(Object.assign(new Error('the broker is away'), { kind: 'infrastructure' }));
    expect((await ask('POST', '', { type: 'token', name: 'x', token: 'c' })).status).toBe(503);
    expect(await store.list(gateway.owner)).toEqual([]);
  });
});
