import { Readable } from 'node:stream';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import { readZip } from '../../testing/read-zip.js';
import { upload } from '../../testing/upload.js';
import { completeStep, startStep } from '../../testing/work-through.js';
import { toSafeName } from './archive-names.js';
import { listArchivedFiles } from './item-archive.js';

const MEDIA = Buffer.alloc(300_000, 'media');

describe('the archive of an item', () => {
  let gateway: MemoryGateway;
  let id: string;
  const openShared = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await openShared();
    ({ id } = await upload(gateway, { fields: { title: 'Größe/Länge: "1"', run: 'true' } }));
    await startStep(gateway, id, 'DOWNLOAD');
  });
  afterEach(() => jest.restoreAllMocks());

  const store = async (name: string, content: Buffer, key = `${id}/files/${name}`) => {
    const stored = (await gateway.artifacts.stat(key)) ?? (await gateway.artifacts.put(key, content));
    return { role: 'spec', name, key, mediaType: 'text/plain', size: stored.size, sha256: 'a'.repeat(64) };
  };
  const complete = async (): Promise<void> =>
    completeStep(gateway, id, 'DOWNLOAD', [
      await store('source.mp4', MEDIA, `${id}/files/media`),
      await store('video.mp4', MEDIA, `${id}/files/media`),
      await store('transcript.txt', Buffer.from('Good morning.')),
      await store('empty.json', Buffer.alloc(0)),
    ]);
  const get = (method: 'GET' | 'HEAD' = 'GET', token = gateway.token) =>
    gateway.app.inject({ method, url: `/api/v1/recordings/${id}/archive`, headers: { authorization: `Bearer ${token}` } });
  const codeOf = async (): Promise<[number, string]> => {
    const response = await get();
    return [response.statusCode, response.json<{ code: string }>().code];
  };

  it('has every file once, with its size before the first byte, under the title of the item', async () => {
    await complete();
    const response = await get();
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'application/zip',
      'content-length': String(response.rawPayload.length),
      'content-disposition': `attachment; filename="Gr__e_L_nge_ _1_.zip"; filename*=UTF-8''Gr%C3%B6%C3%9Fe_L%C3%A4nge_%20_1_.zip`,
    });
    expect([...(await readZip(response.rawPayload))]).toEqual([
      ['video.mp4', MEDIA],
      ['transcript.txt', Buffer.from('Good morning.')],
      ['empty.json', Buffer.alloc(0)],
    ]);
  });

  it('has the size of its files in their list, also if other files have the same content', async () => {
    await complete();
    const url = `/api/v1/recordings/${id}/artifacts`;
    const list = await gateway.app.inject({ url, headers: { authorization: `Bearer ${gateway.token}` } });
    const files = await readZip((await get()).rawPayload);
    const bytes = [...files.values()].reduce((sum, content) => sum + content.length, 0);
    expect(list.json()).toMatchObject({ archive_size: bytes });
  });

  it('has a file that the present run names under its present name, also if an earlier run named it', () => {
    const file = { role: 'spec', key: `${id}/files/media`, mediaType: 'video/mp4', size: 1, sha256: 'a'.repeat(64) };
    const paths = listArchivedFiles([
      { ...file, name: 'source.mp4' },
      { ...file, name: 'video.mp4', isEarlier: true },
    ]).map(({ path }) => path);
    expect(paths).toEqual(['source.mp4']);
  });

  it('has the original of a document with the extension of its file, and no other file renamed', () => {
    const file = (role: string, name: string) => ({ role, name, key: name, mediaType: 'text/plain', size: 1, sha256: '' });
    const files = [file('source', 'original'), file('text', 'text'), file('source', 'source.mp4')];
    const pathsOf = (fileName?: string) => listArchivedFiles(files, fileName).map(({ path }) => path);
    expect(pathsOf('Notiz 1 \u{1F389}.TXT')).toEqual(['original.TXT', 'text', 'source.mp4']);
    expect([pathsOf('README'), pathsOf('a.b c'), pathsOf()]).toEqual(Array(3).fill(['original', 'text', 'source.mp4']));
  });

  it('answers HEAD without reading a file', async () => {
    await complete();
    const size = (await get()).headers['content-length'];
    const open = jest.spyOn(gateway.artifacts, 'open');
    const response = await get('HEAD');
    expect([response.statusCode, response.headers['content-length'], response.rawPayload.length]).toEqual([200, size, 0]);
    expect(open).not.toHaveBeenCalled();
  });

  it('is refused before the first byte if a file is missing or damaged', async () => {
    await complete();
    await gateway.artifacts.remove(`${id}/files/transcript.txt`);
    expect(await codeOf()).toEqual([404, 'file-missing']);
    await gateway.artifacts.put(`${id}/files/transcript.txt`, Buffer.from('other'));
    expect(await codeOf()).toEqual([409, 'file-damaged']);
  });

  it('ends the connection if a file is lost while it is sent', async () => {
    await complete();
    const open = gateway.artifacts.open.bind(gateway.artifacts);
    jest
      .spyOn(gateway.artifacts, 'open')
      .mockImplementation((key, range) =>
        key.endsWith('media') ? open(key, range) : Promise.reject(new Error('the disk is gone')),
      );
    await expect(get()).rejects.toThrow();
  });

  it('ends the connection, not the server, if a file breaks off while it is sent', async () => {
    await complete();
    jest.spyOn(gateway.artifacts, 'open').mockImplementation(() => {
      const stream = Readable.from(
        (async function* () {
          yield Buffer.from('media');
          throw await Promise.resolve(new Error('the disk is gone'));
        })(),
      );
      return Promise.resolve({ size: MEDIA.length, stream });
    });
    await expect(get()).rejects.toThrow();
  });

  it('is refused for an item without files', async () => {
    expect(await codeOf()).toEqual([409, 'no-file-yet']);
  });

  it('is hidden from other people', async () => {
    await complete();
    expect((await get('GET', await gateway.tokenFor(['read']))).statusCode).toBe(404);
  });
});

describe('the names in an archive', () => {
  it.each([
    ['../../etc/passwd', '_.._etc_passwd'],
    ['C:\\a.txt', 'C__a.txt'],
    ['...', 'file'],
    ['a\u0000b.', 'a_b'],
    ['con.txt', '_con.txt'],
    ['a\u202Egnp.exe', 'a_gnp.exe'],
    [`${'a'.repeat(99)}\u{1F600}b`, `${'a'.repeat(99)}\u{1F600}`],
    [`${'a'.repeat(120)}.mp4`, `${'a'.repeat(96)}.mp4`],
  ])('cannot leave the folder: %j is %j', (name, expected) => {
    expect(toSafeName(name, 'file')).toBe(expected);
  });

  it('stay apart on systems that ignore case', () => {
    const file = (name: string) => ({ role: 'spec', name, key: name, mediaType: 'text/plain', size: 1, sha256: '' });
    expect(listArchivedFiles([file('a:b.txt'), file('A_b.txt'), file('a?b.txt')]).map(({ path }) => path)).toEqual([
      'a_b.txt',
      'A_b (2).txt',
      'a_b (3).txt',
    ]);
  });
});
