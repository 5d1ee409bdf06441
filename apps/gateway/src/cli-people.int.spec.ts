import { until } from '@throughline/stack/testing';
import { openRealGateway, openWorld, type RealGateway, type World } from './testing/real-gateway.js';
import { createTl, type ProcessResult } from './testing/run-tl.js';

interface Me {
  readonly name: string;
  readonly role: string;
  readonly library: { readonly name: string };
  readonly csrf_token: string;
}

describe('users, with a real database', () => {
  let world: World;
  let gateway: RealGateway;
  let other: RealGateway;
  let tl: (...args: readonly string[]) => Promise<ProcessResult>;
  beforeAll(async () => {
    world = await openWorld();
    [gateway, other] = [await openRealGateway(world), await openRealGateway(world)];
    tl = await createTl(world, gateway);
  }, 60_000);
  afterAll(async () => {
    await other.close();
    await gateway.close();
    await world.close();
  });

  const stdoutOf = async (...args: readonly string[]): Promise<string> => {
    const { code, out, err } = await tl(...args);
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
    return out === '' ? err : out;
  };
  const open = (link: string, at = gateway): Promise<Response> =>
    fetch(`${at.url}/api/v1/auth/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: new URL(link).hash.slice(1) }),
    });
  const signedIn = async (name: string): Promise<string> => {
    const response = await open((await stdoutOf('sign-in', '--user', name)).trim());
    expect(response.status).toBe(200);
    return response.headers.get('set-cookie')?.split(';')[0] ?? '';
  };
  const me = (cookie: string, at = gateway): Promise<Response> => fetch(`${at.url}/api/v1/me`, { headers: { cookie } });

  it('are added, listed and changed by name', async () => {
    expect(await stdoutOf('user', 'add', 'Nora Ek', '--role', 'viewer', '--library', 'owner')).toContain(
      "Nora Ek is a viewer in the library of owner. A link to sign in: tl sign-in --user 'Nora Ek'",
    );
    expect(await stdoutOf('user', 'role', 'Nora Ek', 'operator')).toContain('Nora Ek is an operator in the library of owner');
    expect(await stdoutOf('user', 'library', 'Nora Ek', 'Nora Ek')).toContain('in the library of Nora Ek');
    expect(await stdoutOf('user', 'list')).toBe('Nora Ek  operator  library of Nora Ek\nowner    admin     library of owner\n');
    expect(await tl('user', 'add', 'Nora Ek')).toMatchObject({ code: 3, out: '' });
    expect(await tl('user', 'role', 'nobody', 'viewer')).toMatchObject({
      code: 3,
      err: expect.stringContaining('no user nobody') as string,
    });
    expect(await tl('user', 'role', 'owner', 'viewer')).toMatchObject({ code: 3 });
    expect(await tl('user', 'role', 'Nora Ek', 'emperor')).toMatchObject({ code: 2 });
    expect(await tl('sign-in', '--user', 'nobody')).toMatchObject({ code: 3, out: '' });
  });

  it('sign in once by a link, which is the only line on stdout', async () => {
    const { code, out, err } = await tl('sign-in');
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^${gateway.url}/sign-in#[\\w-]{43}\n$`));
    expect(err).not.toContain(new URL(out.trim()).hash);
    const answers = await Promise.all([open(out.trim()), open(out.trim(), other), open(out.trim())]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
    const opened = answers.find(({ status }) => status === 200);
    expect((await opened?.json()) as Me).toMatchObject({ name: 'owner', role: 'admin' });
  });

  it('are signed out everywhere, and lose their tokens, by separate commands', async () => {
    await stdoutOf('user', 'add', 'Ida');
    const cookie = await signedIn('Ida');
    expect(await stdoutOf('sign-out-all', '--user', 'Ida')).toBe('Ended sign-ins: 1\n');
    expect((await me(cookie)).status).toBe(401);
    await stdoutOf('token', 'create', 'import', '--user', 'Ida');
    expect(await stdoutOf('user', 'revoke-tokens', 'Ida')).toBe('Revoked tokens of Ida: 1\n');
    expect(await stdoutOf('user', 'revoke-tokens', 'Ida')).toBe('Revoked tokens of Ida: 0\n');
    expect(await tl('sign-out-all', '--user', 'nobody')).toMatchObject({
      code: 3,
      err: expect.stringContaining('no user nobody') as string,
    });
  });

  it('use and revoke a token that an administrator made for them, and see who made it', async () => {
    await stdoutOf('user', 'add', 'Lea', '--role', 'viewer', '--library', 'owner');
    expect(await tl('token', 'create', 'import', '--user', 'Lea')).toMatchObject({
      code: 2,
      err: expect.stringContaining('must be among the rights of the user in this library: read') as string,
    });
    const token = (await stdoutOf('token', 'create', 'import', '--user', 'Lea', '--scopes', 'read')).trim();
    const as = (method: 'GET' | 'DELETE', path: string): Promise<Response> =>
      fetch(`${gateway.url}/api/v1/${path}`, { method, headers: { authorization: `Bearer ${token}` } });
    expect(await (await as('GET', 'me')).json()).toMatchObject({ name: 'Lea', role: 'viewer', library: { name: 'owner' } });
    const { items } = (await (await as('GET', 'me/tokens')).json()) as { items: object[] };
    expect(items).toMatchObject([{ name: 'import', made_by_name: 'owner', scopes: ['read'] }]);
    expect(await stdoutOf('log', '--kind', 'token')).toMatch(/owner +\S+ +Created a token for Lea/);
    await stdoutOf('user', 'role', 'Lea', 'admin');
    expect(await tl('token', 'create', 'again', '--user', 'Lea', '--scopes', 'read')).toMatchObject({
      code: 3,
      err: expect.stringContaining('another administrator') as string,
    });
    await stdoutOf('user', 'role', 'Lea', 'viewer');
  });

  it('list and end their own sign-ins, and revoke their other tokens', async () => {
    await stdoutOf('sign-out-all');
    const own = await Promise.all([open((await stdoutOf('sign-in')).trim()), open((await stdoutOf('sign-in')).trim())]);
    expect(own.map(({ status }) => status)).toEqual([200, 200]);
    const lines = (await stdoutOf('sign-ins')).trim().split('\n');
    expect(lines).toHaveLength(2);
    const [id = ''] = lines[0]?.split(' ') ?? [];
    expect(lines[0]).toContain('127.0.0.1');
    expect(await stdoutOf('sign-out', id)).toBe(`${id} is signed out\n`);
    expect(await tl('sign-out', '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11')).toMatchObject({ code: 3 });
    expect(await stdoutOf('sign-out-all')).toBe('Ended sign-ins: 1\n');
    expect(await stdoutOf('sign-ins', '--json')).toBe('[]\n');
    await stdoutOf('token', 'create', 'short', '--days', '1');
    await stdoutOf('token', 'create', 'default');
    await stdoutOf('token', 'create', 'forever', '--no-expiry');
    expect(await tl('token', 'create', 'both', '--days', '1', '--no-expiry')).toMatchObject({ code: 2 });
    const tokens = (await stdoutOf('token', 'list')).split('\n');
    expect(tokens.find((line) => line.endsWith('short'))).toMatch(/never used +expires \S+, soon/);
    expect(tokens.find((line) => line.endsWith('default'))).toMatch(/expires [^,]+ {2,}default$/);
    expect(tokens.find((line) => line.endsWith('forever'))).toContain('does not expire');
    expect(await stdoutOf('token', 'revoke-all')).toBe('Revoked tokens: 3\n');
  });

  it('are signed out at once at this gateway, and within seconds at every other', async () => {
    await stdoutOf('user', 'add', 'Otto');
    const cookie = await signedIn('Otto');
    const { csrf_token: csrfToken } = (await (await me(cookie)).json()) as Me;
    expect((await me(cookie, other)).status).toBe(200);
    const out = await fetch(`${gateway.url}/api/v1/auth/session`, {
      method: 'DELETE',
      headers: { cookie, origin: gateway.url, 'x-csrf-token': csrfToken },
    });
    expect(out.status).toBe(204);
    expect((await me(cookie)).status).toBe(401);
    await until(async () => (await me(cookie, other)).status === 401, { what: 'the other gateway' });
  });

  it('are refused once they are disabled, and need a new link once they are enabled again', async () => {
    await stdoutOf('user', 'add', 'Vera', '--role', 'viewer');
    const cookie = await signedIn('Vera');
    const link = (await stdoutOf('sign-in', '--user', 'Vera')).trim();
    expect((await me(cookie)).status).toBe(200);
    expect(await stdoutOf('user', 'disable', 'Vera')).toBe(
      'Vera is disabled. All tokens are revoked, and sign-ins and unopened links have ended. Enabling does not bring them back\n',
    );
    expect((await me(cookie)).status).toBe(401);
    await until(async () => (await me(cookie, other)).status === 401, { what: 'the other gateway' });
    expect((await open(link)).status).toBe(401);
    expect(await tl('sign-in', '--user', 'Vera')).toMatchObject({ code: 3, err: expect.stringContaining('disabled') as string });
    await stdoutOf('user', 'enable', 'Vera');
    expect((await open(link)).status).toBe(401);
    expect((await me(cookie)).status).toBe(401);
    expect((await me(await signedIn('Vera'))).status).toBe(200);
  });
});
