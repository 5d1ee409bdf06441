import { FalseProvider, nowInSeconds } from '#testing/identity-provider/false-provider.js';
import { Browser } from '../../testing/browser.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import type { OidcSettings } from './oidc-settings.js';

const SETTINGS: Omit<OidcSettings, 'issuer'> = {
  clientId: 'throughline',
  clientSecret: undefined,
  name: 'False',
  scopes: ['openid'],
  roleClaim: 'groups',
  roles: new Map(),
  admission: 'anyone',
  timeoutMs: 10_000,
};

describe('an identity provider that answers wrongly', () => {
  let provider: FalseProvider;
  let gateway: MemoryGateway;
  let browser: Browser;
  const logged: unknown[] = [];
  const oidc: OidcSettings = { ...SETTINGS, issuer: 'http://127.0.0.1:1' };
  let aheadMs = 0;
  const renew = renewMemoryGateway(() => ({ settings: { oidc }, ports: { now: () => new Date(Date.now() + aheadMs) } }));
  const open = async (settings: Partial<OidcSettings> = {}): Promise<void> => {
    Object.assign(oidc, SETTINGS, { issuer: provider.issuer }, settings);
    // The gateway knows a provider for ten minutes. That of this test is another one.
    aheadMs += 11 * 60_000;
    // The gateway reads the timeout when it opens.
    const isUsual = oidc.timeoutMs === SETTINGS.timeoutMs;
    gateway = await (isUsual ? renew() : openMemoryGateway({ settings: { oidc } }));
    const { log } = gateway.ports;
    for (const level of ['info', 'warn', 'error'] as const)
      jest.spyOn(log, level).mockImplementation((...given: unknown[]) => void logged.push(given));
    browser = new Browser(gateway);
  };
  beforeEach(async () => {
    logged.length = 0;
    provider = await FalseProvider.open();
  });
  afterEach(async () => {
    await gateway.close();
    await provider.close();
  });

  const send = (): ReturnType<Browser['send']> => browser.send('/api/v1/auth/provider', { method: 'POST' });
  const start = async (): Promise<string> => {
    const { url } = (await send()).json<{ url: string }>();
    provider.expect(url);
    return url;
  };
  const followReturn = async ({ pathname, search }: URL): Promise<string> => {
    const { headers, statusCode } = await browser.raw(`${pathname}${search}`);
    expect(statusCode).toBe(303);
    return (headers.location ?? '').replace('http://localhost:80', '');
  };
  const signIn = async (): Promise<string> => {
    const url = await start();
    return followReturn(FalseProvider.returnOf(url, { iss: provider.issuer }));
  };

  it('signs in with answers that pass every check', async () => {
    await open();
    expect(await signIn()).toBe('/');
  });

  it.each([
    ['of another issuer', { iss: 'https://other.example' }, {}],
    ['for another client', { aud: 'another' }, {}],
    ['for several clients, issued to another', { aud: ['throughline', 'another'], azp: 'another' }, {}],
    ['of another start', { nonce: 'another' }, {}],
    ['without a nonce', { nonce: undefined }, {}],
    ['without a subject', { sub: undefined }, {}],
    ['with an empty subject', { sub: '' }, {}],
    ['that has expired', { iat: nowInSeconds() - 7_200, exp: nowInSeconds() - 3_600 }, {}],
    ['without a signature', {}, { alg: 'none' }],
    ['with an algorithm that the provider does not name', {}, { alg: 'RS256' }],
    ['of an unknown key', {}, { kid: 'two' }],
  ])('signs nobody in with an ID token %s', async (_, claims, header) => {
    provider.claims = claims;
    provider.header = header;
    await open();
    expect(await signIn()).toBe('/sign-in?provider=invalid');
    expect(await gateway.ports.users.findByName('mallory')).toBeUndefined();
    expect(JSON.stringify(logged)).not.toMatch(/one-code|an-access-token|mallory|eyJ/);
    expect(JSON.stringify(logged)).toContain('the identity provider signed nobody in');
  });

  it('signs nobody in with a forged signature', async () => {
    provider.forges = true;
    await open();
    expect(await signIn()).toBe('/sign-in?provider=invalid');
  });

  it('signs nobody in with the ID token of an earlier sign-in', async () => {
    await open();
    expect(await signIn()).toBe('/');
    // The provider repeats the nonce of the first start.
    const { url } = (await send()).json<{ url: string }>();
    expect(await followReturn(FalseProvider.returnOf(url, { iss: provider.issuer }))).toMatch(/\?provider=invalid$/);
    expect(await signIn()).toBe('/');
  });

  it.each([
    ['without the issuer that it announces', {}],
    ['of another issuer', { iss: 'https://other.example' }],
    ['without a code', { iss: '', code: '' }],
  ])('signs nobody in with a return %s, and does not redeem its code', async (_, more) => {
    await open();
    expect(await followReturn(FalseProvider.returnOf(await start(), more))).toBe('/sign-in?provider=invalid');
    expect(provider.redeemed).toEqual([]);
  });

  it.each([
    ['access_denied', 'cancelled'],
    ['invalid_scope', 'refused'],
    ['temporarily_unavailable', 'unavailable'],
    ['<script>', 'refused'],
  ])('explains the error %s as %s', async (error, why) => {
    await open();
    const returned = FalseProvider.returnOf(await start(), { iss: provider.issuer, error });
    expect(await followReturn(returned)).toBe(`/sign-in?provider=${why}`);
    expect(JSON.stringify(logged)).not.toContain('script');
  });

  it('proves with the verifier that the same browser has started', async () => {
    await open();
    expect(await signIn()).toBe('/');
    expect(provider.redeemed[0]?.get('code_verifier')).toMatch(/^[\w-]{43}$/);
  });

  it.each([
    ['refuses the code', { status: 400, body: '{"error":"invalid_grant"}' }, 'refused'],
    ['fails', { status: 500, body: 'broken', type: 'text/plain' }, 'unavailable'],
    ['sends no JSON', { status: 200, body: '<html>' }, 'unavailable'],
    ['sends too much', { status: 200, body: `{"a":"${'x'.repeat(2 ** 20)}"}` }, 'unavailable'],
    ['redirects', { status: 302, body: '' }, 'unavailable'],
    ['sends no ID token', { status: 200, body: '{"access_token":"x","token_type":"Bearer"}' }, 'invalid'],
    ['keeps silent', 'silent', 'unavailable'],
  ] as const)('is explained if it %s when the code is redeemed', async (_, answer, why) => {
    await open({ timeoutMs: answer === 'silent' ? 300 : 10_000 });
    const url = await start();
    provider.answers.set('/token', answer);
    expect(await followReturn(FalseProvider.returnOf(url, { iss: provider.issuer }))).toBe(`/sign-in?provider=${why}`);
  });

  const DISCOVERY = '/.well-known/openid-configuration';
  it.each([
    ['fails', { status: 500, body: 'broken' }],
    ['is another issuer', { status: 200, body: '{"issuer":"https://other.example"}' }],
    ['sends no JSON', { status: 200, body: 'garbage' }],
    ['keeps silent', 'silent'],
  ] as const)('is a clear problem if its discovery %s, and is asked again at the next start', async (_, answer) => {
    provider.answers.set(DISCOVERY, answer);
    await open({ timeoutMs: answer === 'silent' ? 300 : 10_000 });
    const state = async (): Promise<object> =>
      (await browser.raw('/api/v1/admin/provider', { headers: { authorization: `Bearer ${gateway.token}` } })).json();
    expect((await send()).json()).toMatchObject({ status: 502, code: 'provider-unavailable' });
    expect(await state()).toMatchObject({ issuer: provider.issuer, ok: false, problem: expect.any(String) as string });
    provider.answers.delete(DISCOVERY);
    const redirect = expect.stringMatching(/\/api\/v1\/auth\/provider\/callback$/) as string;
    expect(await state()).toMatchObject({ ok: true, problem: null, redirect_uri: redirect });
    expect(await signIn()).toBe('/');
  });

  it('is a clear problem if nothing listens at its address', async () => {
    await open({ issuer: 'http://127.0.0.1:1' });
    expect((await send()).json()).toMatchObject({ status: 502, code: 'provider-unavailable' });
  });

  it('is not asked on a server without one', async () => {
    gateway = await openMemoryGateway();
    browser = new Browser(gateway);
    expect((await send()).json()).toMatchObject({ status: 404, code: 'provider-off' });
    expect((await browser.raw('/api/v1/auth/methods')).json()).toEqual({ provider: null });
  });
});
