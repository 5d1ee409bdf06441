import { PREVIEW, type JsonObject } from '@throughline/contracts';
import type { WebVersionState } from '@throughline/domain';
import { ask } from '../../testing/ask.js';
import { earlierResult, makePreviews } from '../../testing/make-previews.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import type { MemoryPictureService } from '../../testing/memory-picture-service.js';
import { upload } from '../../testing/upload.js';
import { failStep, startStep } from '../../testing/work-through.js';

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
  const make = (...how: [WebVersionState?, ((sha256: string) => JsonObject)?]): Promise<void> =>
    makePreviews(gateway, id, ...how);

  it('are asked for by one request, and a second one changes nothing', async () => {
    expect((await read()).previews).toMatchObject({ state: 'none', poster_url: null, peaks_url: null });
    const first = await request();
    expect([first.statusCode, first.json<Item>().outcome?.code]).toEqual([202, 'previews-requested']);
    const second = await request();
    expect([second.statusCode, second.json<Item>().outcome?.code]).toEqual([200, 'previews-queued']);
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
      sprites_url: `/api/v1/recordings/${id}/artifacts/sprites.jpg`,
      sprites_index_url: `/api/v1/recordings/${id}/artifacts/sprites.json`,
      web_state: 'not-needed',
      web_url: null,
      web_media_type: null,
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
    for (const name of ['peaks.json', 'sprites.json', 'sprites.jpg']) expect((await file(name)).statusCode).toBe(200);
    const listed = (await ask(gateway, `/${id}/artifacts`, { method: 'GET' })).json<{ items: readonly { name: string }[] }>();
    expect(listed.items.map(({ name }) => name)).not.toContain('poster.jpg');
  });

  it('of an earlier release stay, and are completed by a request', async () => {
    await make('not-needed', earlierResult);
    const { previews } = await read();
    expect(previews).toMatchObject({
      state: 'incomplete',
      web_state: null,
      poster_url: expect.stringContaining('poster') as unknown,
    });
    expect((await request()).statusCode).toBe(202);
  });

  it('have a version for the browser in parts, which is no file of the recording', async () => {
    await make('pending');
    expect((await read()).previews).toMatchObject({ state: 'incomplete', web_state: 'pending', web_url: null });
    await make('ready');
    expect((await read()).previews).toMatchObject({
      state: 'ready',
      web_state: 'ready',
      web_url: `/api/v1/recordings/${id}/artifacts/web.mp4`,
      web_media_type: 'video/mp4',
    });
    const part = await file('web.mp4', { range: 'bytes=2-8' });
    expect([part.statusCode, part.body, part.headers['content-type']]).toEqual([206, 'version', 'video/mp4']);
    const listed = (await ask(gateway, `/${id}/artifacts`, { method: 'GET' })).json<{ items: readonly { name: string }[] }>();
    expect(listed.items.map(({ name }) => name)).not.toContain('web.mp4');
    await ask(gateway, `/${id}/erase`, { body: { confirm: true } });
    expect([(await file('web.mp4')).statusCode, (await read()).previews['web_url']]).toEqual([410, null]);
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
