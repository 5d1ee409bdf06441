import { FAKE_GOOGLE_ACCOUNT, GoogleFake } from '../google-fake.js';

const SCOPES = ['upload', 'force-ssl', 'readonly'].map((name) => `https://www.googleapis.com/auth/youtube.${name}`);
const VIDEO = { snippet: { title: 'A talk' }, status: { privacyStatus: 'unlisted' } };

describe('the YouTube of GoogleFake', () => {
  let fake: GoogleFake;
  let now: number;
  beforeEach(async () => {
    now = Date.parse('2026-07-01T10:00:00Z');
    fake = await GoogleFake.start({ now: () => now, youtube: { quota: 4_000, audited: false } });
  });
  afterEach(async () => {
    expect(fake.troubles).toEqual([]);
    await fake.close();
  });

  const tokenOf = async (scopes: readonly string[] = SCOPES): Promise<string> => {
    const { clientId, clientSecret } = fake.client;
    const refreshToken = fake.grant(FAKE_GOOGLE_ACCOUNT, scopes.join(' '));
    const form = { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId, client_secret: clientSecret };
    const answer = await fetch(`${fake.url}/token`, { method: 'POST', body: new URLSearchParams(form) });
    return ((await answer.json()) as { access_token: string }).access_token;
  };
  const api = async (method: string, path: string, given: { body?: object; token?: string; headers?: object } = {}) =>
    fetch(`${fake.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${given.token ?? (await tokenOf())}`,
        'content-type': 'application/json',
        ...given.headers,
      },
      ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
    });
  const begin = (body: object = VIDEO, headers: object = {}): Promise<Response> =>
    api('POST', '/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status', {
      body,
      headers: { 'x-upload-content-type': 'video/mp4', 'x-upload-content-length': '6', ...headers },
    });
  const reasonOf = async (answer: Response | Promise<Response>): Promise<unknown> => {
    const { error } = (await (await answer).json()) as { error: { code: number; errors: { reason: string }[] } };
    return [error.code, error.errors[0]?.reason];
  };
  const upload = async (): Promise<string> => {
    const session = (await begin()).headers.get('location') ?? '';
    const answer = await fetch(session, { method: 'PUT', body: 'frames', headers: { 'content-range': 'bytes 0-5/6' } });
    return ((await answer.json()) as { id: string }).id;
  };

  it('creates one video for a session, which tells its id again', async () => {
    const session = (await begin()).headers.get('location') ?? '';
    const put = (range: string, body = ''): Promise<Response> =>
      fetch(session, { method: 'PUT', body, headers: { 'content-range': `bytes ${range}` } });
    const [made, asked] = [await (await put('0-5/6', 'frames')).json(), await (await put('*/6')).json()] as { id: string }[];
    expect(asked?.id).toBe(made?.id);
    expect(fake.youtube.videos).toMatchObject([{ id: made?.id, title: 'A talk', content: Buffer.from('frames') }]);
  });

  it('makes all videos of an application private that was not audited', async () => {
    await upload();
    expect(fake.youtube.videos).toMatchObject([{ privacyStatus: 'private' }]);
  });

  it.each([
    [{ snippet: { title: 'a'.repeat(101) } }, 'invalidTitle'],
    [{ snippet: { title: '<a>' } }, 'invalidTitle'],
    [{ snippet: { title: 'a', description: 'ü'.repeat(2_501) } }, 'invalidDescription'],
    [{ snippet: { title: 'a', tags: ['a b'.repeat(167)] } }, 'invalidTags'],
    [{ snippet: { title: 'a', categoryId: '18' } }, 'invalidCategoryId'],
    [{ snippet: { title: 'a', playlist: 'x' } }, 'invalid'],
  ])('refuses what YouTube refuses: %#', async (body, reason) => {
    expect(await reasonOf(begin(body))).toEqual([400, reason]);
  });

  it('refuses files that are no videos, and accounts without a channel', async () => {
    expect(await reasonOf(begin(VIDEO, { 'x-upload-content-type': 'audio/mpeg' }))).toEqual([400, 'badRequest']);
    fake.youtube.channels.close(FAKE_GOOGLE_ACCOUNT);
    expect(await reasonOf(begin())).toEqual([401, 'youtubeSignupRequired']);
    expect(await (await api('GET', '/youtube/v3/channels?part=id&mine=true')).json()).not.toHaveProperty('items');
  });

  it('counts units until midnight Pacific time', async () => {
    await upload();
    await upload();
    expect(await reasonOf(begin())).toEqual([403, 'quotaExceeded']);
    now = Date.parse('2026-07-02T06:59:59Z');
    expect(await reasonOf(begin())).toEqual([403, 'quotaExceeded']);
    now = Date.parse('2026-07-02T07:00:00Z');
    expect((await begin()).status).toBe(200);
  });

  it('limits the uploads of a channel', async () => {
    fake.youtube.uploadsPerDay = 1;
    await upload();
    expect(await reasonOf(begin())).toEqual([400, 'uploadLimitExceeded']);
  });

  it('needs the scope of each request', async () => {
    const token = await tokenOf([SCOPES[0] ?? '']);
    const add = api('POST', '/youtube/v3/playlistItems?part=snippet', { body: {}, token });
    expect(await reasonOf(add)).toEqual([403, 'insufficientPermissions']);
    expect(await reasonOf(api('GET', '/drive/v3/files', { token }))).toEqual([403, 'insufficientPermissions']);
  });

  it('replaces the texts of a video, removes what a request leaves out, and counts 50 units', async () => {
    const [id, before] = [await upload(), fake.youtube.quota.used];
    const change = (body: object, token?: string): Promise<Response> =>
      api('PUT', '/youtube/v3/videos?part=snippet', { body, ...(token === undefined ? {} : { token }) });
    const snippet = { title: 'Another talk', categoryId: '27', tags: ['queues'] };
    expect((await change({ id, snippet })).status).toBe(200);
    expect(fake.youtube.quota.used - before).toBe(50);
    await change({ id, snippet: { title: 'Another talk', categoryId: '27' } });
    expect(fake.youtube.videos).toMatchObject([{ title: 'Another talk', description: '', tags: [], categoryId: '27' }]);
    expect(await reasonOf(change({ id, snippet: { categoryId: '27' } }))).toEqual([400, 'invalidTitle']);
    expect(await reasonOf(change({ id, snippet: { title: 'a' } }))).toEqual([400, 'invalidCategoryId']);
    expect(await reasonOf(change({ id: 'gone', snippet }))).toEqual([404, 'videoNotFound']);
    expect(await reasonOf(change({ snippet }))).toEqual([400, 'invalid']);
    const uploadOnly = await tokenOf([SCOPES[0] ?? '']);
    expect(await reasonOf(change({ id, snippet }, uploadOnly))).toEqual([403, 'insufficientPermissions']);
  });

  it('adds a video to a playlist as often as it is asked, and finds it there', async () => {
    const [video, playlist] = [await upload(), fake.youtube.addPlaylist(FAKE_GOOGLE_ACCOUNT)];
    const snippet = { playlistId: playlist, resourceId: { kind: 'youtube#video', videoId: video } };
    const add = (body: object): Promise<Response> =>
      api('POST', '/youtube/v3/playlistItems?part=snippet', { body: { snippet: body } });
    await add(snippet);
    await add(snippet);
    const list = await api('GET', `/youtube/v3/playlistItems?part=id&playlistId=${playlist}&videoId=${video}`);
    expect(((await list.json()) as { items: unknown[] }).items).toHaveLength(2);
    expect(await reasonOf(add({ ...snippet, playlistId: 'PLgone' }))).toEqual([404, 'playlistNotFound']);
  });

  it('takes one track of captions for a language and a name', async () => {
    const video = await upload();
    const insert = (): Promise<Response> => {
      const json = JSON.stringify({ snippet: { videoId: video, language: 'en', name: '' } });
      const head = `--b\r\ncontent-type: application/json\r\n\r\n${json}\r\n--b\r\ncontent-type: application/octet-stream\r\n\r\n`;
      return tokenOf().then((token) =>
        fetch(`${fake.url}/upload/youtube/v3/captions?uploadType=multipart&part=snippet`, {
          method: 'POST',
          body: `${head}wörds\r\n--b--\r\n`,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/related; boundary=b' },
        }),
      );
    };
    expect((await insert()).status).toBe(200);
    expect(await reasonOf(insert())).toEqual([409, 'captionExists']);
    expect(fake.youtube.channels.captionsOf(video).map(({ content }) => content.toString())).toEqual(['wörds']);
  });
});
