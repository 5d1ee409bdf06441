import { createHash, randomBytes } from 'node:crypto';
import { createFailpoint } from '@throughline/service-kit';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { listKeys, encodeMetadata, createTusClient, type TusHeaders } from '../../testing/tus.js';
import { KEPT_MS } from './upload.js';

const BYTES = randomBytes(3_000);

describe('a resumable upload', () => {
  let gateway: MemoryGateway;
  const clock = { skew: 0 };
  beforeAll(async () => {
    gateway = await openMemoryGateway({
      limits: { openUploadsPerUser: 3 },
      ports: { now: () => new Date(Date.now() + clock.skew), freeBytes: () => Promise.resolve(1_800_000) },
    });
  });
  afterAll(() => gateway.close());
  beforeEach(() => {
    clock.skew = 0;
  });

  const client = (token = gateway.token) => createTusClient(gateway, token);
  const itemOf = async (id: string | undefined, token = gateway.token) =>
    (await gateway.app.inject({ url: `/api/v1/recordings/${id ?? ''}`, headers: { authorization: `Bearer ${token}` } })).json<
      Record<string, unknown>
    >();
  const contentOf = async (id: string): Promise<Buffer> => {
    const { stream } = await gateway.artifacts.open(`uploads/${id}/source`);
    return Buffer.concat((await stream.toArray()) as Buffer[]);
  };

  it('answers OPTIONS with the abilities of the server', async () => {
    const response = await gateway.app.inject({ method: 'OPTIONS', url: '/api/v1/uploads' });
    expect(response.statusCode).toBe(204);
    expect(response.headers).toMatchObject({
      'tus-resumable': '1.0.0',
      'tus-version': '1.0.0',
      'tus-extension': 'creation,creation-with-upload,termination,expiration,checksum',
      'tus-checksum-algorithm': 'sha1,sha256',
      'tus-max-size': '1000000',
    });
  });

  it('becomes a recording with its last byte: bytes, name, title and run', async () => {
    const { begin, send, head, result } = client();
    const begun = await begin(BYTES.length, { filename: 'Mein Vortrag.mp4', filetype: 'video/mp4', title: 'Übung', run: 'true' });
    expect(begun.statusCode).toBe(201);
    expect(begun.headers['upload-offset']).toBe('0');
    const first = await send(begun.location, 0, BYTES.subarray(0, 1_000));
    expect([first.statusCode, first.headers['upload-offset']]).toEqual([204, '1000']);
    expect(first.headers['throughline-recording']).toBeUndefined();
    expect((await result(begun.location)).json()).toMatchObject({ status: 409, code: 'upload-incomplete' });
    expect((await head(begun.location)).headers).toMatchObject({
      'upload-offset': '1000',
      'upload-length': '3000',
      'cache-control': 'no-store',
      'tus-resumable': '1.0.0',
    });
    const last = await send(begun.location, 1_000, BYTES.subarray(1_000));
    expect(last.headers['upload-offset']).toBe('3000');
    const id = String(last.headers['throughline-recording']);
    expect((await result(begun.location)).json()).toEqual({ recording_id: id, run_refused: null });
    expect(await itemOf(id)).toMatchObject({ title: 'Übung', file_name: 'Mein Vortrag.mp4', is_mapped: true });
    const { commits } = await gateway.store.load(id);
    expect(commits.flatMap(({ commit }) => commit.events.map(({ type }) => type))).toEqual(
      expect.arrayContaining(['AssetRegistered', 'RunStarted']),
    );
    expect(await contentOf(id)).toEqual(BYTES);
    expect(await listKeys(gateway, 'parts')).toEqual([]);
  });

  it('accepts its first bytes with its creation', async () => {
    const bytes = randomBytes(40);
    const begun = await client().begin(40, { filename: 'a.mp4' }, {}, bytes);
    expect(begun.headers).toMatchObject({ 'upload-offset': '40', 'throughline-recording': expect.any(String) as string });
  });

  it('names the recording that already has the content, and registers nothing', async () => {
    const { begin, send, result } = client();
    const bytes = randomBytes(50);
    const twice = async (fields: Readonly<Record<string, string>> = {}) => {
      const { location } = await begin(50, { filename: 'twice.mp4', ...fields });
      await send(location, 0, bytes);
      return (await result(location)).json<{ recording_id?: string; problem?: string; existing_id?: string }>();
    };
    const { recording_id: id = '' } = await twice();
    await gateway.ports.commands.load(id);
    expect(await twice()).toEqual({ problem: 'duplicate', existing_id: id });
    expect((await twice({ allow_duplicate: 'true' })).recording_id).toEqual(expect.any(String));
  });

  it('refuses a file that the library has already before its bytes are sent, if the client has sent its hash', async () => {
    const { begin, send } = client();
    const bytes = randomBytes(50);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const first = await begin(50, {});
    const id = String((await send(first.location, 0, bytes)).headers['throughline-recording']);
    await gateway.ports.commands.load(id);
    const again = await begin(50, { sha256 });
    expect(again.json()).toMatchObject({ status: 409, code: 'duplicate', existing_id: id });
    expect(again.headers['location']).toBe(`/api/v1/recordings/${id}`);
    expect((await begin(50, { sha256, allow_duplicate: 'true' })).statusCode).toBe(201);
    // Another library does not learn of it.
    expect((await client(await gateway.tokenFor(['write'])).begin(50, { sha256 })).statusCode).toBe(201);
  });

  it('compares the bytes with their hash, if the client has sent it', async () => {
    const { begin, send, result } = client();
    const bytes = randomBytes(60);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const right = await begin(60, { sha256: sha256.toUpperCase() });
    expect((await send(right.location, 0, bytes)).headers['throughline-recording']).toBeDefined();
    const wrong = await begin(60, { sha256, allow_duplicate: 'true' });
    const broken = Buffer.from(bytes.map((byte, at) => (at === 0 ? byte ^ 1 : byte)));
    expect((await send(wrong.location, 0, broken)).headers['throughline-recording']).toBeUndefined();
    expect((await result(wrong.location)).json()).toMatchObject({
      status: 400,
      errors: [{ pointer: '/headers/upload-metadata/sha256' }],
    });
    expect(await listKeys(gateway, 'parts')).toEqual([]);
  });

  it('is hidden from strangers, and unavailable with read access only', async () => {
    const { location } = await client().begin(10, {});
    const nobody = `${location.slice(0, -12)}000000000000`;
    const stranger = client(await gateway.tokenFor(['admin']));
    for (const ask of [stranger.head, stranger.result, stranger.end]) {
      const [foreign, unknown] = [await ask(location), await ask(nobody)];
      expect(foreign.statusCode).toBe(404);
      expect(foreign.body).toBe(unknown.body);
    }
    expect((await stranger.send(location, 0, BYTES.subarray(0, 10))).statusCode).toBe(404);
    const reader = client(await gateway.tokenFor(['read'], gateway.owner));
    expect((await reader.head(location)).statusCode).toBe(403);
    expect((await client().head(location)).headers['upload-offset']).toBe('0');
    expect((await client().end(location)).statusCode).toBe(204);
  });

  it('ends with DELETE, and leaves nothing', async () => {
    const { begin, send, end, head } = client();
    const { location } = await begin(2_000, {});
    await send(location, 0, BYTES.subarray(0, 700));
    expect(await listKeys(gateway, 'parts')).toHaveLength(1);
    expect((await end(location)).statusCode).toBe(204);
    expect((await head(location)).statusCode).toBe(404);
    expect((await end(location)).statusCode).toBe(404);
    expect(await listKeys(gateway, 'parts')).toEqual([]);
  });

  it('expires a day after its last byte, and not before', async () => {
    const { begin, send, head } = client();
    const { location } = await begin(2_000, {});
    clock.skew = KEPT_MS - 60_000;
    await send(location, 0, BYTES.subarray(0, 700));
    clock.skew = 2 * KEPT_MS - 120_000;
    expect(await gateway.uploads.sweep(new AbortController().signal)).toBeGreaterThanOrEqual(0);
    expect((await head(location)).headers['upload-offset']).toBe('700');
    clock.skew = 2 * KEPT_MS;
    expect((await head(location)).statusCode).toBe(404);
    expect(await gateway.uploads.sweep(new AbortController().signal)).toBeGreaterThan(0);
    expect(await listKeys(gateway, 'parts')).toEqual([]);
  });

  it('continues after an interrupted body, from the last received byte', async () => {
    const { begin, send, head } = client();
    const { location } = await begin(2_000, {});
    const cut = await send(location, 0, BYTES.subarray(0, 800), { 'content-length': '2000' });
    const offset = Number((await head(location)).headers['upload-offset']);
    expect({ status: cut.statusCode, offset }).toEqual({ status: 204, offset: 800 });
    const last = await send(location, 800, BYTES.subarray(800, 2_000));
    expect(await contentOf(String(last.headers['throughline-recording']))).toEqual(BYTES.subarray(0, 2_000));
  });

  describe('refuses', () => {
    const beginWith = async (length: string | undefined, fields: string | undefined, more: TusHeaders = {}) =>
      (
        await gateway.app.inject({
          method: 'POST',
          url: '/api/v1/uploads',
          headers: {
            authorization: `Bearer ${gateway.token}`,
            'tus-resumable': '1.0.0',
            ...(length === undefined ? {} : { 'upload-length': length }),
            ...(fields === undefined ? {} : { 'upload-metadata': fields }),
            ...more,
          },
        })
      ).json<{ status: number; code: string; errors?: { pointer: string }[] }>();

    it.each<[string, string | undefined, string | undefined, number, string, string[]]>([
      ['no length', undefined, undefined, 400, 'invalid', ['/headers/upload-length']],
      ['an invalid length', '1e3', undefined, 400, 'invalid', ['/headers/upload-length']],
      ['an empty file', '0', undefined, 400, 'empty-file', []],
      ['a file over the limit', '1000001', undefined, 413, 'too-large', []],
      ['a file larger than the free space', '900001', undefined, 503, 'storage-full', []],
      ['an unknown field', '10', encodeMetadata({ titel: 'x' }), 400, 'invalid', ['/titel']],
      ['an invalid flag', '10', encodeMetadata({ run: 'yes' }), 400, 'invalid', ['/run']],
      [
        'an unknown output',
        '10',
        encodeMetadata({ run: 'true', output_config: '{"outputs":["nas"]}' }),
        404,
        'output-not-found',
        ['/output_config/outputs/0'],
      ],
      ['a value that is not Base64', '10', 'title ü', 400, 'invalid', ['/headers/upload-metadata/title']],
      ['a value that is not UTF-8', '10', 'title /w==', 400, 'invalid', ['/headers/upload-metadata/title']],
      ['a duplicate key', '10', 'title YQ==,title Yg==', 400, 'invalid', ['/headers/upload-metadata/title']],
      ['an invalid hash', '10', encodeMetadata({ sha256: 'abc' }), 400, 'invalid', ['/headers/upload-metadata/sha256']],
    ])('%s, at its creation', async (_, length, fields, status, code, pointers) => {
      const problem = await beginWith(length, fields);
      expect({ status: problem.status, code: problem.code }).toEqual({ status, code });
      expect(problem.errors?.map(({ pointer }) => pointer) ?? []).toEqual(pointers);
    });

    it('another version of tus, and names its own', async () => {
      expect(await beginWith('10', undefined, { 'tus-resumable': '0.2.2' })).toMatchObject({ status: 412, code: 'tus-version' });
    });

    it('more unfinished uploads than a user may have', async () => {
      const { begin } = client(await gateway.tokenFor(['write']));
      for (let count = 0; count < 3; count += 1) expect((await begin(10, {})).statusCode).toBe(201);
      const fourth = await begin(10, {});
      expect([fourth.statusCode, fourth.json<{ code: string }>().code]).toEqual([429, 'too-many-uploads']);
      expect(Number(fourth.headers['retry-after'])).toBeGreaterThan(0);
    });

    it('bytes at a wrong offset, bytes of another type, and more than announced', async () => {
      const { begin, send, head, end } = client();
      const { location } = await begin(100, {});
      expect((await send(location, 5, BYTES.subarray(0, 5))).json()).toMatchObject({ status: 409, code: 'upload-conflict' });
      expect((await send(location, 0, BYTES.subarray(0, 5), { 'content-type': 'application/json' })).statusCode).toBe(400);
      expect((await send(location, 0, BYTES.subarray(0, 101))).json()).toMatchObject({ status: 413, code: 'too-large' });
      expect((await head(location)).headers['upload-offset']).toBe('0');
      await end(location);
    });

    it('the bytes of an upload on another route', async () => {
      const response = await gateway.app.inject({
        method: 'POST',
        url: '/api/v1/recordings',
        headers: { authorization: `Bearer ${gateway.token}`, 'content-type': 'application/offset+octet-stream' },
        payload: BYTES,
      });
      expect(response.statusCode).toBe(415);
    });
  });
});

