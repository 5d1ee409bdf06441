import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSelfSignedIdentity, startHost } from '@throughline/outgoing/testing';
import { runCommand } from '../processes/run-command.js';
import { startProxy, startTcpServer, startWebServer } from '#testing/local-server.js';
import { tempDir, until, type TempDir } from '#testing/until.js';
import { downloadPinned } from './download.js';
import { httpGet } from './http-get.js';
import { findProxy } from './proxy.js';

const content = Buffer.from('the release');
const sha256 = createHash('sha256').update(content).digest('hex');
const plain = { get: httpGet, env: {} };

describe('a pinned download', () => {
  let folder: TempDir;
  beforeEach(async () => {
    folder = await tempDir();
  });
  afterEach(() => folder.remove());

  it('follows redirects and writes exactly the pinned bytes', async () => {
    const server = await startWebServer((request, response) => {
      if (request.url === '/latest') response.writeHead(302, { location: '/file' }).end();
      else response.end(content);
    });
    await downloadPinned({ url: `${server.url}/latest`, sha256 }, join(folder.path, 'x'), plain);
    expect(await readFile(join(folder.path, 'x'))).toEqual(content);
    expect(server.requests).toEqual(['/latest', '/file']);
    await server.close();
  });

  it('rejects bytes with another checksum and leaves no file', async () => {
    const server = await startWebServer((_, response) => response.end('something else'));
    const download = downloadPinned({ url: server.url, sha256 }, join(folder.path, 'x'), plain);
    await expect(download).rejects.toMatchObject({
      kind: 'download-failed',
      message: expect.stringContaining(`but ${sha256} is expected`),
    });
    expect(await readdir(folder.path)).toEqual([]);
    await server.close();
  });

  it('leaves no file when the connection breaks', async () => {
    const server = await startWebServer((_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write(content, () => response.destroy());
    });
    const download = downloadPinned({ url: server.url, sha256 }, join(folder.path, 'x'), plain);
    await expect(download).rejects.toMatchObject({
      kind: 'download-failed',
      message: expect.stringContaining('was interrupted'),
    });
    expect(await readdir(folder.path)).toEqual([]);
    await server.close();
  });

  it.each([404, 500])('rejects an answer with status %i', async (status) => {
    const server = await startWebServer((_, response) => response.writeHead(status).end());
    await expect(downloadPinned({ url: server.url, sha256 }, join(folder.path, 'x'), plain)).rejects.toMatchObject({
      message: expect.stringContaining(`answered ${status}`),
    });
    await server.close();
  });

  it('rejects a server that sends nothing within the timeout', async () => {
    const server = await startWebServer(() => undefined);
    const hurried = { get: (url: string) => httpGet(url, { idleMs: 50 }), env: {} };
    await expect(downloadPinned({ url: server.url, sha256 }, join(folder.path, 'x'), hurried)).rejects.toMatchObject({
      kind: 'download-failed',
      message: expect.stringContaining('did not answer in time'),
    });
    await server.close();
  });

  it('reports an unreachable host', async () => {
    const server = await startWebServer(() => undefined);
    await server.close();
    await expect(downloadPinned({ url: server.url, sha256 }, join(folder.path, 'x'), plain)).rejects.toMatchObject({
      message: expect.stringContaining('cannot be reached'),
    });
  });
});

