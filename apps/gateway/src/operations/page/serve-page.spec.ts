import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';

const SCRIPT = 'export const page = "page";\n'.repeat(100);

async function buildInto(folder: string, title: string): Promise<void> {
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(
    join(folder, 'index.html'),
    `<!doctype html><title>${title}</title><script src="./assets/index-abc123.js"></script>`,
  );
  await writeFile(join(folder, 'assets/index-abc123.js'), SCRIPT);
  await writeFile(join(folder, 'assets/sample-talk-abc123.mp4'), SCRIPT);
  await mkdir(join(folder, 'assets/pdf-1'), { recursive: true });
  await writeFile(join(folder, 'assets/pdf-1/worker.mjs'), SCRIPT);
  await writeFile(join(folder, 'assets/pdf-1/map.bcmap'), 'map');
  await writeFile(join(folder, 'secret.key'), 'not a part of a page');
  await writeFile(join(folder, '.build'), title);
}

describe('a gateway with a built page', () => {
  let parent: string;
  let folder: string;
  let gateway: MemoryGateway;
  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), 'tl-page-'));
    folder = join(parent, 'dist');
    await buildInto(folder, 'first');
    gateway = await openMemoryGateway({ settings: { webDir: folder } });
  });
  afterAll(async () => {
    await gateway.close();
    await rm(parent, { recursive: true });
  });

  const look = (url: string, headers: Record<string, string> = {}) =>
    gateway.app.inject({ url, headers: { accept: 'text/html,*/*', ...headers } });

  it('shows it at /, without a token', async () => {
    const answer = await look('/');
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(answer.body).toContain('<title>first</title>');
  });

  it('runs nothing inline and nothing from elsewhere in it', async () => {
    const policy = String((await look('/')).headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain('unsafe-inline');
    expect(policy).toContain("frame-ancestors 'none'");
  });

  it('asks search engines to leave out the page of share links, and sends no referrer from it', async () => {
    const headers = async (url: string) => {
      const { 'x-robots-tag': robots, 'referrer-policy': referrer } = (await look(url)).headers;
      return { robots, referrer };
    };
    for (const path of ['/s', '/s/'])
      expect(await headers(path)).toEqual({ robots: 'noindex, nofollow', referrer: 'no-referrer' });
    expect(await headers('/s?a=b')).toMatchObject({ robots: 'noindex, nofollow' });
    expect(await headers('/sessions')).toEqual({ robots: undefined, referrer: 'no-referrer' });
  });

  it('shows it at every address that the page routes itself', async () => {
    for (const path of ['/recordings/0199f5a0', '/sign-in', '/settings?tab=tokens']) {
      const answer = await look(path);
      expect([path, answer.statusCode]).toEqual([path, 200]);
      expect(answer.body).toContain('<title>first</title>');
    }
  });

  it('loads its files from the root, however deep the address is', async () => {
    expect((await look('/recordings/0199f5a0')).body).toContain('<script src="/assets/index-abc123.js">');
  });

  it('loads its files from below the base path of the server', async () => {
    const below = await openMemoryGateway({ settings: { webDir: folder, publicUrl: 'https://example.org/recordings' } });
    for (const url of ['/recordings', '/recordings/', '/recordings/recordings/0199f5a0', '/documents']) {
      const { body } = await below.app.inject({ url, headers: { accept: 'text/html' } });
      expect([url, body]).toEqual([url, expect.stringContaining('<script src="/recordings/assets/index-abc123.js">')]);
    }
    expect((await below.app.inject({ url: '/recordings/assets/index-abc123.js' })).body).toBe(SCRIPT);
    await below.close();
  });

  it('answers an unknown path of the API with a 404, also to browsers', async () => {
    for (const path of ['/api/v1/nothing', '/api', '/health/nothing', '/docs/nothing/here']) {
      const answer = await look(path);
      expect([path, answer.statusCode]).toEqual([path, 404]);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    }
  });

  it.each([
    '/search?q=a%00b',
    '/documents?q=%ED%A0%BD',
    '/recordings/%00',
    '/recordings/%zz?q=%',
    '/recordings/%zz',
    `/recordings/${'x'.repeat(2_000)}`,
  ])('leaves it to the page to say what is wrong with an address: %s', async (url) => {
    const shown = await look(url);
    expect([shown.statusCode, shown.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    const program = await gateway.app.inject({ url, headers: { accept: '*/*' } });
    expect([program.statusCode, program.json()]).toEqual([400, expect.objectContaining({ code: 'malformed-request' })]);
    const api = await look(`/api/v1${url}`);
    expect([api.statusCode, api.json()]).toEqual([400, expect.objectContaining({ code: 'malformed-request' })]);
  });

  it('answers a program with a 404 instead of the page', async () => {
    const answer = await gateway.app.inject({ url: '/recordings/1', headers: { accept: 'application/json' } });
    expect(answer.json()).toMatchObject({ status: 404, code: 'unknown-path' });
    const asset = await gateway.app.inject({ url: '/assets/gone-123.js', headers: { accept: '*/*' } });
    expect(asset.statusCode).toBe(404);
  });

  it.each([
    ['worker.mjs', 'text/javascript; charset=utf-8'],
    ['map.bcmap', 'application/octet-stream'],
  ])('serves the data of the PDF viewer with the type that it needs: %s', async (name, type) => {
    const { statusCode, headers } = await look(`/assets/pdf-1/${name}`, { accept: '*/*' });
    expect([statusCode, headers['content-type']]).toEqual([200, type]);
    // A worker has the policy of its own address.
    expect(headers['content-security-policy']).toContain("default-src 'self'");
  });

  it('makes files with a content hash immutable', async () => {
    expect((await look('/assets/index-abc123.js')).headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
    });
  });

  it.each([
    ['br', 'gzip, deflate, br, zstd', brotliDecompressSync],
    ['gzip', 'gzip, deflate', gunzipSync],
  ])('sends files as %s to a client that accepts "%s"', async (encoding, accepted, unpack) => {
    const answer = await look('/assets/index-abc123.js', { 'accept-encoding': accepted });
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(unpack(answer.rawPayload).toString()).toBe(SCRIPT);
    const plain = await look('/assets/index-abc123.js');
    expect(plain.body).toBe(SCRIPT);
    expect(plain.headers.etag).not.toBe(answer.headers.etag);
  });

  it('sends the sample talk as a video, which it does not compress', async () => {
    const { statusCode, headers, body } = await look('/assets/sample-talk-abc123.mp4', {
      accept: '*/*',
      'accept-encoding': 'gzip, br',
    });
    expect([statusCode, headers['content-type'], headers['content-encoding']]).toEqual([200, 'video/mp4', undefined]);
    expect(body).toBe(SCRIPT);
  });

  it('answers 304 to a client that has it already', async () => {
    const first = await look('/');
    const second = await look('/', { 'if-none-match': String(first.headers.etag) });
    expect([second.statusCode, second.body]).toEqual([304, '']);
  });

  it('serves only files of the page, and no path leads out of its folder', async () => {
    for (const path of ['/secret.key', '/.build', '/../package.json', '/%2e%2e/%2e%2e/etc/passwd', '/assets/..%2fsecret.key']) {
      const answer = await gateway.app.inject({ url: path, headers: { accept: '*/*' } });
      expect([path, answer.statusCode]).toEqual([path, 404]);
    }
  });

  it('loads a new build without a restart', async () => {
    const next = join(parent, 'next');
    await buildInto(next, 'second');
    await rename(folder, join(parent, 'old'));
    await rename(next, folder);
    expect((await look('/')).body).toContain('<title>second</title>');
  });

  it('accepts no method but GET', async () => {
    const answer = await gateway.app.inject({ method: 'POST', url: '/' });
    expect(answer.json()).toMatchObject({ status: 405, code: 'method-not-allowed' });
  });
});

describe('a gateway without a built page', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());

  it('redirects / to the description of the API, without a token', async () => {
    const answer = await gateway.app.inject({ url: '/' });
    expect([answer.statusCode, answer.headers.location]).toEqual([302, '/docs']);
  });
});
