import { gzipSync } from 'node:zlib';
import type { RequestListener } from 'node:http';
import { sourceListReplyCodec, type SourcePage } from '@throughline/contracts';
import { parseAllowedHosts, startHost, type LocalHost } from '@throughline/outgoing/testing';
import { until } from '@throughline/stack/testing';
import { FetchBench } from '#testing/fetch-bench.js';
import { fetchedSourceContract, type OfferedEntry } from '../../testing/fetched-source.contract.js';
import { listAll } from '../../testing/source-lister.contract.js';
import type { SourceLister } from '../../kit/source-lister.js';
import { DEFAULT_URL_SETTINGS } from '../url/settings.js';
import { feedSource } from './index.js';

const SECRET = 's3cr3t';
const never = new AbortController().signal;
const URL_SETTINGS = { ...DEFAULT_URL_SETTINGS, allowed: parseAllowedHosts('127.0.0.1') };
const NATS_MESSAGE = 2 ** 20;

const itemOf = (inner: string): string => `<item>${inner}<enclosure url="/7.mp3" type="audio/mpeg"/></item>`;
const rss = (items: string): string => `<?xml version="1.0"?><rss><channel>${items}</channel></rss>`;
const toItem = ({ id, title, at }: OfferedEntry): string =>
  itemOf(`<guid>${id}</guid><title>${title}</title>${at === undefined ? '' : `<pubDate>${at.toUTCString()}</pubDate>`}`);

