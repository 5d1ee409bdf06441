import { createServer, type Server } from 'node:http';
import { HttpClient } from '../client/http-client.js';
import { RetryLimit } from '../client/retry-limit.js';
import { aRecording } from '#testing/a-recording.js';
import { DOCUMENTS } from './context.js';
import { findRecording } from './find-recording.js';

const ids = [
  '0199f5a0-4f0c-7c3e-9d0a-000000000001',
  '0199f5a0-4f0c-7c3e-9d0a-000000000002',
  '0199f5b7-0000-7c3e-9d0a-000000000003',
];
const item = (id: string) => aRecording({ id, title: `title of ${id.slice(-1)}`, created_at: '' });

describe('findRecording', () => {
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
        new RetryLimit(
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
    ['a prefix of less than eight characters', '0199f5a'],
    ['any other text', '../me/tokens'],
    ['a name', 'weekly-talk'],
  ])('leaves %s to the server', async (_, text) => {
    expect(await findRecording(client, text)).toBe(text);
    expect(asked).toEqual([]);
  });

  it('finds the only id with a prefix, including deleted items, on any page', async () => {
    expect(await findRecording(client, '0199F5B7')).toBe(ids[2]);
    expect(asked.map(({ searchParams }) => searchParams.get('deleted'))).toEqual(['any', 'any', 'any']);
  });

  const itemOf = (kind: string, id: string) => ({ kind, id, title: `title of ${id.slice(-1)}`, created_at: '' });

  it('lists all items that share a prefix', async () => {
    await expect(findRecording(client, '0199f5a0')).rejects.toMatchObject({
      exit: 'usage',
      details: { code: 'ambiguous-id', items: [itemOf('recording', ids[0] ?? ''), itemOf('recording', ids[1] ?? '')] },
    });
  });

  it('counts a document with the prefix as a match, unless a document is meant', async () => {
    documents = ['0199f5b7-0000-7c3e-9d0a-000000000009'];
    await expect(findRecording(client, '0199f5b7')).rejects.toMatchObject({
      exit: 'usage',
      details: { code: 'ambiguous-id', items: [itemOf('recording', ids[2] ?? ''), itemOf('document', documents[0] ?? '')] },
    });
    expect(await findRecording(client, '0199f5b7', DOCUMENTS)).toBe(documents[0]);
  });

  it('names the document command if only a document has the prefix', async () => {
    documents = ['ffffffff-0000-7c3e-9d0a-000000000009'];
    await expect(findRecording(client, 'ffffffff')).rejects.toMatchObject({
      exit: 'refused',
      details: { tryInstead: expect.stringContaining(`tl documents status ${documents[0] ?? ''}`) as string },
    });
  });

  it('refuses a prefix without a match', async () => {
    await expect(findRecording(client, 'ffffffff')).rejects.toMatchObject({ exit: 'refused', details: { code: 'not-found' } });
  });

  it('refuses a prefix if the list is too long to search', async () => {
    pages = Array.from({ length: 30 }, () => [ids[2] ?? '']);
    await expect(findRecording(client, '0199f5b7')).rejects.toMatchObject({ exit: 'usage' });
    expect(asked).toHaveLength(25);
  });
});
