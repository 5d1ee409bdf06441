import { createHash } from 'node:crypto';
import { DropboxFake, FAKE_DROPBOX_ACCOUNT } from './dropbox-fake.js';

const VERIFIER = 'v'.repeat(43);
const REDIRECT = 'http://127.0.0.1:1/callback';

describe('DropboxFake', () => {
  let now: number;
  let fake: DropboxFake;
  let token: string;
  const form = (body: Record<string, string>): Promise<Response> => {
    const { clientId, clientSecret } = fake.oauth.client;
    const given = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...body });
    return fetch(`${fake.url}/oauth2/token`, { method: 'POST', body: given });
  };
  const call = (path: string, argument: object): Promise<Response> =>
    fetch(`${fake.url}/2/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(argument),
    });
  const upload = (path: string, argument: object, body: string): Promise<Response> =>
    fetch(`${fake.url}/2/${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/octet-stream',
        'dropbox-api-arg': JSON.stringify(argument),
      },
      body,
    });
  const errorOf = async (response: Response): Promise<unknown> => [
    response.status,
    ((await response.json()) as { error_summary?: string }).error_summary,
  ];
  const commit = (path: string): object => ({ path, mode: 'overwrite', autorename: false, mute: true });
  beforeEach(async () => {
    now = Date.parse('2026-02-05T10:00:00Z');
    fake = await DropboxFake.start({ now: () => now, pageSize: 1, client: { redirectUris: [REDIRECT] } });
    const answer = await form({ grant_type: 'refresh_token', refresh_token: fake.oauth.grant(FAKE_DROPBOX_ACCOUNT) });
    token = ((await answer.json()) as { access_token: string }).access_token;
  });
  afterEach(async () => {
    expect(fake.troubles).toEqual([]);
    await fake.close();
  });

  it('gives a refresh token only for offline access, and each code once', async () => {
    const giveConsent = async (given: Record<string, string>): Promise<string> => {
      const query = new URLSearchParams({
        client_id: fake.oauth.client.clientId,
        redirect_uri: REDIRECT,
        response_type: 'code',
        scope: 'account_info.read',
        code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
        code_challenge_method: 'S256',
        ...given,
      });
      const back = await fetch(`${fake.url}/oauth2/authorize?${query.toString()}`, { redirect: 'manual' });
      return new URL(back.headers.get('location') ?? '').searchParams.get('code') ?? '';
    };
    const exchange = (code: string): Promise<Response> =>
      form({ grant_type: 'authorization_code', code, code_verifier: VERIFIER, redirect_uri: REDIRECT });
    expect(await (await exchange(await giveConsent({}))).json()).not.toHaveProperty('refresh_token');
    const code = await giveConsent({ token_access_type: 'offline' });
    expect(await (await exchange(code)).json()).toHaveProperty('refresh_token');
    expect(await (await exchange(code)).json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('refuses expired tokens, missing scopes and unknown fields', async () => {
    expect((await call('files/get_metadata', { path: '/a', nonsense: 1 })).status).toBe(400);
    expect((await call('files/nonsense', {})).status).toBe(404);
    expect(await errorOf(await call('files/get_metadata', { path: '/a' }))).toEqual([409, 'path/not_found/..']);
    expect((await call('files/get_metadata', { path: '' })).status).toBe(400);
    expect((await call('files/get_metadata', { path: '/a/' })).status).toBe(400);
    now += 5 * 3_600_000;
    expect(await errorOf(await call('files/get_metadata', { path: '/a' }))).toEqual([401, 'expired_access_token/..']);
  });

  it('appends only at the offset, which it tells, and finishes a session once', async () => {
    const { session_id } = (await (await upload('files/upload_session/start', { close: false }, '')).json()) as {
      session_id: string;
    };
    const at = (offset: number): object => ({ cursor: { session_id, offset }, close: false });
    expect(await (await upload('files/upload_session/append_v2', at(0), 'four')).json()).toBeNull();
    const wrong = await upload('files/upload_session/append_v2', at(0), 'four');
    expect([wrong.status, await wrong.json()]).toMatchObject([409, { error: { '.tag': 'incorrect_offset', correct_offset: 4 } }]);
    const finish = (offset: number): Promise<Response> =>
      upload('files/upload_session/finish', { cursor: { session_id, offset }, commit: commit('/A/b.txt') }, '');
    expect(await errorOf(await finish(3))).toEqual([409, 'lookup_failed/incorrect_offset/..']);
    expect(await (await finish(4)).json()).toMatchObject({ size: 4, path_display: '/A/b.txt' });
    expect(await errorOf(await finish(4))).toEqual([409, 'lookup_failed/not_found/..']);
    expect(fake.tree()).toEqual({ '/A': undefined, '/A/b.txt': Buffer.from('four') });
  });

  it('lists a folder in pages, and compares names without case', async () => {
    for (const name of ['a', 'b']) await upload('files/upload', commit(`/Talks/${name}`), name);
    const first = (await (await call('files/list_folder', { path: '/talks' })).json()) as { cursor: string; has_more: boolean };
    expect(first).toMatchObject({ entries: [{ '.tag': 'file', name: 'a' }], has_more: true });
    expect(await (await call('files/list_folder/continue', { cursor: first.cursor })).json()).toMatchObject({
      entries: [{ name: 'b' }],
      has_more: false,
    });
    expect(await errorOf(await call('files/create_folder_v2', { path: '/TALKS', autorename: false }))).toEqual([
      409,
      'path/conflict/folder/..',
    ]);
    expect(await errorOf(await upload('files/upload', commit('/Talks/a/c'), 'x'))).toEqual([
      409,
      'path/conflict/file_ancestor/..',
    ]);
    fake.account().quotaBytes = 1;
    expect(await errorOf(await upload('files/upload', commit('/Talks/c'), 'more'))).toEqual([409, 'path/insufficient_space/..']);
  });
});
