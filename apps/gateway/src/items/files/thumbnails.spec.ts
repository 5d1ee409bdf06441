import { PREVIEW, type Artifact } from '@throughline/contracts';
import { ask } from '../../testing/ask.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { MemoryPictureService } from '../../testing/memory-picture-service.js';
import { upload } from '../../testing/upload.js';
import { completeStep, startStep } from '../../testing/work-through.js';

interface Item {
  readonly thumbnail: { readonly second: number | null; readonly url: string | null } | null;
}

describe('the thumbnail of a recording', () => {
  let gateway: MemoryGateway;
  let pictures: MemoryPictureService;
  let id: string;
  const renew = renewMemoryGateway();
  beforeEach(async () => {
    gateway = await renew();
    pictures = gateway.ports.pictures as MemoryPictureService;
    ({ id } = await upload(gateway, { fields: { run: 'true' } }));
  });

  const download = async (mediaType = 'video/mp4'): Promise<void> => {
    await startStep(gateway, id, 'DOWNLOAD');
    const stored = await gateway.artifacts.put(`${id}/source`, Buffer.from('frames'));
    const source: Artifact = { ...stored, role: 'source', name: 'talk.mp4', key: `${id}/source`, mediaType };
    await completeStep(gateway, id, 'DOWNLOAD', [source], { duration_seconds: 61.5 });
  };
  const read = () => ask(gateway, `/${id}/artifacts/thumbnail.jpg`, { method: 'GET' });
  const item = async (): Promise<Item['thumbnail']> => (await ask(gateway, `/${id}`, { method: 'GET' })).json<Item>().thumbnail;
  const choose = (second: number) =>
    ask(gateway, `/${id}`, { method: 'PATCH', body: { thumbnail: { second } }, headers: { 'if-match': '*' } });

  it('is made at a tenth of the video when it is first read, and then kept', async () => {
    await download();
    expect(await item()).toEqual({ second: null, url: `/api/v1/recordings/${id}/artifacts/thumbnail.jpg` });
    const first = await read();
    expect(first).toMatchObject({ statusCode: 200, body: 'picture at 6', headers: { 'content-type': 'image/jpeg' } });
    expect((await read()).headers['etag']).toBe(first.headers['etag']);
    expect(pictures.requests).toHaveLength(1);
  });

  it('is the picture at the chosen second, under another ETag', async () => {
    await download();
    const { headers } = await read();
    await choose(30);
    expect(await item()).toMatchObject({ second: 30 });
    const chosen = await read();
    expect(chosen.body).toBe('picture at 30');
    expect(chosen.headers['etag']).not.toBe(headers['etag']);
  });

  it('is opened by a signed link without a token', async () => {
    await download();
    const { url } = (await ask(gateway, `/${id}/artifacts/thumbnail.jpg/link`)).json<{ url: string }>();
    const { pathname, search } = new URL(url);
    expect(await gateway.app.inject({ url: pathname + search })).toMatchObject({ statusCode: 200, body: 'picture at 6' });
  });

  it('is missing before the video, for sound, and at a second without a picture, which is asked for once', async () => {
    expect([await item(), (await read()).statusCode]).toEqual([null, 404]);
    await download('audio/mpeg');
    expect([await item(), (await read()).statusCode]).toEqual([null, 404]);
    expect(pictures.requests).toEqual([]);
    ({ id } = await upload(gateway, { fields: { run: 'true', allow_duplicate: 'true' } }));
    await download();
    pictures.reply = 'no-picture';
    expect([(await read()).statusCode, (await read()).statusCode]).toEqual([404, 404]);
    expect(pictures.requests).toHaveLength(1);
  });

  it.each([
    ['busy', 'unavailable', '5'],
    ['replaced', 'unavailable', '5'],
    ['nobody', 'no-processing-service', '30'],
  ] as const)('can be read later if the outcome of the processing service is %s', async (reply, code, after) => {
    await download();
    pictures.reply = reply;
    const refused = await read();
    expect([refused.statusCode, refused.json<{ code: string }>().code, refused.headers['retry-after']]).toEqual([
      503,
      code,
      after,
    ]);
    pictures.reply = 'stored';
    expect((await read()).statusCode).toBe(200);
  });

  it('is made without a waiting request if two requests wait already', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      ({ id } = await upload(gateway, { fields: { run: 'true', allow_duplicate: 'true' } }));
      await download();
      ids.push(id);
    }
    let open = (): void => undefined;
    pictures.turn = new Promise((resolve) => {
      open = resolve;
    });
    const readAll = () => ids.map((each) => ask(gateway, `/${each}/artifacts/thumbnail.jpg`, { method: 'GET' }));
    const reads = readAll();
    const refused = await Promise.race(reads);
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '5']);
    open();
    const statuses = (await Promise.all(reads)).map(({ statusCode }) => statusCode);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 200, 503]);
    for (const answer of readAll()) expect((await answer).statusCode).toBe(200);
    expect(pictures.requests).toHaveLength(3);
  });

  it('is the poster, without a question to the store, as posters of this system are stored', async () => {
    await download();
    await ask(gateway, `/${id}/previews`);
    await startStep(gateway, id, PREVIEW);
    const key = `${id}/previews/poster.jpg`;
    const stored = await gateway.artifacts.put(key, Buffer.from('a poster'));
    await completeStep(gateway, id, PREVIEW, [{ role: 'poster', name: 'poster.jpg', key, mediaType: 'image/jpeg', ...stored }]);
    const stat = jest.spyOn(gateway.artifacts, 'stat');
    expect((await read()).body).toBe('a poster');
    expect(stat).not.toHaveBeenCalled();
  });

  it('is gone after an erasure', async () => {
    await download();
    await read();
    await ask(gateway, `/${id}/erase`, { body: { confirm: true } });
    expect(await read()).toMatchObject({ statusCode: 410 });
  });
});
