import { request } from 'node:http';
import { ProxyAgent, fetch } from 'undici';
import { AllowList } from '../address/allow-list.js';
import { selfSigned, startHost, type Identity, type LocalHost } from '../testing/local-host.js';
import { GuardProxy, type GuardProxyOptions } from './guard-proxy.js';

const allowed = AllowList.parse('127.0.0.1') as AllowList;
const resolve: GuardProxyOptions['resolve'] = (name) =>
  Promise.resolve([{ address: name === 'inside.example' ? '127.0.0.2' : '127.0.0.1', family: 4 }]);

describe('the way out for programs of others', () => {
  let identity: Identity;
  let plain: LocalHost;
  let secure: LocalHost;
  let inside: LocalHost;
  let proxy: GuardProxy;
  beforeAll(async () => {
    identity = await selfSigned('a.example');
    plain = await startHost((asked, response) => {
      response.setHeader('x-asked', JSON.stringify(asked.headers));
      response.end('plain'.repeat(1_000));
    });
    secure = await startHost((_, response) => response.end('secure'), { identity });
    inside = await startHost((_, response) => response.end('inside'), { address: '127.0.0.2' });
  });
  afterAll(() => Promise.all([plain, secure, inside].map((host) => host.close())));
  beforeEach(async () => {
    proxy = await GuardProxy.start({ allowed, maxBytes: 100_000, resolve });
  });
  afterEach(() => proxy.close());

  const through = async (url: string, by: string = proxy.url): Promise<string> => {
    const dispatcher = new ProxyAgent({ uri: by, requestTls: { ca: identity.cert } });
    try {
      const response = await fetch(url, { dispatcher });
      return response.ok ? await response.text() : `refused ${String(response.status)}`;
    } finally {
      await dispatcher.destroy();
    }
  };

  it('leads to hosts that may be fetched from, in the open and encrypted', async () => {
    expect(await through(`http://a.example:${plain.port}/`)).toContain('plain');
    expect(await through(`https://a.example:${secure.port}/`)).toBe('secure');
  });

  it.each([
    ['by its address', (port: number) => `http://127.0.0.2:${port}/`],
    ['by its name', (port: number) => `http://inside.example:${port}/`],
    ['by a name that means here', () => 'http://localhost:1/'],
    ['encrypted, by its address', (port: number) => `https://127.0.0.2:${port}/`],
    ['encrypted, by its name', (port: number) => `https://inside.example:${port}/`],
    ['in IPv6', () => 'https://[::1]:1/'],
  ])('leads nowhere inside %s', async (_, address) => {
    const before = inside.connections();
    const outcome = await through(address(inside.port)).catch(() => 'failed');
    expect(outcome).toMatch(/^(?:failed|refused)/);
    expect(inside.connections()).toBe(before);
  });

  /** Asked as programs ask for what is not encrypted: with the whole address, and no tunnel. */
  const asked = (
    url: string,
    headers: Record<string, string>,
    method = 'GET',
  ): Promise<{ status: number | undefined; seen: string }> =>
    new Promise((done, failed) => {
      const { port } = new URL(proxy.url);
      const sent = request({ port, host: '127.0.0.1', path: url, method, headers }, (response) => {
        response.resume();
        done({ status: response.statusCode, seen: String(response.headers['x-asked']) });
      });
      sent.once('error', failed).end();
    });
  const known = (): Record<string, string> => {
    const { username, password } = new URL(proxy.url);
    return { 'proxy-authorization': `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
  };

  it('passes on what is asked in the open, without its own password', async () => {
    const { status, seen } = await asked(`http://a.example:${plain.port}/`, { ...known(), range: 'bytes=0-' });
    expect(status).toBe(200);
    expect(JSON.parse(seen)).toMatchObject({ range: 'bytes=0-' });
    expect(seen).not.toContain('authorization');
  });

  it.each([
    ['inside', 'http://127.0.0.2/', 'GET', 403],
    ['inside by name', 'http://inside.example:1/', 'GET', 502],
    ['to a file', 'file:///etc/passwd', 'GET', 403],
    ['to itself', '/', 'GET', 403],
    ['to change something', 'http://a.example/', 'DELETE', 403],
  ])('passes nothing on %s', async (_, url, method, status) => {
    expect((await asked(url, known(), method)).status).toBe(status);
  });

  it('is nobody else’s: without the password it leads nowhere', async () => {
    const stranger = proxy.url.replace(/guard:\w+@/, 'guard:guessed@');
    await expect(through(`https://a.example:${secure.port}/`, stranger)).rejects.toThrow();
    expect((await asked(`http://a.example:${plain.port}/`, {})).status).toBe(403);
  });

  it('lets no more through than it may, over all its ways', async () => {
    await proxy.close();
    proxy = await GuardProxy.start({ allowed, maxBytes: 7_000, resolve });
    expect(await through(`http://a.example:${plain.port}/`)).toHaveLength(5_000);
    expect(proxy.isExhausted).toBe(false);
    await expect(through(`http://a.example:${plain.port}/`)).rejects.toThrow();
    expect(proxy.isExhausted).toBe(true);
  });

  it('ends all its ways when it is closed', async () => {
    const hanging = await startHost((_, response) => response.write('x'));
    const rest = through(`http://a.example:${hanging.port}/`);
    while (hanging.requests.length === 0) await new Promise(setImmediate);
    await proxy.close();
    await expect(rest).rejects.toThrow();
    await hanging.close();
  });
});
