import { createHash } from 'node:crypto';
import { FAKE_ZOOM_APP, FAKE_ZOOM_USER, ZoomFake } from './zoom-fake.js';

const START = Date.parse('2026-02-10T12:00:00Z');

describe('ZoomFake', () => {
  let zoom: ZoomFake;
  let time: number;
  let access: string;
  beforeEach(async () => {
    time = START;
    zoom = await ZoomFake.start({ now: () => time });
    access = (await (await token()).json<{ access_token: string }>()).access_token;
  });
  afterEach(() => zoom.close());

  interface Answer {
    readonly status: number;
    readonly headers: Headers;
    readonly json: <T = Record<string, unknown>>() => Promise<T>;
    readonly text: () => Promise<string>;
  }
  const token = (change: Partial<typeof FAKE_ZOOM_APP> = {}): Promise<Answer> => {
    const { accountId, clientId, clientSecret } = { ...FAKE_ZOOM_APP, ...change };
    const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
    const body = new URLSearchParams({ grant_type: 'account_credentials', account_id: accountId });
    return fetch(`${zoom.url}/oauth/token`, { method: 'POST', headers: { authorization }, body }) as Promise<Answer>;
  };
  const get = (path: string, bearer = access): Promise<Answer> =>
    fetch(path.startsWith('http') ? path : `${zoom.url}${path}`, {
      headers: bearer === '' ? {} : { authorization: `Bearer ${bearer}` },
      redirect: 'manual',
    }) as Promise<Answer>;
  const list = (query: string): Promise<Answer> => get(`/v2/users/${FAKE_ZOOM_USER}/recordings?${query}`);

  it('issues tokens for an hour, to its app only', async () => {
    expect((await token({ clientSecret: 'wrong' })).status).toBe(401);
    expect(await (await token({ accountId: 'other' })).json()).toMatchObject({ error: 'invalid_request' });
    zoom.addMeeting();
    expect((await list('')).status).toBe(200);
    time += 3_600_000;
    expect(await (await list('')).json()).toEqual({ code: 124, message: 'Access token is expired.' });
    expect((await get('/v2/users/me/recordings', 'made-up')).status).toBe(401);
  });

  it('lists at most a month, newest first, in pages whose tokens live 15 minutes', async () => {
    const [first, second] = ['2026-02-01T10:00:00Z', '2026-02-05T10:00:00Z'].map((start_time) => zoom.addMeeting({ start_time }));
    zoom.addMeeting({ start_time: '2026-03-05T10:00:00Z' });
    const span = 'from=2026-02-01&to=2026-03-01&page_size=1';
    const page = await (await list(span)).json<{ meetings: object[]; next_page_token: string }>();
    expect(page.meetings).toMatchObject([{ uuid: second?.uuid, recording_files: [{ status: 'completed' }] }]);
    const next = `next_page_token=${page.next_page_token}`;
    expect(await (await list(`${span}&${next}`)).json()).toMatchObject({
      meetings: [{ uuid: first?.uuid }],
      next_page_token: '',
    });
    expect((await list(`from=2026-02-02&to=2026-03-01&page_size=1&${next}`)).status).toBe(400);
    time += 15 * 60_000;
    expect((await list(`${span}&${next}`)).status).toBe(400);
  });

  it.each([
    'from=2026-02-01&to=2026-03-02',
    'from=2026-02-30x',
    'page_size=301',
    'page_size=0',
    'since=2026-02-01',
    'from=2026-02-11&to=2026-02-10',
  ])('refuses a listing with %s', async (query) => {
    zoom.addMeeting();
    expect(await (await list(query)).json()).toMatchObject({ code: 300 });
  });

  it('lists a lost file like any other, and does not have it', async () => {
    const { uuid, files } = zoom.addMeeting({ files: [{ isLost: true }] });
    const path = `/v2/meetings/${uuid}/recordings?include_fields=download_access_token`;
    const details = await (await get(path)).json<{ recording_files: object[]; download_access_token: string }>();
    expect(details.recording_files).toMatchObject([{ status: 'completed', file_size: 512 }]);
    expect((await get(`/rec/download/${files[0]?.id ?? ''}`, details.download_access_token)).status).toBe(404);
  });

  it('refuses unknown users, recordings and paths', async () => {
    const answers = await Promise.all(
      ['/v2/users/nobody@zoom.example/recordings', '/v2/meetings/none/recordings', '/v2/meetings'].map(async (path) =>
        (await get(path)).json(),
      ),
    );
    expect(answers).toMatchObject([{ code: 1001 }, { code: 3301 }, { code: 2300 }]);
  });

  it('finds UUIDs with slashes only if they are encoded twice', async () => {
    const uuid = '/ab//cd==';
    zoom.addMeeting({ uuid });
    const once = encodeURIComponent(uuid);
    expect((await get(`/v2/meetings/${once}/recordings`)).status).toBe(404);
    expect(await (await get(`/v2/meetings/${encodeURIComponent(once)}/recordings`)).json()).toMatchObject({ uuid });
  });

  it('redirects a download with its token to another host, which refuses the token', async () => {
    const { uuid, files } = zoom.addMeeting();
    const path = `/v2/meetings/${uuid}/recordings?include_fields=download_access_token&ttl=60`;
    const { download_access_token: key = '' } = await (await get(path)).json<{ download_access_token?: string }>();
    const file = `/rec/download/${files[0]?.id ?? ''}`;
    const redirect = await get(file, key);
    const location = redirect.headers.get('location') ?? '';
    expect(redirect.status).toBe(302);
    expect(new URL(location).origin).not.toBe(zoom.url);
    expect((await get(location, key)).status).toBe(400);
    expect((await get(location, '')).status).toBe(200);
    expect(await (await get(file, '')).text()).toContain('Sign In');
    time += 60_000;
    expect((await get(file, key)).status).toBe(401);
    expect((await get(location, '')).status).toBe(403);
    expect((await get(`${path}0000000`)).status).toBe(400);
  });

  it('has no address of a file that is processed', async () => {
    const { uuid } = zoom.addMeeting({ files: [{ status: 'processing' }] });
    const details = await (await get(`/v2/meetings/${uuid}/recordings`)).json<{ recording_files: object[] }>();
    expect(details.recording_files[0]).toMatchObject({ status: 'processing' });
    expect(details.recording_files[0]).not.toHaveProperty('download_url');
    expect(details).not.toHaveProperty('download_access_token');
  });

  describe('with the consent of a user', () => {
    const redirectUri = 'http://127.0.0.1/back';
    const verifier = 'v'.repeat(43);
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    beforeEach(async () => {
      await zoom.close();
      zoom = await ZoomFake.start({ userApp: { redirectUris: [redirectUri] }, now: () => time });
    });
    const consent = async (change: Record<string, string> = {}): Promise<string> => {
      const query = { response_type: 'code', client_id: zoom.users.client.clientId, redirect_uri: redirectUri, state: 's' };
      const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };
      const answer = await get(`/oauth/authorize?${String(new URLSearchParams({ ...query, ...pkce, ...change }))}`, '');
      return new URL(answer.headers.get('location') ?? 'x:?code=none').searchParams.get('code') ?? 'none';
    };
    const ask = (form: Record<string, string>, secret = zoom.users.client.clientSecret): Promise<Answer> => {
      const authorization = `Basic ${Buffer.from(`${zoom.users.client.clientId}:${secret}`).toString('base64')}`;
      const body = new URLSearchParams(form);
      return fetch(`${zoom.url}/oauth/token`, { method: 'POST', headers: { authorization }, body }) as Promise<Answer>;
    };
    const exchange = (code: string, change: Record<string, string> = {}): Promise<Answer> =>
      ask({ grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: redirectUri, ...change });
    const refresh = (token: string): Promise<Answer> => ask({ grant_type: 'refresh_token', refresh_token: token });

    it('exchanges a code once, within five minutes, for the same verifier and address', async () => {
      const codes = [await consent(), await consent(), await consent(), await consent()] as const;
      expect((await exchange(codes[0])).status).toBe(200);
      expect(await (await exchange(codes[0])).json()).toMatchObject({ error: 'invalid_grant' });
      expect((await exchange(codes[1], { code_verifier: 'w'.repeat(43) })).status).toBe(400);
      expect((await exchange(codes[2], { redirect_uri: 'http://127.0.0.1/other' })).status).toBe(400);
      time += 5 * 60_000;
      expect((await exchange(codes[3])).status).toBe(400);
      expect(await consent({ scope: 'user:read:user' })).toBe('none');
      expect((await ask({ grant_type: 'refresh_token', refresh_token: 'x' }, 'wrong')).status).toBe(401);
    });

    it('accepts a refresh token once', async () => {
      const { refresh_token: first } = await (await exchange(await consent())).json<{ refresh_token: string }>();
      const { refresh_token: second } = await (await refresh(first)).json<{ refresh_token: string }>();
      expect(await (await refresh(first)).json()).toEqual({ reason: 'Invalid Token!', error: 'invalid_grant' });
      expect((await refresh(second)).status).toBe(200);
    });

    it('shows that user and the own recordings alone, as far as the scopes go', async () => {
      const { uuid } = zoom.addMeeting();
      const other = zoom.addMeeting({ host_email: 'other@zoom.example' });
      const { access_token: own } = await (await exchange(await consent())).json<{ access_token: string }>();
      expect(await (await get('/v2/users/me', own)).json()).toMatchObject({ email: FAKE_ZOOM_USER });
      const listed = await get('/v2/users/me/recordings?from=2026-02-01&to=2026-02-10', own);
      expect(await listed.json()).toMatchObject({ meetings: [{ uuid }] });
      expect(await (await get('/v2/users/other@zoom.example/recordings', own)).json()).toMatchObject({ code: 4711 });
      expect(await (await get(`/v2/meetings/${other.uuid}/recordings`, own)).json()).toMatchObject({ code: 3301 });
      zoom.users.scopes = ['cloud_recording:read:list_user_recordings'];
      const { access_token: less } = await (await exchange(await consent())).json<{ access_token: string }>();
      for (const path of ['/v2/users/me', `/v2/meetings/${uuid}/recordings`])
        expect(await (await get(path, less)).json()).toMatchObject({ code: 4711 });
    });
  });
});
