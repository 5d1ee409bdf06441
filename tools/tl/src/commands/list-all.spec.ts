import { StubServer } from '#testing/stub-server.js';

const ID = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';
const item = {
  id: ID,
  kind: 'document',
  state: 'follow_up_failed',
  title: 'Invoice',
  reason: 'The picture is too large',
  duration_seconds: null,
  page_count: 2,
  created_at: '2026-02-05T18:00',
};
const page = (items: readonly object[], next_cursor: string | null = null) => ({ body: { items, next_cursor } });

describe('tl ls --all', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  it('lists items of all kinds with kind, state, length and reason', async () => {
    const talk = {
      ...item,
      kind: 'recording',
      state: 'ready',
      reason: null,
      page_count: null,
      duration_seconds: 61,
      title: 'Talk',
    };
    server.prepare({ 'GET /api/v1/items?limit=50': page([item, talk]) });
    const { out } = await server.tl('ls', '--all');
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => line.trimEnd().split(/ {2,}/)),
    ).toEqual([
      ['ID', 'KIND', 'STATE', 'LENGTH', 'CREATED', 'TITLE', 'REASON'],
      [ID, 'document', 'follow up failed', '2 pages', '2026-02-05 18:00', 'Invoice', 'The picture is too large'],
      [ID, 'recording', 'ready', '1:01', '2026-02-05 18:00', 'Talk'],
    ]);
  });

  it('reads as many pages as the limit needs, and prints them as JSON', async () => {
    const first = 'GET /api/v1/items?limit=3&state=attention&q=in';
    const second = 'GET /api/v1/items?limit=1&state=attention&q=in&cursor=next';
    server.prepare({ [first]: page([item, item], 'next'), [second]: page([item], 'more') });
    const { out } = await server.tl('ls', '--all', '--state', 'attention', '--q', 'in', '--limit', '3', '--json');
    expect(JSON.parse(out)).toEqual([item, item, item]);
    expect(server.lines).toEqual([first, second]);
  });

  it('leaves a state of one kind to its own list', async () => {
    server.prepare({ 'GET /api/v1/recordings?limit=50&state=failed': page([]) });
    expect((await server.tl('ls', '--state', 'failed')).code).toBe(0);
  });

  it.each([
    [['ls', '--all', '--on-pause'], 'unknown option'],
    [['ls', '--all', '--follow-ups-failed'], '--follow-ups-failed is not for --all'],
  ])('refuses %j before it sends a request', async (args, message) => {
    server.prepare({});
    const { code, err } = await server.tl(...args);
    expect([code, server.lines]).toEqual([2, []]);
    expect(err).toContain(message);
  });
});
