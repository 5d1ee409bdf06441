import { createHash } from 'node:crypto';
import { FAKE_GOOGLE_ACCOUNT, GoogleFake } from './google-fake.js';

const KIB = 1024;
const UNIT = 256 * KIB;
const VERIFIER = 'v'.repeat(43);
const HOUR_MS = 3_600_000;

describe('GoogleFake', () => {
  let now: number;
  let fake: GoogleFake;
  let token: string;
  const form = (body: Record<string, string>): Promise<Response> =>
    fetch(`${fake.url}/token`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: fake.client.clientId, client_secret: fake.client.clientSecret, ...body }),
    });
  const api = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${fake.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const errorOf = async (response: Response): Promise<unknown> => {
    const { error } = (await response.json()) as { error: { code: number; errors: { reason: string }[] } };
    return [error.code, error.errors[0]?.reason];
  };
  const idOf = async (): Promise<string> => {
    const { ids } = (await (await api('GET', '/drive/v3/files/generateIds?count=1')).json()) as { ids: string[] };
    return ids[0] ?? '';
  };
  const begin = async (size: number, metadata: object = { name: 'talk.mp4' }): Promise<string> => {
    const path = '/upload/drive/v3/files?uploadType=resumable&supportsAllDrives=true&fields=id,md5Checksum,size';
    const response = await api('POST', path, metadata, {
      'x-upload-content-length': String(size),
      'x-upload-content-type': 'video/mp4',
    });
    expect(response.status).toBe(200);
    return response.headers.get('location') ?? '';
  };
  const put = (session: string, range: string, body: Uint8Array<ArrayBuffer> = new Uint8Array()): Promise<Response> =>
    fetch(session, { method: 'PUT', body, headers: { 'content-range': `bytes ${range}` }, redirect: 'manual' });
  beforeEach(async () => {
    now = Date.parse('2026-02-05T10:00:00Z');
    fake = await GoogleFake.start({
      now: () => now,
      searchLagMs: 1_000,
      client: { redirectUris: ['http://127.0.0.1:1/callback'] },
      accounts: [{ sharedDrives: ['drive-team'] }, { email: 'other@gmail.example' }],
    });
    const answer = await form({ grant_type: 'refresh_token', refresh_token: fake.grant() });
    token = ((await answer.json()) as { access_token: string }).access_token;
  });
  afterEach(async () => {
    expect(fake.troubles).toEqual([]);
    await fake.close();
  });

  it('grants the scopes whose boxes stay ticked, and declines if there are none', async () => {
    const [drive, other] = ['https://www.googleapis.com/auth/drive', 'https://www.googleapis.com/auth/youtube.upload'];
    fake.oauth.unticked = [drive];
    const answer = await (await exchange(await consent({ scope: `${drive} ${other}` }))).json();
    expect(answer).toMatchObject({ scope: other });
    expect(await consent()).toContain('error=access_denied');
  });

  const consent = async (given: Record<string, string> = {}): Promise<string> => {
    const query = new URLSearchParams({
      client_id: fake.client.clientId,
      redirect_uri: 'http://127.0.0.1:1/callback',
      response_type: 'code',
      scope: 'https://www.googleapis.com/auth/drive',
      state: 'mine',
      code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
      code_challenge_method: 'S256',
      access_type: 'offline',
      prompt: 'consent',
      ...given,
    });
    const response = await fetch(`${fake.url}/o/oauth2/v2/auth?${query.toString()}`, { redirect: 'manual' });
    return response.headers.get('location') ?? String(response.status);
  };
  const exchange = (location: string, verifier = VERIFIER): Promise<Response> =>
    form({
      grant_type: 'authorization_code',
      code: new URL(location).searchParams.get('code') ?? '',
      code_verifier: verifier,
      redirect_uri: 'http://127.0.0.1:1/callback',
    });

  it('exchanges a code for tokens, once and only with its verifier', async () => {
    const location = await consent();
    expect(new URL(location).searchParams.get('state')).toBe('mine');
    expect(await (await exchange(location)).json()).toMatchObject({
      refresh_token: expect.any(String) as string,
      expires_in: 3_599,
    });
    expect([(await exchange(location)).status, (await exchange(await consent(), 'w'.repeat(43))).status]).toEqual([400, 400]);
    expect(await (await exchange(await consent({ prompt: '' }))).json()).not.toHaveProperty('refresh_token');
    expect([await consent({ redirect_uri: 'http://evil.example/' }), await consent({ code_challenge_method: 'plain' })]).toEqual([
      '400',
      '400',
    ]);
    fake.oauth.consenting = undefined;
    expect(new URL(await consent()).searchParams.get('error')).toBe('access_denied');
  });

  it('refuses expired, revoked and unknown tokens', async () => {
    expect((await api('GET', '/drive/v3/about?fields=user(emailAddress)')).status).toBe(200);
    now += HOUR_MS;
    expect(await errorOf(await api('GET', '/drive/v3/about?fields=user'))).toEqual([401, 'authError']);
    const refresh = fake.grant();
    fake.oauth.revoke(FAKE_GOOGLE_ACCOUNT);
    expect(await (await form({ grant_type: 'refresh_token', refresh_token: refresh })).json()).toMatchObject({
      error: 'invalid_grant',
    });
    expect((await form({ grant_type: 'refresh_token', refresh_token: refresh, client_secret: 'wrong' })).status).toBe(401);
  });

  it('refuses unknown parameters and fields', async () => {
    for (const [method, path, body, wanted] of [
      ['GET', '/drive/v3/files?nonsense=1', undefined, [400, 'invalidParameter']],
      ['GET', '/drive/v3/files?fields=files(nonsense)', undefined, [400, 'invalidParameter']],
      ['GET', `/drive/v3/files?q=${encodeURIComponent("nonsense = 'x'")}`, undefined, [400, 'invalid']],
      ['GET', '/drive/v3/about', undefined, [400, 'required']],
      ['POST', '/drive/v3/files', { nonsense: 1 }, [400, 'invalid']],
      ['POST', '/drive/v3/files', { id: 'made-up' }, [400, 'invalid']],
      ['POST', '/drive/v3/files', { appProperties: { key: 'x'.repeat(125) } }, [403, 'propertySizeLimitExceeded']],
      ['POST', '/drive/v3/files', { parents: ['nowhere'] }, [404, 'notFound']],
      ['PUT', '/drive/v3/files/x', {}, [404, 'notFound']],
      ['GET', '/drive/v2/files', undefined, [404, 'notFound']],
    ] as const)
      expect(await errorOf(await api(method, path, body))).toEqual(wanted);
  });

  it('creates one file for an id, however often it is requested', async () => {
    const id = await idOf();
    const folder = { id, name: 'Talks', mimeType: 'application/vnd.google-apps.folder' };
    expect((await api('POST', '/drive/v3/files', folder)).status).toBe(200);
    expect(await errorOf(await api('POST', '/drive/v3/files', folder))).toEqual([409, 'fileIdInUse']);
    expect(fake.inside()).toHaveLength(1);
  });

  it('finds files by search after a delay, and in shared drives only on request', async () => {
    await api('POST', '/drive/v3/files?supportsAllDrives=true', {
      name: 'here',
      parents: ['drive-team'],
      appProperties: { tl: 'a' },
    });
    const query = encodeURIComponent("appProperties has { key='tl' and value='a' } and trashed = false");
    const names = async (more = ''): Promise<unknown> =>
      (await api('GET', `/drive/v3/files?fields=files(name)&q=${query}${more}`)).json();
    const everywhere = '&supportsAllDrives=true&includeItemsFromAllDrives=true';
    expect(await names(everywhere)).toEqual({ files: [] });
    now += 1_000;
    expect([await names(), await names(everywhere)]).toEqual([{ files: [] }, { files: [{ name: 'here' }] }]);
    expect(await errorOf(await api('GET', '/drive/v3/files/drive-team'))).toEqual([404, 'notFound']);
  });

  it('accepts an upload in chunks, reports the offset, and creates one file', async () => {
    const bytes = Buffer.alloc(2 * UNIT + 5, 7);
    const total = String(bytes.length);
    const session = await begin(bytes.length);
    const asked = await put(session, `*/${total}`);
    expect([asked.status, asked.headers.get('range')]).toEqual([308, null]);
    fake.uploads.keepLess = 1;
    const kept = await put(session, `0-${String(2 * UNIT - 1)}/${total}`, bytes.subarray(0, 2 * UNIT));
    expect([kept.status, kept.headers.get('range')]).toEqual([308, `bytes=0-${String(UNIT - 1)}`]);
    expect(await errorOf(await put(session, `0-${String(UNIT - 1)}/${total}`, bytes.subarray(0, UNIT)))).toEqual([
      400,
      'invalid',
    ]);
    expect(await errorOf(await put(session, `${String(UNIT)}-${String(UNIT + 9)}/${total}`, bytes.subarray(0, 10)))).toEqual([
      400,
      'invalid',
    ]);
    expect(fake.files).toEqual([]);
    const done = await put(session, `${String(UNIT)}-${String(bytes.length - 1)}/${total}`, bytes.subarray(UNIT));
    const md5Checksum = createHash('md5').update(bytes).digest('hex');
    expect(await done.json()).toEqual({ id: fake.files[0]?.id, md5Checksum, size: total });
    expect((await put(session, `*/${total}`)).status).toBe(200);
    expect((await put(session, `0-${String(bytes.length - 1)}/${total}`, bytes)).status).toBe(400);
    expect(fake.files).toHaveLength(1);
  });

  it('ends an upload session on request and after a week', async () => {
    const [cancelled, old] = [await begin(9), await begin(9)];
    expect((await fetch(cancelled, { method: 'DELETE' })).status).toBe(499);
    expect((await put(cancelled, '*/9')).status).toBe(404);
    now += 7 * 24 * HOUR_MS;
    expect((await put(old, '*/9')).status).toBe(410);
  });

  it('refuses more than the quota', async () => {
    fake.account().quotaBytes = 8;
    const headers = { 'x-upload-content-length': '9' };
    expect(await errorOf(await api('POST', '/upload/drive/v3/files?uploadType=resumable', {}, headers))).toEqual([
      403,
      'storageQuotaExceeded',
    ]);
  });
});
