import { NextcloudFake, isFolder, requests, type Fault } from '@throughline/strict-fakes';
import { selfSigned, startHost } from '@throughline/outgoing/testing';
import { tempDir, type TempDir } from '@throughline/stack/testing';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { requestOf } from '../../testing/request.js';
import type { DeliveryRequest } from '../destination.js';
import { allowedHosts } from '../../testing/allowed-hosts.js';
import { CHUNK, outputAt, shownAt } from './testing/nextcloud-place.js';

const CHUNKS = requests('PUT', /\/uploads\//);
const FILES = requests('PUT', /\/files\//);
const answer = (status: number, headers = {}): Fault => ({ kind: 'answer', status, headers });

describe('a WebDAV output', () => {
  let fake: NextcloudFake;
  let dir: TempDir;
  let log: DeliveryLog;
  let now: number;
  beforeEach(async () => {
    now = 0;
    fake = await NextcloudFake.start({ now: () => now });
    dir = await tempDir();
    log = new DeliveryLog(outputAt(fake));
  });
  afterEach(async () => {
    await fake.close();
    await dir.remove();
  });
  const small = (): Promise<DeliveryRequest> => requestOf(dir.path, { 'video.mp4': 'frames', 'words.srt': 'words' });
  const large = (fill = 'x', given: Partial<DeliveryRequest> = {}): Promise<DeliveryRequest> =>
    requestOf(dir.path, { 'video.mp4': fill.repeat(2 * CHUNK + 7), 'words.srt': 'words' }, given);
  const asked = (method: string, target: RegExp): number => fake.log.filter((each) => requests(method, target)(each)).length;
  const folders = (): readonly string[] => Object.keys(shownAt(fake));

  it('sends large files to a Nextcloud in chunks, and goes on behind those that are there', async () => {
    const request = await large();
    fake.faults.add({ fault: answer(503), on: requests('PUT', /\/00002$/) });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting', code: 'output-busy' });
    expect(fake.uploads).toHaveLength(1);
    const done: number[] = [];
    await log.attempt(request, { onProgress: (bytes) => done.push(bytes) });
    expect(asked('PUT', /\/00001$/)).toBe(1);
    expect(asked('PUT', /\/0000[123]$/)).toBe(4);
    expect(done.at(-1)).toBe(2 * CHUNK + 7 + 5);
    expect(fake.uploads).toEqual([]);
    const [name = ''] = folders();
    expect(shownAt(fake)[name]).toMatchObject({ 'video.mp4': 'x'.repeat(2 * CHUNK + 7), 'words.srt': 'words' });
  });

  it('has an upload on record before its first byte', async () => {
    const request = await large();
    fake.faults.add({ fault: answer(503), on: requests('MKCOL', /\/uploads\//) });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting' });
    const noted = log.checkpoints['noted'] as { data: { uploads: Record<string, string> } };
    expect(fake.log.at(-1)?.target).toContain(noted.data.uploads['video.mp4']);
  });

  it('sends all again where the upload has expired', async () => {
    const request = await large();
    fake.faults.add({ fault: answer(503), on: requests('PUT', /\/00002$/) });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting' });
    now += 25 * 3_600_000;
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { reconciled: false } });
    expect(asked('PUT', /\/00001$/)).toBe(2);
  });

  it('sends no file again that an attempt before it has sent', async () => {
    const request = await small();
    fake.faults.add({ fault: answer(503), on: requests('PUT', /words/) });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting' });
    await log.attempt(request);
    expect(asked('PUT', /video/)).toBe(1);
  });

  it('takes away what an attempt at other content has begun, and nothing of other recordings', async () => {
    const [first, other] = [await large(), await large()];
    for (const [each, request] of [[log, first] as const, [new DeliveryLog(outputAt(fake)), other] as const]) {
      fake.faults.add({ fault: answer(503), on: requests('PUT', /\/00002$/) });
      await expect(each.attempt(request)).rejects.toMatchObject({ kind: 'waiting' });
    }
    expect(fake.uploads).toHaveLength(2);
    await log.attempt(await large('y', { assetId: first.assetId }));
    expect(fake.uploads).toHaveLength(1);
    expect(folders().filter((name) => name.startsWith('.'))).toEqual([expect.stringContaining(other.assetId)]);
  });

  it('ends what it has begun when a person has cancelled, and leaves it to a successor else', async () => {
    const request = await large();
    const stopping = async (why: string): Promise<void> => {
      const aborting = new AbortController();
      const onProgress = (): void => {
        aborting.abort(Object.assign(new Error(why), { kind: 'attempt-aborted', why }));
      };
      const attempt = log.attempt(request, { signal: aborting.signal, abandoned: () => Promise.resolve(true), onProgress });
      await expect(attempt).rejects.toThrow(why);
    };
    await stopping('shutdown');
    expect(fake.uploads).toHaveLength(1);
    expect(folders()).toHaveLength(1);
    await stopping('superseded');
    expect(fake.uploads).toEqual([]);
    expect(folders()).toEqual([]);
  });

  it('leaves alone what was begun where its connection led before', async () => {
    const request = await large();
    fake.faults.add({ fault: answer(503), on: requests('PUT', /\/00002$/) });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting' });
    const other = await NextcloudFake.start();
    try {
      const moved = new DeliveryLog(outputAt(other));
      moved.checkpoints = log.checkpoints;
      expect(await moved.attempt(request)).toMatchObject({ kind: 'delivered' });
      expect(other.log.filter(({ method, target }) => method === 'DELETE' && target.includes('/uploads/'))).toEqual([]);
    } finally {
      await other.close();
    }
    expect(fake.uploads).toHaveLength(1);
  });

  it('does not believe bytes that the server counts otherwise', async () => {
    fake.faults.add({ fault: answer(201, { 'x-hash-sha256': '0'.repeat(64) }), on: FILES });
    await expect(log.attempt(await small())).rejects.toMatchObject({ kind: 'retryable', code: 'content-corrupted' });
    expect(await log.attempt(await small())).toMatchObject({ kind: 'delivered' });
  });

  it('does not call delivered what the server has kept less of', async () => {
    fake.faults.add({ fault: answer(201), on: requests('MOVE', /video/) });
    await expect(log.attempt(await small())).rejects.toMatchObject({ kind: 'retryable', code: 'output-changed' });
  });

  it('delivers again what somebody has changed or taken away since', async () => {
    const request = await small();
    await log.attempt(request);
    const folder = fake.files.at(['talks', ...folders()]);
    if (!isFolder(folder)) throw new Error('it was delivered');
    folder.delete('video.mp4');
    expect(await outputAt(fake).reconcile(request)).toBeUndefined();
    expect(await log.attempt(request)).toMatchObject({ delivered: { reconciled: false } });
    expect(shownAt(fake)[folders()[0] ?? '']).toMatchObject({ 'video.mp4': 'frames' });
  });

  it('is found by people where its Nextcloud shows it', async () => {
    const request = await small();
    const end = await log.attempt(request);
    const url = end.kind === 'delivered' ? new URL(end.delivered.url) : undefined;
    expect(url?.pathname).toBe('/index.php/apps/files/');
    expect(url?.searchParams.get('dir')).toBe(`/talks/${folders()[0] ?? ''}`);
  });

  it('says how much room there is before it sends more', async () => {
    fake.quota = 10;
    const error: unknown = await log.attempt(await small()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'waiting', code: 'disk-full' });
    expect(error).toHaveProperty('message', expect.stringContaining('10 bytes free of the 11'));
    expect(asked('PUT', /./)).toBe(0);
  });

  it.each<[string, Fault, object]>([
    ['asks for patience', answer(429, { 'retry-after': '90' }), { kind: 'waiting', code: 'output-busy', retryAfterMs: 90_000 }],
    ['is down for a moment', answer(502), { kind: 'waiting', code: 'output-busy' }],
    ['is full', answer(507), { kind: 'waiting', code: 'disk-full' }],
    ['has locked the file', answer(423), { kind: 'retryable', code: 'output-locked' }],
    ['takes no such file', answer(413), { kind: 'permanent', code: 'refused-as-too-large' }],
    ['does not allow it', answer(403), { kind: 'waiting', code: 'output-not-writable' }],
    [
      'sends elsewhere',
      answer(302, { location: 'https://login.example/?next=secret' }),
      { kind: 'permanent', code: 'output-misconfigured' },
    ],
    ['breaks off', { kind: 'drop-request', afterBytes: 2 }, { kind: 'waiting', code: 'output-unreachable' }],
  ])('says what it means where the server %s', async (_, fault, verdict) => {
    const request = await small();
    fake.faults.add({ fault, on: FILES });
    const error: unknown = await log.attempt(request).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject(verdict);
    expect((error as Error).message).not.toContain('secret');
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
  });

  it('waits where the server never answers', async () => {
    const hasty = new DeliveryLog(outputAt(fake, { patience: { headersMs: 500 } }));
    fake.faults.add({ fault: { kind: 'hang' }, times: Infinity });
    await expect(hasty.attempt(await small())).rejects.toMatchObject({ kind: 'waiting', code: 'output-unreachable' });
  });

  it('stops within a moment while a chunk is on its way', async () => {
    fake.faults.add({ fault: { kind: 'hang' }, on: CHUNKS });
    const aborting = new AbortController();
    const patient = new DeliveryLog(outputAt(fake));
    const attempt = patient.attempt(await large(), { signal: aborting.signal }).catch((error: unknown) => error);
    while (asked('PUT', /\/uploads\//) === 0) await new Promise((resolve) => setImmediate(resolve));
    aborting.abort(new Error('told to stop'));
    expect(await attempt).toMatchObject({ message: 'told to stop' });
  });

  it('finds out before it begins: a wrong password, a wrong address, a file in the way, nobody there', async () => {
    await outputAt(fake).check();
    fake.files.put(['in-the-way'], { content: Buffer.from('x'), contentType: 'text/plain' });
    const cases = [
      [{ password: 'none-of-theirs' }, { kind: 'waiting', code: 'output-not-writable' }],
      [{ url: `${fake.url}/nowhere` }, { kind: 'permanent', code: 'output-misconfigured' }],
      [{ url: fake.url.replace('/files/', '/nothing/') }, { kind: 'permanent', code: 'output-misconfigured' }],
      [{ path: 'in-the-way' }, { kind: 'permanent', code: 'output-misconfigured' }],
      [{ url: 'http://127.0.0.1:9' }, { kind: 'waiting', code: 'output-unreachable' }],
      [{ allowed: allowedHosts('') }, { kind: 'permanent', code: 'output-misconfigured' }],
    ] as const;
    for (const [given, verdict] of cases) {
      const error: unknown = await outputAt(fake, given)
        .check()
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject(verdict);
      for (const secret of [fake.password, 'none-of-theirs'])
        expect(JSON.stringify(error, ['message', 'cause'])).not.toContain(secret);
    }
  });

  it.each([[['in-the-way']], [['in-the-way', 'ACME']]])(
    'says for good that a file is in the way of a folder: %j',
    async (filedIn) => {
      const filed = await requestOf(dir.path, { 'bill.pdf': 'a bill' }, { filedIn });
      fake.files.makeFolder(['talks']);
      fake.files.put(['talks', 'in-the-way'], { content: Buffer.from('x'), contentType: 'text/plain' });
      await expect(log.attempt(filed)).rejects.toMatchObject({
        kind: 'permanent',
        code: 'output-misconfigured',
        message: expect.stringContaining("'in-the-way'") as string,
      });
    },
  );

  it('waits for a certificate that is to be trusted, and takes the authority of the connection', async () => {
    const identity = await selfSigned('cloud.example.org');
    const host = await startHost((_, response) => response.writeHead(207).end('<d:multistatus xmlns:d="DAV:"/>'), { identity });
    try {
      const url = `https://127.0.0.1:${String(host.port)}/dav`;
      await expect(outputAt(fake, { url }).check()).rejects.toMatchObject({
        kind: 'waiting',
        code: 'output-unreachable',
        message: expect.stringContaining("certificate authority ('ca')") as string,
      });
    } finally {
      await host.close();
    }
  });
});
