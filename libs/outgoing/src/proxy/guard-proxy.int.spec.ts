import { request } from 'node:http';
import { connect, createServer, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { ProxyAgent, fetch } from 'undici';
import { AllowList } from '../address/allow-list.js';
import { createSelfSignedIdentity, startHost, type Identity, type LocalHost } from '#testing/local-host.js';
import { GuardProxy, type GuardProxyOptions } from './guard-proxy.js';

const allowed = AllowList.parse('127.0.0.1') as AllowList;
const resolve: GuardProxyOptions['resolve'] = (name) =>
  Promise.resolve([{ address: name === 'inside.example' ? '127.0.0.2' : '127.0.0.1', family: 4 }]);

describe('GuardProxy', () => {
  let identity: Identity;
  let plain: LocalHost;
  let secure: LocalHost;
  let inside: LocalHost;
  let proxy: GuardProxy;
  beforeAll(async () => {
    identity = await createSelfSignedIdentity('a.example');
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

  const fetchThrough = async (url: string, by: string = proxy.url): Promise<string> => {
    const dispatcher = new ProxyAgent({ uri: by, requestTls: { ca: identity.cert } });
    try {
      const response = await fetch(url, { dispatcher });
      return response.ok ? await response.text() : `refused ${String(response.status)}`;
    } finally {
      await dispatcher.destroy();
    }
  };

  it('connects to allowed hosts, unencrypted and encrypted', async () => {
    expect(await fetchThrough(`http://a.example:${plain.port}/`)).toContain('plain');
    expect(await fetchThrough(`https://a.example:${secure.port}/`)).toBe('secure');
  });

  it('only closes a tunnel whose server resets it before its first byte', async () => {
    const resetting = createServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    await new Promise<void>((resolve) => resetting.listen(0, '127.0.0.1', resolve));
    const { port } = resetting.address() as AddressInfo;
    const { port: proxyPort, username, password } = new URL(proxy.url);
    const client = connect(Number(proxyPort), '127.0.0.1');
    const authorization = Buffer.from(`${username}:${password}`).toString('base64');
    client.write(`CONNECT a.example:${String(port)} HTTP/1.1\r\nProxy-Authorization: Basic ${authorization}\r\n\r\n`);
    client.once('data', () => client.write('hello'));
    const received = await text(client).catch((error: unknown) => error);
    expect(received).toBe('HTTP/1.1 200 Connection Established\r\n\r\n');
    await new Promise((resolve) => resetting.close(resolve));
  });

  it.each([
    ['by its address', (port: number) => `http://127.0.0.2:${port}/`],
    ['by its name', (port: number) => `http://inside.example:${port}/`],
    ['by a local name', () => 'http://localhost:1/'],
    ['encrypted, by its address', (port: number) => `https://127.0.0.2:${port}/`],
    ['encrypted, by its name', (port: number) => `https://inside.example:${port}/`],
    ['in IPv6', () => 'https://[::1]:1/'],
  ])('refuses private addresses: %s', async (_, address) => {
    const before = inside.connections();
    const outcome = await fetchThrough(address(inside.port)).catch(() => 'failed');
    expect(outcome).toMatch(/^(?:failed|refused)/);
    expect(inside.connections()).toBe(before);
  });

  /** Sends an unencrypted request as programs do: with the whole address and without a tunnel. */
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
  const proxyHeaders = (): Record<string, string> => {
    const { username, password } = new URL(proxy.url);
    return { 'proxy-authorization': `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
  };

  it('forwards unencrypted requests without its own password', async () => {
    const { status, seen } = await asked(`http://a.example:${plain.port}/`, { ...proxyHeaders(), range: 'bytes=0-' });
    expect(status).toBe(200);
    expect(JSON.parse(seen)).toMatchObject({ range: 'bytes=0-' });
    expect(seen).not.toContain('authorization');
  });

  it.each([
    ['to a private address', 'http://127.0.0.2/', 'GET', 403],
    ['to the name of a private address', 'http://inside.example:1/', 'GET', 502],
    ['to a file', 'file:///etc/passwd', 'GET', 403],
    ['to itself', '/', 'GET', 403],
    ['that change data', 'http://a.example/', 'DELETE', 403],
  ])('does not forward requests %s', async (_, url, method, status) => {
    expect((await asked(url, proxyHeaders(), method)).status).toBe(status);
  });

  it('refuses requests without its password', async () => {
    const stranger = proxy.url.replace(/guard:\w+@/, 'guard:guessed@');
    await expect(fetchThrough(`https://a.example:${secure.port}/`, stranger)).rejects.toThrow();
    expect((await asked(`http://a.example:${plain.port}/`, {})).status).toBe(403);
  });

  it('stops at its limit of bytes, over all connections', async () => {
    await proxy.close();
    proxy = await GuardProxy.start({ allowed, maxBytes: 7_000, resolve });
    expect(await fetchThrough(`http://a.example:${plain.port}/`)).toHaveLength(5_000);
    expect(proxy.isExhausted).toBe(false);
    await expect(fetchThrough(`http://a.example:${plain.port}/`)).rejects.toThrow();
    expect(proxy.isExhausted).toBe(true);
  });

  it('ends all connections when it closes', async () => {
    const hanging = await startHost((_, response) => response.write('x'));
    const rest = fetchThrough(`http://a.example:${hanging.port}/`);
    while (hanging.requests.length === 0) await new Promise(setImmediate);
    await proxy.close();
    await expect(rest).rejects.toThrow();
    await hanging.close();
  });
});
