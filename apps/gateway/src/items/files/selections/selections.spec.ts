import { randomUUID } from 'node:crypto';
import { addWithFiles } from '../../../testing/add-with-files.js';
import type { MemoryGateway } from '../../../testing/memory-gateway.js';
import { shareMemoryGateway } from '../../../testing/shared-memory-gateway.js';
import { readZip } from '../../../testing/read-zip.js';
import { SELECTION_KEPT_MS } from './selection-store.js';
import { SELECTIONS_PATH, type SelectionAnswer } from './selections.operations.js';

const REPORT = 'not-in-this-archive.txt';
/** More ids than an address takes. */
const MANY = Array.from({ length: 101 }, () => randomUUID());

describe('the archive of a selection', () => {
  let gateway: MemoryGateway;
  let now = Date.now();
  const openShared = shareMemoryGateway({ limits: { maxBodyBytes: 1_000_000 }, ports: { now: () => new Date(now) } });
  beforeEach(async () => {
    now = Date.now();
    gateway = await openShared();
  });

  const headersOf = (token = gateway.token) => ({ authorization: `Bearer ${token}` });
  const post = (payload: object, { token = gateway.token, key }: { token?: string; key?: string } = {}) =>
    gateway.app.inject({
      ...{ method: 'POST', url: SELECTIONS_PATH, payload },
      headers: { ...headersOf(token), ...(key === undefined ? {} : { 'idempotency-key': key }) },
    });
  const select = async (ids: readonly string[], files?: string): Promise<SelectionAnswer> =>
    (await post({ ids, ...(files === undefined ? {} : { files }) })).json();
  const get = (url: string, token = gateway.token, method: 'GET' | 'HEAD' = 'GET') =>
    gateway.app.inject({ method, url, headers: headersOf(token) });
  const unzip = async (url: string): Promise<Readonly<Record<string, string>>> =>
    Object.fromEntries([...(await readZip((await get(url)).rawPayload))].map(([path, content]) => [path, String(content)]));
  const addTalk = (title: string): Promise<string> =>
    addWithFiles(gateway, title, { 'video.mp4': 'video/mp4', 'notes.txt': 'text/plain' });

  it('has the files of more items than fit into an address', async () => {
    const talk = await addTalk('Talk');
    const response = await post({ ids: [...MANY, talk] });
    const selection = response.json<SelectionAnswer>();
    expect([response.statusCode, response.headers['location']]).toEqual([201, `${SELECTIONS_PATH}/${selection.id}`]);
    expect(selection).toMatchObject({
      url: `${SELECTIONS_PATH}/${selection.id}`,
      item_count: 102,
      expires_at: new Date(now + SELECTION_KEPT_MS).toISOString(),
    });
    const head = await get(selection.url, gateway.token, 'HEAD');
    expect([head.statusCode, head.headers['content-disposition'], head.body]).toEqual([
      200,
      'attachment; filename="throughline.zip"',
      '',
    ]);
    const files = await unzip(selection.url);
    expect(Object.keys(files)).toEqual(['Talk/video.mp4', 'Talk/notes.txt', REPORT]);
    expect(files[REPORT]?.split('\n').filter((line) => line.startsWith('Item '))).toHaveLength(MANY.length);
  });

  it('has only texts on request, and can be downloaded again', async () => {
    const { url } = await select([await addTalk('Talk')], 'texts');
    expect(Object.keys(await unzip(url))).toEqual(['Talk/notes.txt']);
    expect(Object.keys(await unzip(url))).toEqual(['Talk/notes.txt']);
  });

  it('checks each item again: names by its id what was erased meanwhile', async () => {
    const [talk, erased] = [await addTalk('Talk'), await addTalk('Erased')];
    const { url } = await select([talk, erased], 'texts');
    const erase = { method: 'POST', url: `/api/v1/recordings/${erased}/erase`, payload: { confirm: true } } as const;
    expect((await gateway.app.inject({ ...erase, headers: headersOf() })).statusCode).toBe(200);
    const files = await unzip(url);
    expect(Object.keys(files)).toEqual(['Talk/notes.txt', REPORT]);
    expect(files[REPORT]).toContain(`Item ${erased}: `);
    expect(files[REPORT]).not.toContain('Erased: ');
  });

  it('is refused if no item has files', async () => {
    const { url } = await select([await addWithFiles(gateway, 'Waiting', {})]);
    expect((await get(url)).json()).toMatchObject({ code: 'no-file-yet', detail: 'Waiting: it has no files yet.' });
  });

  it('belongs to the account that has selected, for an hour', async () => {
    const { url } = await select([await addTalk('Talk')]);
    const another = await gateway.tokenFor(['admin']);
    for (const path of [url, `${SELECTIONS_PATH}/01KAQ7J3M8N5P6R7S8T9V0W1X2`, `${SELECTIONS_PATH}/talk`])
      expect((await get(path, another)).json()).toMatchObject({ status: 404, code: 'not-found' });
    expect((await get(url)).statusCode).toBe(200);
    now += SELECTION_KEPT_MS;
    expect((await get(url)).json()).toMatchObject({ status: 404, code: 'not-found' });
  });

  it('is made once for its Idempotency-Key', async () => {
    const [ids, key] = [MANY, randomUUID()];
    const first = await post({ ids }, { key });
    const again = await post({ ids }, { key });
    expect([again.body, again.headers['idempotency-replayed']]).toEqual([first.body, 'true']);
  });

  it('is open to people who only read', async () => {
    expect((await post({ ids: MANY }, { token: await gateway.tokenFor(['read']) })).statusCode).toBe(201);
  });

  it.each([
    ['no ids', { ids: [] }, '/ids'],
    ['nothing', {}, '/ids'],
    ['an id twice', { ids: [MANY[0], MANY[0]] }, '/ids'],
    ['a word', { ids: ['talk'] }, '/ids'],
    ['too many', { ids: Array.from({ length: 10_001 }, () => randomUUID()) }, '/ids'],
    ['unknown files', { ids: MANY, files: 'pictures' }, '/files'],
  ])('refuses %s', async (_, body, pointer) => {
    expect((await post(body)).json()).toMatchObject({ status: 400, code: 'invalid', errors: [{ pointer }] });
  });
});
