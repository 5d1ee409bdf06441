import { randomUUID } from 'node:crypto';
import { newId } from '@throughline/contracts';
import { ask, type AskOptions } from '../../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { upload, type UploadedItem } from '../../testing/upload.js';
import { completeStep, startStep } from '../../testing/work-through.js';

const KEEP_MS = 3_600_000;

describe('deleting a recording', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway({ settings: { deletedKeepMs: KEEP_MS } });
  });
  afterAll(() => gateway.close());

  const send = async (path: string, asking: AskOptions = {}) => {
    const response = await ask(gateway, path, asking);
    return { status: response.statusCode, body: response.json<UploadedItem & { items: UploadedItem[]; expires_at: string }>() };
  };
  const get = (path: string, token = gateway.token) => send(path, { method: 'GET', token });
  const remove = (id: string, token = gateway.token) => send(`/${id}`, { method: 'DELETE', token });
  /** Registers a recording with a file and starts its second step. */
  const withFile = async (bytes?: string): Promise<string> => {
    const { id } = await upload(gateway, { fields: { run: 'true' }, ...(bytes === undefined ? {} : { bytes }) });
    await startStep(gateway, id, 'DOWNLOAD');
    const stored = await gateway.artifacts.put(`${id}/files/video`, Buffer.from('film'));
    const artifact = { role: 'video', name: 'video.mp4', key: `${id}/files/video`, mediaType: 'video/mp4', ...stored };
    await completeStep(gateway, id, 'DOWNLOAD', [artifact]);
    return id;
  };
  const expire = async (id: string): Promise<void> => {
    const now = new Date(Date.now() + KEEP_MS + 1_000).toISOString();
    const meta = { commandId: newId(), actor: { kind: 'service', id: 'ingest' } as const, correlationId: 'spec' };
    expect(await gateway.ports.commands.execute(id, { type: 'ExpireAsset', now }, meta)).toMatchObject({ kind: 'accepted' });
  };

  it('stops its run, keeps its status, and shows until when it can be restored', async () => {
    const id = await withFile();
    const { status, body } = await remove(id);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id,
      deleted_at: expect.any(String) as string,
      run: { active: false },
      can_run: false,
      outcome: { code: 'deleted', detail: expect.stringContaining(`until ${body.expires_at.slice(0, 16)}:00Z.`) as string },
    });
    const left = Date.parse(body.expires_at) - Date.now();
    expect(left).toBeGreaterThan(KEEP_MS - 60_000);
    expect(left).toBeLessThanOrEqual(KEEP_MS);
    expect(await remove(id)).toMatchObject({ status: 200, body: { outcome: { code: 'already-deleted' } } });
  });

  it('hides it from lists unless they ask for deleted items, and still shows it by id', async () => {
    const token = await gateway.tokenFor(['admin']);
    const [kept, gone] = [await upload(gateway, { token }), await upload(gateway, { token })];
    await remove(gone.id, token);
    await waitUntilProjected(gateway, gone.id);
    const list = async (query: string): Promise<string[]> =>
      (await get(`?sort=created_at${query}`, token)).body.items.map(({ id }) => id);
    await expect(list('')).resolves.toEqual([kept.id]);
    await expect(list('&deleted=false')).resolves.toEqual([kept.id]);
    await expect(list('&deleted=true')).resolves.toEqual([gone.id]);
    await expect(list('&deleted=any')).resolves.toEqual([kept.id, gone.id]);
    expect(await get('?deleted=perhaps', token)).toMatchObject({ status: 400 });
    expect(await get(`/${gone.id}`, token)).toMatchObject({ status: 200, body: { id: gone.id, status: 'INITIALIZED' } });
  });

  it('leaves its files readable until the retention date, then answers 410', async () => {
    const id = await withFile();
    await remove(id);
    expect((await ask(gateway, `/${id}/artifacts/video.mp4`, { method: 'GET' })).body).toBe('film');
    await expire(id);
    await waitUntilProjected(gateway, id);
    for (const path of ['/artifacts', '/artifacts/video.mp4', '/artifacts/none'])
      expect((await ask(gateway, `/${id}${path}`, { method: 'GET' })).json()).toMatchObject({ status: 410, code: 'gone' });
    expect(await get(`/${id}`)).toMatchObject({ status: 200, body: { status: 'EXPIRED' } });
  });

  it('answers 404 to other users after the expiry', async () => {
    const id = await withFile();
    await remove(id);
    await expire(id);
    await waitUntilProjected(gateway, id);
    const foreign = await gateway.tokenFor(['admin']);
    expect(await get(`/${id}/artifacts`, foreign)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('can be undone by restore, and /run continues with the remaining steps', async () => {
    const id = await withFile();
    await remove(id);
    for (const path of ['/run', '/pause', '/cancel', '/reset', '/unstick', '/stages/TRIM/skip'])
      expect(await send(`/${id}${path}`)).toMatchObject({ status: 409, body: { code: 'deleted' } });
    expect(await send(`/${id}/restore`)).toMatchObject({
      status: 200,
      body: { deleted_at: null, expires_at: null, status: 'DOWNLOADED', outcome: { code: 'restored' } },
    });
    expect(await send(`/${id}/restore`)).toMatchObject({ status: 200, body: { outcome: { code: 'not-deleted' } } });
    expect(await send(`/${id}/run`)).toMatchObject({ status: 202 });
  });

  it('cannot be undone after the retention date', async () => {
    const id = await withFile();
    await remove(id);
    await expire(id);
    for (const path of ['/restore', '/run', '/reset'])
      expect(await send(`/${id}${path}`)).toMatchObject({ status: 409, body: { code: 'expired' } });
  });

  it('allows the same file to be registered again', async () => {
    const bytes = randomUUID();
    const id = await withFile(bytes);
    await expect(upload(gateway, { bytes })).rejects.toThrow('duplicate');
    await remove(id);
    await waitUntilProjected(gateway, id);
    await expect(upload(gateway, { bytes })).resolves.toMatchObject({ status: 'INITIALIZED' });
  });
});
