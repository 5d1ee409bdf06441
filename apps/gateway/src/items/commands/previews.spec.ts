import { PREVIEW, type Artifact } from '@throughline/contracts';
import { PREVIEWED_FILE } from '@throughline/domain';
import { ask } from '../../testing/ask.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import type { MemoryPictureService } from '../../testing/memory-picture-service.js';
import { upload } from '../../testing/upload.js';
import { completeStep, failStep, startStep } from '../../testing/work-through.js';

interface Item {
  readonly previews: Readonly<Record<string, string | null>>;
  readonly updated_at: string;
  readonly can_run: boolean;
  readonly processing_stages: readonly { readonly stage_type: string }[];
  readonly outcome?: { readonly code: string };
}

describe('the previews of a recording', () => {
  let gateway: MemoryGateway;
  let id: string;
  const nextOwner = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await nextOwner();
    ({ id } = await upload(gateway));
  });

  const read = async (): Promise<Item> => (await ask(gateway, `/${id}`, { method: 'GET' })).json<Item>();
  const request = () => ask(gateway, `/${id}/previews`);
  const file = (name: string, headers: Readonly<Record<string, string>> = {}) =>
    ask(gateway, `/${id}/artifacts/${name}`, { method: 'GET', headers });
  async function make(): Promise<void> {
    await request();
    await startStep(gateway, id, PREVIEW);
    const store = async (role: string, name: string, mediaType: string, bytes: string): Promise<Artifact> => {
      const key = `${id}/previews/${name}`;
      return { ...(await gateway.artifacts.put(key, Buffer.from(bytes))), role, name, key, mediaType };
    };
    const artifacts = [
      await store('poster', 'poster.jpg', 'image/jpeg', 'a poster'),
      await store('peaks', 'peaks.json', 'application/json', '{}'),
    ];
    const loaded = await gateway.ports.commands.load(id);
    const state = loaded?.state;
    const source =
      state?.phase === 'present' && state.source !== undefined && 'sha256' in state.source ? state.source : undefined;
    await completeStep(gateway, id, PREVIEW, artifacts, { [PREVIEWED_FILE]: source?.sha256 ?? '' });
  }

  it('are asked for by one request, and a second one changes nothing', async () => {
    expect((await read()).previews).toMatchObject({ state: 'none', poster_url: null, peaks_url: null });
    const first = await request();
    expect([first.statusCode, first.json<Item>().outcome?.code]).toEqual([202, 'previews-requested']);
    const second = await request();
    expect([second.statusCode, second.json<Item>().outcome?.code]).toEqual([200, 'previews-requested']);
    expect((await read()).previews['state']).toBe('requested');
    await make();
    const third = await request();
    expect([third.statusCode, third.json<Item>().outcome?.code]).toEqual([200, 'previews-ready']);
  });

  it('are named by the item and opened by their names, without a change of anything else', async () => {
    const before = await read();
    await make();
    const { previews, ...after } = await read();
    expect(previews).toMatchObject({
      state: 'ready',
      poster_url: `/api/v1/recordings/${id}/artifacts/poster.jpg`,
      peaks_url: `/api/v1/recordings/${id}/artifacts/peaks.json`,
      page_url: null,
    });
    expect([after.updated_at, after.can_run, after.processing_stages]).toEqual([
      before.updated_at,
      before.can_run,
      before.processing_stages,
    ]);
    const poster = await file('poster.jpg');
    expect([poster.statusCode, poster.body, poster.headers['content-type']]).toEqual([200, 'a poster', 'image/jpeg']);
    expect((await file('poster.jpg', { 'if-none-match': String(poster.headers['etag']) })).statusCode).toBe(304);
    expect((await file('peaks.json')).statusCode).toBe(200);
    const listed = (await ask(gateway, `/${id}/artifacts`, { method: 'GET' })).json<{ items: readonly { name: string }[] }>();
    expect(listed.items.map(({ name }) => name)).not.toContain('poster.jpg');
  });

  it('stand for the item in lists, without a picture that a worker draws', async () => {
    await make();
    const pictures = gateway.ports.pictures as MemoryPictureService;
    const page = await gateway.app.inject({ url: '/api/v1/items', headers: { authorization: `Bearer ${gateway.token}` } });
    const [item] = page.json<{ items: readonly { thumbnail_url: string | null }[] }>().items;
    expect(item?.thumbnail_url).toBe(`/api/v1/recordings/${id}/artifacts/thumbnail.jpg`);
    expect((await file('thumbnail.jpg')).body).toBe('a poster');
    expect(pictures.requests).toEqual([]);
  });

  it('are missing before they are made, and no read starts them', async () => {
    expect([(await file('poster.jpg')).statusCode, (await file('peaks.json')).statusCode]).toEqual([404, 404]);
    await read();
    expect((await read()).previews['state']).toBe('none');
  });

  it('may be asked for again after a failure, which fails nothing else', async () => {
    await request();
    await startStep(gateway, id, PREVIEW);
    await failStep(gateway, id, PREVIEW);
    expect(await read()).toMatchObject({ failed: false, previews: { state: 'failed', poster_url: null } });
    expect((await request()).statusCode).toBe(202);
  });

  it('are refused for a deleted and an erased item, and gone with its content', async () => {
    await make();
    await ask(gateway, `/${id}`, { method: 'DELETE' });
    expect((await request()).json()).toMatchObject({ status: 409, code: 'deleted' });
    expect((await file('poster.jpg')).statusCode).toBe(200);
    await ask(gateway, `/${id}/erase`, { body: { confirm: true } });
    expect((await request()).json()).toMatchObject({ status: 410, code: 'erased' });
    expect((await file('poster.jpg')).statusCode).toBe(410);
    expect((await read()).previews).toMatchObject({ state: 'none', poster_url: null });
  });

  it('take no fields', async () => {
    expect((await ask(gateway, `/${id}/previews`, { body: { quick: true } })).json()).toMatchObject({
      status: 400,
      code: 'invalid',
    });
  });
});