describe('a resumable upload that meets a full disk', () => {
  it.each([
    ['while bytes arrive', 'gateway.piece-stored', '1000'],
    ['while the file is joined from its pieces', 'gateway.upload-joined', '3000'],
    ['while it is registered', 'gateway.upload-registered', '3000'],
  ])('%s is refused, loses nothing, and continues at its offset', async (_when, place, offset) => {
    const meetFullDisk = createFailpoint({ spec: `${place}=full`, folder: undefined });
    let isFull = false;
    const gateway = await openMemoryGateway({ failpoint: async (name) => (isFull ? meetFullDisk(name) : undefined) });
    try {
      const { begin, send, head, result } = createTusClient(gateway, gateway.token);
      const { location } = await begin(BYTES.length, { filename: 'talk.mp4', run: 'true' });
      await send(location, 0, BYTES.subarray(0, 1_000));
      isFull = true;
      const refused = await send(location, 1_000, BYTES.subarray(1_000));
      expect(refused.json()).toMatchObject({ status: 503, code: 'storage-full' });
      expect(refused.headers['retry-after']).toBe('60');
      const { headers } = await head(location);
      expect(headers['upload-offset']).toBe(offset);
      const rest = BYTES.subarray(Number(offset));
      if (rest.length > 0) expect((await send(location, Number(offset), rest)).statusCode).toBe(204);
      const { recording_id: id = '' } = (await result(location)).json<{ recording_id?: string }>();
      const { stream } = await gateway.artifacts.open(`uploads/${id}/source`);
      expect(Buffer.concat((await stream.toArray()) as Buffer[])).toEqual(BYTES);
      const { commits } = await gateway.store.load(id);
      const events = commits.flatMap(({ commit }) => commit.events.map(({ type }) => type));
      expect(events.filter((type) => type === 'AssetRegistered' || type === 'RunStarted')).toEqual([
        'AssetRegistered',
        'RunStarted',
      ]);
    } finally {
      await gateway.close();
    }
  });
});
