import { createServer, type Server } from 'node:http';
import { HttpClient } from '../client/http-client.js';
import { Patience } from '../client/patience.js';
import { DOCUMENTS } from './context.js';
import { findRecording } from './find-recording.js';

const ids = [
  '0199f5a0-4f0c-7c3e-9d0a-000000000001',
  '0199f5a0-4f0c-7c3e-9d0a-000000000002',
  '0199f5b7-0000-7c3e-9d0a-000000000003',
];
const item = (id: string) => ({
  id,
  title: `title of ${id.slice(-1)}`,
  status: 'READY',
  failed: false,
  failed_at_stage: null,
  failed_reason: null,
  progress: null,
  stalled: false,
  revision: '1',
  created_at: '',
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
});

describe('the recording that is meant by an id', () => {
  let server: Server;
  let asked: URL[];
  let pages: readonly (readonly string[])[];
  let documents: readonly string[];
  let client: HttpClient;
  beforeAll(async () => {
    server = createServer((request, response) => {
      const url = new URL(request.url ?? '', 'http://x');
      asked.push(url);
      response.setHeader('content-type', 'application/json');
      if (url.pathname === '/api/v1/documents') {
        response.end(JSON.stringify({ items: documents.map(item), next_cursor: null }));
        return;
      }
      const page = Number(url.searchParams.get('cursor') ?? '0');
      const more = page + 1 < pages.length;
      response.end(JSON.stringify({ items: (pages[page] ?? []).map(item), next_cursor: more ? String(page + 1) : null }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    client = new HttpClient(
      { url: `http://127.0.0.1:${String(port)}`, token: 't' },
      () =>
        new Patience(
          () => 0,
          () => undefined,
        ),
    );
  });
  beforeEach(() => {
    asked = [];
    pages = [ids.slice(0, 2), ids.slice(2)];
    documents = [];
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it.each([
    ['a whole id', '0199f5a0-4f0c-7c3e-9d0a-0000000000ff'],
    ['less than eight characters', '0199f5a'],
    ['something else', '../me/tokens'],
    ['a name', 'weekly-talk'],
  ])('is for the server to know where %s is given', async (_, text) => {
    expect(await findRecording(client, text)).toBe(text);
    expect(asked).toEqual([]);
  });

  it('is the only one that begins so, deleted ones included, on whatever page', async () => {
    expect(await findRecording(client, '0199F5B7')).toBe(ids[2]);
    expect(asked.map(({ searchParams }) => searchParams.get('deleted'))).toEqual(['any', 'any', 'any']);
  });

  const itemOf = (kind: string, id: string) => ({ kind, id, title: `title of ${id.slice(-1)}`, created_at: '' });

  it('is named with the others where several begin so', async () => {
    await expect(findRecording(client, '0199f5a0')).rejects.toMatchObject({
      exit: 'usage',
      details: { code: 'ambiguous-id', items: [itemOf('recording', ids[0] ?? ''), itemOf('recording', ids[1] ?? '')] },
    });
  });

  it('is not guessed where a document begins so, unless a document is meant', async () => {
    documents = ['0199f5b7-0000-7c3e-9d0a-000000000009'];
    await expect(findRecording(client, '0199f5b7')).rejects.toMatchObject({
      exit: 'usage',
      details: { code: 'ambiguous-id', items: [itemOf('recording', ids[2] ?? ''), itemOf('document', documents[0] ?? '')] },
    });
    expect(await findRecording(client, '0199f5b7', DOCUMENTS)).toBe(documents[0]);
  });

  it('is refused with the command to use where only a document begins so', async () => {
    documents = ['ffffffff-0000-7c3e-9d0a-000000000009'];
    await expect(findRecording(client, 'ffffffff')).rejects.toMatchObject({
      exit: 'refused',
      details: { tryInstead: expect.stringContaining(`tl documents status ${documents[0] ?? ''}`) as string },
    });
  });

  it('is refused where none begins so', async () => {
    await expect(findRecording(client, 'ffffffff')).rejects.toMatchObject({ exit: 'refused', details: { code: 'not-found' } });
  });

  it('is not guessed where there are too many to look through', async () => {
    pages = Array.from({ length: 30 }, () => [ids[2] ?? '']);
    await expect(findRecording(client, '0199f5b7')).rejects.toMatchObject({ exit: 'usage' });
    expect(asked).toHaveLength(25);
  });
});
