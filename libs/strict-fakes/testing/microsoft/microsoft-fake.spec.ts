import { FAKE_MICROSOFT_ACCOUNT, MicrosoftFake } from './microsoft-fake.js';

const UNIT = 320 * 1024;

describe('MicrosoftFake', () => {
  let now: number;
  let fake: MicrosoftFake;
  let token: string;
  const form = (body: Record<string, string>): Promise<Response> => {
    const { clientId, clientSecret } = fake.oauth.client;
    const given = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...body });
    return fetch(`${fake.url}/common/oauth2/v2.0/token`, { method: 'POST', body: given });
  };
  const api = (method: string, path: string, value?: object): Promise<Response> =>
    fetch(`${fake.url}/v1.0/me/drive${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(value === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(value === undefined ? {} : { body: JSON.stringify(value) }),
      redirect: 'manual',
    });
  const put = (url: string, range: string, bytes: number, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(url, { method: 'PUT', headers: { 'content-range': `bytes ${range}`, ...headers }, body: Buffer.alloc(bytes) });
  const begin = async (path: string): Promise<string> => {
    const answer = await api('POST', `/root:${path}:/createUploadSession`, {
      item: { '@microsoft.graph.conflictBehavior': 'replace' },
    });
    return ((await answer.json()) as { uploadUrl: string }).uploadUrl;
  };
  const errorOf = async (response: Response): Promise<unknown> => [
    response.status,
    ((await response.json()) as { error?: { code: string } }).error?.code,
  ];
  beforeEach(async () => {
    now = Date.parse('2026-02-05T10:00:00Z');
    fake = await MicrosoftFake.start({ now: () => now, pageSize: 1 });
    const answer = await form({ grant_type: 'refresh_token', refresh_token: fake.oauth.grant(FAKE_MICROSOFT_ACCOUNT) });
    token = ((await answer.json()) as { access_token: string }).access_token;
  });
  afterEach(async () => {
    expect(fake.troubles).toEqual([]);
    await fake.close();
  });

  it('replaces a refresh token, and refuses the old one once the new one was used', async () => {
    const first = fake.oauth.grant(FAKE_MICROSOFT_ACCOUNT);
    const refresh = (token: string): Promise<Response> => form({ grant_type: 'refresh_token', refresh_token: token });
    expect((await refresh(first)).status).toBe(200);
    // The first answer was lost.
    const { refresh_token: second } = (await (await refresh(first)).json()) as { refresh_token: string };
    expect(second).not.toBe(first);
    expect((await refresh(second)).status).toBe(200);
    expect((await refresh(first)).status).toBe(400);
  });

  it('creates folders once, in existing parents, and pages their children', async () => {
    const folder = (name: string): object => ({ name, folder: {}, '@microsoft.graph.conflictBehavior': 'fail' });
    expect((await api('POST', '/root/children', folder('Talks'))).status).toBe(201);
    expect(await errorOf(await api('POST', '/root/children', folder('TALKS')))).toEqual([409, 'nameAlreadyExists']);
    expect(await errorOf(await api('POST', '/root:/Other:/children', folder('a')))).toEqual([404, 'itemNotFound']);
    expect(await errorOf(await api('POST', '/root/children', folder('a:b')))).toEqual([400, 'invalidRequest']);
    await api('POST', '/root/children', folder('Zoo'));
    const page = (await (await api('GET', '/root/children?$select=name')).json()) as { '@odata.nextLink': string };
    expect(page).toMatchObject({ value: [{ name: 'Talks' }] });
    const next = await fetch(page['@odata.nextLink'], { headers: { authorization: `Bearer ${token}` } });
    expect(await next.json()).toEqual({ value: [{ name: 'Zoo' }] });
  });

  it('takes fragments of whole units in order, without an access token', async () => {
    const url = await begin('/talk.mp4');
    const total = String(UNIT + 3);
    expect(await errorOf(await put(url, `0-9/${total}`, 10))).toEqual([400, 'invalidRequest']);
    expect((await put(url, `0-${String(UNIT - 1)}/${total}`, UNIT, { authorization: `Bearer ${token}` })).status).toBe(401);
    const kept = await put(url, `0-${String(UNIT - 1)}/${total}`, UNIT);
    expect([kept.status, await kept.json()]).toMatchObject([202, { nextExpectedRanges: [`${String(UNIT)}-`] }]);
    expect(await errorOf(await put(url, `0-${String(UNIT - 1)}/${total}`, UNIT))).toEqual([416, 'invalidRange']);
    expect((await put(url, `${String(UNIT)}-${String(UNIT + 2)}/${total}`, 3)).status).toBe(201);
    expect((await fetch(url)).status).toBe(404);
    expect(fake.tree()['/talk.mp4']?.length).toBe(UNIT + 3);
  });

  it('ends tokens and upload sessions by its clock', async () => {
    const url = await begin('/talk.mp4');
    now += 2 * 3_600_000;
    expect(await errorOf(await api('GET', '/root'))).toEqual([401, 'InvalidAuthenticationToken']);
    now += 7 * 86_400_000;
    expect((await fetch(url)).status).toBe(404);
  });
});
