import { createHash, randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from '@throughline/stack/testing';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { listKeys, createTusClient } from '../../testing/tus.js';
import { PIECE_BYTES } from './receive.js';

const of = (bytes: Buffer, algorithm = 'sha1') => ({
  'upload-checksum': `${algorithm} ${createHash(algorithm).update(bytes).digest('base64')}`,
});

describe('a request with a checksum', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway({ limits: { maxUploadBytes: 4 * PIECE_BYTES } });
    await gateway.app.listen(0, '127.0.0.1');
  });
  afterAll(() => gateway.close());
  const offsetOf = async (location: string): Promise<unknown> =>
    (await createTusClient(gateway, gateway.token).head(location)).headers['upload-offset'];

  it.each(['sha1', 'sha256'])('counts if the checksum matches, by %s', async (algorithm) => {
    const { begin, send } = createTusClient(gateway, gateway.token);
    const bytes = randomBytes(2_000);
    const { location } = await begin(2_000, { filename: 'a.mp4' });
    const [first, second] = [bytes.subarray(0, 900), bytes.subarray(900)];
    expect((await send(location, 0, first, of(first, algorithm))).statusCode).toBe(204);
    const last = await send(location, 900, second, of(second, algorithm));
    const { stream } = await gateway.artifacts.open(`uploads/${String(last.headers['throughline-recording'])}/source`);
    expect(Buffer.concat((await stream.toArray()) as Buffer[])).toEqual(bytes);
  });

  it('gets 460 if the checksum differs, and leaves no bytes', async () => {
    const { begin, send, end } = createTusClient(gateway, gateway.token);
    const size = PIECE_BYTES + 500;
    const bytes = randomBytes(size);
    const { location } = await begin(size, { filename: 'a.mp4' });
    expect((await send(location, 0, bytes.subarray(0, 100), of(bytes.subarray(0, 100)))).statusCode).toBe(204);
    const kept = await listKeys(gateway, 'parts');
    const rest = bytes.subarray(100);
    const broken = Buffer.from(rest);
    broken[PIECE_BYTES] = (broken[PIECE_BYTES] ?? 0) ^ 1;
    const answer = await send(location, 100, broken, of(rest));
    expect(answer.json()).toMatchObject({ status: 460, code: 'checksum-mismatch' });
    expect(answer.headers['tus-resumable']).toBe('1.0.0');
    expect(await offsetOf(location)).toBe('100');
    expect(await listKeys(gateway, 'parts')).toEqual(kept);
    // The upload is complete, but its checksum differs, so there is no recording.
    expect(answer.headers['throughline-recording']).toBeUndefined();
    expect((await send(location, 100, rest, of(rest))).headers['throughline-recording']).toBeDefined();
    await end(location);
  });

  it('does not count if it is broken off, because its bytes were not checked', async () => {
    const { begin, send, end } = createTusClient(gateway, gateway.token);
    const bytes = randomBytes(5_000);
    const { location } = await begin(5_000, { filename: 'a.mp4' });
    const { port } = gateway.app.getHttpServer().address() as AddressInfo;
    const headers = {
      authorization: `Bearer ${gateway.token}`,
      'tus-resumable': '1.0.0',
      'content-type': 'application/offset+octet-stream',
      'upload-offset': 0,
      'content-length': 5_000,
      ...of(bytes),
    };
    await new Promise<void>((resolve) => {
      const request = httpRequest({ port, host: '127.0.0.1', method: 'PATCH', path: location, headers });
      request.on('error', () => undefined).on('close', resolve);
      request.write(bytes.subarray(0, 3_000), () => {
        request.destroy();
      });
    });
    // The server notices the break a moment later. Until then the upload is locked.
    await until(async () => (await offsetOf(location)) === '0');
    expect(await listKeys(gateway, 'parts')).toEqual([]);
    const last = await until(async () => {
      const answer = await send(location, 0, bytes, of(bytes));
      return answer.statusCode === 423 ? undefined : answer;
    });
    expect(last.headers['throughline-recording']).toBeDefined();
    await end(location);
  });

  it('is also checked if its bytes come with the creation of the upload', async () => {
    const { begin } = createTusClient(gateway, gateway.token);
    const bytes = randomBytes(40);
    const wrong = await begin(40, { filename: 'a.mp4' }, of(randomBytes(40)), bytes);
    expect([wrong.statusCode, wrong.json<{ code: string }>().code]).toEqual([460, 'checksum-mismatch']);
    expect((await begin(40, { filename: 'a.mp4' }, of(bytes), bytes)).headers['throughline-recording']).toBeDefined();
  });

  it.each([
    'md5 1B2M2Y8AsgTpgAmY7PhCfg==',
    'SHA1 2jmj7l5rSw0yVb/vlWAYkK/YBwk=',
    'sha1',
    'sha1 ',
    'sha1 2jmj7l5rSw0yVb/vlWAYkK/YBwk',
    'sha256 2jmj7l5rSw0yVb/vlWAYkK/YBwk=',
    'constructor 2jmj7l5rSw0yVb/vlWAYkK/YBwk=',
    'sha1 2jmj7l5rSw0yVb/vlWAYkK/YBwk=, sha1 2jmj7l5rSw0yVb/vlWAYkK/YBwk=',
  ])('is refused with %j as checksum, before anything is read', async (checksum) => {
    const { begin, send, end } = createTusClient(gateway, gateway.token);
    const { location } = await begin(10, { filename: 'a.mp4' });
    const answer = await send(location, 0, randomBytes(10), { 'upload-checksum': checksum });
    expect(answer.json()).toMatchObject({ status: 400, code: 'invalid', errors: [{ pointer: '/headers/upload-checksum' }] });
    expect(await offsetOf(location)).toBe('0');
    await end(location);
  });
});
