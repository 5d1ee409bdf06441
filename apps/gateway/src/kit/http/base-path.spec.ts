import { Browser, createSignInCode } from '../../testing/browser.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { createTusClient } from '../../testing/tus.js';
import { upload } from '../../testing/upload.js';
import { completeStep, startStep } from '../../testing/work-through.js';
import { withoutBasePath } from './base-path.js';

const BASE = '/recordings';
const ADDRESS = `https://example.org${BASE}`;

describe('a gateway below a base path', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway({ settings: { publicUrl: ADDRESS } });
  });
  afterAll(() => gateway.close());

  const authorization = () => ({ authorization: `Bearer ${gateway.token}` });
  const read = (url: string) => gateway.app.inject({ url, headers: authorization() });
  const post = (url: string) => gateway.app.inject({ method: 'POST', url, headers: authorization() });

  it.each(['', BASE])('answers requests whose path starts with "%s"', async (prefix) => {
    expect((await read(`${prefix}/api/v1/recordings?limit=1`)).statusCode).toBe(200);
    expect((await read(`${prefix}/health/live`)).statusCode).toBe(200);
    expect((await read(`${prefix}/api/v1/nothing`)).json()).toMatchObject({ code: 'unknown-path' });
  });

  it('describes its API below the base path', async () => {
    expect((await read('/openapi.json')).json()).toMatchObject({ servers: [{ url: BASE }] });
  });

  it.each(['', BASE])('redirects %s/ to a path that the browser can request', async (prefix) => {
    expect((await gateway.app.inject({ url: `${prefix}/` })).headers.location).toBe(`${BASE}/docs`);
  });

  it.each(['', BASE])('names an upload by the path that clients request, after a request to %s/api', async (prefix) => {
    const tus = createTusClient(gateway, gateway.token);
    const { headers } = await gateway.app.inject({
      method: 'POST',
      url: `${prefix}/api/v1/uploads`,
      headers: { ...authorization(), 'tus-resumable': '1.0.0', 'upload-length': '3', 'upload-metadata': 'filename YQ==' },
    });
    expect(headers).toMatchObject({
      'tus-resumable': '1.0.0',
      location: expect.stringMatching(`^${BASE}/api/v1/uploads/`) as string,
    });
    const sent = await tus.send(String(headers.location), 0, Buffer.from('abc'));
    expect([sent.statusCode, sent.headers['upload-offset']]).toEqual([204, '3']);
  });

  it('replays the answer to a repeated request, whatever prefix the proxy leaves', async () => {
    const send = (prefix: string) =>
      gateway.app.inject({
        method: 'POST',
        url: `${prefix}/api/v1/me/tokens`,
        headers: { ...authorization(), 'idempotency-key': 'one' },
        payload: { name: 'twice' },
      });
    const [first, second] = [await send(BASE), await send('')];
    expect(first.headers.location).toMatch(new RegExp(`^${BASE}/api/v1/me/tokens/`));
    expect([second.statusCode, second.headers.location]).toEqual([first.statusCode, first.headers.location]);
  });

  it('leads with its links to files and pages below the base path', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    await upload(gateway);
    await startStep(gateway, id, 'DOWNLOAD');
    const key = `${id}/video`;
    const stored = await gateway.artifacts.put(key, Buffer.from('frames'));
    await completeStep(gateway, id, 'DOWNLOAD', [{ role: 'video', name: 'video.mp4', key, mediaType: 'video/mp4', ...stored }]);
    expect((await read(`/api/v1/recordings/${id}`)).json()).toMatchObject({
      thumbnail: { url: `${BASE}/api/v1/recordings/${id}/artifacts/thumbnail.jpg` },
    });
    expect((await read('/api/v1/recordings?limit=1')).headers.link).toMatch(new RegExp(`^<${BASE}/api/v1/recordings\\?`));
    const { items } = (await read(`/api/v1/recordings/${id}/artifacts`)).json<{ items: { name: string; url: string }[] }>();
    const [file] = items;
    expect(file?.url).toBe(`${BASE}/api/v1/recordings/${id}/artifacts/video.mp4`);
    expect((await read(file?.url ?? '')).statusCode).toBe(200);
    const { url } = (await post(`${file?.url ?? ''}/link`)).json<{ url: string }>();
    expect(url).toMatch(new RegExp(`^${ADDRESS}/api/v1/recordings/${id}/artifacts/`));
    const signed = new URL(url);
    for (const path of [signed.pathname, signed.pathname.slice(BASE.length)])
      expect((await gateway.app.inject({ url: `${path}${signed.search}` })).statusCode).toBe(200);
  });

  it('signs in with a cookie that other servers on the host do not receive', async () => {
    const answer = await post(`${BASE}/api/v1/auth/links`);
    expect(answer.json()).toMatchObject({ url: expect.stringMatching(`^${ADDRESS}/sign-in#`) as string });
    const browser = new Browser(gateway, 'example.org');
    const opened = await browser.open(await createSignInCode(gateway));
    expect(opened.headers['set-cookie']).toMatch(
      new RegExp(`^__Secure-tl_session=[\\w-]{43}; Max-Age=\\d+; Path=${BASE}; HttpOnly; SameSite=Lax; Secure$`),
    );
    expect((await browser.send(`${BASE}/api/v1/me`)).statusCode).toBe(200);
    const ended = await browser.send(`${BASE}/api/v1/auth/session`, { method: 'DELETE' });
    expect(ended.headers['set-cookie']).toMatch(new RegExp(`^__Secure-tl_session=; Max-Age=0; Path=${BASE};`));
  });

  it('accepts no cookie of a plain name, which an http page of the host could set', async () => {
    const browser = new Browser(gateway, 'example.org');
    await browser.open(await createSignInCode(gateway));
    const cookie = `tl_session=${browser.cookie.split('=')[1] ?? ''}`;
    expect((await gateway.app.inject({ url: `${BASE}/api/v1/me`, headers: { cookie } })).statusCode).toBe(401);
  });
});

describe('withoutBasePath', () => {
  it.each([
    ['/recordings', '/'],
    ['/recordings/', '/'],
    ['/recordings?q=a', '/?q=a'],
    ['/recordings/api/v1/me?x=/recordings', '/api/v1/me?x=/recordings'],
    ['/recordingsx/api', '/recordingsx/api'],
    ['/api/v1/recordings', '/api/v1/recordings'],
  ])('maps %s to %s', (url, expected) => {
    expect(withoutBasePath(url, BASE)).toBe(expected);
  });

  it('changes nothing at the root of a host', () => {
    expect(withoutBasePath('/recordings', '')).toBe('/recordings');
  });
});
