import { createHash } from 'node:crypto';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { upload } from '../../testing/upload.js';
import { completeStep, startStep } from '../../testing/work-through.js';

const CONTENT = Buffer.from('0123456789abcdef');
/** Headers that are true only of the file. */
const OF_FILE = ['etag', 'accept-ranges', 'content-disposition', 'content-range'];
const SHA = createHash('sha256').update(CONTENT).digest('hex');

describe('the files of a recording', () => {
  let gateway: MemoryGateway;
  let id: string;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
    ({ id } = await upload(gateway, { fields: { run: 'true' } }));
    await startStep(gateway, id, 'DOWNLOAD');
    const files = [
      ['video.mp4', 'video/mp4'],
      ['page.html', 'text/html'],
      ['Müller "x".txt', 'text/plain'],
      ['empty.json', 'application/json'],
    ] as const;
    const artifacts = await Promise.all(
      files.map(async ([name, mediaType], index) => {
        const key = `${id}/files/${String(index)}`;
        const content = name === 'empty.json' ? Buffer.alloc(0) : CONTENT;
        const stored = await gateway.artifacts.put(key, content);
        return { role: 'spec', name, key, mediaType, ...stored };
      }),
    );
    await completeStep(gateway, id, 'DOWNLOAD', artifacts);
  });
  afterAll(() => gateway.close());

  const get = (name: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
    gateway.app.inject({
      method,
      url: `/api/v1/recordings/${id}/artifacts${name === '' ? '' : `/${encodeURIComponent(name)}`}`,
      headers: { authorization: `Bearer ${gateway.token}`, ...headers },
    });

  it('are listed with size, hash and address', async () => {
    const { items } = (await get('')).json<{ items: { name: string; url: string }[] }>();
    expect(items.map(({ name }) => name)).toEqual(['video.mp4', 'page.html', 'Müller "x".txt', 'empty.json']);
    expect(items[0]).toEqual({
      name: 'video.mp4',
      role: 'spec',
      media_type: 'video/mp4',
      size: CONTENT.length,
      sha256: SHA,
      url: `/api/v1/recordings/${id}/artifacts/video.mp4`,
    });
  });

  it('are sent whole without a Range header', async () => {
    const response = await get('video.mp4');
    expect(response.statusCode).toBe(200);
    expect(response.rawPayload).toEqual(CONTENT);
    expect(response.headers).toMatchObject({
      etag: `"${SHA}"`,
      'content-type': 'video/mp4',
      'content-length': String(CONTENT.length),
      'accept-ranges': 'bytes',
      'content-disposition': 'inline; filename="video.mp4"',
      'x-content-type-options': 'nosniff',
    });
  });

  it.each<[string, string, string]>([
    ['bytes=0-3', '0123', 'bytes 0-3/16'],
    ['bytes=10-', 'abcdef', 'bytes 10-15/16'],
    ['bytes=-2', 'ef', 'bytes 14-15/16'],
    ['bytes=-999', '0123456789abcdef', 'bytes 0-15/16'],
    ['bytes=15-999', 'f', 'bytes 15-15/16'],
  ])('are sent in part for %s', async (range, content, where) => {
    const response = await get('video.mp4', { range });
    expect({ status: response.statusCode, body: response.body, where: response.headers['content-range'] }).toEqual({
      status: 206,
      body: content,
      where,
    });
    expect(response.headers['content-length']).toBe(String(content.length));
  });

  it.each(['bytes=16-', 'bytes=99-100', 'bytes=-0'])('answer 416 for %s', async (range) => {
    const response = await get('video.mp4', { range });
    expect(response.json()).toMatchObject({ status: 416, code: 'range-not-satisfiable' });
    expect(response.headers['content-range']).toBe('bytes */16');
    expect(response.headers['content-type']).toContain('application/problem+json');
  });

  it.each(['bytes=0-1,4-5', 'bytes=5-2', 'bytes=a-b', 'items=0-1', 'bytes=-', `bytes=0-${'9'.repeat(30)}`])(
    'are sent whole for %s, which is not a single range',
    async (range) => {
      expect((await get('video.mp4', { range })).statusCode).toBe(200);
    },
  );

  it('are sent in part only while If-Range matches the ETag', async () => {
    const part = (ifRange: string) => get('video.mp4', { range: 'bytes=0-0', 'if-range': ifRange });
    expect((await part(`"${SHA}"`)).statusCode).toBe(206);
    expect((await part('"other"')).statusCode).toBe(200);
    expect((await part(`W/"${SHA}"`)).statusCode).toBe(200);
    expect((await part('Wed, 21 Oct 2015 07:28:00 GMT')).statusCode).toBe(200);
  });

  it('answer 304 when If-None-Match names the ETag', async () => {
    const response = await get('video.mp4', { 'if-none-match': `"x", W/"${SHA}"` });
    expect([response.statusCode, response.body]).toEqual([304, '']);
  });

  it('answer HEAD like GET, without the bytes', async () => {
    const [head, whole] = [await get('video.mp4', {}, 'HEAD'), await get('video.mp4')];
    expect([head.statusCode, head.body]).toEqual([200, '']);
    expect(head.headers).toMatchObject({ 'content-length': whole.headers['content-length'], etag: whole.headers['etag'] });
    const part = await get('video.mp4', { range: 'bytes=0-3' }, 'HEAD');
    expect([part.statusCode, part.headers['content-range']]).toEqual([206, 'bytes 0-3/16']);
  });

  it.each([
    ['missing', 404, 'file-missing', undefined],
    ['damaged', 409, 'file-damaged', 'short'],
  ])('are a problem without headers of the file if they are %s, also with HEAD', async (_what, status, code, left) => {
    const key = `${id}/files/0`;
    await gateway.artifacts.remove(key);
    if (left !== undefined) await gateway.artifacts.put(key, Buffer.from(left));
    const answers = [await get('video.mp4'), await get('video.mp4', { range: 'bytes=0-3' }), await get('video.mp4', {}, 'HEAD')];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([status, status, status]);
    expect(answers[0]?.json()).toMatchObject({ code });
    for (const { headers } of answers) {
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'content-type': 'application/problem+json; charset=utf-8' });
      expect(OF_FILE.filter((name) => headers[name] !== undefined)).toEqual([]);
    }
    await gateway.artifacts.remove(key);
    await gateway.artifacts.put(key, CONTENT);
  });

  it('may be empty', async () => {
    expect(await get('empty.json')).toMatchObject({ statusCode: 200, body: '' });
    expect((await get('empty.json', { range: 'bytes=0-' })).statusCode).toBe(416);
  });

  it('are sent as downloads with a sandbox policy if they could be a page of this server', async () => {
    const response = await get('page.html');
    expect(response.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment; filename="page.html"',
      'content-security-policy': "default-src 'none'; sandbox",
    });
  });

  it('keep their names in Content-Disposition, whatever characters they contain', async () => {
    const { headers } = await get('Müller "x".txt');
    expect(headers['content-disposition']).toBe(`inline; filename="M_ller _x_.txt"; filename*=UTF-8''M%C3%BCller%20%22x%22.txt`);
  });

  it.each(['nothing.srt', '../source', '..%2f..%2fetc%2fpasswd', 'VIDEO.MP4'])('answer 404 for the name %s', async (name) => {
    expect((await get(name)).json()).toMatchObject({ status: 404, code: 'not-found' });
  });
});
