import type { IncomingMessage, RequestListener } from 'node:http';
import { badServersContract, parseAllowedHosts, startHost, type LocalHost } from '@throughline/outgoing/testing';
import { listAll } from '../../testing/source-lister.contract.js';
import type { SourceLister } from '../../kit/source-lister.js';
import { webdavSource, type WebdavSourceParts } from './index.js';

const AT = 'Thu, 05 Feb 2026 10:00:00 GMT';
const never = new AbortController().signal;

const openAt = (url: string, parts: Partial<WebdavSourceParts> = {}): SourceLister =>
  webdavSource({
    connections: { it: { url, user: 'anna', password: 'very-secret', uses: ['sources'] } },
    allowed: parseAllowedHosts('127.0.0.1, nobody.invalid'),
    maxBytes: 1_000,
    ...parts,
  }).open({ connection: 'it', subfolders: true, after: 'move' });

const waiting = (code: string): { kind: string; code: string } => ({ kind: 'waiting', code });

badServersContract('a WebDAV source', {
  open: (ms) => ({
    call: (origin, signal = never) => {
      const timeouts = { connectMs: ms, headersMs: ms, idleMs: ms };
      return openAt(origin, { timeouts }).list({ limit: 10 }, signal);
    },
    close: () => undefined,
  }),
  verdicts: {
    'too many requests': waiting('source-busy'),
    'out of service': waiting('source-busy'),
    'trouble inside': waiting('source-busy'),
    otherwise: waiting('source-not-responding'),
  },
  // The time limit of a page ends an answer that never ends.
  takesDrops: 'bodies',
});

const response = (href: string, props: string): string =>
  `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${props}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`;
const folder = (href: string): string => response(href, '<d:resourcetype><d:collection/></d:resourcetype>');
const file = (href: string, size = 5, etag = 'x'): string =>
  response(
    href,
    `<d:resourcetype/><d:getcontentlength>${String(size)}</d:getcontentlength><d:getlastmodified>${AT}</d:getlastmodified><d:getetag>${etag}</d:getetag>`,
  );
const multistatus = (...responses: readonly string[]): string =>
  `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:">${responses.join('')}</d:multistatus>`;

