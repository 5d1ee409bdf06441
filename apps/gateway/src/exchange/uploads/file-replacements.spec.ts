import { randomBytes } from 'node:crypto';
import { ask } from '../../testing/ask.js';
import { FailOnce } from '../../testing/fail-once.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { sendRequest } from '../../testing/send-request.js';
import { createTusClient, listKeys } from '../../testing/tus.js';
import { failStep, startStep } from '../../testing/work-through.js';

const OTHER = randomBytes(700);

describe('a file that replaces the file of a failed item', () => {
  const failing = new FailOnce();
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway({ failpoint: failing.failpoint });
  });
  afterAll(() => gateway.close());

  const client = () => createTusClient(gateway, gateway.token);
  const push = async (bytes: Buffer, fields: Readonly<Record<string, string>>): Promise<string> => {
    const { location, statusCode, body } = await client().begin(bytes.length, { filename: 'talk.mp4', ...fields });
    if (statusCode !== 201) throw new Error(body);
    await client().send(location, 0, bytes);
    return location;
  };
  const idOf = async (location: string): Promise<string> =>
    (await client().result(location)).json<{ recording_id: string }>().recording_id;
  const itemOf = async (id: string) => (await sendRequest<Record<string, unknown>>(gateway, 'GET', `/recordings/${id}`)).body;
  const failRecording = async (): Promise<string> => {
    const id = await idOf(await push(randomBytes(300), { title: 'A talk' }));
    await failRun(id);
    return id;
  };
  const failRun = async (id: string): Promise<void> => {
    const { statusCode, body } = await ask(gateway, `/${id}/run`, {});
    if (statusCode !== 202) throw new Error(body);
    await startStep(gateway, id, 'DOWNLOAD');
    await failStep(gateway, id, 'DOWNLOAD');
  };
  const sourcesOf = async (id: string): Promise<readonly Buffer[]> => {
    const keys = await listKeys(gateway, `uploads/${id}`);
    return Promise.all(
      keys.map(async (key) => Buffer.concat((await (await gateway.artifacts.open(key)).stream.toArray()) as Buffer[])),
    );
  };

  it('becomes its only file, and the item can run again', async () => {
    const id = await failRecording();
    expect(await itemOf(id)).toMatchObject({ failed: true });
    const location = await push(OTHER, { replaces: id, filename: 'again.mp4' });
    expect(await idOf(location)).toBe(id);
    expect((await client().head(location)).headers['throughline-recording']).toBe(id);
    expect(await itemOf(id)).toMatchObject({ failed: false, status: 'INITIALIZED', title: 'A talk', file_name: 'again.mp4' });
    expect(await sourcesOf(id)).toEqual([OTHER]);
    expect((await client().result(location)).json()).toEqual({ recording_id: id, run_refused: null });
  });

  it('replaces it once if the gateway fails between the replacement and its note', async () => {
    const id = await failRecording();
    const bytes = randomBytes(400);
    failing.at = 'gateway.upload-registered';
    const location = await push(bytes, { replaces: id });
    expect(await idOf(location)).toBe(id);
    expect(await sourcesOf(id)).toEqual([bytes]);
    const { commits } = await gateway.store.load(id);
    expect(
      commits.flatMap(({ commit }) => commit.events.map(({ type }) => type)).filter((type) => type === 'AssetReset'),
    ).toHaveLength(1);
  });

  it('keeps a later file if its own replacement is repeated', async () => {
    const id = await failRecording();
    failing.at = 'gateway.upload-registered';
    const first = await push(randomBytes(350), { replaces: id });
    await failRun(id);
    const later = randomBytes(360);
    expect(await idOf(await push(later, { replaces: id }))).toBe(id);
    expect(await idOf(first)).toBe(id);
    expect(await sourcesOf(id)).toEqual([later]);
  });

  const replaceAddress = async (id: string) =>
    ask(gateway, `/${id}/replace-address`, { body: { url: 'https://files.example/new.mp4?key=s3cret' } });

  it('can be replaced by an address, and replaces that in turn', async () => {
    const id = await failRecording();
    expect((await replaceAddress(id)).statusCode).toBe(200);
    expect(await sourcesOf(id)).toEqual([]);
    expect(await itemOf(id)).toMatchObject({
      failed: false,
      file_name: 'new.mp4',
      source: { kind: 'upload', url: 'https://files.example/new.mp4', size: null },
    });
    await failRun(id);
    const bytes = randomBytes(370);
    expect(await idOf(await push(bytes, { replaces: id, filename: 'again.mp4' }))).toBe(id);
    expect(await sourcesOf(id)).toEqual([bytes]);
    expect(await itemOf(id)).toMatchObject({ file_name: 'again.mp4', source: { url: null, size: 370 } });
  });

  it('stays if the address is only previewed', async () => {
    const id = await failRecording();
    const before = await sourcesOf(id);
    const body = { url: 'https://files.example/new.mp4' };
    expect((await ask(gateway, `/${id}/replace-address?dry_run=true`, { body })).statusCode).toBe(200);
    expect(await sourcesOf(id)).toEqual(before);
  });

  it.each([
    ['the item has not failed', async () => idOf(await push(randomBytes(200), {})), {}, 409, 'file-in-use'],
    ['there is no such item', () => Promise.resolve('0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11'), {}, 404, 'not-found'],
    ['it is no id', () => Promise.resolve('talk'), {}, 400, 'invalid'],
    ['the item is another kind of item', failRecording, { pipeline: 'document' }, 404, 'not-found'],
    ['it would change more than the file', failRecording, { title: 'Another' }, 400, 'invalid'],
  ] as const)('is refused before its bytes are sent if %s', async (_, item, fields, status, code) => {
    const response = await client().begin(200, { filename: 'talk.mp4', replaces: await item(), ...fields });
    expect([response.statusCode, response.json<{ code: string }>().code]).toEqual([status, code]);
  });

  it('is refused if it belongs to another library', async () => {
    const stranger = createTusClient(gateway, await gateway.tokenFor(['admin']));
    expect((await stranger.begin(200, { replaces: await failRecording() })).statusCode).toBe(404);
  });

  it('is refused at its end if it is the file of another item, and leaves the item as it is', async () => {
    const bytes = randomBytes(250);
    const existing = await idOf(await push(bytes, {}));
    const id = await failRecording();
    const before = await sourcesOf(id);
    const location = await push(bytes, { replaces: id });
    expect((await client().result(location)).json()).toEqual({ problem: 'duplicate', existing_id: existing });
    expect(await itemOf(id)).toMatchObject({ failed: true });
    expect(await sourcesOf(id)).toEqual(before);
  });
});
