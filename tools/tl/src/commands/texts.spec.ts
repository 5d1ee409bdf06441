import { ToldServer, problem } from '../testing/told-server.js';

const ID = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';
const item = {
  id: ID,
  title: 'Weekly talk',
  status: 'READY',
  failed: false,
  failed_at_stage: null,
  failed_reason: null,
  progress: null,
  stalled: false,
  revision: '1',
  created_at: '2026-02-05T18:00',
  source: { duration_seconds: 3_723.4 },
  run: null,
  on_pause: false,
  pause_until: null,
  pause_reason: null,
  waiting_for: [],
  cancelled_at: null,
  deleted_at: null,
  expires_at: null,
  processing_stages: [],
  outputs: [],
  upload_summary: { total: 0, uploaded: 0, failed: 0 },
};
const page = (...items: readonly object[]) => ({ body: { items, next_cursor: null } });

describe('what tl prints', () => {
  let server: ToldServer;
  beforeAll(async () => {
    server = await ToldServer.start();
  });
  afterAll(() => server.close());

  it('lists recordings below a header, with when they came and how long they are', async () => {
    server.tell({ 'GET /api/v1/recordings?limit=50': page(item, { ...item, source: { duration_seconds: null }, title: null }) });
    const { out } = await server.tl('ls');
    expect(out.trimEnd().split('\n')).toEqual([
      `ID${' '.repeat(36)}STATUS  PROGRESS  LENGTH   CREATED           TITLE`,
      `${ID}  READY             1:02:03  2026-02-05 18:00  Weekly talk`,
      `${ID}  READY                      2026-02-05 18:00`,
    ]);
    server.tell({ 'GET /api/v1/recordings?limit=50': page() });
    expect((await server.tl('ls')).out).toBe('');
  });

  it('lists documents without a length, which they do not have', async () => {
    server.tell({ 'GET /api/v1/documents?limit=50': page(item) });
    expect((await server.tl('documents', 'ls')).out).toMatch(/^ID +STATUS +PROGRESS +CREATED +TITLE\n/);
  });

  const errorIn = ({ err }: { readonly err: string }): unknown =>
    (JSON.parse(err.trimEnd().split('\n').at(-1) ?? '') as { error: unknown }).error;

  it('tells an error as one line of JSON on stderr where JSON is asked for', async () => {
    server.tell({ [`GET /api/v1/recordings/${ID}`]: problem(404, 'not-found', 'There is no such item.') });
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

  it('lists each item that a short id fits, on a line of its own', async () => {
    const other = '0199f5a0-ffff-7c3e-9d0a-6f5d8f0f2b11';
    server.tell({
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
        '    Give more of the id.',
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
    'says which addresses are supported before it asks anybody: %s',
    async (address) => {
      server.tell({});
      const { code, err } = await server.tl('push', address);
      expect([code, server.lines]).toEqual([2, []]);
      expect(err).toContain('are not supported: only https:// and http:// are [unsupported-address]');
    },
  );

  it('speaks of documents in the help of documents, and offers nothing that they do not have', async () => {
    const { out } = await server.tl('documents', '--help');
    expect(out).toContain('list documents, the newest first');
    expect(out).not.toMatch(/recording|`tl run`/);
    for (const command of ['ls', 'status', 'get', 'run', 'plan', 'unstick', 'skip'])
      expect((await server.tl('documents', command, '--help')).out).not.toMatch(
        /recording|TRANSCRIBE|EXTRACT_TOPICS|PROCESSING|subtitles|`tl (run|status)`|--partial|--unconfirmed|--disable/,
      );
    expect((await server.tl('ls', '--help')).out).toContain('--partial');
  });
});
