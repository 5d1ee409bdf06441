import { newId } from '@throughline/contracts';
import { openMemoryGateway, type MemoryGateway } from '../testing/memory-gateway.js';
import { soon } from '../testing/soon.js';
import { upload } from '../testing/upload.js';
import { completeStep, startStep } from '../testing/work-through.js';

const ENDPOINTS = ['', '/events', '/artifacts', '/explain'] as const;

describe('an item that was moved to another library', () => {
  let gateway: MemoryGateway;
  let other: { readonly token: string; readonly id: string };
  beforeAll(async () => {
    gateway = await openMemoryGateway();
    const token = await gateway.tokenFor(['write']);
    const { id } = (await get('/api/v1/me', token)).json<{ id: string }>();
    other = { token, id };
  });
  afterAll(() => gateway.close());

  const get = (url: string, token = gateway.token) => gateway.app.inject({ url, headers: { authorization: `Bearer ${token}` } });
  const post = (url: string, token = gateway.token) =>
    gateway.app.inject({ method: 'POST', url, headers: { authorization: `Bearer ${token}` } });
  const move = async (id: string, library = other.id): Promise<void> => {
    await gateway.ports.commands.execute(
      id,
      { type: 'TransferAsset', now: new Date().toISOString(), by: gateway.owner, library, outputs: [] },
      { commandId: newId(), actor: { kind: 'user', id: gateway.owner }, correlationId: 'spec' },
    );
  };
  const statusesOf = async (id: string, token: string): Promise<readonly number[]> =>
    Promise.all(ENDPOINTS.map(async (path) => (await get(`/api/v1/recordings/${id}${path}`, token)).statusCode));

  it('is found by the members of its new library only', async () => {
    const { id } = await upload(gateway);
    await move(id);
    expect(await statusesOf(id, gateway.token)).toEqual([404, 404, 404, 404]);
    expect(await statusesOf(id, other.token)).toEqual([200, 200, 200, 200]);
    const events = (await get(`/api/v1/recordings/${id}/events`, other.token)).json<{ items: { message: string }[] }>();
    expect(events.items.at(-1)?.message).toContain('Moved from library');
  });

  it('takes no command of its old library, even while the rows still show it there', async () => {
    const { id } = await upload(gateway);
    gateway.projection.pause();
    try {
      await move(id);
      expect((await post(`/api/v1/recordings/${id}/run`)).json()).toMatchObject({ status: 404, code: 'not-found' });
      expect((await post(`/api/v1/recordings/${id}/run?dry_run=true`)).json()).toMatchObject({ status: 404, code: 'not-found' });
    } finally {
      gateway.projection.resume();
    }
    expect((await post(`/api/v1/recordings/${id}/run`, other.token)).statusCode).toBe(202);
  });

  it('takes its past along, but a list of a past moment has what the library had then', async () => {
    const { id } = await upload(gateway);
    const before = (await get(`/api/v1/recordings/${id}/events`)).json<{ items: { id: string }[] }>().items.at(-1);
    const position = before?.id.split('.')[0] ?? '';
    await move(id);
    const listIds = async (query: string): Promise<readonly string[]> =>
      (await get(`/api/v1/recordings?as_of=${query}`, other.token))
        .json<{ items: { id: string }[] }>()
        .items.map((item) => item.id);
    expect((await get(`/api/v1/recordings/${id}?as_of=${position}`, other.token)).json()).toMatchObject({ id });
    expect((await get(`/api/v1/recordings/${id}?as_of=${position}`)).statusCode).toBe(404);
    expect(await listIds(position)).not.toContain(id);
    expect(await listIds(soon())).toContain(id);
  });

  it('ends the links that its old library has signed', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    await startStep(gateway, id, 'DOWNLOAD');
    const key = `${id}/files/video`;
    const file = await gateway.artifacts.put(key, Buffer.from('0123'));
    await completeStep(gateway, id, 'DOWNLOAD', [{ role: 'video', name: 'video.mp4', key, mediaType: 'video/mp4', ...file }]);
    await post(`/api/v1/recordings/${id}/cancel`);
    const signed = await post(`/api/v1/recordings/${id}/artifacts/video.mp4/link`);
    const { pathname, search } = new URL(signed.json<{ url: string }>().url);
    const open = () => gateway.app.inject({ url: pathname + search });
    expect((await open()).body).toBe('0123');
    await move(id);
    expect((await open()).json()).toMatchObject({ status: 401, code: 'link-invalid' });
  });
});
