import { randomUUID } from 'node:crypto';
import { addWithFiles } from '../../testing/add-with-files.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import { readZip } from '../../testing/read-zip.js';

const REPORT = 'not-in-this-archive.txt';

describe('the archive of several items', () => {
  let gateway: MemoryGateway;
  const openShared = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await openShared();
  });

  const add = (title: string, files: Readonly<Record<string, string>>): Promise<string> => addWithFiles(gateway, title, files);
  interface RequestOptions {
    readonly method?: 'GET' | 'HEAD';
    readonly token?: string;
  }
  const get = (ids: readonly string[], query = '', { method = 'GET', token = gateway.token }: RequestOptions = {}) =>
    gateway.app.inject({
      ...{ method, url: `/api/v1/items/archive?ids=${ids.join(',')}${query}` },
      headers: { authorization: `Bearer ${token}` },
    });
  const from = (query: string) =>
    gateway.app.inject({ url: `/api/v1/items/archive?${query}`, headers: { authorization: `Bearer ${gateway.token}` } });
  const unzipFrom = async (query: string): Promise<Readonly<Record<string, string>>> => {
    const files = await readZip((await from(query)).rawPayload);
    return Object.fromEntries([...files].map(([path, content]) => [path, String(content)]));
  };
  const unzip = (ids: readonly string[], query = ''): Promise<Readonly<Record<string, string>>> =>
    unzipFrom(`ids=${ids.join(',')}${query}`);

  it('has a folder for each item, also if two have one title', async () => {
    const ids = [await add('Talk', { 'video.mp4': 'video/mp4' }), await add('talk', { 'video.mp4': 'video/mp4' })];
    const response = await get(ids);
    expect([response.statusCode, response.headers['content-disposition']]).toEqual([
      200,
      'attachment; filename="throughline.zip"',
    ]);
    expect(await unzip([...ids, ...ids])).toEqual({
      'Talk/video.mp4': 'video.mp4 of Talk',
      'talk (2)/video.mp4': 'video.mp4 of talk',
    });
    const head = await get(ids, '', { method: 'HEAD' });
    expect([head.statusCode, head.headers['content-type'], head.body]).toEqual([200, 'application/zip', '']);
  });

  it('has only texts on request, without the original, which may be one', async () => {
    const files = {
      original: 'text/plain',
      'video.mp4': 'video/mp4',
      'notes.txt': 'text/plain',
      'subtitles.srt': 'application/x-subrip',
    };
    const id = await add('Talk', files);
    expect(Object.keys(await unzip([id], '&files=texts'))).toEqual(['Talk/notes.txt', 'Talk/subtitles.srt']);
  });

  it('names what it leaves out, with the reason', async () => {
    const [whole, damaged, waiting, unknown] = [
      await add('Whole', { 'a.txt': 'text/plain' }),
      await add('Damaged', { 'b.txt': 'text/plain', 'c.txt': 'text/plain' }),
      await add('Waiting', {}),
      randomUUID(),
    ];
    await gateway.artifacts.remove(`${damaged}/files/c.txt`);
    const files = await unzip([whole, damaged, waiting, unknown]);
    expect(Object.keys(files)).toEqual(['Whole/a.txt', 'Damaged/b.txt', REPORT]);
    expect(files[REPORT]?.split('\n')).toEqual([
      'This is not in the archive:',
      '',
      expect.stringMatching(/^Damaged, c\.txt: .*\.$/),
      expect.stringMatching(/^Waiting: it has no files yet\.$/),
      expect.stringMatching(/^Item 4: .*\.$/),
      '',
    ]);
  });

  it('is refused if no item has files, with the reasons', async () => {
    const id = await add('Waiting', {});
    expect((await get([id])).json()).toMatchObject({ status: 409, code: 'no-file-yet', detail: 'Waiting: it has no files yet.' });
  });

  it('has the items that match filters, however many there are, and only those', async () => {
    await add('Algebra', { 'a.txt': 'text/plain' });
    const geometry = await add('Geometry', { 'b.txt': 'text/plain' });
    await add('Waiting', {});
    const ready = async (query: string) => Object.keys(await unzipFrom(query));
    expect(await ready('kind=recording')).toEqual(['Algebra/a.txt', 'Geometry/b.txt', REPORT]);
    expect(await ready('q=geom&files=texts')).toEqual(['Geometry/b.txt']);
    const none = await from('kind=session');
    expect([none.statusCode, none.json<{ code: string }>().code]).toEqual([409, 'no-file-yet']);
    expect((await from(`kind=recording&ids=${geometry}`)).json()).toMatchObject({
      code: 'invalid',
      errors: [{ pointer: '/query/ids', message: 'must be absent if there are filters' }],
    });
    gateway.ports.itemRows.idsOf = () => Promise.resolve(Array.from({ length: 10_001 }, () => geometry));
    expect((await from('kind=recording')).json()).toMatchObject({ code: 'invalid', errors: [{ pointer: '/query' }] });
  });

  it('ends early if a file cannot be read, because the answer has begun', async () => {
    const ids: string[] = [];
    for (let at = 0; at < 3; at += 1) ids.push(await add(`Talk ${String(at)}`, { 'a.txt': 'text/plain' }));
    const opened: string[] = [];
    const open = gateway.artifacts.open.bind(gateway.artifacts);
    gateway.artifacts.open = (key) => {
      opened.push(key);
      return opened.length === 2 ? Promise.reject(new Error('The disk is gone.')) : open(key);
    };
    await expect(get(ids)).rejects.toThrow();
    expect(opened).toHaveLength(2);
  });

  it('has nothing of other people', async () => {
    const id = await add('Talk', { 'a.txt': 'text/plain' });
    const response = await get([id], '', { token: await gateway.tokenFor(['read']) });
    expect([response.statusCode, response.body.includes('Talk')]).toEqual([409, false]);
  });

  it('is refused while the store is away, because a shorter archive would be wrong', async () => {
    const id = await add('Talk', { 'a.txt': 'text/plain' });
    gateway.artifacts.stat = () => Promise.reject(Object.assign(new Error('The store is away.'), { kind: 'unavailable' }));
    expect((await get([id])).json()).toMatchObject({ status: 503, code: 'unavailable' });
  });

  it.each([
    ['nothing', ''],
    ['no id', '?ids='],
    ['a word', '?ids=talk'],
    ['too many', `?ids=${Array.from({ length: 101 }, () => randomUUID()).join(',')}`],
  ])('refuses %s', async (_, query) => {
    const headers = { authorization: `Bearer ${gateway.token}` };
    const answer = await gateway.app.inject({ url: `/api/v1/items/archive${query}`, headers });
    expect(answer.json()).toMatchObject({ status: 400, code: 'invalid', errors: [{ pointer: '/query/ids' }] });
  });
});
