import { aRecording } from '#testing/a-recording.js';
import { StubServer, problem } from '#testing/stub-server.js';

const ID = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';
const item = {
  ...aRecording({ id: ID, title: 'Weekly talk', created_at: '2026-02-05T18:00' }),
  source: { duration_seconds: 3_723.4 },
};
const page = (...items: readonly object[]) => ({ body: { items, next_cursor: null } });

describe('output of tl', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  it('lists recordings below a header, with creation time and length', async () => {
    server.prepare({
      'GET /api/v1/recordings?limit=50': page(item, { ...item, source: { duration_seconds: null }, title: null }),
    });
    const { out } = await server.tl('ls');
    expect(out.trimEnd().split('\n')).toEqual([
      `ID${' '.repeat(36)}STATUS  PROGRESS  LENGTH   CREATED           TITLE`,
      `${ID}  READY             1:02:03  2026-02-05 18:00  Weekly talk`,
      `${ID}  READY                      2026-02-05 18:00`,
    ]);
    server.prepare({ 'GET /api/v1/recordings?limit=50': page() });
    expect((await server.tl('ls')).out).toBe('');
  });

  it('lists documents without a length column', async () => {
    server.prepare({ 'GET /api/v1/documents?limit=50': page(item) });
    expect((await server.tl('documents', 'ls')).out).toMatch(/^ID +STATUS +PROGRESS +CREATED +TITLE\n/);
  });

  it('names the source that has brought an item, also in the answer to a command', async () => {
    const brought = { body: { ...item, source: { duration_seconds: null, source_id: 4 } } };
    const AT = `/api/v1/recordings/${ID}`;
    const files = { [`GET ${AT}/artifacts`]: { body: { items: [] } } };
    const source = { 'GET /api/v1/sources/4': { body: { id: 4, name: 'Lecture hall', revision: 1 } } };
    server.prepare({ ...files, ...source, [`GET ${AT}`]: brought, [`POST ${AT}/pause`]: brought });
    expect((await server.tl('status', ID)).out).toMatch(/^source +Lecture hall$/m);
    expect((await server.tl('pause', ID)).out).toMatch(/^source +Lecture hall$/m);
    server.prepare({ ...files, [`GET ${AT}`]: brought });
    expect((await server.tl('status', ID)).out).toMatch(/^source +number 4, deleted$/m);
    server.prepare({ ...files, [`GET ${AT}`]: brought, 'GET /api/v1/sources/4': problem(403, 'forbidden', 'No.') });
    expect((await server.tl('status', ID)).out).toMatch(/^source +number 4$/m);
  });

  const errorIn = ({ err }: { readonly err: string }): unknown =>
    (JSON.parse(err.trimEnd().split('\n').at(-1) ?? '') as { error: unknown }).error;

  it('prints an error as one line of JSON on stderr with --json', async () => {
    server.prepare({ [`GET /api/v1/recordings/${ID}`]: problem(404, 'not-found', 'There is no such item.') });
    const refused = await server.tl('status', ID, '--json');
    expect([refused.code, refused.out]).toEqual([3, '']);
    expect(errorIn(refused)).toEqual({
      message: 'There is no such item.',
      code: 'not-found',
      try_instead: expect.any(String) as string,
      exit_code: 3,
    });
    for (const args of [
      ['ls', '--json', '--limit', 'many'],
      ['status', '--json'],
      ['nothing', '--json'],
      ['ls', '--json', '--no'],
    ]) {
      const wrong = await server.tl(...args);
      expect([wrong.code, wrong.out, wrong.err.split('\n').length]).toEqual([2, '', 2]);
      expect(errorIn(wrong)).toMatchObject({ exit_code: 2, message: expect.not.stringMatching(/^error/) as string });
    }
    expect((await server.tl('status', ID)).err).toContain('tl: There is no such item. [not-found]');
  });

  it('lists each item that matches a short id on its own line', async () => {
    const other = '0199f5a0-ffff-7c3e-9d0a-6f5d8f0f2b11';
    server.prepare({
      'GET /api/v1/recordings?limit=200&deleted=any': page(item),
      'GET /api/v1/documents?limit=200&deleted=any': page({ ...item, id: other, title: 'Invoice' }),
    });
    const { code, err } = await server.tl('status', '0199f5a0');
    expect([code, err.trimEnd().split('\n')]).toEqual([
      2,
      [
        'tl: 2 items have an id that begins with 0199f5a0: [ambiguous-id]',
        `    recording  ${ID}  2026-02-05 18:00  Weekly talk`,
        `    document   ${other}  2026-02-05 18:00  Invoice`,
        '    Use more characters of the id.',
      ],
    ]);
    expect(errorIn(await server.tl('status', '0199f5a0', '--json'))).toMatchObject({
      code: 'ambiguous-id',
      items: [
        { kind: 'recording', id: ID, title: 'Weekly talk', created_at: '2026-02-05T18:00' },
        { kind: 'document', id: other },
      ],
    });
  });

  it.each(['ftp://files.example/talk.mp4', 's3://bucket/talk.mp4', 'FILE:///tmp/talk.mp4'])(
    'names the supported addresses before it sends a request: %s',
    async (address) => {
      server.prepare({});
      const { code, err } = await server.tl('push', address);
      expect([code, server.lines]).toEqual([2, []]);
      expect(err).toContain('are not supported: only https:// and http:// are [unsupported-address]');
    },
  );

  it('mentions only documents and their options in the help of documents', async () => {
    const { out } = await server.tl('documents', '--help');
    expect(out).toContain('list documents, newest first');
    expect(out).not.toMatch(/recording|`tl run`/);
    for (const command of ['ls', 'status', 'get', 'run', 'plan', 'unstick', 'skip'])
      expect((await server.tl('documents', command, '--help')).out).not.toMatch(
        /recording|TRANSCRIBE|EXTRACT_TOPICS|PROCESSING|subtitles|`tl (run|status)`|--partial|--unconfirmed|--disable/,
      );
    expect((await server.tl('ls', '--help')).out).toContain('--partial');
  });
});
