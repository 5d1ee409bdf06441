import { CLIENT_ID, CLIENT_SECRET, OidcServer, visitProvider } from '#testing/identity-provider/oidc-server.js';
import { Browser, createSignInCode } from '../../testing/browser.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import type { OidcSettings } from './oidc-settings.js';

const CALLBACK = '/api/v1/auth/provider/callback';
const MINUTE_MS = 60_000;
const ROLES = new Map([
  ['staff', 'operator'],
  ['it', 'admin'],
] as const);

type Answer = Awaited<ReturnType<Browser['send']>>;

describe('signing in by an identity provider', () => {
  const at = { ms: 0 };
  let provider: OidcServer;
  let gateway: MemoryGateway;
  beforeAll(async () => {
    provider = await OidcServer.open([`http://localhost${CALLBACK}`]);
  });
  afterAll(() => provider.close());
  beforeEach(() => {
    at.ms = 0;
    provider.denies = false;
    provider.person = { sub: 'nora-1', claims: { preferred_username: 'nora', groups: ['staff'] } };
  });

  type Admission = Pick<OidcSettings, 'admission' | 'roles'>;
  const DEFAULTS: Admission = { admission: 'with_role', roles: ROLES };
  /** The gateway reads these settings at each sign-in. */
  const admission = { ...DEFAULTS };
  const optionsOf = (perStranger = { burst: 1_000, perSecond: 1 }) => ({
    settings: {
      oidc: Object.assign(admission, {
        issuer: provider.issuer,
        clientId: CLIENT_ID,
        clientSecret: CLIENT_SECRET,
        name: 'Linden School',
        scopes: ['openid', 'profile', 'email'],
        roleClaim: 'groups',
        timeoutMs: 10_000,
      }),
    },
    limits: { perStranger },
    ports: { now: () => new Date(Date.now() + at.ms) },
  });
  const renew = renewMemoryGateway(optionsOf);
  const open = async (changed: Partial<Admission> = {}): Promise<void> => {
    Object.assign(admission, DEFAULTS, changed);
    gateway = await renew();
  };
  afterEach(() => gateway.close());

  const start = async (browser: Browser, path = '/api/v1/auth/provider'): Promise<string> => {
    const answer = await browser.send(path, { method: 'POST' });
    expect(answer.statusCode).toBe(200);
    return answer.json<{ url: string }>().url;
  };
  const followReturn = (browser: Browser, { pathname, search }: URL): Promise<Answer> => browser.raw(`${pathname}${search}`);
  const placeOf = ({ statusCode, headers }: Answer): string => {
    expect(statusCode).toBe(303);
    return (headers.location ?? '').replace('http://localhost:80', '');
  };
  const signIn = async (browser = new Browser(gateway)): Promise<{ browser: Browser; place: string }> => {
    const returned = await visitProvider(await start(browser));
    return { browser, place: placeOf(await followReturn(browser, returned)) };
  };
  const me = async (
    browser: Browser,
  ): Promise<{ id: string; name: string; role: string; scopes: string[]; csrf_token: string }> =>
    (await browser.send('/api/v1/me')).json();

  it('creates a user at the first sign-in, and finds the same user at the next', async () => {
    await open();
    const { browser, place } = await signIn();
    expect(place).toBe('/');
    const first = await me(browser);
    expect(first).toMatchObject({ name: 'nora', role: 'operator', scopes: ['read', 'write'] });
    provider.person = { sub: 'nora-1', claims: { preferred_username: 'renamed', groups: ['staff'] } };
    expect(await me((await signIn()).browser)).toMatchObject({ id: first.id, name: 'nora' });
  });

  it('asks with PKCE, state and nonce, and sets cookies that scripts cannot read', async () => {
    await open();
    const browser = new Browser(gateway);
    const started = await browser.send('/api/v1/auth/provider', { method: 'POST' });
    expect(started.headers['set-cookie']).toMatch(/^tl_provider=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
    const { searchParams } = new URL(started.json<{ url: string }>().url);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      state: expect.stringMatching(/^[\w-]{43}$/) as string,
      nonce: expect.stringMatching(/^[\w-]{43}$/) as string,
      redirect_uri: `http://localhost${CALLBACK}`,
    });
    const back = await followReturn(browser, await visitProvider(await start(browser)));
    expect(back.headers).toMatchObject({
      'cache-control': 'no-store',
      'set-cookie': expect.stringMatching(/^tl_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/) as string,
    });
  });

  it.each([
    [
      'was completed before',
      async (browser: Browser, returned: URL) => {
        await followReturn(browser, returned);
      },
    ],
    [
      'has expired',
      () => {
        at.ms += 10 * MINUTE_MS;
        return Promise.resolve();
      },
    ],
    [
      'has another state',
      (_browser: Browser, { searchParams }: URL) => {
        searchParams.set('state', 'x'.repeat(43));
        return Promise.resolve();
      },
    ],
  ])('refuses to complete a start that %s', async (_, prepare) => {
    await open();
    const browser = new Browser(gateway);
    const returned = await visitProvider(await start(browser));
    await prepare(browser, returned);
    const again = await followReturn(browser, returned);
    expect(again.headers['set-cookie']).toBeUndefined();
    expect(placeOf(again)).toMatch(/\?provider=expired$/);
  });

  it('refuses a return with two states', async () => {
    await open();
    const browser = new Browser(gateway);
    const returned = await visitProvider(await start(browser));
    returned.searchParams.append('state', returned.searchParams.get('state') ?? '');
    const answer = await followReturn(browser, returned);
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([400, undefined]);
  });

  it('completes a start only in the browser that has started, which keeps it', async () => {
    await open();
    const [victim, other] = [new Browser(gateway), new Browser(gateway)];
    const returned = await visitProvider(await start(victim));
    await start(other);
    for (const stranger of [new Browser(gateway), other])
      expect(placeOf(await followReturn(stranger, returned))).toBe('/sign-in?provider=expired');
    expect(placeOf(await followReturn(victim, returned))).toBe('/');
  });

  it('completes two starts of one browser, in any order', async () => {
    await open();
    const browser = new Browser(gateway);
    const [first, second] = [await visitProvider(await start(browser)), await visitProvider(await start(browser))];
    expect(placeOf(await followReturn(browser, second))).toBe('/');
    expect(placeOf(await followReturn(browser, first))).toBe('/');
  });

  it('refuses the code of another start, even of the same browser, and a code that was redeemed', async () => {
    await open();
    const browser = new Browser(gateway);
    const visit = async (): Promise<URL> => visitProvider(await start(browser));
    const withCodeOf = (returned: URL, other: URL): URL => {
      const mixed = new URL(returned);
      mixed.searchParams.set('code', other.searchParams.get('code') ?? '');
      return mixed;
    };
    const [first, second, third, fourth] = [await visit(), await visit(), await visit(), await visit()];
    expect(placeOf(await followReturn(browser, withCodeOf(first, second)))).toBe('/sign-in?provider=refused');
    expect(placeOf(await followReturn(browser, third))).toBe('/');
    const again = await followReturn(browser, withCodeOf(fourth, third));
    expect([placeOf(again), again.headers['set-cookie']]).toEqual(['/sign-in?provider=refused', undefined]);
  });

  it('signs in at one of two simultaneous requests', async () => {
    await open();
    const browser = new Browser(gateway);
    const returned = await visitProvider(await start(browser));
    const answers = await Promise.all([followReturn(browser, returned), followReturn(browser, returned)]);
    expect(answers.filter((one) => placeOf(one) === '/')).toHaveLength(1);
  });

  it('goes back to the sign-in page if the person cancels at the provider', async () => {
    await open();
    provider.denies = true;
    expect((await signIn()).place).toBe('/sign-in?provider=cancelled');
  });

  it('gives new users a free name, and joins nobody by name or address', async () => {
    await open({ admission: 'anyone', roles: new Map() });
    await gateway.ports.users.add({ id: '01J00000000000000000000009', name: 'nora', role: 'admin' });
    const first = await me((await signIn()).browser);
    expect(first).toMatchObject({ name: 'nora 2', role: 'viewer' });
    provider.person = { sub: 'nora-2', claims: { preferred_username: ' no\u202era\n' } };
    expect(await me((await signIn()).browser)).toMatchObject({ name: 'nora 3' });
  });

  it.each([
    ['with_role', ['staff'], '/'],
    ['with_role', ['guests'], '/sign-in?provider=not-admitted'],
    ['with_role', undefined, '/sign-in?provider=not-admitted'],
    ['existing', ['it'], '/sign-in?provider=not-admitted'],
    ['anyone', ['guests'], '/'],
  ] as const)('admits new people under %s with the groups %j: %s', async (admission, groups, expected) => {
    await open({ admission });
    provider.person = { sub: 'new', claims: { name: 'New', ...(groups === undefined ? {} : { groups }) } };
    const { place } = await signIn();
    expect(place).toBe(expected);
    expect((await gateway.ports.users.findByName('New')) !== undefined).toBe(expected === '/');
  });

  it('applies the role of the claims at each sign-in, to all sign-ins of the user', async () => {
    await open();
    provider.person = { sub: 'nora-1', claims: { name: 'Nora', groups: ['staff', 'it'] } };
    const { browser } = await signIn();
    expect(await me(browser)).toMatchObject({ role: 'admin' });
    provider.person = { sub: 'nora-1', claims: { name: 'Nora', groups: ['staff'] } };
    await signIn();
    expect(await me(browser)).toMatchObject({ role: 'operator', scopes: ['read', 'write'] });
    provider.person = { sub: 'nora-1', claims: { name: 'Nora', groups: [] } };
    expect((await signIn()).place).toBe('/sign-in?provider=not-admitted');
  });

  it('never takes the role from the last administrator', async () => {
    await open();
    provider.person = { sub: 'nora-1', claims: { name: 'Nora', groups: ['it'] } };
    const { id } = await me((await signIn()).browser);
    await gateway.ports.users.change(gateway.owner, { disabled: true });
    provider.person = { sub: 'nora-1', claims: { name: 'Nora', groups: ['staff'] } };
    const { browser, place } = await signIn();
    expect(place).toBe('/');
    expect(await me(browser)).toMatchObject({ id, role: 'admin', scopes: ['read', 'write', 'admin'] });
    const listed = await browser.send('/api/v1/me/identities');
    expect(listed.json()).toMatchObject({ items: [{ claimed_role: 'operator' }] });
  });

  const entries = async (): Promise<readonly unknown[]> =>
    (await gateway.ports.administrationLog.list({ limit: 50 })).map(({ kind, actor, subject }) => [
      kind,
      actor.type,
      actor.name,
      subject.name,
    ]);

  it('records users, roles and sign-ins in the administration log', async () => {
    await open();
    await signIn();
    provider.person = { sub: 'nora-1', claims: { name: 'Nora', groups: ['it'] } };
    await signIn();
    const byProvider = ['identity_provider', 'Linden School', 'nora'];
    for (const kind of ['user.created', 'sign_in.created', 'user.role_changed'])
      expect(await entries()).toContainEqual([kind, ...byProvider]);
  });

  it('refuses a disabled user', async () => {
    await open();
    const { id } = await me((await signIn()).browser);
    await gateway.ports.users.change(id, { disabled: true });
    expect((await signIn()).place).toBe('/sign-in?provider=disabled');
  });

  it('leaves sign-in links as they are', async () => {
    await open();
    expect(await me(await Browser.signedIn(gateway))).toMatchObject({ id: gateway.owner, role: 'admin' });
  });

  it('refuses a start by a page of another site', async () => {
    await open();
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    const refused = await gateway.app.inject({ method: 'POST', url: '/api/v1/auth/provider', headers });
    expect(refused.json()).toMatchObject({ status: 403, code: 'csrf' });
  });

  it('limits the starts and the failed returns of an address', async () => {
    Object.assign(admission, DEFAULTS);
    gateway = await openMemoryGateway(optionsOf({ burst: 2, perSecond: 0.001 }));
    const browser = new Browser(gateway);
    const returned = await visitProvider(await start(browser));
    const forged = new URL(returned);
    forged.searchParams.set('state', 'x');
    expect(placeOf(await followReturn(browser, forged))).toBe('/sign-in?provider=expired');
    expect(placeOf(await followReturn(browser, forged))).toBe('/sign-in?provider=limited');
    expect((await browser.send('/api/v1/auth/provider', { method: 'POST' })).statusCode).toBe(429);
    // Guesses by others at this address must not end a sign-in that has begun.
    expect(placeOf(await followReturn(browser, returned))).toBe('/');
  });

  describe('after connecting an account', () => {
    const connect = async (browser: Browser): Promise<string> =>
      placeOf(await followReturn(browser, await visitProvider(await start(browser, '/api/v1/me/identities'))));

    it('signs its user in, whom it was connected to deliberately', async () => {
      await open({ roles: new Map(), admission: 'existing' });
      expect((await signIn()).place).toBe('/sign-in?provider=not-admitted');
      const owner = await Browser.signedIn(gateway);
      expect(await connect(owner)).toBe('/settings/you?provider=connected');
      const { name } = await me(owner);
      expect(await entries()).toContainEqual(['identity.connected', 'user', name, name]);
      expect(await me((await signIn()).browser)).toMatchObject({ id: gateway.owner, role: 'admin' });
      const listed = await owner.send('/api/v1/me/identities');
      expect(listed.json()).toMatchObject({ items: [{ provider: 'Linden School', account: 'nora', claimed_role: null }] });
    });

    it('does not give the account to a second user', async () => {
      await open();
      await signIn();
      expect(await connect(await Browser.signedIn(gateway))).toBe('/settings/you?provider=other-user');
      expect((await gateway.ports.identities.list(gateway.owner)).length).toBe(0);
    });

    it('needs the sign-in that has started, with all rights of the role', async () => {
      await open();
      const owner = await Browser.signedIn(gateway);
      const returned = await visitProvider(await start(owner, '/api/v1/me/identities'));
      await gateway.ports.users.add({ id: '01J00000000000000000000009', name: 'Vera', role: 'viewer' });
      await owner.open(await createSignInCode(gateway, { user: 'Vera' }));
      expect(placeOf(await followReturn(owner, returned))).toBe('/settings/you?provider=expired');
      const token = { authorization: `Bearer ${gateway.token}` };
      const byToken = await gateway.app.inject({ method: 'POST', url: '/api/v1/me/identities', headers: token });
      expect(byToken.json()).toMatchObject({ status: 403, code: 'forbidden' });
      const weak = new Browser(gateway);
      const writer = await gateway.tokenFor(['write'], gateway.owner);
      await weak.open(await createSignInCode(gateway, { token: writer }));
      const refused = await weak.send('/api/v1/me/identities', { method: 'POST' });
      expect(refused.json()).toMatchObject({ status: 403, code: 'forbidden' });
    });

    it('ends when the user disconnects the account, unless it is the only way to sign in', async () => {
      await open({ roles: new Map(), admission: 'anyone' });
      const owner = await Browser.signedIn(gateway);
      await connect(owner);
      const idOf = async (browser: Browser): Promise<string> =>
        (await browser.send('/api/v1/me/identities')).json<{ items: { id: string }[] }>().items[0]?.id ?? '';
      const remove = async (browser: Browser, id: string): Promise<Answer> =>
        browser.send(`/api/v1/me/identities/${id}`, { method: 'DELETE' });
      const id = await idOf(owner);
      expect((await remove(owner, id)).statusCode).toBe(204);
      expect((await remove(owner, id)).statusCode).toBe(404);
      const { browser } = await signIn();
      browser.csrfToken = (await me(browser)).csrf_token;
      expect(await me(browser)).not.toMatchObject({ id: gateway.owner });
      expect((await remove(owner, await idOf(browser))).statusCode).toBe(404);
      expect((await remove(browser, await idOf(browser))).json()).toMatchObject({ status: 409, code: 'last-sign-in-method' });
    });
  });

  it("offers the provider's own sign-out to a browser that it has signed in", async () => {
    await open();
    const { browser } = await signIn();
    const { url } = (await browser.send('/api/v1/auth/provider/sign-out')).json<{ url: string }>();
    const { origin, searchParams } = new URL(url);
    expect([origin, searchParams.get('client_id'), searchParams.get('post_logout_redirect_uri')]).toEqual([
      provider.issuer,
      CLIENT_ID,
      'http://localhost:80/sign-in',
    ]);
    const local = await Browser.signedIn(gateway);
    expect((await local.send('/api/v1/auth/provider/sign-out')).json()).toEqual({ url: null });
  });
});
