import { AllowList } from '../address/allow-list.js';
import { createSelfSignedIdentity, startHost, type Identity, type LocalHost } from '#testing/local-host.js';
import { GuardedClient, type GuardedClientOptions } from './guarded-client.js';

describe('GuardedClient, encrypted', () => {
  let identity: Identity;
  let secure: LocalHost;
  let plain: LocalHost;
  const clients: GuardedClient[] = [];
  beforeAll(async () => {
    identity = await createSelfSignedIdentity('a.example');
    plain = await startHost((_, response) => response.end('plain'));
    secure = await startHost(
      (request, response) => {
        if (request.url === '/down') response.writeHead(302, { location: `http://a.example:${plain.port}/` }).end();
        else response.end('secure');
      },
      { identity },
    );
  });
  afterAll(async () => {
    for (const one of clients) await one.close();
    await Promise.all([secure.close(), plain.close()]);
  });

  const fetchText = async (url: string, options: GuardedClientOptions): Promise<string> => {
    const client = new GuardedClient({
      allowed: AllowList.parse('127.0.0.1') as AllowList,
      resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
      ...options,
    });
    clients.push(client);
    const chunks: Buffer[] = [];
    for await (const chunk of (await client.fetch(url)).body) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };

  it('accepts a certificate for the requested name at the checked address', async () => {
    expect(await fetchText(`https://a.example:${secure.port}/`, { ca: identity.cert })).toBe('secure');
  });

  it.each([
    ['that is self-signed', 'a.example', false],
    ['of another name', 'b.example', true],
  ])('rejects a certificate %s', async (_, name, isSigned) => {
    await expect(fetchText(`https://${name}:${secure.port}/`, isSigned ? { ca: identity.cert } : {})).rejects.toMatchObject({
      kind: 'permanent',
      code: 'certificate-refused',
    });
  });

  it('follows a redirect to http only if the operator allows it', async () => {
    const url = `https://a.example:${secure.port}/down`;
    await expect(fetchText(url, { ca: identity.cert })).rejects.toMatchObject({ kind: 'permanent', code: 'redirect-refused' });
    expect(plain.requests).toHaveLength(0);
    expect(await fetchText(url, { ca: identity.cert, mayDowngrade: true })).toBe('plain');
  });
});
