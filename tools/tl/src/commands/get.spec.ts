import { EXIT } from '../exit.js';
import { StubServer, problem } from '#testing/stub-server.js';

const ID = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';
const OTHER = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b12';
const ARCHIVE = `GET /api/v1/recordings/${ID}/archive`;

describe('tl get', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  it('writes the archive of all files', async () => {
    server.prepare({ [ARCHIVE]: { body: 'the archive' } });
    expect(await server.tl('get', ID, '--all')).toMatchObject({ code: EXIT.done, out: '"the archive"' });
  });

  it('shows why there is none', async () => {
    server.prepare({ [ARCHIVE]: problem(404, 'file-missing', 'The file is not stored here.') });
    const { code, out, err } = await server.tl('get', ID, '--all');
    expect([code, out]).toEqual([EXIT.refused, '']);
    expect(err).toContain('The file is not stored here.');
  });

  it('shows why a transcript has no PDF, and what to take instead', async () => {
    const refusal = problem(422, 'no-pdf', 'A PDF of this server cannot show Hebrew (ש ל ו …).');
    server.prepare({ [`GET /api/v1/recordings/${ID}/artifacts/transcript.pdf`]: refusal });
    const { code, err } = await server.tl('get', ID, 'transcript.pdf');
    expect([code, err]).toEqual([EXIT.refused, expect.stringContaining('cannot show Hebrew') as string]);
  });

  it('writes one archive of several items, each once, and of texts alone', async () => {
    const path = '/api/v1/items/archive';
    server.prepare({
      [`GET ${path}?ids=${ID}%2C${OTHER}`]: { body: 'both' },
      [`GET ${path}?ids=${ID}`]: { body: 'one' },
      [`GET ${path}?ids=${ID}&files=texts`]: { body: 'texts' },
    });
    expect(await server.tl('get', ID, OTHER, ID, '--all')).toMatchObject({ code: EXIT.done, out: '"both"' });
    expect(await server.tl('get', ID, ID, '--all')).toMatchObject({ code: EXIT.done, out: '"one"' });
    expect(await server.tl('get', ID, '--texts')).toMatchObject({ code: EXIT.done, out: '"texts"' });
    expect(server.changes).toEqual([]);
  });

  it('selects more items than fit into an address', async () => {
    const path = '/api/v1/items/archives';
    server.prepare({
      [`POST ${path}`]: { status: 201, body: { id: 'S', url: `${path}/S`, item_count: 101 } },
      [`GET ${path}/S`]: { body: 'the archive' },
    });
    const ids = Array.from({ length: 101 }, (_, index) => `0199f5a0-4f0c-7c3e-9d0a-${String(index).padStart(12, '0')}`);
    expect(await server.tl('get', ...ids, ID, ID, '--all')).toMatchObject({ code: EXIT.done, out: '"the archive"' });
    expect(server.changes.map(({ body }) => body)).toEqual([{ ids: [...ids, ID] }]);
    expect(await server.tl('get', ...ids, '--texts')).toMatchObject({ code: EXIT.done, out: '"the archive"' });
    expect(server.changes.map(({ body }) => body).at(-1)).toEqual({ ids, files: 'texts' });
  });

  it('writes one archive of the items that match filters, of its kind', async () => {
    server.prepare({
      'GET /api/v1/items/archive?kind=recording&state=ready&tag=tax': { body: 'recordings' },
      'GET /api/v1/items/archive?kind=document&q=bill&files=texts': { body: 'documents' },
    });
    expect(await server.tl('get', '--all', '--state', 'ready', '--tag', 'tax')).toMatchObject({ out: '"recordings"' });
    expect(await server.tl('documents', 'get', '--texts', '--q', 'bill')).toMatchObject({ out: '"documents"' });
  });

  it.each([
    [['get', ID], 'Name an id and one file, or give --all'],
    [['get', ID, 'video.mp4', 'audio.mp3'], 'Name an id and one file, or give --all'],
    [['get'], 'Name an id and one file, or give --all'],
    [['get', '--all'], 'Name ids, or filter by --state, --q or --tag'],
    [['get', '--all', ID, '--state', 'ready'], 'but not both'],
    [['get', ID, 'video.mp4', '--state', 'ready'], 'need --all or --texts'],
  ])('refuses %j', async (given, words) => {
    server.prepare({});
    const { code, err } = await server.tl(...given);
    expect([code, server.lines]).toEqual([EXIT.usage, []]);
    expect(err).toContain(words);
  });
});
