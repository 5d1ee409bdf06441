import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { StepState } from '@throughline/domain';
import { until } from '@throughline/stack/testing';
import { FetchBench } from '#testing/fetch-bench.js';
import { FileServer, type ScriptedAnswer } from '#testing/file-server.js';

/** Begins like MP4: plain random bytes may look like JSON or an archive. */
const recording = (bytes: number): Buffer =>
  Buffer.concat([Buffer.from('\0\0\0\x20ftypisom', 'latin1'), randomBytes(bytes - 12)]);
const FILE = recording(700_000);
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('a recording from a web address', () => {
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
  const ranges = (): (string | undefined)[] => server.requests.map(({ range }) => range);

  describe('is downloaded completely', () => {
    it.each<[string, ScriptedAnswer]>([
      ['with its length', {}],
      ['without its length', { chunked: true }],
      ['with a wrong media type', { headers: { 'content-type': 'text/html' } }],
    ])('%s', async (_, behaviour) => {
      server.behave([behaviour]);
      const done = await open().fetch(`${server.url}/talk.mp4`);
      await expectWhole(done);
      expect(await bench.shop.files(done.assetId)).toHaveLength(2);
    });

    it('in pieces, all deleted once the file is complete', async () => {
      const done = await open({ pieceBytes: 100_000 }).fetch(`${server.url}/talk.mp4`);
      await expectWhole(done);
      expect(await bench.shop.files(done.assetId)).toEqual([
        expect.stringMatching(/result\.json$/),
        expect.stringMatching(/source$/),
      ]);
      expect((await bench.shop.recorded(done.assetId, 'StepCheckpointed')).length).toBeGreaterThan(1);
    });

    it('in pieces if its length is a multiple of the piece size', async () => {
      server.file = recording(300_000);
      await expectWhole(await open({ pieceBytes: 300_000 }).fetch(server.url), server.file);
    });

    it('over a redirect, with the password sent to its own host only', async () => {
      const other = await FileServer.start(FILE);
      server.behave([{ status: 302, headers: { location: `${other.url}/real` }, body: Buffer.alloc(0) }]);
      const { port } = new URL(server.url);
      await expectWhole(await open().fetch(`http://me:pw@127.0.0.1:${port}/talk`));
      expect(server.requests[0]?.authorization).toMatch(/^Basic /);
      expect(other.requests).toMatchObject([{ url: '/real', authorization: undefined }]);
      await other.stop();
    });
  });

  describe('resumes after an interruption', () => {
    it('in the same attempt, from the byte where it stopped, if the file is unchanged', async () => {
      server.behave([{ dropAfter: 300_000 }, { dropAfter: 100_000 }]);
      const done = await open().fetch(server.url);
      await expectWhole(done);
      expect(ranges()).toEqual([undefined, 'bytes=300000-', 'bytes=400000-']);
      expect(server.requests.slice(1).map(({ ifRange }) => ifRange)).toEqual(['"one"', '"one"']);
      expect(await bench.failures(done.assetId)).toEqual([]);
    });

    it('after a silence', async () => {
      server.behave([{ hangAfter: 10_000 }]);
      await expectWhole(await open({ idleMs: 1_000 }).fetch(server.url));
      expect(ranges().slice(0, 2)).toEqual([undefined, 'bytes=10000-']);
    });

    it('by the modification date, if that is old enough to be reliable', async () => {
      const headers = { 'last-modified': 'Fri, 20 Nov 2026 10:00:00 GMT', date: 'Fri, 20 Nov 2026 12:00:00 GMT' };
      server.behave([{ etag: null, headers, dropAfter: 5_000 }], { etag: headers['last-modified'] });
      await expectWhole(await open().fetch(server.url));
      expect(server.requests[1]).toMatchObject({ range: 'bytes=5000-', ifRange: headers['last-modified'] });
    });

    it('in the next attempt, from the pieces of the one before', async () => {
      server.behave([{ dropAfter: 250_000 }, { status: 500 }, { status: 502 }]);
      const done = await open({ pieceBytes: 100_000 }).fetch(server.url);
      await expectWhole(done);
      expect(await bench.failures(done.assetId)).toMatchObject([{ data: { error: { code: 'source-error', retryable: true } } }]);
      expect(ranges().slice(-1)).toEqual(['bytes=250000-']);
    });

    it.each<[string, (bench: FetchBench) => unknown]>([
      ['has shut down', (one) => one.leave()],
      [
        'has stopped responding',
        (one) => {
          one.lose();
        },
      ],
    ])('in the next attempt after its worker %s, from the last complete piece', async (_, end) => {
      server.behave([{ hangAfter: 500_000 }]);
      open({ pieceBytes: 100_000 }, undefined, { leaseTermMs: 3_000 });
      const assetId = await bench.register(server.url);
      await until(async () => (await bench.shop.recorded(assetId, 'StepCheckpointed')).length >= 2);
      await end(bench);
      bench.hire();
      await until(async () => (await bench.download(assetId)).phase === 'completed');
      await expectWhole({ step: await bench.download(assetId) });
      expect(Number(/^bytes=(\d+)-$/.exec(server.requests[1]?.range ?? '')?.[1])).toBeGreaterThanOrEqual(200_000);
      expect(await bench.shop.recorded(assetId, 'StepInterrupted')).toHaveLength(1);
      expect(JSON.stringify(await bench.shop.recorded(assetId, 'StepCheckpointed'))).not.toContain('one');
      expect((await bench.shop.files(assetId)).filter((key) => key.includes('piece'))).toEqual([]);
    });

    it('if the server sends the whole file again, by skipping the stored bytes', async () => {
      server.behave([{ dropAfter: 300_000 }], { ranges: false });
      await expectWhole(await open().fetch(server.url));
      expect(server.requests).toHaveLength(2);
    });

    it('if only the end of the last answer was lost', async () => {
      server.behave([{ chunked: true, dropAfter: FILE.byteLength }]);
      await expectWhole(await open().fetch(server.url));
      expect(ranges()).toEqual([undefined, `bytes=${String(FILE.byteLength)}-`]);
    });
  });

  describe('starts over', () => {
    const other = recording(650_000);

    it.each<[string, readonly ScriptedAnswer[]]>([
      ['if the file has changed', [{ dropAfter: 300_000, etag: '"old"' }]],
      ['if the server sends no validator', [{ dropAfter: 300_000, etag: null }]],
      ['if the ETag is weak', [{ dropAfter: 300_000, etag: 'W/"one"' }]],
      ['if the server sends another range', [{ dropAfter: 300_000 }, { contentRange: 'bytes 0-699999/700000' }]],
      ['if the length of the file differs', [{ dropAfter: 300_000 }, { contentRange: 'bytes 300000-799999/800000' }]],
      ['if the range is contradictory', [{ dropAfter: 300_000 }, { contentRange: 'bytes 300000-200000/700000' }]],
      ['if the range is unreadable', [{ dropAfter: 300_000 }, { contentRange: 'bytes what' }]],
      [
        'if the range does not exist',
        [{ dropAfter: 300_000 }, { status: 416, body: Buffer.alloc(0), headers: { 'content-range': 'bytes */5' } }],
      ],
    ])('%s', async (_, script) => {
      server.behave(script);
      const done = await open({ pieceBytes: 100_000 }).fetch(server.url);
      await expectWhole(done);
      expect(await bench.failures(done.assetId)).toEqual([]);
    });

    it('in the next attempt too, without any of the old bytes', async () => {
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

    it('only a limited number of times', async () => {
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
    it.each<[string, ScriptedAnswer, string]>([
      ['if the server requires a sign-in', { status: 401 }, 'source-refused'],
      ['if the server denies access', { status: 403 }, 'source-refused'],
      ['if the file is not found', { status: 404 }, 'source-gone'],
      ['if the file is gone', { status: 410 }, 'source-gone'],
      ['if a sign-in page is sent with 200', { body: html, headers: { 'content-type': 'video/mp4' } }, 'not-a-recording'],
      ['if an error message is sent with 200', { body: Buffer.from('{"error":"expired"}') }, 'not-a-recording'],
      ['if the file is a playlist', { body: Buffer.from('#EXTM3U\nfile:///etc/passwd\n') }, 'not-a-recording'],
      [
        'if the answer is compressed unasked',
        { body: gzipSync(Buffer.alloc(1e6)), headers: { 'content-encoding': 'gzip' } },
        'source-encoded',
      ],
      ['if the file is an archive', { body: gzipSync(Buffer.alloc(1e6)) }, 'not-a-recording'],
      ['if the announced length is too large', { body: recording(900_001) }, 'too-large'],
      ['if the server sends too much', { body: recording(900_001), chunked: true }, 'too-large'],
      ['if the server sends an unrequested range', { status: 206 }, 'source-refused'],
      [
        'if the server redirects to a private address',
        { status: 302, headers: { location: 'http://169.254.169.254/latest' } },
        'address-refused',
      ],
    ])('permanently %s', async (_, behaviour, code) => {
      server.behave([behaviour]);
      const { assetId } = await open({ maxBytes: 900_000 }).fetch(`${server.url}/s3cret?s3cret`);
      const failures = await bench.failures(assetId);
      expect(failures).toMatchObject([{ data: { error: { code, retryable: false } } }]);
      expect(JSON.stringify(failures)).not.toContain('s3cret');
      expect(server.requests).toHaveLength(1);
    });

    it.each<[string, ScriptedAnswer, string]>([
      ['the server has an internal error', { status: 500 }, 'source-error'],
      ['the server does not answer', { hangAfter: 0, status: 200 }, 'no-answer'],
    ])('retryably because %s', async (_, behaviour, code) => {
      server.behave([behaviour]);
      const done = await open({ headersMs: 3_000 }).fetch(server.url);
      expect(await bench.failures(done.assetId)).toMatchObject([{ data: { error: { code, retryable: true } } }]);
      await expectWhole(done);
    });

    it('instead of accepting fewer bytes than announced', async () => {
      server.behave([], { dropAfter: 10_000, ranges: false });
      const { assetId, step } = await open().fetch(server.url);
      expect(step.phase).toBe('failed');
      expect(step.artifacts).toEqual([]);
      expect(await bench.failures(assetId)).toHaveLength(3);
    });

    it('permanently if its address was erased', async () => {
      const { assetId } = await open().fetch(undefined);
      expect(await bench.failures(assetId)).toMatchObject([{ data: { error: { code: 'source-missing', retryable: false } } }]);
    });
  });

  describe('waits', () => {
    it.each<[string, ScriptedAnswer]>([
      ['429', { status: 429, headers: { 'retry-after': '0' } }],
      ['503', { status: 503 }],
    ])('without a failure if the server answers %s', async (_, behaviour) => {
      server.behave([behaviour]);
      const done = await open().fetch(server.url);
      await expectWhole(done);
      expect(await bench.failures(done.assetId)).toEqual([]);
      expect(await bench.shop.recorded(done.assetId, 'StepWaiting')).toMatchObject([{ data: { for: 'source-busy' } }]);
    });

    it('as long as the server requests', async () => {
      server.behave([{ status: 429, headers: { 'retry-after': '3600' } }]);
      open();
      const assetId = await bench.register(server.url);
      const [waiting] = await until(async () => {
        const waits = await bench.shop.recorded(assetId, 'StepWaiting');
        return waits.length > 0 ? waits : undefined;
      });
      expect(Date.parse((waiting as { data: { until: string } }).data.until) - Date.now()).toBeGreaterThan(3_000_000);
    });

    it('for free disk space, before anything is stored', async () => {
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

  it.each<[string, ScriptedAnswer]>([
    ['before the head', { status: 200, hangAfter: 0 }],
    ['within the body', { hangAfter: 100_000 }],
  ])('stops at once when aborted, %s', async (_, behaviour) => {
    server.behave([], behaviour);
    open();
    const assetId = await bench.register(server.url);
    await until(() => server.requests.length > 0);
    await bench.shop.ask(assetId, { type: 'CancelRun' });
    await until(async () => (await bench.shop.recorded(assetId, 'LateResultIgnored')).length > 0);
    expect(await bench.shop.files(assetId)).toEqual([]);
  });
});
