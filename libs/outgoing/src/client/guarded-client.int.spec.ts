import type { RequestListener } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { until } from '@throughline/stack/testing';
import { AllowList } from '../address/allow-list.js';
import { startHost, startRaw, type LocalHost, type LocalHostOptions } from '#testing/local-host.js';
import { GuardedClient, type GuardedClientOptions, type GuardedRequest } from './guarded-client.js';
import type { ResolveHost } from './pinned-lookup.js';

/** Host names of this spec, all on this machine; only 127.0.0.1 is allowed. */
const ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  'a.example': ['127.0.0.1'],
  'b.example': ['127.0.0.1'],
  'inside.example': ['127.0.0.2'],
  'mixed.example': ['127.0.0.2', '127.0.0.1'],
  'nowhere.example': [],
};

const allowed = AllowList.parse('127.0.0.1') as AllowList;
const resolve: ResolveHost = (name) =>
  Promise.resolve((ADDRESSES[name] ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));

describe('GuardedClient', () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close();
  });

  const client = (options: GuardedClientOptions = {}): GuardedClient => {
    const made = new GuardedClient({ allowed, resolve, connectMs: 60_000, headersMs: 60_000, idleMs: 60_000, ...options });
    open.push(made);
    return made;
  };
  const host = async (answer: RequestListener, options: LocalHostOptions = {}): Promise<LocalHost> => {
    const started = await startHost(answer, options);
    open.push(started);
    return started;
  };
  const raw = async (answer: string, then: 'end' | 'destroy' | 'hang'): Promise<LocalHost> => {
    const started = await startRaw((socket) => {
      socket.once('data', () => {
        socket.write(answer, () => {
          if (then === 'end') socket.end();
          if (then === 'destroy') socket.resetAndDestroy();
        });
      });
    });
    open.push(started);
    return started;
  };
  const redirectTo =
    (location: string): RequestListener =>
    (_, response) => {
      response.writeHead(302, { location }).end('elsewhere');
    };
  const bodyOf = async (url: string, request: GuardedRequest = {}, by = client()): Promise<string> => {
    const chunks: Buffer[] = [];
    for await (const chunk of (await by.fetch(url, request)).body) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };

  it('returns the content with its status and headers', async () => {
    const { port } = await host((_, response) => response.writeHead(404, { etag: '"x"' }).end('not there'));
    const answer = await client().fetch(`http://a.example:${port}/a?b=c`);
    expect([answer.status, answer.header('etag'), answer.header('none')]).toEqual([404, '"x"', undefined]);
    expect(await bodyOf(`http://a.example:${port}/`)).toBe('not there');
  });

  describe('choosing addresses', () => {
    it('decides by address, not by name', async () => {
      const server = await host((_, response) => response.end('inside'), { address: '127.0.0.2' });
      await expect(client().fetch(`http://inside.example:${server.port}/`)).rejects.toMatchObject({
        kind: 'permanent',
        code: 'address-refused',
        message: expect.stringContaining('Connections to inside.example are not allowed: it is this machine itself') as string,
      });
      expect(server.connections()).toBe(0);
    });

    it.each([
      'http://127.0.0.2',
      'http://127.2',
      'http://2130706434',
      'http://[::ffff:127.0.0.1]',
      'http://localhost',
      'ftp://a.example',
    ])('refuses %s', async (origin) => {
      await expect(client().fetch(origin)).rejects.toMatchObject({ kind: 'permanent' });
    });

    it.each([
      ['mapped', '::ffff:127.0.0.2'],
      ['mapped, in hexadecimal', '::ffff:7f00:2'],
      ['by NAT64', '64:ff9b::7f00:2'],
      ['by 6to4', '2002:7f00:2::1'],
      ['by Teredo', '2001:0:4136:e378:8000:63bf:80ff:fffd'],
      ['of the metadata service', 'fd00:ec2::254'],
      ['of this machine', '::1'],
      ['with a zone', 'fe80::1%lo'],
      ['unreadable', 'inside'],
    ])('refuses a name whose address is not public: %s', async (_, address) => {
      const resolving: ResolveHost = () => Promise.resolve([{ address, family: address.includes(':') ? 6 : 4 }]);
      await expect(client({ resolve: resolving }).fetch('http://disguised.example/')).rejects.toMatchObject({
        kind: 'permanent',
        code: 'address-refused',
      });
    });

    it('connects to an allowed address of a name that has others too', async () => {
      const { port } = await host((_, response) => response.end('public'));
      expect(await bodyOf(`http://mixed.example:${port}/`)).toBe('public');
    });

    it('connects to the checked address: each connection looks the name up once and checks it', async () => {
      const inside = await host((_, response) => response.end('inside'), { address: '127.0.0.2' });
      const answers = ['127.0.0.1', '127.0.0.2', '127.0.0.1'];
      const asked: string[] = [];
      const rebinding: ResolveHost = (name) => {
        asked.push(name);
        return Promise.resolve([{ address: answers[asked.length - 1] ?? '', family: 4 }]);
      };
      const by = client({ resolve: rebinding });
      const url = `http://rebind.example:${inside.port}/`;
      // No server listens on the checked address. A second lookup would have returned the other address.
      await expect(by.fetch(url)).rejects.toMatchObject({ code: 'connection-broken' });
      expect(asked).toHaveLength(1);
      await expect(by.fetch(url)).rejects.toMatchObject({ code: 'address-refused' });
      await expect(by.fetch(url)).rejects.toMatchObject({ code: 'connection-broken' });
      expect(asked).toHaveLength(3);
      expect(inside.connections()).toBe(0);
    });

    it('connects to a host that the operator allows by name', async () => {
      const { port } = await host((_, response) => response.end('inside'), { address: '127.0.0.2' });
      const byName = client({ allowed: AllowList.parse('inside.example') as AllowList });
      expect(await bodyOf(`http://inside.example:${port}/`, {}, byName)).toBe('inside');
      await expect(byName.fetch(`http://127.0.0.2:${port}/`)).rejects.toMatchObject({ code: 'address-refused' });
    });
  });

  describe('following redirects', () => {
    it.each([
      'http://inside.example',
      'http://127.0.0.2',
      'http://0x7f.2',
      'http://[::1]',
      'http://169.254.169.254',
      '//localhost',
      'file:///etc/passwd',
    ])('does not follow to %s', async (to) => {
      const server = await host(redirectTo(`${to}/latest?secret=1`));
      const failure = await client()
        .fetch(`http://a.example:${server.port}/`)
        .then(String, (error: unknown) => error);
      expect(failure).toMatchObject({ kind: 'permanent', code: expect.stringMatching(/^address-/) as string });
      expect(String(failure)).not.toContain('secret');
      expect(server.requests).toHaveLength(1);
    });

    it('follows five redirects, relative ones too, and no more', async () => {
      const server = await host((request, response) => {
        const left = Number(new URL(request.url ?? '', 'http://x').pathname.slice(1));
        if (left === 0) response.end('there');
        else response.writeHead(301, { location: `./${left - 1}?q` }).end();
      });
      expect(await bodyOf(`http://a.example:${server.port}/5`)).toBe('there');
      await expect(client().fetch(`http://a.example:${server.port}/6`)).rejects.toMatchObject({ code: 'redirect-refused' });
      expect(server.requests).toHaveLength(12);
    });

    it('stops at a loop, and refuses a redirect without a target', async () => {
      const loop = await host(redirectTo('/'));
      await expect(client().fetch(`http://a.example:${loop.port}/`)).rejects.toMatchObject({ code: 'redirect-refused' });
      const nowhere = await host((_, response) => response.writeHead(302).end());
      await expect(client().fetch(`http://a.example:${nowhere.port}/`)).rejects.toMatchObject({ code: 'redirect-refused' });
      const broken = await host(redirectTo('http://[half'));
      await expect(client().fetch(`http://a.example:${broken.port}/`)).rejects.toMatchObject({ code: 'address-invalid' });
    });

    it('sends credentials to the same origin only', async () => {
      const there = await host((_, response) => response.end('there'));
      const here = await host((request, response) => {
        response.writeHead(307, { location: request.url === '/a' ? '/b' : `http://b.example:${there.port}/` }).end();
      });
      const headers = { cookie: 'id=1', Authorization: 'Bearer t', range: 'bytes=5-' };
      await bodyOf(`http://user:p%40ss@a.example:${here.port}/a`, { headers: { cookie: 'id=1', range: 'bytes=5-' } });
      const basic = `Basic ${Buffer.from('user:p@ss').toString('base64')}`;
      expect(here.requests.map(({ headers: { authorization, cookie } }) => [authorization, cookie])).toEqual([
        [basic, 'id=1'],
        [basic, 'id=1'],
      ]);
      await bodyOf(`http://a.example:${here.port}/b`, { headers });
      expect(there.requests.map(({ headers: { authorization, cookie, range } }) => [authorization, cookie, range])).toEqual([
        [undefined, undefined, 'bytes=5-'],
        [undefined, undefined, 'bytes=5-'],
      ]);
    });

    it('treats another port of the same host as another origin', async () => {
      const there = await host((_, response) => response.end('there'));
      const here = await host(redirectTo(`http://a.example:${there.port}/`));
      await bodyOf(`http://user:pass@a.example:${here.port}/`);
      expect(there.requests[0]?.headers.authorization).toBeUndefined();
    });
  });

  describe('handling network errors', () => {
    it('throws errors without anything of the address', async () => {
      const closed = await startHost(() => undefined);
      await closed.close();
      const url = `http://me:secret@a.example:${closed.port}/secret?secret#secret`;
      const failure: unknown = await client()
        .fetch(url)
        .catch((error: unknown) => error);
      expect(failure).toMatchObject({
        kind: 'retryable',
        code: 'connection-broken',
        message: expect.stringContaining('ECONNREFUSED') as string,
      });
      expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure)) + String((failure as Error).cause)).not.toContain(
        'secret',
      );
      await expect(client().fetch('http://nowhere.example/')).rejects.toMatchObject({ kind: 'retryable', code: 'host-unknown' });
    });

    it.each([
      ['before the head', '', 'hang', 'no-answer'],
      ['within the head', 'HTTP/1.1 200 OK\r\nContent-Le', 'hang', 'no-answer'],
      ['within the body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf', 'hang', 'no-answer'],
      ['with fewer bytes than announced', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf', 'end', 'connection-broken'],
      ['by a reset', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf', 'destroy', 'connection-broken'],
      [
        'in the middle of chunks',
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n8\r\nx',
        'end',
        'connection-broken',
      ],
      [
        'without the last chunk',
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n',
        'end',
        'connection-broken',
      ],
      ['that is no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', 'end', 'connection-broken'],
      ['with two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nhalf', 'end', 'connection-broken'],
      ['with an endless head', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}`, 'hang', 'connection-broken'],
    ] as const)('rejects an incomplete or invalid answer: %s', async (_, answer, then, code) => {
      const { port } = await raw(answer, then);
      const by = code === 'no-answer' ? client({ headersMs: 300, idleMs: 300 }) : client();
      await expect(bodyOf(`http://a.example:${port}/`, {}, by)).rejects.toMatchObject({ kind: 'retryable', code });
    });

    it('waits for a single request as long as that request says', async () => {
      const { port } = await host((_, response) => {
        void delay(100)
          .then(() => {
            response.write('half ');
            return delay(100);
          })
          .then(() => response.end('whole'));
      });
      const impatient = client({ headersMs: 1, idleMs: 1 });
      expect(await bodyOf(`http://a.example:${port}/`, { silenceMs: 60_000 }, impatient)).toBe('half whole');
      await expect(bodyOf(`http://a.example:${port}/`, {}, impatient)).rejects.toMatchObject({ code: 'no-answer' });
    });

    it('rejects at once when the caller aborts, before the head and within the body', async () => {
      const { port } = await raw('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf', 'hang');
      const silent = await raw('', 'hang');
      const stop = new AbortController();
      const asking = client({ headersMs: 60_000 }).fetch(`http://a.example:${silent.port}/`, { signal: stop.signal });
      const { body } = await client({ idleMs: 60_000 }).fetch(`http://a.example:${port}/`, { signal: stop.signal });
      expect((await body.next()).value?.toString()).toBe('half');
      const rest = body.next();
      const reason = new Error('enough');
      stop.abort(reason);
      expect(await Promise.allSettled([asking, rest])).toEqual([
        { status: 'rejected', reason },
        { status: 'rejected', reason },
      ]);
      await expect(client().fetch(`http://a.example:${port}/`, { signal: stop.signal })).rejects.toBe(reason);
    });
  });

  describe('reading the body', () => {
    it('stops at the limit, whatever length the server declares', async () => {
      const { port } = await host((_, response) => {
        response.write('x'.repeat(600));
        response.end('x'.repeat(600));
      });
      await expect(bodyOf(`http://a.example:${port}/`, { maxBytes: 1_000 })).rejects.toMatchObject({
        kind: 'permanent',
        code: 'too-large',
      });
      expect(await bodyOf(`http://a.example:${port}/`, { maxBytes: 1_200 })).toHaveLength(1_200);
    });

    it('requests no compression, and does not decompress', async () => {
      const bomb = gzipSync(Buffer.alloc(1_000_000));
      const server = await host((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
      const answer = await client().fetch(`http://a.example:${server.port}/`, { maxBytes: bomb.byteLength });
      const chunks: Buffer[] = [];
      for await (const chunk of answer.body) chunks.push(chunk);
      expect(Buffer.concat(chunks).equals(bomb)).toBe(true);
      expect(server.requests[0]?.headers['accept-encoding']).toBe('identity');
    });

    it('waits for a slow reader, even after the server has closed the connection', async () => {
      const bytes = Buffer.alloc(1_000_000, 'x');
      const { port } = await raw(
        `HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: ${bytes.byteLength}\r\n\r\n${bytes.toString()}`,
        'end',
      );
      const { body } = await client({ idleMs: 20 }).fetch(`http://a.example:${port}/`);
      let come = 0;
      for await (const chunk of body) {
        come += chunk.byteLength;
        await delay(40);
      }
      expect(come).toBe(bytes.byteLength);
    });

    it('closes the connection when its reader stops', async () => {
      const closed: string[] = [];
      const { port } = await host((request, response) => {
        response.on('close', () => closed.push(request.url ?? ''));
        response.write('x');
      });
      const { body } = await client().fetch(`http://a.example:${port}/read`);
      await body.next();
      await body.return();
      (await client().fetch(`http://a.example:${port}/unread`)).discard();
      await until(() => closed.length === 2);
      expect(closed).toEqual(['/read', '/unread']);
    });
  });
});