describe('a WebDAV source of a hostile server', () => {
  let host: LocalHost | undefined;
  afterEach(() => host?.close());
  const serve = async (answer: RequestListener, parts?: Partial<WebdavSourceParts>): Promise<SourceLister> => {
    host = await startHost(answer);
    return openAt(`http://127.0.0.1:${String(host.port)}/dav`, parts);
  };
  const serveXml = (xmlOf: (request: IncomingMessage) => string, parts?: Partial<WebdavSourceParts>): Promise<SourceLister> =>
    serve((request, response) => response.writeHead(207).end(xmlOf(request)), parts);

  it('imports nothing under names that lead elsewhere, and lists their neighbours', async () => {
    const hrefs = ['/dav/a%2Fb.mp4', '/dav/%2e%2e', '/dav/x%00.mp4', '/dav/d/e.mp4', '/etc', 'http://elsewhere/dav/c.mp4'];
    const lister = await serveXml(() => multistatus(folder('/dav/'), ...hrefs.map((href) => file(href)), file('/dav/ok.mp4')));
    const found = (await listAll(lister)).map((entry) => (entry.kind === 'item' ? entry.name : `${entry.name}: ${entry.code}`));
    expect(found).toEqual(['a\u{FFFD}b.mp4: unreadable-name', 'c.mp4', 'ok.mp4', 'x?.mp4: unreadable-name']);
    // Only names are read, so the item is a file of the connection's own server.
    await lister.open?.(`c.mp4\n5:${String(Date.parse(AT))}`).catch(() => undefined);
    expect(host?.requests.at(-1)?.url).toBe('/dav/c.mp4');
  });

  it('is not entered deeper than some levels', async () => {
    const lister = await serveXml(({ url = '' }) => multistatus(folder(url), folder(`${url}/again`), file(`${url}/z.mp4`)));
    const found = await listAll(lister, 5);
    expect(found.filter(({ kind }) => kind === 'item')).toHaveLength(21);
    expect(found[0]).toMatchObject({ kind: 'ignored', code: 'too-deep' });
  });

  it('is reported if it lists too much', async () => {
    const many = Array.from({ length: 500 }, (_, index) => file(`/dav/${String(index)}.mp4`));
    const endless = await serveXml(() => multistatus(folder('/dav/'), ...many), { maxListing: 10_000 });
    await expect(endless.list({ limit: 10 }, never)).rejects.toMatchObject({ kind: 'permanent', code: 'source-too-large' });
    await host?.close();
    const tags = await serveXml(() => multistatus(folder('/dav/'), response('/dav/a', '<a/>'.repeat(1_000))), {
      maxListing: 10_000,
    });
    await expect(tags.list({ limit: 10 }, never)).rejects.toMatchObject({ kind: 'permanent', code: 'source-too-large' });
  });

  it.each([301, 400, 401, 423, 500, 503, 207])(
    'names a folder that it refuses to list (%i), and lists its neighbours',
    async (status) => {
      const lister = await serve((request, response) => {
        if (request.url === '/dav/broken') response.writeHead(status).end();
        else response.writeHead(207).end(multistatus(folder('/dav/'), folder('/dav/broken/'), file('/dav/z.mp4')));
      });
      expect(await listAll(lister)).toMatchObject([{ name: 'broken', code: 'not-readable' }, { name: 'z.mp4' }]);
    },
  );

  it.each<[string, string, RequestListener]>([
    ['limits requests', 'source-busy', (_, response) => response.writeHead(429).end()],
    ['asks to wait', 'source-busy', (_, response) => response.writeHead(503, { 'retry-after': '60' }).end()],
    ['breaks the connection', 'source-not-responding', (_, response) => response.destroy()],
  ])('is not asked for further folders when it %s', async (_, code, answer) => {
    const lister = await serve((request, response) => {
      if (request.url !== '/dav') answer(request, response);
      else response.writeHead(207).end(multistatus(folder('/dav/'), folder('/dav/a/'), folder('/dav/b/')));
    });
    await expect(lister.list({ limit: 10 }, never)).rejects.toMatchObject({ kind: 'waiting', code });
    expect(host?.requests.map(({ url }) => url)).not.toContain('/dav/b');
  });

  it('names a folder that has too many files, and lists its neighbours', async () => {
    const many = Array.from({ length: 500 }, (_, index) => file(`/dav/big/${String(index)}.mp4`));
    const lister = await serveXml(
      ({ url }) =>
        url === '/dav/big'
          ? multistatus(folder('/dav/big/'), ...many)
          : multistatus(folder('/dav/'), folder('/dav/big/'), file('/dav/z.mp4')),
      { maxListing: 10_000 },
    );
    expect(await listAll(lister)).toMatchObject([{ name: 'big', code: 'too-large' }, { name: 'z.mp4' }]);
  });

  it('names a file without size and time', async () => {
    const lister = await serveXml(() => multistatus(folder('/dav/'), response('/dav/a.mp4', '<d:resourcetype/>')));
    expect(await listAll(lister)).toMatchObject([{ name: 'a.mp4', code: 'no-details' }]);
  });

  it.each([404, 409])('refuses to move a file (%i), which is reported', async (status) => {
    const lister = await serve((request, response) => {
      if (request.method === 'MKCOL') response.writeHead(405).end();
      else if (request.method === 'MOVE') response.writeHead(status).end();
      else if (request.url?.includes('Imported') === true) response.writeHead(404).end();
      else response.writeHead(207).end(multistatus(file('/dav/a.mp4')));
    });
    const error: unknown = await lister.retire?.(`a.mp4\n5:${String(Date.parse(AT))}`).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'source-misconfigured', message: expect.stringMatching(/refuses to move/) as string });
  });

  it.each<[string, RequestListener]>([
    ['a page to sign in', (_, response) => response.writeHead(200).end('<html>Sign in</html>')],
    ['a page as an answer', (_, response) => response.writeHead(207).end('<html>Sign in</html>')],
    ['a redirect', (_, response) => response.writeHead(302, { location: 'http://elsewhere/?very-secret' }).end()],
    ['no WebDAV', (_, response) => response.writeHead(405).end()],
    [
      'entities',
      (_, response) =>
        response
          .writeHead(207)
          .end(`<!DOCTYPE x [<!ENTITY a "${'a'.repeat(9_000)}">]>${multistatus(folder('&a;'.repeat(100_000)))}`),
    ],
  ])('is reported if it answers with %s', async (_, answer) => {
    const lister = await serve(answer);
    const error: unknown = await lister.list({ limit: 10 }, never).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'permanent', code: 'source-misconfigured' });
    expect((error as Error).message).not.toMatch(/127\.0\.0\.1|elsewhere/);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('very-secret');
  });

  it('names a folder that it does not let anybody read, and lists its neighbours', async () => {
    const lister = await serve((request, response) => {
      if (request.url === '/dav/private') response.writeHead(403).end();
      else response.writeHead(207).end(multistatus(folder('/dav/'), folder('/dav/private/'), file('/dav/z.mp4')));
    });
    expect(await listAll(lister)).toMatchObject([{ name: 'private', code: 'not-readable' }, { name: 'z.mp4' }]);
  });

  it.each([
    ['longer', 'longer than before'],
    ['shorter', 'x'],
  ])('sends a file that is %s than listed, which is not read as the item', async (_, content) => {
    const lister = await serve((request, response) => {
      if (request.method === 'GET') response.end(content);
      else response.writeHead(207).end(multistatus(file('/dav/a.mp4')));
    });
    const opened = await lister.open?.(`a.mp4\n5:${String(Date.parse(AT))}`);
    const read = async (): Promise<number> => {
      let bytes = 0;
      for await (const chunk of (opened?.stream ?? []) as AsyncIterable<Buffer>) bytes += chunk.length;
      return bytes;
    };
    const result = await read().catch((error: unknown) => error);
    // Fewer bytes than the size are noticed where they are stored.
    if (content.length < 5) expect(result).toBe(content.length);
    else expect(result).toMatchObject({ kind: 'permanent', code: 'source-changed' });
    await opened?.close();
  });

  it('changes a file while it is read, which is noticed by its ETag', async () => {
    let etag = 0;
    const lister = await serve((request, response) => {
      etag += 1;
      if (request.method === 'GET') response.end('12345');
      else response.writeHead(207).end(multistatus(file('/dav/a.mp4', 5, String(etag))));
    });
    const opened = await lister.open?.(`a.mp4\n5:${String(Date.parse(AT))}`);
    await expect(opened?.requireUnchanged()).rejects.toMatchObject({ kind: 'permanent', code: 'source-changed' });
    await opened?.close();
  });

  it('refuses to make a folder that another worker has just made, which is no error', async () => {
    const made: string[] = [];
    const lister = await serve((request, response) => {
      const { method = '', url = '' } = request;
      if (method === 'MKCOL') {
        made.push(url);
        response.writeHead(403).end();
      } else if (method === 'MOVE') response.writeHead(201).end();
      else if (url === '/dav/a.mp4') response.writeHead(207).end(multistatus(file(url)));
      else if (made.includes(url)) response.writeHead(207).end(multistatus(folder(url)));
      else response.writeHead(404).end();
    });
    expect(await lister.retire?.(`a.mp4\n5:${String(Date.parse(AT))}`)).toEqual({ state: 'retired' });
    expect(made).toEqual(['/dav/Imported']);
  });

  it('is not connected to if its address is not allowed', async () => {
    const lister = await serveXml(() => multistatus(folder('/dav/')), { allowed: parseAllowedHosts('') });
    await expect(lister.list({ limit: 10 }, never)).rejects.toMatchObject({
      kind: 'permanent',
      code: 'source-misconfigured',
      message:
        "The WebDAV server of the connection 'it' cannot be reached: its address is not allowed. The operator can allow it with TL_FETCH_ALLOW",
    });
    expect(host?.requests).toEqual([]);
  });
});

describe('the settings of a WebDAV source', () => {
  const type = webdavSource({
    connections: { cloud: { url: 'https://cloud.example/dav', password: 'very-secret' } },
    allowed: parseAllowedHosts(''),
    maxBytes: 1,
  });

  it('offer only connections that the operator has opened for sources', () => {
    expect(type.describe()).toBeUndefined();
    expect(() => type.open({ connection: 'cloud' })).toThrow("There is no WebDAV connection 'cloud'; available: none");
  });

  it('have no address', () => {
    expect(() => type.open({ connection: 'cloud', url: 'https://elsewhere.example' })).toThrow(/no setting 'url'/);
  });
});
