import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { StepState } from '@throughline/domain';
import { until } from '@throughline/stack/testing';
import { FetchBench } from './testing/fetch-bench.js';
import { FileServer, type Behaviour } from './testing/file-server.js';

const FILE = randomBytes(700_000);
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('a recording by its address', () => {
  let server: FileServer;
  let bench: FetchBench;
  const open = (...given: ConstructorParameters<typeof FetchBench>): FetchBench => (bench = new FetchBench(...given));
  beforeEach(async () => {
    server = await FileServer.start(FILE);
  });
  afterEach(async () => {
    await bench.close();
    await server.stop();
  });

  const expectWhole = async ({ step }: { step: StepState }, file: Buffer = FILE): Promise<void> => {
    expect(step.phase).toBe('completed');
    expect(step.artifacts).toMatchObject([{ size: file.byteLength, sha256: sha256(file) }]);
    expect((await bench.bytesOf(step)).equals(file)).toBe(true);
  };
  const ranges = (): (string | undefined)[] => server.asked.map(({ range }) => range);

  describe('comes whole', () => {
    it.each<[string, Behaviour]>([
      ['with its length', {}],
      ['without its length', { chunked: true }],
      ['as what it is not', { headers: { 'content-type': 'text/html' } }],
    ])('%s', async (_, behaviour) => {
      server.behave([behaviour]);
      const done = await open().fetch(`${server.url}/talk.mp4`);
      await expectWhole(done);
      expect(await bench.shop.files(done.assetId)).toHaveLength(2);
    });

    it('in pieces, of which nothing is left once it is whole', async () => {
      const done = await open({ pieceBytes: 100_000 }).fetch(`${server.url}/talk.mp4`);
      await expectWhole(done);
      expect(await bench.shop.files(done.assetId)).toEqual([
        expect.stringMatching(/result\.json$/),
        expect.stringMatching(/source$/),
      ]);
      expect((await bench.shop.recorded(done.assetId, 'StepCheckpointed')).length).toBeGreaterThan(1);
    });

    it('in pieces of exactly its length', async () => {
      server.file = randomBytes(300_000);
      await expectWhole(await open({ pieceBytes: 300_000 }).fetch(server.url), server.file);
    });

    it('over a redirect, with its user told to its own host alone', async () => {
      const other = await FileServer.start(FILE);
      server.behave([{ status: 302, headers: { location: `${other.url}/real` }, body: Buffer.alloc(0) }]);
      const { port } = new URL(server.url);
      await expectWhole(await open().fetch(`http://me:pw@127.0.0.1:${port}/talk`));
      expect(server.asked[0]?.authorization).toMatch(/^Basic /);
      expect(other.asked).toMatchObject([{ url: '/real', authorization: undefined }]);
      await other.stop();
    });
  });

  describe('is gone on with after a break', () => {
    it('on the same attempt, from the byte where it broke off, if it is still the same file', async () => {
      server.behave([{ dropAfter: 300_000 }, { dropAfter: 100_000 }]);
      const done = await open().fetch(server.url);
      await expectWhole(done);
      expect(ranges()).toEqual([undefined, 'bytes=300000-', 'bytes=400000-']);
      expect(server.asked.slice(1).map(({ ifRange }) => ifRange)).toEqual(['"one"', '"one"']);
      expect(await bench.failures(done.assetId)).toEqual([]);
    });

    it('after a silence, too', async () => {
      server.behave([{ hangAfter: 10_000 }]);
      await expectWhole(await open().fetch(server.url));
      expect(ranges()).toEqual([undefined, 'bytes=10000-']);
    });

    it('by its date, where that is old enough to be relied on', async () => {
      const headers = { 'last-modified': 'Fri, 20 Nov 2026 10:00:00 GMT', date: 'Fri, 20 Nov 2026 12:00:00 GMT' };
      server.behave([{ etag: null, headers, dropAfter: 5_000 }], { etag: headers['last-modified'] });
      await expectWhole(await open().fetch(server.url));
      expect(server.asked[1]).toMatchObject({ range: 'bytes=5000-', ifRange: headers['last-modified'] });
    });

    it('on the next attempt, from what the one before has left', async () => {
      server.behave([{ dropAfter: 250_000 }, { status: 500 }, { status: 502 }]);
      const done = await open({ pieceBytes: 100_000 }).fetch(server.url);
      await expectWhole(done);
      expect(await bench.failures(done.assetId)).toMatchObject([{ data: { error: { code: 'source-error', retryable: true } } }]);
      expect(ranges().slice(-1)).toEqual(['bytes=250000-']);
    });

    it.each<[string, (bench: FetchBench) => unknown]>([
      ['has left in order', (one) => one.leave()],
      [
        'is not heard of any more',
        (one) => {
          one.lose();
        },
      ],
    ])('on the next attempt after its worker %s, from the last whole piece', async (_, end) => {
      server.behave([{ hangAfter: 500_000 }]);
      open({ pieceBytes: 100_000, idleMs: 60_000 });
      const assetId = await bench.register(server.url);
      await until(async () => (await bench.shop.recorded(assetId, 'StepCheckpointed')).length >= 2);
      await end(bench);
      bench.hire();
      await until(async () => (await bench.download(assetId)).phase === 'completed');
      await expectWhole({ step: await bench.download(assetId) });
      expect(Number(/^bytes=(\d+)-$/.exec(server.asked[1]?.range ?? '')?.[1])).toBeGreaterThanOrEqual(200_000);
      expect(await bench.shop.recorded(assetId, 'StepInterrupted')).toHaveLength(1);
      expect(JSON.stringify(await bench.shop.recorded(assetId, 'StepCheckpointed'))).not.toContain('one');
      expect((await bench.shop.files(assetId)).filter((key) => key.includes('piece'))).toEqual([]);
    });

    it('where the server sends all of it again: what is here is passed over', async () => {
      server.behave([{ dropAfter: 300_000 }], { ranges: false });
      await expectWhole(await open().fetch(server.url));
      expect(server.asked).toHaveLength(2);
    });

    it('where only the last word of the end was lost', async () => {
      server.behave([{ chunked: true, dropAfter: FILE.byteLength }]);
      await expectWhole(await open().fetch(server.url));
      expect(ranges()).toEqual([undefined, `bytes=${String(FILE.byteLength)}-`]);
    });
  });

  describe('begins anew', () => {
    const other = randomBytes(650_000);

    it.each<[string, readonly Behaviour[]]>([
      ['where it has changed meanwhile', [{ dropAfter: 300_000, etag: '"old"' }]],
      ['where nothing tells whether it has', [{ dropAfter: 300_000, etag: null }]],
      ['where what tells is too weak', [{ dropAfter: 300_000, etag: 'W/"one"' }]],
      ['where another part comes', [{ dropAfter: 300_000 }, { contentRange: 'bytes 0-699999/700000' }]],
      ['where its length is another one', [{ dropAfter: 300_000 }, { contentRange: 'bytes 300000-799999/800000' }]],
      ['where the part is told in riddles', [{ dropAfter: 300_000 }, { contentRange: 'bytes 300000-200000/700000' }]],
      ['where the part tells of nothing', [{ dropAfter: 300_000 }, { contentRange: 'bytes what' }]],
      [
        'where there is no such part',
        [{ dropAfter: 300_000 }, { status: 416, body: Buffer.alloc(0), headers: { 'content-range': 'bytes */5' } }],
      ],
    ])('%s', async (_, script) => {
      server.behave(script);
      const done = await open({ pieceBytes: 100_000 }).fetch(server.url);
      await expectWhole(done);
      expect(await bench.failures(done.assetId)).toEqual([]);
    });

    it('on the next attempt too, and nothing of the old one stays in it', async () => {
      const change = (): void => {
        server.file = other;
        server.behave([], { etag: '"two"' });
      };
      server.behave([{ dropAfter: 250_000 }, { status: 500 }, { status: 500 }, { status: 500, then: change }]);
      open({ pieceBytes: 100_000 });
      const assetId = await bench.register(server.url);
      await until(async () => (await bench.download(assetId)).phase === 'completed');
      expect(await bench.failures(assetId)).not.toEqual([]);
      await expectWhole({ step: await bench.download(assetId) }, other);
    });

    it('not for ever', async () => {
      server.behave([], { etag: null, dropAfter: 1_000 });
      const { assetId, step } = await open().fetch(server.url);
      expect(step).toMatchObject({ phase: 'failed' });
      expect(await bench.failures(assetId)).toMatchObject([
        { data: { error: { code: 'source-changes', retryable: true } } },
        { data: { error: { code: 'source-changes' } } },
        { data: { error: { code: 'source-changes' } } },
      ]);
    });
  });

  describe('fails', () => {
    const html = Buffer.from('<!DOCTYPE html><html><title>Sign in</title>');
    it.each<[string, Behaviour, string]>([
      ['where one has to sign in', { status: 401 }, 'source-refused'],
      ['where it is not allowed', { status: 403 }, 'source-refused'],
      ['where nothing is found', { status: 404 }, 'source-gone'],
      ['where it is gone', { status: 410 }, 'source-gone'],
      ['where a page of signing in comes with 200', { body: html, headers: { 'content-type': 'video/mp4' } }, 'not-a-recording'],
      ['where words of an error come with 200', { body: Buffer.from('{"error":"expired"}') }, 'not-a-recording'],
      ['where a playlist comes', { body: Buffer.from('#EXTM3U\nfile:///etc/passwd\n') }, 'not-a-recording'],
      [
        'where it is compressed all the same',
        { body: gzipSync(Buffer.alloc(1e6)), headers: { 'content-encoding': 'gzip' } },
        'source-encoded',
      ],
      ['where an archive comes', { body: gzipSync(Buffer.alloc(1e6)) }, 'not-a-recording'],
      ['where it announces too much', { body: randomBytes(900_001) }, 'too-large'],
      ['where it sends too much', { body: randomBytes(900_001), chunked: true }, 'too-large'],
      ['where a part comes that nobody asked for', { status: 206 }, 'source-refused'],
      ['where it leads inside', { status: 302, headers: { location: 'http://169.254.169.254/latest' } }, 'address-refused'],
    ])('for good %s', async (_, behaviour, code) => {
      server.behave([behaviour]);
      const { assetId } = await open({ maxBytes: 900_000 }).fetch(`${server.url}/s3cret?s3cret`);
      const failures = await bench.failures(assetId);
      expect(failures).toMatchObject([{ data: { error: { code, retryable: false } } }]);
      expect(JSON.stringify(failures)).not.toContain('s3cret');
      expect(server.asked).toHaveLength(1);
    });

    it.each<[string, Behaviour, string]>([
      ['of trouble on the other side', { status: 500 }, 'source-error'],
      ['of silence', { hangAfter: 0, status: 200 }, 'no-answer'],
    ])('for now because %s, and is tried again', async (_, behaviour, code) => {
      server.behave([behaviour]);
      const done = await open({ headersMs: 300 }).fetch(server.url);
      expect(await bench.failures(done.assetId)).toMatchObject([{ data: { error: { code, retryable: true } } }]);
      await expectWhole(done);
    });

    it('and is never taken for whole with fewer bytes than announced', async () => {
      server.behave([], { dropAfter: 10_000, ranges: false });
      const { assetId, step } = await open().fetch(server.url);
      expect(step.phase).toBe('failed');
      expect(step.artifacts).toEqual([]);
      expect(await bench.failures(assetId)).toHaveLength(3);
    });

    it('for good where its address was erased', async () => {
      const { assetId } = await open().fetch(undefined);
      expect(await bench.failures(assetId)).toMatchObject([{ data: { error: { code: 'source-missing', retryable: false } } }]);
    });
  });

  describe('waits', () => {
    it.each<[string, Behaviour]>([
      ['429', { status: 429, headers: { 'retry-after': '0' } }],
      ['503', { status: 503 }],
    ])('where the server says %s, without a failure', async (_, behaviour) => {
      server.behave([behaviour]);
      const done = await open().fetch(server.url);
      await expectWhole(done);
      expect(await bench.failures(done.assetId)).toEqual([]);
      expect(await bench.shop.recorded(done.assetId, 'StepWaiting')).toMatchObject([{ data: { for: 'source-busy' } }]);
    });

    it('as long as the server asks for', async () => {
      server.behave([{ status: 429, headers: { 'retry-after': '3600' } }]);
      open();
      const assetId = await bench.register(server.url);
      const [waiting] = await until(async () => {
        const said = await bench.shop.recorded(assetId, 'StepWaiting');
        return said.length > 0 ? said : undefined;
      });
      expect(Date.parse((waiting as { data: { until: string } }).data.until) - Date.now()).toBeGreaterThan(3_000_000);
    });

    it('for room on the disk, before anything is stored', async () => {
      let free = 1_000;
      open({}, () => Promise.resolve(free));
      const assetId = await bench.register(server.url);
      await until(async () => (await bench.shop.recorded(assetId, 'StepWaiting')).length > 0);
      expect((await bench.shop.recorded(assetId, 'StepWaiting'))[0]).toMatchObject({ data: { for: 'disk-full' } });
      expect((await bench.shop.files(assetId)).filter((key) => key.includes('piece'))).toEqual([]);
      free = Infinity;
      await until(async () => (await bench.download(assetId)).phase === 'completed');
      expect(await bench.failures(assetId)).toEqual([]);
    });
  });

  it.each<[string, Behaviour]>([
    ['before the head', { status: 200, hangAfter: 0 }],
    ['within the body', { hangAfter: 100_000 }],
  ])('lets go at once when it is told to, %s', async (_, behaviour) => {
    server.behave([], behaviour);
    open({ idleMs: 60_000, headersMs: 60_000 });
    const assetId = await bench.register(server.url);
    await until(() => server.asked.length > 0);
    await bench.shop.ask(assetId, { type: 'CancelRun' });
    await until(async () => (await bench.shop.recorded(assetId, 'LateResultIgnored')).length > 0);
    expect(await bench.shop.files(assetId)).toEqual([]);
  });
});
