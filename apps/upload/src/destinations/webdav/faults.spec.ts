import { NextcloudFake, isFolder, matchRequests, type Fault } from '@throughline/strict-fakes';
import { createSelfSignedIdentity, startHost, parseAllowedHosts } from '@throughline/outgoing/testing';
import { tempDir, type TempDir } from '@throughline/stack/testing';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import type { DeliveryRequest } from '../../kit/destination.js';
import { CHUNK, openOutput, listContent } from '#testing/webdav/nextcloud-fixture.js';

const CHUNKS = matchRequests('PUT', /\/uploads\//);
const FILES = matchRequests('PUT', /\/files\//);
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
    log = new DeliveryLog(openOutput(fake));
  });
  afterEach(async () => {
    await fake.close();
    await dir.remove();
  });
  const small = (): Promise<DeliveryRequest> => createRequest(dir.path, { 'video.mp4': 'frames', 'words.srt': 'words' });
  const large = (fill = 'x', given: Partial<DeliveryRequest> = {}): Promise<DeliveryRequest> =>
    createRequest(dir.path, { 'video.mp4': fill.repeat(2 * CHUNK + 7), 'words.srt': 'words' }, given);
  const countRequests = (method: string, target: RegExp): number =>
    fake.log.filter((each) => matchRequests(method, target)(each)).length;
  const folders = (): readonly string[] => Object.keys(listContent(fake));

  it('sends large files to Nextcloud in chunks, and resumes after the existing ones', async () => {
    const request = await large();
    fake.faults.add({ fault: answer(503), on: matchRequests('PUT', /\/00002$/) });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting', code: 'output-busy' });
    expect(fake.uploads).toHaveLength(1);
    const done: number[] = [];
    await log.attempt(request, { onProgress: (bytes) => done.push(bytes) });
    expect(countRequests('PUT', /\/00001$/)).toBe(1);
    expect(countRequests('PUT', /\/0000[123]$/)).toBe(4);
    expect(done.at(-1)).toBe(2 * CHUNK + 7 + 5);
    expect(fake.uploads).toEqual([]);
    const [name = ''] = folders();
    expect(listContent(fake)[name]).toMatchObject({ 'video.mp4': 'x'.repeat(2 * CHUNK + 7), 'words.srt': 'words' });
  });

  it('records an upload before its first byte', async () => {
    const request = await large();
    fake.faults.add({ fault: answer(503), on: matchRequests('MKCOL', /\/uploads\//) });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting' });
    const noted = log.checkpoints['noted'] as { data: { uploads: Record<string, string> } };
    expect(fake.log.at(-1)?.target).toContain(noted.data.uploads['video.mp4']);
  });

  it('sends everything again if the upload has expired', async () => {
    const request = await large();
    fake.faults.add({ fault: answer(503), on: matchRequests('PUT', /\/00002$/) });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting' });
    now += 25 * 3_600_000;
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { reconciled: false } });
    expect(countRequests('PUT', /\/00001$/)).toBe(2);
  });

  it('sends no file again that an earlier attempt has sent', async () => {
    const request = await small();
    fake.faults.add({ fault: answer(503), on: matchRequests('PUT', /words/) });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting' });
    await log.attempt(request);
    expect(countRequests('PUT', /video/)).toBe(1);
  });

  it('deletes unfinished files of other content, but none of other recordings', async () => {
    const [first, other] = [await large(), await large()];
    for (const [each, request] of [[log, first] as const, [new DeliveryLog(openOutput(fake)), other] as const]) {
      fake.faults.add({ fault: answer(503), on: matchRequests('PUT', /\/00002$/) });
      await expect(each.attempt(request)).rejects.toMatchObject({ kind: 'waiting' });
    }
    expect(fake.uploads).toHaveLength(2);
    await log.attempt(await large('y', { assetId: first.assetId }));
    expect(fake.uploads).toHaveLength(1);
    expect(folders().filter((name) => name.startsWith('.'))).toEqual([expect.stringContaining(other.assetId)]);
  });

  it('deletes its unfinished files after a cancel by a user, and otherwise keeps them for the next attempt', async () => {
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

  it('keeps unfinished files at the former location of its connection', async () => {
    const request = await large();
    fake.faults.add({ fault: answer(503), on: matchRequests('PUT', /\/00002$/) });
    await expect(log.attempt(request)).rejects.toMatchObject({ kind: 'waiting' });
    const other = await NextcloudFake.start();
    try {
      const moved = new DeliveryLog(openOutput(other));
      moved.checkpoints = log.checkpoints;
      expect(await moved.attempt(request)).toMatchObject({ kind: 'delivered' });
      expect(other.log.filter(({ method, target }) => method === 'DELETE' && target.includes('/uploads/'))).toEqual([]);
    } finally {
      await other.close();
    }
    expect(fake.uploads).toHaveLength(1);
  });

  it('rejects a file whose checksum at the server differs', async () => {
    fake.faults.add({ fault: answer(201, { 'x-hash-sha256': '0'.repeat(64) }), on: FILES });
    await expect(log.attempt(await small())).rejects.toMatchObject({ kind: 'retryable', code: 'content-corrupted' });
    expect(await log.attempt(await small())).toMatchObject({ kind: 'delivered' });
  });

  it('does not count a file as delivered that the server has truncated', async () => {
    fake.faults.add({ fault: answer(201), on: matchRequests('MOVE', /video/) });
    await expect(log.attempt(await small())).rejects.toMatchObject({ kind: 'retryable', code: 'output-changed' });
  });

  it('delivers again what a user has changed or deleted', async () => {
    const request = await small();
    await log.attempt(request);
    const folder = fake.files.at(['talks', ...folders()]);
    if (!isFolder(folder)) throw new Error('it was delivered');
    folder.delete('video.mp4');
    expect(await openOutput(fake).reconcile(request)).toBeUndefined();
    expect(await log.attempt(request)).toMatchObject({ delivered: { reconciled: false } });
    expect(listContent(fake)[folders()[0] ?? '']).toMatchObject({ 'video.mp4': 'frames' });
  });

  it("has the address of the folder's page in Nextcloud", async () => {
    const request = await small();
    const end = await log.attempt(request);
    const url = end.kind === 'delivered' ? new URL(end.delivered.url) : undefined;
    expect(url?.pathname).toBe('/index.php/apps/files/');
    expect(url?.searchParams.get('dir')).toBe(`/talks/${folders()[0] ?? ''}`);
  });

  it('reports too little free space before it sends', async () => {
    fake.quota = 10;
    const error: unknown = await log.attempt(await small()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'waiting', code: 'disk-full' });
    expect(error).toHaveProperty('message', expect.stringContaining('10 bytes free of the 11'));
    expect(countRequests('PUT', /./)).toBe(0);
  });

  it.each<[string, Fault, object]>([
    [
      'requests a retry later',
      answer(429, { 'retry-after': '90' }),
      { kind: 'waiting', code: 'output-busy', retryAfterMs: 90_000 },
    ],
    ['is briefly unavailable', answer(502), { kind: 'waiting', code: 'output-busy' }],
    ['is full', answer(507), { kind: 'waiting', code: 'disk-full' }],
    ['has locked the file', answer(423), { kind: 'retryable', code: 'output-locked' }],
    ['refuses the file as too large', answer(413), { kind: 'permanent', code: 'refused-as-too-large' }],
    ['denies access', answer(403), { kind: 'waiting', code: 'output-not-writable' }],
    [
      'redirects',
      answer(302, { location: 'https://login.example/?next=secret' }),
      { kind: 'permanent', code: 'output-misconfigured' },
    ],
    ['closes the connection', { kind: 'drop-request', afterBytes: 2 }, { kind: 'waiting', code: 'output-unreachable' }],
  ])('reports the cause if the server %s', async (_, fault, verdict) => {
    const request = await small();
    fake.faults.add({ fault, on: FILES });
    const error: unknown = await log.attempt(request).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject(verdict);
    expect((error as Error).message).not.toContain('secret');
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
  });

  it('waits if the server never answers', async () => {
    const hasty = new DeliveryLog(openOutput(fake, { timeouts: { headersMs: 500 } }));
    fake.faults.add({ fault: { kind: 'hang' }, times: Infinity });
    await expect(hasty.attempt(await small())).rejects.toMatchObject({ kind: 'waiting', code: 'output-unreachable' });
  });

  it('stops at once while a chunk is being sent', async () => {
    fake.faults.add({ fault: { kind: 'hang' }, on: CHUNKS });
    const aborting = new AbortController();
    const patient = new DeliveryLog(openOutput(fake));
    const attempt = patient.attempt(await large(), { signal: aborting.signal }).catch((error: unknown) => error);
    while (countRequests('PUT', /\/uploads\//) === 0) await new Promise((resolve) => setImmediate(resolve));
    aborting.abort(new Error('told to stop'));
    expect(await attempt).toMatchObject({ message: 'told to stop' });
  });

  it('detects a wrong password, a wrong address, a file in the way and a missing server before it starts', async () => {
    await openOutput(fake).check();
    fake.files.put(['in-the-way'], { content: Buffer.from('x'), contentType: 'text/plain' });
    const cases = [
      [{ password: 'none-of-theirs' }, { kind: 'waiting', code: 'output-not-writable' }],
      [{ url: `${fake.url}/nowhere` }, { kind: 'permanent', code: 'output-misconfigured' }],
      [{ url: fake.url.replace('/files/', '/nothing/') }, { kind: 'permanent', code: 'output-misconfigured' }],
      [{ path: 'in-the-way' }, { kind: 'permanent', code: 'output-misconfigured' }],
      [{ url: 'http://127.0.0.1:9' }, { kind: 'waiting', code: 'output-unreachable' }],
      [{ allowed: parseAllowedHosts('') }, { kind: 'permanent', code: 'output-misconfigured' }],
    ] as const;
    for (const [given, verdict] of cases) {
      const error: unknown = await openOutput(fake, given)
        .check()
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject(verdict);
      for (const secret of [fake.password, 'none-of-theirs'])
        expect(JSON.stringify(error, ['message', 'cause'])).not.toContain(secret);
    }
  });

  it.each([[['in-the-way']], [['in-the-way', 'ACME']]])(
    'fails permanently if a file is in the place of a folder: %j',
    async (filedIn) => {
      const filed = await createRequest(dir.path, { 'bill.pdf': 'a bill' }, { filedIn });
      fake.files.makeFolder(['talks']);
      fake.files.put(['talks', 'in-the-way'], { content: Buffer.from('x'), contentType: 'text/plain' });
      await expect(log.attempt(filed)).rejects.toMatchObject({
        kind: 'permanent',
        code: 'output-misconfigured',
        message: expect.stringContaining("'in-the-way'") as string,
      });
    },
  );

  it('waits for a trusted certificate, and accepts the certificate authority of the connection', async () => {
    const identity = await createSelfSignedIdentity('cloud.example.org');
    const host = await startHost((_, response) => response.writeHead(207).end('<d:multistatus xmlns:d="DAV:"/>'), { identity });
    try {
      const url = `https://127.0.0.1:${String(host.port)}/dav`;
      await expect(openOutput(fake, { url }).check()).rejects.toMatchObject({
        kind: 'waiting',
        code: 'output-unreachable',
        message: expect.stringMatching(
          /^(?!.*(?:localhost|127\.0\.0\.1)).*certificate \(DEPTH_ZERO_SELF_SIGNED_CERT\).*authority \('ca'\)/,
        ) as string,
      });
    } finally {
      await host.close();
    }
  });
});
