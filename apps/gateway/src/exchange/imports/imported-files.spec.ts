import { PREVIEW, newId, type CloudEvent } from '@throughline/contracts';
import { toPreviewResult } from '@throughline/domain';
import { ask } from '../../testing/ask.js';
import { FailOnce } from '../../testing/fail-once.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { renewMemoryGateway } from '../../testing/renewed-memory-gateway.js';
import { sendRequest } from '../../testing/send-request.js';
import { createTusClient, listKeys } from '../../testing/tus.js';
import { upload } from '../../testing/upload.js';
import { completeStep, currentAttemptId, startStep, workThrough } from '../../testing/work-through.js';

const SOURCE = 'the bytes of the talk';
const FILM = 'the film of the talk';
const POSTER = 'a picture of the talk';

interface Answer {
  readonly state?: string;
  readonly upload?: { readonly id: string; readonly offset: number; readonly length: number } | null;
  readonly code?: string;
  readonly outcome?: { readonly code: string };
  readonly errors?: readonly { readonly pointer: string }[];
}

describe('a file of an imported item', () => {
  const failing = new FailOnce();
  let old: MemoryGateway;
  let gateway: MemoryGateway;
  let id: string;
  let history: readonly CloudEvent[];
  let film: string;
  let silence: string;
  let poster: string;
  beforeAll(async () => {
    old = await openMemoryGateway();
    ({ id } = await upload(old, { fields: { title: 'A talk', run: 'true' }, bytes: SOURCE }));
    const folder = `${id}/run/DOWNLOAD/${await currentAttemptId(old, id, 'DOWNLOAD')}`;
    [film, silence] = [`${folder}/video.mp4`, `${folder}/silence.txt`];
    const artifactOf = async (key: string, bytes: string, role: string, mediaType = 'application/octet-stream') => ({
      role,
      name: key.slice(key.lastIndexOf('/') + 1),
      key,
      mediaType,
      ...(await old.artifacts.put(key, Buffer.from(bytes))),
    });
    await startStep(old, id, 'DOWNLOAD');
    const video = await artifactOf(film, FILM, 'video', 'video/mp4');
    await completeStep(old, id, 'DOWNLOAD', [video, await artifactOf(silence, '', 'notes')]);
    await ask(old, `/${id}/previews`);
    poster = `${id}/previews/${PREVIEW}/${await startStep(old, id, PREVIEW)}/poster.jpg`;
    await completeStep(
      old,
      id,
      PREVIEW,
      [await artifactOf(poster, POSTER, 'poster')],
      toPreviewResult({ fileSha256: video.sha256 }),
    );
    await workThrough(old, id);
    const exported = await old.app.inject({
      url: `/api/v1/item-exports/${id}/events`,
      headers: { authorization: `Bearer ${old.token}` },
    });
    history = exported.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as CloudEvent);
  });
  afterAll(() => old.close());
  const renew = renewMemoryGateway(() => ({ failpoint: failing.failpoint, limits: { openUploadsPerUser: 3 } }));
  beforeEach(async () => {
    gateway = await renew();
    await post('', { items: [{ id, events: history, complete: true }] });
  });

  const post = (path: string, payload: object, token?: string) =>
    sendRequest<Answer>(gateway, 'POST', `/admin/imports${path}`, { payload, token });
  const begin = async (key: string, size: number, token?: string) => (await post('/files', { item: id, key, size }, token)).body;
  const client = () => createTusClient(gateway, gateway.token);
  const locationOf = ({ upload: begun }: Answer): string => `/api/v1/uploads/${begun?.id ?? ''}`;
  const send = async (key: string, bytes: string) => {
    const location = locationOf(await begin(key, bytes.length));
    await client().send(location, 0, Buffer.from(bytes));
    return (await client().result(location)).json<{ recording_id?: string; code?: string }>();
  };
  const read = async (name: string) =>
    (
      await gateway.app.inject({
        url: `/api/v1/recordings/${id}/artifacts/${name}`,
        headers: { authorization: `Bearer ${gateway.token}` },
      })
    ).body;
  const sourceKey = (): string => `uploads/${id}/source`;

  it('is stored by a resumable upload under the key that the history names, and causes nothing', async () => {
    expect(await read('video.mp4')).toContain('file-missing');
    const head = await gateway.store.head(id);
    const begun = await begin(film, FILM.length);
    expect(begun).toMatchObject({ state: 'missing', upload: { offset: 0, length: FILM.length } });
    await client().send(locationOf(begun), 0, Buffer.from(FILM.slice(0, 5)));
    expect((await client().head(locationOf(begun))).headers['upload-offset']).toBe('5');
    await client().send(locationOf(begun), 5, Buffer.from(FILM.slice(5)));
    expect((await client().result(locationOf(begun))).json()).toEqual({ recording_id: id, run_refused: null });
    expect(await read('video.mp4')).toBe(FILM);
    expect(await listKeys(gateway, 'parts')).toEqual([]);
    expect(await gateway.store.head(id)).toBe(head);
    expect(await begin(film, FILM.length)).toEqual({ state: 'present', upload: null });
  });

  it('continues with the upload that an interrupted import has begun', async () => {
    const first = await begin(film, FILM.length);
    await client().send(locationOf(first), 0, Buffer.from(FILM.slice(0, 7)));
    const again = await begin(film, FILM.length);
    expect(again).toMatchObject({ state: 'missing', upload: { id: first.upload?.id, offset: 7 } });
    await client().send(locationOf(again), 7, Buffer.from(FILM.slice(7)));
    expect(await read('video.mp4')).toBe(FILM);
  });

  it('is stored once if the gateway fails between the last byte and its note', async () => {
    failing.at = 'gateway.upload-registered';
    const location = locationOf(await begin(film, FILM.length));
    expect((await client().send(location, 0, Buffer.from(FILM))).statusCode).toBe(500);
    expect((await client().result(location)).json()).toMatchObject({ recording_id: id });
    expect(await read('video.mp4')).toBe(FILM);
  });

  it('is refused if its bytes are others, which stores nothing, and can be sent again', async () => {
    expect(await send(film, FILM.replace('film', 'book'))).toMatchObject({ code: 'import-file-differs' });
    expect(await gateway.artifacts.stat(film)).toBeUndefined();
    expect(await send(film, FILM)).toMatchObject({ recording_id: id });
  });

  it('is refused if its size is another, or if other bytes are stored under its key', async () => {
    expect(await begin(film, FILM.length + 1)).toMatchObject({ code: 'import-file-differs' });
    await gateway.artifacts.put(film, Buffer.from('something else'));
    expect(await begin(film, FILM.length)).toMatchObject({ code: 'import-file-differs' });
  });

  it('is refused if the history does not name it, or the item is not here', async () => {
    expect(await begin(`${film}x`, 5)).toMatchObject({ code: 'invalid', errors: [{ pointer: '/key' }] });
    expect((await post('/files', { item: newId(), key: film, size: FILM.length })).body).toMatchObject({ code: 'not-found' });
  });

  it('needs no upload if it is empty', async () => {
    expect(await begin(silence, 0)).toEqual({ state: 'present', upload: null });
    expect(await gateway.artifacts.stat(silence)).toMatchObject({ size: 0 });
  });

  it('takes the rights of an import, also in the library of another user', async () => {
    const writer = await gateway.tokenFor(['write'], gateway.owner);
    expect(await begin(film, FILM.length, writer)).toMatchObject({ code: 'forbidden' });
    const administrator = await gateway.tokenFor(['admin']);
    expect(await begin(film, FILM.length, administrator)).toMatchObject({ state: 'missing' });
  });

  it('counts as one of the unfinished uploads of its user', async () => {
    for (const title of ['a', 'b', 'c']) await client().begin(10, { filename: `${title}.mp4` });
    expect(await begin(film, FILM.length)).toMatchObject({ code: 'too-many-uploads' });
  });

  it('goes with the item: an erasure makes it unneeded, also while its bytes arrive', async () => {
    const location = locationOf(await begin(film, FILM.length));
    await ask(gateway, `/${id}/erase`, { body: { confirm: true } });
    await client().send(location, 0, Buffer.from(FILM));
    expect((await client().result(location)).json()).toMatchObject({ code: 'erased' });
    expect(await gateway.artifacts.stat(film)).toBeUndefined();
    expect(await begin(film, FILM.length)).toEqual({ state: 'not-needed', upload: null });
  });

  it('is not brought back after a run here has made it useless', async () => {
    await send(film, FILM);
    expect((await ask(gateway, `/${id}/reset`)).statusCode).toBe(200);
    await gateway.artifacts.remove(film);
    expect(await begin(film, FILM.length)).toEqual({ state: 'not-needed', upload: null });
    expect(await begin(sourceKey(), SOURCE.length)).toMatchObject({ state: 'missing' });
  });

  it('of previews is needed whatever runs here', async () => {
    expect((await ask(gateway, `/${id}/reset`)).statusCode).toBe(200);
    expect(await begin(poster, POSTER.length)).toMatchObject({ state: 'missing' });
    await send(poster, POSTER);
    expect(await read('poster.jpg')).toBe(POSTER);
    expect(await begin(poster, POSTER.length)).toEqual({ state: 'present', upload: null });
  });

  it('of previews is the thumbnail once it is stored, which is drawn from the video until then', async () => {
    expect(await read('thumbnail.jpg')).toBe('picture at 0');
    await send(poster, POSTER);
    expect(await read('thumbnail.jpg')).toBe(POSTER);
  });

  it('of previews is made again by a request for them unless it is stored', async () => {
    const request = async (query = '') => {
      const response = await ask(gateway, `/${id}/previews${query}`);
      return [response.statusCode, response.json<Answer>().outcome?.code];
    };
    expect(await request('?dry_run=true')).toEqual([200, 'previews-requested']);
    await send(poster, POSTER);
    expect(await request()).toEqual([200, 'previews-ready']);
    await gateway.artifacts.remove(poster);
    expect(await request()).toEqual([202, 'previews-requested']);
    expect(await currentAttemptId(gateway, id, PREVIEW)).toBeDefined();
  });

  it('is removed again if a reset here has made it useless while its bytes arrived', async () => {
    const location = locationOf(await begin(film, FILM.length));
    const put = gateway.artifacts.put.bind(gateway.artifacts);
    jest.spyOn(gateway.artifacts, 'put').mockImplementation(async (key, ...content) => {
      const stored = await put(key, ...content);
      if (key === film) await ask(gateway, `/${id}/reset`);
      return stored;
    });
    await client().send(location, 0, Buffer.from(FILM));
    expect((await client().result(location)).json()).toMatchObject({ code: 'import-changed' });
    expect(await gateway.artifacts.stat(film)).toBeUndefined();
    expect(await begin(film, FILM.length)).toEqual({ state: 'not-needed', upload: null });
  });

  it('takes one look at the history when its bytes are stored, however long that is', async () => {
    const location = locationOf(await begin(film, FILM.length));
    const load = jest.spyOn(gateway.store, 'load');
    await client().send(location, 0, Buffer.from(FILM));
    expect(load).toHaveBeenCalledTimes(1);
    expect(await read('video.mp4')).toBe(FILM);
  });
});
