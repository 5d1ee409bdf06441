import { matchRequests } from '../serving/faults.js';
import { NextcloudFake } from './nextcloud-fake.js';
import { isFolder } from './tree.js';

const MIB = 2 ** 20;

describe('NextcloudFake', () => {
  let fake: NextcloudFake;
  let now: number;
  beforeEach(async () => {
    now = 1_000;
    fake = await NextcloudFake.start({ user: 'anna', quota: 30 * MIB, now: () => now });
  });
  afterEach(() => fake.close());

  const authorization = (): string => `Basic ${Buffer.from(`${fake.user}:${fake.password}`).toString('base64')}`;
  const ask = (
    method: string,
    path: string,
    more: { headers?: Record<string, string>; body?: string | Uint8Array<ArrayBuffer> } = {},
  ): Promise<Response> =>
    fetch(`${new URL(fake.url).origin}/remote.php/dav/${path}`, {
      method,
      headers: { authorization: authorization(), ...more.headers },
      ...(more.body === undefined ? {} : { body: more.body }),
    });
  const status = async (...asked: Parameters<typeof ask>): Promise<number> => (await ask(...asked)).status;
  const to = (path: string): Record<string, string> => ({ destination: `${fake.url}/${path}` });
  const PROPFIND =
    '<d:propfind xmlns:d="DAV:"><d:prop><d:getcontentlength/><d:resourcetype/><d:unheard-of/></d:prop></d:propfind>';

  it('stores files in folders, and lists them', async () => {
    expect(await status('MKCOL', 'files/anna/Vortr%C3%A4ge')).toBe(201);
    expect(await status('PUT', 'files/anna/Vortr%C3%A4ge/a.txt', { body: 'words' })).toBe(201);
    expect(await status('PUT', 'files/anna/Vortr%C3%A4ge/a.txt', { body: 'other' })).toBe(204);
    const found = await ask('PROPFIND', 'files/anna/Vortr%C3%A4ge', { headers: { depth: '1' }, body: PROPFIND });
    const text = await found.text();
    expect(found.status).toBe(207);
    expect(text).toContain('<d:href>/remote.php/dav/files/anna/Vortr%C3%A4ge/a.txt</d:href>');
    expect(text).toContain('<d:getcontentlength>5</d:getcontentlength>');
    expect(text).toMatch(/<d:unheard-of\/><\/d:prop><d:status>HTTP\/1.1 404/);
    expect(await (await ask('GET', 'files/anna/Vortr%C3%A4ge/a.txt')).text()).toBe('other');
  });

  it('moves a folder with its contents, and overwrites only on request', async () => {
    for (const path of ['a', 'b', 'a/inner']) await ask('MKCOL', `files/anna/${path}`);
    expect(await status('MOVE', 'files/anna/a', { headers: { ...to('b'), overwrite: 'F' } })).toBe(412);
    expect(await status('MOVE', 'files/anna/a', { headers: { ...to('a/inner/deep'), overwrite: 'F' } })).toBe(403);
    expect(await status('MOVE', 'files/anna/a', { headers: { ...to('none/b'), overwrite: 'F' } })).toBe(409);
    expect(await status('MOVE', 'files/anna/a', { headers: { ...to('b'), overwrite: 'T' } })).toBe(204);
    expect(isFolder(fake.files.at(['b', 'inner']))).toBe(true);
  });

  it.each<[string, Parameters<typeof ask>, number]>([
    ['an unknown method', ['LOCK', 'files/anna'], 501],
    ['another user’s files', ['GET', 'files/bert/a'], 404],
    ['another path', ['GET', 'principals/users/anna'], 404],
    ['an existing folder', ['MKCOL', 'files/anna'], 405],
    ['a folder in a missing folder', ['MKCOL', 'files/anna/none/inner'], 409],
    ['a file in a missing folder', ['PUT', 'files/anna/none/a', { body: 'x' }], 409],
    ['an unknown header', ['PUT', 'files/anna/a', { body: 'x', headers: { 'oc-checksum': 'MD5:1' } }], 501],
    ['more than the quota', ['PUT', 'files/anna/a', { body: new Uint8Array(31 * MIB) }], 507],
    ['a search without a depth', ['PROPFIND', 'files/anna', { body: PROPFIND }], 400],
    ['an unknown search', ['PROPFIND', 'files/anna', { headers: { depth: '0' }, body: '<x/>' }], 400],
    ['an empty name', ['PUT', 'files/anna//a', { body: 'x' }], 400],
    ['a move to another server', ['MOVE', 'files/anna/a', { headers: { destination: 'http://other.example/a' } }], 502],
    ['a wrong password', ['GET', 'files/anna', { headers: { authorization: 'Basic eDp5' } }], 401],
  ])('refuses %s', async (_, asked, expected) => {
    expect(await status(...asked)).toBe(expected);
  });

  it('returns the checksum on request', async () => {
    const { headers } = await ask('PUT', 'files/anna/a', { body: 'words', headers: { 'x-hash': 'sha256' } });
    expect(headers.get('x-hash-sha256')).toBe('dba36bffa5cab0f922d087a3aeb179f9d4e745df40b323e1b1471402848c8a3e');
  });

  describe('with chunked uploads', () => {
    const chunk = (bytes: number, fill: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(fill.repeat(bytes));
    const total = (bytes: number): Record<string, string> => ({ ...to('large'), 'oc-total-length': String(bytes) });

    it('joins the chunks in the order of their names', async () => {
      expect(await status('MKCOL', 'uploads/anna/one', { headers: to('large') })).toBe(201);
      expect(await status('PUT', 'uploads/anna/one/00002', { body: chunk(1, 'b'), headers: to('large') })).toBe(201);
      expect(await status('PUT', 'uploads/anna/one/00001', { body: chunk(5 * MIB, 'a'), headers: to('large') })).toBe(201);
      expect(fake.uploads).toEqual(['one']);
      expect(await status('MOVE', 'uploads/anna/one/.file', { headers: total(5 * MIB + 1) })).toBe(201);
      expect(await (await ask('GET', 'files/anna/large')).text()).toBe(`${'a'.repeat(5 * MIB)}b`);
      expect(fake.uploads).toEqual([]);
    });

    it.each<[string, Parameters<typeof ask>, number]>([
      ['an upload without a destination', ['MKCOL', 'uploads/anna/two'], 400],
      ['a chunk without an upload', ['PUT', 'uploads/anna/none/00001', { body: 'x', headers: { destination: 'x' } }], 404],
      [
        'a chunk with a name instead of a number',
        ['PUT', 'uploads/anna/one/first', { body: 'x', headers: { destination: 'x' } }],
        400,
      ],
      ['a chunk too many', ['PUT', 'uploads/anna/one/10001', { body: 'x', headers: { destination: 'x' } }], 400],
      ['a chunk with another destination', ['PUT', 'uploads/anna/one/00001', { body: 'x', headers: { destination: 'x' } }], 400],
      ['reading a chunk', ['GET', 'uploads/anna/one/00001'], 403],
    ])('refuses a chunk request: %s', async (_, asked, expected) => {
      await ask('MKCOL', 'uploads/anna/one', { headers: to('large') });
      expect(await status(...asked)).toBe(expected);
    });

    it('refuses small chunks before the last, a wrong total, and chunks after a day', async () => {
      await ask('MKCOL', 'uploads/anna/one', { headers: to('large') });
      for (const name of ['00001', '00002']) await ask('PUT', `uploads/anna/one/${name}`, { body: 'x', headers: to('large') });
      expect(await status('MOVE', 'uploads/anna/one/.file', { headers: total(2) })).toBe(400);
      await ask('PUT', 'uploads/anna/one/00001', { body: chunk(5 * MIB, 'a'), headers: to('large') });
      expect(await status('MOVE', 'uploads/anna/one/.file', { headers: total(2) })).toBe(400);
      now += 25 * 3_600_000;
      expect(await status('MOVE', 'uploads/anna/one/.file', { headers: total(5 * MIB + 1) })).toBe(404);
      expect(fake.uploads).toEqual([]);
    });
  });

  it('applies faults and keeps a log', async () => {
    fake.faults.add({ fault: { kind: 'answer', status: 423 }, on: matchRequests('PUT', /a$/) });
    expect(await status('PUT', 'files/anna/a', { body: 'x' })).toBe(423);
    expect(await status('PUT', 'files/anna/a', { body: 'x' })).toBe(201);
    expect(fake.log.map((each) => each.status)).toEqual([423, 201]);
  });
});
