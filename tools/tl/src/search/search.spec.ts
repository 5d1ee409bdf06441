import { EXIT } from '../exit.js';
import { StubServer } from '#testing/stub-server.js';

const item = {
  id: '0192f0c1-7a3b-7c4d-8e5f-0123456789ab',
  kind: 'recording',
  title: 'Budget of spring',
  title_ranges: [{ start: 0, length: 6 }],
  date: '2026-02-05T10:00:00.000Z',
  sender: null,
  tags: [],
  people: [],
  passages: [
    { text: 'where the budgets meet', ranges: [{ start: 10, length: 7 }], start_ms: 3_754_300, page: null, speaker: null },
  ],
  passage_count: 3,
};
const letter = {
  ...item,
  id: '0192f0c1-7a3b-7c4d-8e5f-0123456789ac',
  kind: 'document',
  title: null,
  title_ranges: [],
  sender: 'ACME',
  passages: [{ text: 'a budget', ranges: [], start_ms: null, page: 4, speaker: null }],
  passage_count: 1,
};
const answer = {
  items: [item],
  next_cursor: null,
  similar: [],
  unknown_filters: [],
  index: { state: 'current', behind_events: 0, behind_seconds: 0, failed_items: 0, finds_similar: true },
};

describe('tl search', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  it('shows each item with its passages, their times and pages, page by page', async () => {
    server.prepare({
      'GET /api/v1/search?q=budget+sender%3Aacme&limit=20': { body: { ...answer, next_cursor: 'Mg' } },
      'GET /api/v1/search?q=budget+sender%3Aacme&limit=19&cursor=Mg': { body: { ...answer, items: [letter] } },
    });
    const { code, out } = await server.tl('search', 'budget', 'sender:acme');
    expect(code).toBe(EXIT.done);
    expect(out).toContain(
      `${item.id}  recording  2026-02-05  *Budget* of spring\n    1:02:34  where the *budgets* meet\n    and 2 more\n`,
    );
    expect(out).toContain(`${letter.id}  document  2026-02-05  Untitled  ACME\n    page 4  a budget\n`);
  });

  it('says how to search for words that begin with a dash', async () => {
    server.prepare({});
    const { code, err } = await server.tl('search', 'budget', '-draft');
    expect([code, err]).toEqual([EXIT.usage, expect.stringContaining('tl search -- -draft')]);
    const asJson = await server.tl('search', '-draft', '--json');
    expect(JSON.parse(asJson.err.trim().split('\n').at(-1) ?? '')).toMatchObject({
      error: { try_instead: expect.stringContaining('tl search -- -draft') as string, exit_code: EXIT.usage },
    });
    expect(server.lines).toEqual([]);
    expect((await server.tl('search', 'budget', '--limt', '5')).err).not.toContain('-- --limt');
    expect((await server.tl('token', 'create', 'ci', '--scops', 'read')).err).not.toContain('-- --scops');
    // No argument of this command is free text.
    expect((await server.tl('status', '-draft')).err).not.toContain('-- ');
  });

  it('says what was searched instead, and how current the index is', async () => {
    const more = {
      items: [],
      similar: [{ word: 'budjet', searched: ['budget'] }],
      unknown_filters: ['colour'],
      index: { state: 'behind', behind_events: 7, behind_seconds: 3, failed_items: 2, finds_similar: false },
    };
    server.prepare({ 'GET /api/v1/search?q=budjet+colour%3Ared&limit=20': { body: { ...answer, ...more } } });
    const { out, err } = await server.tl('search', 'budjet', 'colour:red');
    expect(out).toBe('');
    for (const part of [
      'nothing was found',
      "'budjet': also searched budget",
      "'colour:' is no filter",
      'last 7 events',
      '2 items could not',
      'lacks the extension pg_trgm',
    ])
      expect(err).toContain(part);
  });

  it('fills the index again, and takes no words then', async () => {
    server.prepare({ 'POST /api/v1/admin/search/refill': { status: 202, body: { refilling: true } } });
    expect((await server.tl('search', '--reindex')).err).toContain('being filled again');
    expect((await server.tl('search', '--reindex', 'budget')).code).toBe(EXIT.usage);
    expect((await server.tl('search')).code).toBe(EXIT.usage);
  });
});
