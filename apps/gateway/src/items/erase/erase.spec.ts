import { randomUUID } from 'node:crypto';
import { uploadPrefix } from '@throughline/contracts';
import { ask, type AskOptions } from '../../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { upload, type UploadedItem } from '../../testing/upload.js';
import { completeStep, startStep, workThrough } from '../../testing/work-through.js';

const WORD = 'zanzibar';

describe('erasing a recording', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());

  interface Answer extends Omit<UploadedItem, 'title'> {
    readonly title: string | null;
    readonly code?: string;
    readonly outcome: { readonly code: string; readonly try_instead: string | null };
  }
  const send = async (path: string, asking: AskOptions = {}) => {
    const response = await ask(gateway, path, asking);
    return { status: response.statusCode, body: response.json<Answer>(), text: response.body };
  };
  const erase = (id: string, asking: AskOptions = {}) => send(`/${id}/erase`, { body: { confirm: true }, ...asking });
  const get = (path: string) => send(path, { method: 'GET' });
  const createNamed = async (fields: Record<string, string> = {}): Promise<string> =>
    (await upload(gateway, { fields: { title: `The ${WORD} talk`, ...fields } })).id;
  const ready = async (): Promise<string> => {
    const id = await createNamed({ run: 'true' });
    await startStep(gateway, id, 'DOWNLOAD');
    const stored = await gateway.artifacts.put(`${id}/files/video`, Buffer.from('film'));
    const artifact = { role: 'video', name: 'video.mp4', key: `${id}/files/video`, mediaType: 'video/mp4', ...stored };
    await completeStep(gateway, id, 'DOWNLOAD', [artifact]);
    await workThrough(gateway, id);
    return id;
  };

  it('removes all personal data at once, keeps the status, and names the outputs that still hold files', async () => {
    const id = await ready();
    const before = await get(`/${id}`);
    expect(before.text).toContain(WORD);
    const { status, body, text } = await erase(id);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      title: null,
      file_name: null,
      status: 'READY',
      erased_at: expect.any(String) as string,
      can_run: false,
      upload_summary: { total: 1, uploaded: 1 },
      outcome: { code: 'erased', try_instead: expect.stringContaining('library') as string },
    });
    expect(text).not.toContain(WORD);
    await waitUntilProjected(gateway, id);
    for (const path of ['', '/events', '/explain']) expect((await get(`/${id}${path}`)).text).not.toContain(WORD);
    expect((await get(`/${id}/events`)).text).toContain('AssetErased');
    expect((await get('?limit=100')).text).not.toContain(WORD);
  });

  it('changes nothing without `confirm: true`', async () => {
    const id = await createNamed();
    for (const body of [{}, { confirm: false }, { confirm: 'true' }, { confirm: true, more: 1 }])
      expect(await erase(id, { body })).toMatchObject({ status: 400, body: { code: 'invalid' } });
    expect(await send(`/${id}/erase`)).toMatchObject({ status: 400 });
    expect((await get(`/${id}`)).body).toMatchObject({ title: `The ${WORD} talk`, erased_at: null });
  });

  it('requires the scope write, and answers 404 to other users', async () => {
    const id = await createNamed();
    const reader = await gateway.tokenFor(['read'], gateway.owner);
    const writer = await gateway.tokenFor(['write'], gateway.owner);
    const stranger = await gateway.tokenFor(['admin']);
    expect(await erase(id, { token: reader })).toMatchObject({ status: 403 });
    expect(await erase(id, { token: stranger })).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await erase(id, { token: writer })).toMatchObject({ status: 200 });
    expect(await erase(id)).toMatchObject({ status: 200, body: { outcome: { code: 'already-erased' } } });
  });

  it('answers 410 to everything that needs the content, but still allows the deletion', async () => {
    const id = await ready();
    await erase(id);
    await waitUntilProjected(gateway, id);
    for (const path of ['/run', '/pause', '/cancel', '/reset', '/unstick', '/stages/TRIM/skip', '/restore'])
      expect(await send(`/${id}${path}`)).toMatchObject({ status: 410, body: { code: 'erased' } });
    for (const path of ['/artifacts', '/artifacts/video.mp4', '/artifacts/none'])
      expect(await get(`/${id}${path}`)).toMatchObject({ status: 410, body: { code: 'erased' } });
    const bulk = await send('/bulk/run', { body: { recording_ids: [id] } });
    expect(bulk.text).toContain('"erased"');
    expect(await send(`/${id}`, { method: 'DELETE' })).toMatchObject({ status: 200, body: { outcome: { code: 'deleted' } } });
    expect(await send(`/${id}/restore`)).toMatchObject({ status: 410, body: { code: 'erased' } });
  });

  it('excludes the item from bulk filters, and allows the same file to be registered again', async () => {
    const token = await gateway.tokenFor(['admin']);
    const bytes = randomUUID();
    const { id } = await upload(gateway, { token, bytes });
    await erase(id, { token });
    await waitUntilProjected(gateway, id);
    expect((await send('/bulk/run', { token, body: { filters: { status: ['INITIALIZED'] } } })).text).not.toContain(id);
    await expect(upload(gateway, { token, bytes })).resolves.toMatchObject({ status: 'INITIALIZED' });
  });

  it('removes stored answers, so that a repeated request shows the erased item and repeats nothing', async () => {
    const id = await createNamed({ run: 'true' });
    const key = randomUUID();
    const pause = (): ReturnType<typeof send> => send(`/${id}/cancel`, { body: {}, headers: { 'idempotency-key': key } });
    expect((await pause()).text).toContain(WORD);
    const many = { body: { recording_ids: [id] }, headers: { 'idempotency-key': randomUUID() } };
    const bulk = await send('/bulk/pause', many);
    expect(bulk.text).not.toContain(WORD);
    const erasing = { headers: { 'idempotency-key': randomUUID() } };
    expect(await erase(id, erasing)).toMatchObject({ body: { outcome: { code: 'erased' } } });
    const again = await pause();
    expect(again).toMatchObject({ status: 200, body: { title: null } });
    expect(again.text).not.toContain(WORD);
    expect(await erase(id, erasing)).toMatchObject({ status: 200, body: { title: null, outcome: { code: 'erased' } } });
    // A bulk answer holds no personal data, and the same filter might match other items, so it is still replayed.
    expect((await ask(gateway, '/bulk/pause', many)).headers).toMatchObject({ 'idempotency-replayed': 'true' });
    const { commits } = await gateway.store.load(id);
    const types = commits.flatMap(({ commit }) => commit.events.map(({ type }) => type));
    expect(types.filter((type) => type === 'RunCancelled' || type === 'AssetErased')).toEqual(['RunCancelled', 'AssetErased']);
  });

  it('stores no bytes of a repeated registration', async () => {
    const key = randomUUID();
    const bytes = randomUUID();
    const headers = { 'idempotency-key': key };
    const { id } = await upload(gateway, { bytes, headers });
    await erase(id);
    await gateway.artifacts.removePrefix(uploadPrefix(id));
    await upload(gateway, { bytes, headers }).catch(() => undefined);
    const left: string[] = [];
    for await (const stored of gateway.artifacts.list(uploadPrefix(id))) left.push(stored.key);
    expect(left).toEqual([]);
  });
});