describe('downloads behind a proxy', () => {
  let folder: TempDir;
  beforeEach(async () => {
    folder = await tempDir();
  });
  afterEach(() => folder.remove());

  it('request http addresses from the proxy, with its credentials', async () => {
    const proxy = await startProxy();
    const env = { http_proxy: proxy.url.replace('//', '//me:p%40ss@') };
    const parts: Uint8Array[] = [];
    for await (const part of await httpGet('http://far.example/file', { env })) parts.push(part);
    expect(Buffer.concat(parts).toString()).toBe('by proxy');
    expect(proxy.requests).toEqual(['http://far.example/file']);
    expect(proxy.authorizations).toEqual([`Basic ${Buffer.from('me:p@ss').toString('base64')}`]);
    await proxy.close();
  });

  it('tunnel TLS through the proxy for https addresses', async () => {
    const [proxy, target] = await Promise.all([startProxy(), startTcpServer()]);
    // The server hangs up. The test only needs the TLS greeting that arrived at it.
    await expect(httpGet(`https://127.0.0.1:${target.port}/file`, { env: { HTTPS_PROXY: proxy.url } })).rejects.toMatchObject({
      kind: 'download-failed',
    });
    const greeting = await until(() => target.first[0]);
    const TLS_HANDSHAKE = 0x16;
    expect(greeting[0]).toBe(TLS_HANDSHAKE);
    expect(proxy.requests).toEqual([`CONNECT 127.0.0.1:${target.port}`]);
    await Promise.all([proxy.close(), target.close()]);
  });

  it.each([
    [{ https_proxy: 'http://p:1' }, 'https://github.com', 'http://p:1/'],
    [{ HTTPS_PROXY: 'p:1' }, 'https://github.com', 'http://p:1/'],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'example.org,.github.com' }, 'https://github.com', undefined],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'hub.com' }, 'https://github.com', 'http://p:1/'],
    [{ HTTPS_PROXY: 'http://p:1', no_proxy: '*' }, 'https://github.com', undefined],
    [{ HTTP_PROXY: 'http://p:1' }, 'https://github.com', undefined],
    [{ ALL_PROXY: 'http://p:1' }, 'https://github.com', 'http://p:1/'],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'github.com:443' }, 'https://github.com', undefined],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'github.com:8443' }, 'https://github.com', 'http://p:1/'],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'GitHub.com example.org' }, 'https://github.com', undefined],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: '::1' }, 'https://[::1]:3000', undefined],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: '[::1]:3000' }, 'https://[::1]:3000', undefined],
    [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: '127.0.0.1' }, 'https://127.0.0.1', undefined],
  ])('with %j reach %s through %s', (env, url, proxy) => {
    expect(findProxy(new URL(url), env)?.href).toBe(proxy);
  });

  it.each(['https://me:s3cret@p:1', 'socks5://me:s3cret@p:1', 'http://me:s3cret@p:port'])(
    'refuse %s without repeating it in the error',
    (value) => {
      expect(() => findProxy(new URL('https://github.com'), { HTTPS_PROXY: value })).toThrow(/HTTPS_PROXY is not the address/);
      expect(() => findProxy(new URL('https://github.com'), { HTTPS_PROXY: value })).not.toThrow(/s3cret/);
    },
  );

  it("fetch a file through a tunnel if NODE_EXTRA_CA_CERTS trusts the server's certificate", async () => {
    const identity = await createSelfSignedIdentity('localhost');
    const ca = join(folder.path, 'ca.pem');
    await writeFile(ca, identity.cert);
    const [proxy, server] = await Promise.all([
      startProxy(),
      startHost((_, response) => response.end('encrypted'), { identity }),
    ]);
    const program = `
      const { httpGet } = await import(process.argv[1]);
      for await (const part of await httpGet(process.argv[2], { env: process.env })) process.stdout.write(part);`;
    const module = new URL('../../dist/provision/http-get.js', import.meta.url).href;
    const url = `https://localhost:${String(server.port)}/file`;
    const run = (env: NodeJS.ProcessEnv): Promise<string> =>
      runCommand(process.execPath, ['--input-type=module', '--eval', program, module, url], { env });
    const env = { HTTPS_PROXY: proxy.url.replace('//', '//me:s3cret@') };
    expect(await run({ ...env, NODE_EXTRA_CA_CERTS: ca })).toBe('encrypted');
    expect(proxy.requests).toEqual([`CONNECT localhost:${String(server.port)}`]);
    expect(proxy.authorizations).toEqual([`Basic ${Buffer.from('me:s3cret').toString('base64')}`]);
    await expect(run(env)).rejects.toThrow(/SELF_SIGNED/);
    await Promise.all([proxy.close(), server.close()]);
  });
});
