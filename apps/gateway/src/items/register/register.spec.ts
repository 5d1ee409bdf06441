import { assetIdForKey } from '@throughline/contracts';
import { until } from '@throughline/stack/testing';
import { formOf, type FormFile } from '../../testing/forms.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';

interface Item {
  id: string;
  title: string;
  file_name: string | null;
  status: string;
  revision: string;
  language: string;
  is_mapped: boolean;
  run: { active: boolean } | null;
}
interface Problem {
  code: string;
  errors?: { pointer: string; message: string }[];
  existing_id?: string;
}

describe('registering a recording by upload', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());

  const keysOf = async (prefix: string): Promise<string[]> => {
    const keys: string[] = [];
    for await (const { key } of gateway.artifacts.list(prefix)) keys.push(key);
    return keys;
  };
  const post = async (
    fields: Record<string, string>,
    file: FormFile | undefined,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; headers: Record<string, unknown>; item: Item; problem: Problem }> => {
    const form = formOf(fields, file);
    const response = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/recordings',
      headers: { authorization: `Bearer ${gateway.token}`, ...form.headers, ...headers },
      payload: form.payload,
    });
    const body: unknown = response.json();
    return { status: response.statusCode, headers: response.headers, item: body as Item, problem: body as Problem };
  };

  it('answers 202 with the recording and its location', async () => {
    const { status, headers, item } = await post({ title: 'Weekly talk', language: 'en' }, { bytes: 'first' });
    expect(status).toBe(202);
    expect(headers).toMatchObject({ location: `/api/v1/recordings/${item.id}`, etag: `"${item.revision}"` });
    expect(item).toMatchObject({ title: 'Weekly talk', status: 'INITIALIZED', language: 'en', is_mapped: true, run: null });
  });

  it('can be read at once, before its row is written', async () => {
    gateway.projection.pause();
    const { item, headers } = await post({}, { bytes: 'read at once' });
    const response = await gateway.app.inject({
      url: String(headers['location']),
      headers: { authorization: `Bearer ${gateway.token}` },
    });
    gateway.projection.resume();
    expect(response.json()).toEqual(item);
  });

  it('starts a run in the same commit on request', async () => {
    const { item } = await post({ run: 'true' }, { bytes: 'run me' });
    expect(item.run).toMatchObject({ active: true });
    const { commits } = await gateway.store.load(item.id);
    expect(commits).toHaveLength(1);
    expect(commits[0]?.commit.events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['AssetRegistered', 'SourceBecameReady', 'RunStarted', 'StepScheduled']),
    );
  });

  it('accepts fields that come after the file', async () => {
    const form = formOf({}, { bytes: 'fields last' });
    const late = formOf({ title: 'After' }, undefined);
    const payload = Buffer.concat([form.payload.subarray(0, form.payload.lastIndexOf('--spec-boundary-7f3a--')), late.payload]);
    const response = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/recordings',
      headers: { authorization: `Bearer ${gateway.token}`, ...form.headers },
      payload,
    });
    expect(response.json()).toMatchObject({ title: 'After' });
  });

  it('stores the bytes unchanged with their hash, and leaves no intake', async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 45, 45]);
    const { item } = await post({}, { bytes });
    const { stream } = await gateway.artifacts.open(`uploads/${item.id}/source`);
    const stored: Buffer[] = [];
    for await (const chunk of stream) stored.push(chunk as Buffer);
    expect(Buffer.concat(stored)).toEqual(bytes);
    expect(await keysOf('intakes')).toEqual([]);
  });

  it.each([
    ['../../etc/passwd', 'passwd', 'passwd'],
    ['C:\\talks\\Q1.mp4', 'Q1.mp4', 'Q1'],
    ['🎬 emoji 東京.mp4', '🎬 emoji 東京.mp4', '🎬 emoji 東京'],
    ['a\u0000b\u202etalk.mp4', 'abtalk.mp4', 'abtalk'],
    ['..', null, 'Untitled recording'],
    ['', null, 'Untitled recording'],
  ])('accepts a file named %j', async (name, fileName, title) => {
    const { status, item } = await post({}, { bytes: `named ${name}`, name });
    expect({ status, file_name: item.file_name, title: item.title }).toEqual({ status: 202, file_name: fileName, title });
  });

  it('accepts a file with a name of 5 kB, and shortens it to what a file system could hold', async () => {
    const { status, item } = await post({}, { bytes: 'long name', name: `${'ü'.repeat(2_500)}.mp4` });
    expect(status).toBe(202);
    expect(Array.from(item.file_name ?? '')).toHaveLength(255);
    expect(item.file_name).toMatch(/^ü+\.mp4$/);
  });

  describe('refuses', () => {
    it.each<[string, Record<string, string>, FormFile | undefined, string[]]>([
      ['a missing file', { title: 'x' }, undefined, ['/file']],
      ['a file in the wrong part', {}, { bytes: 'x', part: 'video' }, ['/video']],
      ['an unknown field', { titel: 'x' }, { bytes: 'unknown field' }, ['/titel']],
      ['a blank title', { title: '   ' }, { bytes: 'blank title' }, ['/title']],
      ['a title with NUL', { title: 'a\u0000b' }, { bytes: 'nul title' }, ['/title']],
      ['an invalid language', { language: 'no such language' }, { bytes: 'language' }, ['/language']],
      ['an invalid flag', { run: 'yes' }, { bytes: 'flag' }, ['/run']],
      ['configuration that is not JSON', { processing_config: '{' }, { bytes: 'json' }, ['/processing_config']],
    ])('%s, naming the field', async (_, fields, file, pointers) => {
      const { status, problem } = await post(fields, file);
      expect(status).toBe(400);
      expect(problem.code).toBe('invalid');
      expect(problem.errors?.map(({ pointer }) => pointer)).toEqual(pointers);
    });

    it('an unknown output, naming the field', async () => {
      const { status, problem } = await post({ run: 'true', output_config: '{"outputs":["nas"]}' }, { bytes: 'nas' });
      expect([status, problem]).toMatchObject([
        404,
        { code: 'output-not-found', errors: [{ pointer: '/output_config/outputs/0' }] },
      ]);
    });

    it('an impossible run, before the file has arrived', async () => {
      const tooLarge = { bytes: Buffer.alloc(1_000_001) };
      const { problem } = await post({ run: 'true', output_config: '{"outputs":["nas"]}' }, tooLarge);
      expect(problem).toMatchObject({ code: 'output-not-found', errors: [{ pointer: '/output_config/outputs/0' }] });
    });

    it('an empty file', async () => {
      expect(await post({}, { bytes: '' })).toMatchObject({ status: 400, problem: { code: 'empty-file' } });
    });

    it('a file over the limit, at the first byte over it', async () => {
      expect(await post({}, { bytes: Buffer.alloc(1_000_001) })).toMatchObject({ status: 413, problem: { code: 'too-large' } });
      expect(await post({}, { bytes: Buffer.alloc(1_000_000, 7) })).toMatchObject({ status: 202 });
    });

    it('a body that announces too many bytes, without reading it', async () => {
      expect(await post({}, { bytes: 'x' }, { 'content-length': '9000000' })).toMatchObject({ status: 413 });
    });

    it.each(['text/plain', 'application/octet-stream'])('a body of type %s', async (type) => {
      const response = await gateway.app.inject({
        method: 'POST',
        url: '/api/v1/recordings',
        headers: { authorization: `Bearer ${gateway.token}`, 'content-type': type },
        payload: '{}',
      });
      expect(response.statusCode).toBe(415);
      expect(response.json()).toMatchObject({ code: 'unsupported-media-type' });
    });

    it('a body that ends in the middle of the file', async () => {
      const form = formOf({}, { bytes: 'x'.repeat(5_000) });
      const response = await gateway.app.inject({
        method: 'POST',
        url: '/api/v1/recordings',
        headers: { authorization: `Bearer ${gateway.token}`, ...form.headers },
        payload: form.payload.subarray(0, 2_000),
      });
      expect(response.statusCode).toBe(400);
      expect(response.json()).toMatchObject({ code: 'malformed-request' });
    });

    it('content that exists already, naming the existing recording, unless duplicates are allowed', async () => {
      const first = await post({}, { bytes: 'twice' });
      await until(async () => (await gateway.rows.byIds([first.item.id])).size === 1);
      const second = await post({}, { bytes: 'twice' });
      expect(second).toMatchObject({
        status: 409,
        headers: { location: `/api/v1/recordings/${first.item.id}` },
        problem: { code: 'duplicate', existing_id: first.item.id },
      });
      expect(await post({ allow_duplicate: 'true' }, { bytes: 'twice' })).toMatchObject({ status: 202 });
    });

    it('everything without leaving a byte behind', async () => {
      const before = (await keysOf('')).length;
      await post({ titel: 'x' }, { bytes: 'leaves nothing' });
      await post({}, { bytes: Buffer.alloc(1_000_001) });
      await post({}, { bytes: '' });
      expect(await keysOf('')).toHaveLength(before);
    });
  });

  describe('with an Idempotency-Key', () => {
    it('registers once and repeats the answer', async () => {
      const key = { 'idempotency-key': 'same-1' };
      const first = await post({ title: 'One' }, { bytes: 'once' }, key);
      const second = await post({ title: 'One' }, { bytes: 'once' }, key);
      expect(second.item).toEqual(first.item);
      expect(second.status).toBe(202);
      expect(second.headers).toMatchObject({ 'idempotency-replayed': 'true', location: first.headers['location'] });
      expect(first.item.id).toBe(assetIdForKey(gateway.owner, 'same-1'));
      expect((await gateway.store.load(first.item.id)).commits).toHaveLength(1);
    });

    it.each([
      ['another file', { title: 'One' }, 'other bytes'],
      ['another title', { title: 'Two' }, 'bytes of another title'],
    ])('refuses %s under the same key', async (what, fields, bytes) => {
      const key = { 'idempotency-key': what.replace(' ', '-') };
      expect(await post({ title: 'One' }, { bytes: `bytes of ${what}` }, key)).toMatchObject({ status: 202 });
      expect(await post(fields, { bytes }, key)).toMatchObject({ status: 422, problem: { code: 'idempotency-mismatch' } });
    });

    it('refuses a second request while the first is in progress', async () => {
      const route = 'POST /api/v1/recordings';
      await gateway.ports.idempotency.begin({ owner: gateway.owner, key: 'busy', route }, 60_000);
      const again = await post({}, { bytes: 'busy' }, { 'idempotency-key': 'busy' });
      expect(again).toMatchObject({ status: 409, problem: { code: 'request-in-progress' } });
      expect(Number(again.headers['retry-after'])).toBeGreaterThan(0);
    });

    it.each(['', 'ü', 'x'.repeat(256)])('refuses the key %j', async (key) => {
      expect(await post({}, { bytes: 'key' }, { 'idempotency-key': key })).toMatchObject({
        status: 400,
        problem: { errors: [{ pointer: '/headers/idempotency-key' }] },
      });
    });
  });
});