describe('a feed of a web server', () => {
  let host: LocalHost;
  let answer: RequestListener;
  beforeEach(async () => {
    answer = (_, response) => response.end(rss(toItem({ id: '1', title: 'One' })));
    host = await startHost((request, response) => {
      answer(request, response);
    });
  });
  afterEach(() => host.close());

  const address = (): string => `http://127.0.0.1:${String(host.port)}/feed.xml`;
  const send = (body: string | Buffer, headers: Record<string, string> = {}, status = 200): void => {
    answer = (_, response) => response.writeHead(status, headers).end(body);
  };
  const open = (settings: object = { address: address() }): SourceLister =>
    feedSource(URL_SETTINGS, { staff: { url: `${address().replace('//', `//me:${SECRET}@`)}?key=${SECRET}` } }).open({
      ...settings,
    });
  const list = (lister = open(), signal = never): Promise<SourcePage> => lister.list({ limit: 100 }, signal);

  it('may be compressed, and then its real size is limited', async () => {
    send(gzipSync(rss(toItem({ id: '1', title: 'One' }))), { 'content-encoding': 'gzip' });
    expect((await list()).entries).toMatchObject([{ name: 'One' }]);
    const bomb = gzipSync(Buffer.concat([Buffer.from('<rss>'), Buffer.alloc(64 * 2 ** 20, ' ')]));
    expect(bomb.byteLength).toBeLessThan(100_000);
    send(bomb, { 'content-encoding': 'gzip' });
    await expect(list()).rejects.toMatchObject({ kind: 'permanent', code: 'source-too-large' });
    send(gzipSync(rss('')).subarray(0, 20), { 'content-encoding': 'gzip' });
    await expect(list()).rejects.toMatchObject({ kind: 'retryable', code: 'source-error' });
    answer = (_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).write(gzipSync(rss('')).subarray(0, 20), () => response.destroy());
    };
    await expect(list()).rejects.toMatchObject({ kind: 'retryable', code: 'connection-broken' });
    send('x', { 'content-encoding': 'br' });
    await expect(list()).rejects.toMatchObject({ kind: 'permanent', code: 'source-encoded' });
  });

  it('is refused if it is too large, and its connection is closed', async () => {
    const piece = Buffer.alloc(2 ** 20, 'x');
    answer = (_, response) => {
      response.write('<rss>');
      const more = (): void => {
        while (!response.destroyed && response.write(piece));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    };
    await expect(list()).rejects.toMatchObject({ kind: 'permanent' });
    await until(() => host.openConnections() === 0);
    expect(host.openConnections()).toBe(0);
  });

  it.each([
    ['the header', 'text/xml; charset="windows-1251"', 'windows-1251', Buffer.from([0xcf, 0xf0, 0xe8])],
    ['the declaration', 'text/xml', 'koi8-r', Buffer.from([0xf0, 0xd2, 0xc9])],
    ['UTF-8, without an encoding that exists', 'text/xml; charset=unknown', 'nonsense', Buffer.from('При')],
  ])('is decoded by %s', async (_, type, encoding, title) => {
    const [start = '', end = ''] = rss(itemOf('<title>|</title>')).split('|');
    const xml = start.replace('version="1.0"', `version="1.0" encoding='${encoding}'`);
    send(Buffer.concat([Buffer.from(xml), title, Buffer.from(end)]), { 'content-type': type });
    expect((await list()).entries).toMatchObject([{ name: 'При' }]);
  });

  it('is decoded by its byte order mark', async () => {
    send(Buffer.from(`\ufeff${rss(itemOf(`<title>При${' '.repeat(3_000)}</title>`))}`, 'utf16le'), {
      'content-type': 'text/xml; charset=utf-8',
    });
    expect((await list()).entries).toMatchObject([{ name: 'При' }]);
  });

  it('may be a JSON Feed of any type, and other JSON is none', async () => {
    const item = { id: '1', title: 'One', attachments: [{ url: '/7.mp3', mime_type: 'audio/mpeg' }] };
    const feed = Buffer.from(`\ufeff\n${JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', items: [item, item] })}`);
    for (const headers of [{ 'content-type': 'application/feed+json' }, { 'content-type': 'text/html' }]) {
      send(feed, headers);
      expect((await list()).entries).toMatchObject([{ name: 'One' }, { kind: 'ignored', code: 'repeated' }]);
    }
    for (const other of ['{"items":[]}', '{}', ' ']) {
      send(other);
      await expect(list()).rejects.toMatchObject({ kind: 'permanent', code: 'not-a-feed' });
    }
  });

  it('is sent again only if it has changed', async () => {
    const asked: (string | undefined)[] = [];
    const states = { title: 'One', tag: '"1"' };
    answer = (request, response) => {
      asked.push(request.headers['if-none-match']);
      const isKnown = request.headers['if-none-match'] === states.tag;
      response.writeHead(isKnown ? 304 : 200, { etag: states.tag });
      response.end(isKnown ? undefined : rss(toItem({ id: '1', title: states.title })));
    };
    const lister = open();
    expect((await list(lister)).entries).toMatchObject([{ name: 'One' }]);
    expect((await list(lister)).entries).toMatchObject([{ name: 'One' }]);
    Object.assign(states, { title: 'Two', tag: '"2"' });
    expect((await list(lister)).entries).toMatchObject([{ name: 'Two' }]);
    expect(asked).toEqual([undefined, '"1"', '"1"']);
  });

  it('is read again whole if it ended too early', async () => {
    const asked: (string | undefined)[] = [];
    answer = (request, response) => {
      asked.push(request.headers['if-none-match']);
      const whole = rss(toItem({ id: '1', title: 'One' }) + toItem({ id: '2', title: 'Two' }));
      response.writeHead(200, { etag: '"1"' }).end(asked.length === 1 ? whole.slice(0, -60) : whole);
    };
    const lister = open();
    expect((await list(lister)).entries).toHaveLength(1);
    expect((await list(lister)).entries).toHaveLength(2);
    expect(asked).toEqual([undefined, undefined]);
  });

  it('that is "not modified" before it was ever read is reported', async () => {
    send('', {}, 304);
    await expect(list()).rejects.toMatchObject({ code: expect.stringMatching(/^source-/) as string });
  });

  it.each([
    ['is a web page', 200, '<!doctype html><html><body>Sign in</body></html>', 'not-a-feed', 'web page'],
    ['is other JSON', 200, '{"error": "no"}', 'not-a-feed', 'other JSON'],
    ['is empty', 200, '', 'not-a-feed', 'nothing'],
    ['is plain text', 200, 'hello', 'not-a-feed', 'something else'],
    ['needs a sign-in', 401, 'no', 'source-refused', 'sign-in'],
    ['has gone', 410, 'no', 'source-gone', 'Check the address'],
    ['is busy', 503, 'later', 'source-busy', 'try again later'],
    ['fails', 500, 'oops', 'source-error', 'has a problem'],
  ])('that %s is reported', async (_, status, body, code, text) => {
    send(body, {}, status);
    await expect(list()).rejects.toMatchObject({ code, message: expect.stringContaining(text) as string });
    const [probe] = open().probes();
    await expect(probe?.run(never)).rejects.toMatchObject({ code });
  });

  it('cannot lead to the own network: neither by a redirect nor by its entries', async () => {
    send('', { location: 'http://127.0.0.2/feed.xml' }, 302);
    await expect(list()).rejects.toMatchObject({ kind: 'permanent', code: 'address-refused' });
    const enclosure = (url: string): string => `<item><title>x</title><enclosure url="${url}" type="audio/mpeg"/></item>`;
    const far = `http://${'a.'.repeat(400)}local/x.mp3`;
    send(
      rss([...['http://127.0.0.2/a.mp3', 'file:///etc/passwd', far].map(enclosure), toItem({ id: '1', title: 'y' })].join('')),
    );
    const { entries } = await list();
    expect(entries.map((entry) => (entry.kind === 'item' ? entry.name : entry.code)).sort()).toEqual([
      'address-refused',
      'address-refused',
      'address-refused',
      'y',
    ]);
  });

  it('that does not answer, or never ends, is left when the time is over', async () => {
    for (const start of ['', '<rss><channel>']) {
      const over = new AbortController();
      answer = (_, response) => {
        if (start !== '') response.write(start);
        over.abort(new Error('time is over'));
      };
      await expect(list(open(), over.signal)).rejects.toThrow('time is over');
      await until(() => host.openConnections() === 0);
    }
    expect(host.openConnections()).toBe(0);
  });

  it('fills no page beyond what a message may hold', async () => {
    const hostile = (index: number): string =>
      `<item><title>${'\u{2028}"\\я'.repeat(1_000)}</title><guid>${'\u0007'.repeat(4_000)}${String(index)}</guid><pubDate>1 Jan 2026 10:00 GMT</pubDate>
       <enclosure type="audio/mpeg" url="http://127.0.0.1/${'я'.repeat(600)}${String(index)}.mp3?${'&quot;'.repeat(100)}"/></item>`;
    send(rss(Array.from({ length: 150 }, (_, index) => hostile(index)).join('')));
    const page = await list();
    expect(page.entries).toHaveLength(100);
    expect(page.entries.filter(({ kind }) => kind === 'item')).toHaveLength(100);
    const bytes = sourceListReplyCodec.encode({ v: 1, result: page });
    expect(bytes.byteLength).toBeLessThan(NATS_MESSAGE);
    expect(sourceListReplyCodec.decode(bytes)).toEqual({ v: 1, result: page });
  });

  it('lists the newest entries alone, if it is set up so, and an id once', async () => {
    const talk = (day: number): OfferedEntry => ({
      id: `t${String(day)}`,
      title: `Talk ${String(day)}`,
      at: new Date(Date.UTC(2026, 1, day)),
    });
    send(rss([1, 4, 2, 3].map((day) => toItem(talk(day))).join('')));
    const names = (await listAll(open({ address: address(), newest: 2 }), 1)).map(({ name }) => name);
    expect(names).toEqual(['Talk 4', 'Talk 3']);
    send(rss([talk(1), { ...talk(2), id: 't1' }].map(toItem).join('')));
    expect((await list()).entries).toMatchObject([
      { kind: 'ignored', name: 'Talk 2', code: 'repeated' },
      { kind: 'item', name: 'Talk 1' },
    ]);
  });

  it('can be private: its address is the operator’s, and its key is shown to nobody', async () => {
    const lister = open({ feed: 'staff' });
    const page = await list(lister);
    expect(host.requests[0]).toMatchObject({ url: `/feed.xml?key=${SECRET}` });
    expect(host.requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from(`me:${SECRET}`).toString('base64')}`);
    expect(page.entries).toMatchObject([{ kind: 'item' }]);
    expect(JSON.stringify([page, lister.place])).not.toContain(SECRET);
    for (const status of [200, 302, 403, 500]) {
      send(SECRET, { location: `http://127.0.0.2/?${SECRET}` }, status);
      const error = await list(lister).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(Error);
      expect(String(error)).not.toContain(SECRET);
    }
  });

  it('has the same place at each address that means the same feed', () => {
    const places = [
      'http://x.example/f?a=1&b=2',
      'https://X.example:443/f?b=2&a=1#top',
      'https://x.example/f?a=1&b=2&utm_source=y',
    ].map((url) => open({ address: url }).place);
    expect(new Set(places).size).toBe(1);
    expect(open({ address: 'https://x.example/f?a=2&b=2' }).place).not.toBe(places[0]);
  });

  it.each<[string, object]>([
    ['no address', {}],
    ['an address and a name', { address: 'https://x.example/', feed: 'staff' }],
    ['an unknown name', { feed: 'constructor' }],
    ['a password in its address', { address: `https://me:${SECRET}@x.example/` }],
    ['a private address', { address: 'http://10.0.0.1/' }],
    ['no web address', { address: 'file:///etc/passwd' }],
    ['a count that is none', { address: 'https://x.example/', newest: 0 }],
    ['an unknown setting', { address: 'https://x.example/', url: 'https://x.example/' }],
  ])('is refused with %s', (_, settings) => {
    const openWrong = (): unknown => open(settings);
    expect(openWrong).toThrow(expect.objectContaining({ code: 'source-misconfigured' }) as Error);
    expect(openWrong).not.toThrow(SECRET);
  });

  it('has a form that offers private feeds if there are some', () => {
    const formOf = (feeds: Record<string, { url: string }>) => feedSource(URL_SETTINGS, feeds).describe();
    const keysOf = (feeds: Record<string, { url: string }>) => formOf(feeds)?.map(({ key }) => key);
    expect(formOf({})?.[0]).toMatchObject({ key: 'address', required: true });
    expect(keysOf({})).toEqual(['address', 'newest']);
    expect(keysOf({ staff: { url: 'https://x.example/' } })).toEqual(['address', 'newest', 'feed']);
  });

  it('lists files that their runs can fetch', async () => {
    answer = (request, response) => response.end(request.url === '/7.mp3' ? 'sound' : rss(toItem({ id: '1', title: 'One' })));
    const [item] = (await list()).entries;
    const bench = new FetchBench();
    try {
      const { step } = await bench.fetch(item?.kind === 'item' ? item.fetched?.address : undefined);
      expect((await bench.bytesOf(step)).toString()).toBe('sound');
    } finally {
      await bench.close();
    }
  });
});

fetchedSourceContract('a feed', async () => {
  let body = rss('');
  const host = await startHost((_, response) => response.end(body));
  const type = feedSource(URL_SETTINGS, {});
  return {
    open: () => type.open({ address: `http://127.0.0.1:${String(host.port)}/feed` }),
    offer: (entries) => {
      body = rss(entries.map(toItem).join(''));
      return Promise.resolve();
    },
    close: () => host.close(),
  };
});
