import { EXIT } from '../exit.js';
import { StubServer } from '#testing/stub-server.js';

const item = (id: string, more: object = {}) => ({
  id,
  kind: 'document',
  title: 'Invoice',
  file_name: `${id}.pdf`,
  sender: null,
  date: null,
  number: null,
  amount: null,
  currency: null,
  size: 8_700,
  page_count: 1,
  duration_seconds: null,
  tags: [],
  delivered_to: [],
  source: { kind: 'upload', source_id: null },
  thumbnail_url: null,
  created_at: '2026-02-05T10:00:00.000Z',
  ...more,
});
const list = (items: readonly object[], more: object = {}) => ({
  items,
  total: items.length,
  next_cursor: null,
  similar_texts: 'current',
  ...more,
});
const group = (reason: string, more: object = {}) => ({
  id: reason,
  reason,
  kind: 'document',
  items: [item('one'), item('two', { title: null, page_count: 2, size: null })],
  item_count: 2,
  likeness: null,
  ...more,
});

describe('tl documents duplicates', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  it('shows each group with its reason and its items, page by page', async () => {
    server.prepare({
      'GET /api/v1/duplicates?kind=document&limit=20': { body: list([group('same_amount')], { total: 2, next_cursor: 'Mg' }) },
      'GET /api/v1/duplicates?kind=document&limit=19&cursor=Mg': {
        body: list([group('same_file', { item_count: 60 })], { total: 2 }),
      },
    });
    const { code, out } = await server.tl('documents', 'duplicates');
    expect(code).toBe(EXIT.done);
    expect(out).toMatch(
      /^the same sender, date and amount:\n {2}one .* Invoice +one.pdf +8,?700 bytes +1 page\n {2}two .* Untitled +two.pdf +2 pages\n/,
    );
    expect(out).toMatch(/the same file:\n(?:.*\n){2} {2}and 58 more\n$/);
  });

  it('shows recordings without the word documents, and says so if none look the same', async () => {
    server.prepare({
      'GET /api/v1/duplicates?kind=recording&limit=20': { body: list([], { similar_texts: 'stopped' }) },
    });
    expect(await server.tl('duplicates')).toMatchObject({ code: EXIT.done, out: '' });
    expect((await server.tl('duplicates')).err).toContain('no recordings look the same');
  });

  it('says how alike similar texts are, and why some may be missing', async () => {
    const body = list([group('similar_text', { likeness: 93 })], { similar_texts: 'stopped' });
    server.prepare({ 'GET /api/v1/duplicates?kind=document&limit=20': { body } });
    const { out, err } = await server.tl('documents', 'duplicates');
    expect(out).toMatch(/^nearly the same text, about 93 % of the text in common:\n/);
    expect(err).toContain('the search service does not run');
  });

  it('shows the groups of an older server, which compares no texts', async () => {
    const { likeness: _likeness, ...older } = group('same_file');
    const { similar_texts: _texts, ...body } = list([older]);
    server.prepare({ 'GET /api/v1/duplicates?kind=document&limit=20': { body } });
    const { code, out, err } = await server.tl('documents', 'duplicates');
    expect(code).toBe(EXIT.done);
    expect(out).toMatch(/^the same file:\n/);
    expect(err).not.toContain('texts');
  });

  it('says how many groups there are, and prints the answer as JSON', async () => {
    const body = list([group('same_title')], { total: 7, next_cursor: 'Mg' });
    server.prepare({ 'GET /api/v1/duplicates?kind=document&limit=1': { body } });
    expect((await server.tl('documents', 'duplicates', '--limit', '1')).err).toContain('there are 7 groups: use --limit');
    expect(JSON.parse((await server.tl('documents', 'duplicates', '--limit', '1', '--json')).out)).toEqual(body);
  });
});
