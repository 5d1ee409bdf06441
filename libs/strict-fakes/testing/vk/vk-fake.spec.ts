import { FAKE_VK_ACCOUNT, FAKE_VK_TOKEN, FAKE_VK_USER, VkFake } from './vk-fake.js';

describe('VkFake', () => {
  let fake: VkFake;
  let now = 0;
  beforeEach(async () => {
    fake = await VkFake.start({ groups: [5], perSecond: 3, now: () => now });
  });
  afterEach(async () => {
    expect(fake.troubles).toEqual([]);
    await fake.close();
  });
  type Answer = { readonly response?: Record<string, unknown>; readonly error?: { readonly error_code: number } };
  const call = async (method: string, form: Record<string, string> = {}): Promise<Answer> => {
    const body = new URLSearchParams({ access_token: FAKE_VK_TOKEN, v: '5.199', ...form });
    const answer = await fetch(`${fake.url}/method/${method}`, {
      method: 'POST',
      body: body.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer.status).toBe(200);
    return (await answer.json()) as Answer;
  };
  const upload = async (url: unknown, name = 'video_file'): Promise<unknown> => {
    const form = new FormData();
    form.set(name, new Blob(['frames']), 'video.mp4');
    return (await fetch(String(url), { method: 'POST', body: form })).json();
  };

  it('takes the content of a saved video once', async () => {
    const { response } = await call('video.save', { name: 'A talk', group_id: '5' });
    expect(await upload(response?.['upload_url'], 'file')).toEqual({ error: 'no video_file' });
    expect(await upload(response?.['upload_url'])).toMatchObject({ size: 6, owner_id: -5, video_id: response?.['video_id'] });
    expect(await upload(response?.['upload_url'])).toEqual({ error: 'already uploaded' });
    expect(fake.uploaded).toMatchObject([{ owner: -5, title: 'A talk' }]);
  });

  it('changes the texts of a video', async () => {
    const { response } = await call('video.save', { name: 'A talk', description: 'About pipelines', group_id: '5' });
    const of = { owner_id: '-5', video_id: String(response?.['video_id']) };
    expect((await call('video.edit', { ...of, name: 'Another talk', desc: '' })).response).toMatchObject({ success: 1 });
    expect([...fake.videos.all.values()]).toMatchObject([{ title: 'Another talk', description: '' }]);
    expect((await call('video.edit', { ...of, name: 'a'.repeat(129) })).error?.error_code).toBe(100);
  });

  it('lists a video with its content, and with a duration once it is processed', async () => {
    const { response } = await call('video.save', { name: 'A talk' });
    const find = async (): Promise<unknown> => (await call('video.get')).response?.['items'];
    expect(await find()).toEqual([]);
    fake.processes = 'processing';
    await upload(response?.['upload_url']);
    expect(await find()).toMatchObject([{ duration: 0, processing: 1 }]);
    now += 1_001;
    fake.processes = undefined;
    expect(await find()).toMatchObject([{ duration: 1 }]);
  });

  it('gives tokens only to requests with the device of the consent and a state, which it repeats', async () => {
    const { clientId: client_id, clientSecret: client_secret } = fake.oauth.client;
    let refresh_token = fake.oauth.grant(FAKE_VK_ACCOUNT);
    const refresh = async (more: Record<string, string>): Promise<Record<string, string>> => {
      const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token, client_id, client_secret, ...more });
      return (await (await fetch(`${fake.url}/oauth2/auth`, { method: 'POST', body })).json()) as Record<string, string>;
    };
    const device_id = fake.oauth.device;
    for (const more of [{}, { state: 's' }, { device_id }, { device_id: 'other', state: 's' }])
      expect(await refresh(more)).toMatchObject({ error: 'invalid_request' });
    const got = await refresh({ device_id, state: 's' });
    expect(got).toMatchObject({ state: 's', expires_in: 3_600, scope: 'vkid.personal_info video' });
    expect(await refresh({ device_id, state: 's' })).toMatchObject({ error: 'invalid_grant' });
    refresh_token = got['refresh_token'] ?? '';
    expect(await refresh({ device_id, state: 's' })).toHaveProperty('access_token');
    fake.token = undefined;
    expect((await call('video.get', { access_token: got['access_token'] ?? '' })).response).toBeDefined();
    now += 3_600_000;
    expect((await call('video.get', { access_token: got['access_token'] ?? '' })).error?.error_code).toBe(5);
  });

  it.each([
    ['video.save', { access_token: 'other' }, 5],
    ['video.save', { v: '5.92' }, 8],
    ['video.save', { group_id: '-5' }, 100],
    ['video.save', { group_id: '6' }, 15],
    ['video.save', { name: 'a'.repeat(129) }, 100],
    ['video.save', { title: 'x' }, 100],
    ['video.delete', { owner_id: '1' }, 15],
    ['video.edit', { owner_id: '1', video_id: '1' }, 15],
    ['video.edit', { owner_id: String(FAKE_VK_USER), video_id: '1', name: 'A talk' }, 100],
    ['video.edit', { owner_id: String(FAKE_VK_USER), name: 'A talk' }, 100],
    ['video.unknown', {}, 3],
  ])('refuses what VK refuses, with the status 200: %s %j', async (method, form, code) => {
    expect((await call(method, form as Record<string, string>)).error?.error_code).toBe(code);
  });

  it('limits the requests of a second', async () => {
    for (let each = 0; each < 3; each += 1) expect(await call('video.get')).toHaveProperty('response');
    expect((await call('video.get')).error?.error_code).toBe(6);
    now += 1_001;
    expect(await call('video.get')).toHaveProperty('response');
  });
});
