import { newId } from '@throughline/contracts';
import { isPresent } from '@throughline/domain';
import { formOf } from '../../testing/forms.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import { completeStep, startStep } from '../../testing/work-through.js';
import type { DocumentItem } from './document-view.js';

interface Answer {
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
  readonly documents?: readonly { readonly id: string; readonly title: string; readonly pages: number | null }[];
}

describe('documents made of pages', () => {
  let gateway: MemoryGateway;
  const nextOwner = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await nextOwner();
  });

  const post = async (path: string, payload: object, headers: object = {}) => {
    const answer = await gateway.app.inject({
      method: 'POST',
      url: `/api/v1/documents${path}`,
      headers: { authorization: `Bearer ${gateway.token}`, ...headers },
      payload,
    });
    return { status: answer.statusCode, headers: answer.headers, body: answer.json<Answer>() };
  };
  const create = async (name: string, record: object, token = gateway.token, fields = {}): Promise<string> => {
    const form = formOf(fields, { bytes: `${name} ${newId()}`, name });
    const headers = { authorization: `Bearer ${token}`, ...form.headers };
    const answer = await gateway.app.inject({ method: 'POST', url: '/api/v1/documents', headers, payload: form.payload });
    const { id } = answer.json<{ id: string }>();
    const { state } = (await gateway.ports.commands.load(id)) ?? {};
    const source = state !== undefined && isPresent(state) ? state.source : undefined;
    if (source === undefined || !('key' in source)) throw new Error('not uploaded');
    const { key, size, sha256 } = source;
    const original = { role: 'source', name: 'original', mediaType: 'application/pdf', key, size, sha256 };
    await startStep(gateway, id, 'hash_file');
    await completeStep(gateway, id, 'hash_file', [original]);
    await startStep(gateway, id, 'create_file_record');
    await completeStep(gateway, id, 'create_file_record', [], { ...record });
    return id;
  };
  const createPdf = (pages = 6, token = gateway.token): Promise<string> => create('scan.pdf', { kind: 'pdf', pages }, token);
  const read = async (id: string): Promise<DocumentItem> => {
    const headers = { authorization: `Bearer ${gateway.token}` };
    return (await gateway.app.inject({ method: 'GET', url: `/api/v1/documents/${id}`, headers })).json<DocumentItem>();
  };

  it('name their origin, and leave it as it is', async () => {
    const id = await createPdf();
    const before = (await read(id)).revision;
    const parts = [{ pages: [{ from: 1, to: 3 }] }, { pages: [{ from: 6, rotate: 90 }, { from: 4 }], title: ' Letter ' }];
    const { status, body } = await post(`/${id}/parts`, { parts });
    expect(status).toBe(202);
    expect(body.documents).toMatchObject([
      { title: 'scan (1-3)', pages: 3 },
      { title: 'Letter', pages: 2 },
    ]);
    const [one, two] = await Promise.all((body.documents ?? []).map((made) => read(made.id)));
    expect(one).toMatchObject({ status: 'pending', file_name: 'scan (1-3).pdf', source: { kind: 'pages', sha256: null } });
    expect(two?.source.made_of).toEqual({
      documents: [
        {
          id,
          pages: [
            { from: 6, to: 6, rotate: 90 },
            { from: 4, to: 4, rotate: 0 },
          ],
        },
      ],
      left_out: null,
    });
    expect((await read(id)).revision).toBe(before);
    expect((await read(id)).source).not.toHaveProperty('made_of');
  });

  it('are made once for a key', async () => {
    const id = await createPdf();
    const send = () =>
      post(`/${id}/parts`, { parts: [{ pages: [{ from: 1 }] }, { pages: [{ from: 2 }] }] }, { 'idempotency-key': newId() });
    const key = { 'idempotency-key': newId() };
    const body = { parts: [{ pages: [{ from: 1 }] }, { pages: [{ from: 2 }] }] };
    const [first, second] = [await post(`/${id}/parts`, body, key), await post(`/${id}/parts`, body, key)];
    expect(second.body).toEqual(first.body);
    expect((await send()).body).not.toEqual(first.body);
    expect(new Set(first.body.documents?.map((made) => made.id)).size).toBe(2);
  });

  it('can have the pages of several documents, in the order of the request', async () => {
    const [scan, picture] = [await createPdf(2), await create('photo.jpg', { kind: 'image' })];
    const documents = [{ id: scan, pages: [{ from: 2 }] }, { id: picture }, { id: scan, pages: [{ from: 1 }] }];
    const { status, headers, body } = await post('/merge', { documents });
    expect([status, body.documents?.[0]]).toMatchObject([202, { title: 'scan (merged)', pages: 3 }]);
    const id = body.documents?.[0]?.id ?? '';
    expect(headers.location).toBe(`/api/v1/documents/${id}`);
    const origins = (await read(id)).source.made_of?.documents;
    expect(origins?.map((origin) => [origin.id, origin.pages?.length ?? null])).toEqual([
      [scan, 1],
      [picture, null],
      [scan, 1],
    ]);
  });

  it('can mix pages of another document in any order, each page once', async () => {
    const [id, other] = [await createPdf(3), await createPdf(2)];
    const pages = [{ from: 1 }, { from: 2, document: other, rotate: 90 }, { from: 1, document: other }, { from: 3 }];
    const { status, body } = await post(`/${id}/parts`, { parts: [{ pages }, { pages: [{ from: 1, document: other }] }] });
    expect([status, body.documents]).toMatchObject([202, [{ title: 'scan (merged)', pages: 4 }, { pages: 1 }]]);
    const made = (await read(body.documents?.[0]?.id ?? '')).source.made_of?.documents;
    expect(made?.map((origin) => [origin.id, origin.pages?.map(({ from }) => from)])).toEqual([
      [id, [1]],
      [other, [2, 1]],
      [id, [3]],
    ]);

    const refused = async (wrong: readonly object[]) =>
      (await post(`/${id}/parts`, { parts: [{ pages: wrong }] })).body.errors?.[0];
    expect(await refused([{ from: 2 }, { from: 1, document: other }, { from: 1, to: 2 }])).toEqual({
      pointer: '/parts/0/pages/2/from',
      message: 'must not repeat page 2',
    });
    expect(await refused([{ from: 1 }, { from: 3, document: other }])).toMatchObject({ pointer: '/parts/0/pages/1/to' });
    expect(await refused([{ from: 1 }, { from: 1, document: newId() }])).toEqual({
      pointer: '/parts/0/pages/1/document',
      message: 'must be a document of this library',
    });
    const theirs = await createPdf(2, await gateway.tokenFor(['read', 'write']));
    expect(await refused([{ from: 1, document: theirs }])).toMatchObject({ message: 'must be a document of this library' });
  });

  it('take their names and languages from the document whose pages they have', async () => {
    const id = await createPdf(3);
    const photo = await create('photo.jpg', { kind: 'image' }, gateway.token, { language: 'de' });
    const notes = await create('notes.pdf', { kind: 'pdf', pages: 2 }, gateway.token, { language: 'ru' });
    const of = (document: string) => ({ from: 1, document, rotate: 90 });
    const parts = [[of(photo)], [of(notes), of(photo)], [of(photo), { from: 1 }], [{ from: 1 }]].map((pages) => ({ pages }));
    const { body } = await post(`/${id}/parts`, { parts });
    const { language } = await read(id);
    const made = await Promise.all((body.documents ?? []).map((one) => read(one.id)));
    expect(made.map((one) => [one.file_name, one.language])).toEqual([
      ['photo (1).pdf', 'de'],
      ['notes (merged).pdf', 'ru'],
      ['scan (merged).pdf', language],
      ['scan (1).pdf', language],
    ]);
  });

  it('cannot change between documents without end', async () => {
    const [id, other] = [await createPdf(40), await createPdf(40)];
    const pages = Array.from({ length: 26 }, (_, index) => [{ from: index + 1 }, { from: index + 1, document: other }]).flat();
    const { body } = await post(`/${id}/parts`, { parts: [{ pages }] });
    expect(body.errors).toEqual([{ pointer: '/parts/0/pages', message: 'must change between documents at most 49 times' }]);
  });

  it.each([
    ['a page that the document does not have', [{ from: 1, to: 7 }], '/parts/0/pages/0/to'],
    ['a page twice', [{ from: 1, to: 3 }, { from: 2 }], '/parts/0/pages/1/from'],
    ['a range that ends before it begins', [{ from: 3, to: 2 }], '/parts/0/pages/0/to'],
    [
      'all pages as they are',
      [
        { from: 1, to: 2 },
        { from: 3, to: 6 },
      ],
      '/parts/0/pages',
    ],
    ['no page', [], '/parts/0/pages'],
    ['half a turn of the head', [{ from: 1, rotate: 45 }], '/parts/0/pages/0/rotate'],
  ])('cannot be %s', async (_, pages, pointer) => {
    const { status, body } = await post(`/${await createPdf()}/parts`, { parts: [{ pages }] });
    expect([status, body.code, body.errors?.[0]?.pointer]).toEqual([400, 'invalid', pointer]);
  });

  it.each([
    ['a text', { kind: 'text' }, 'no-pages'],
    ['a protected PDF', { kind: 'pdf', pages: 2, encrypted: true }, 'no-pages'],
    ['a file that nobody has read yet', {}, 'no-file-yet'],
  ])('cannot be made of %s', async (_, record, code) => {
    const id = await create('notes', record);
    const { status, body } = await post(`/${id}/parts`, { parts: [{ pages: [{ from: 1 }] }] });
    expect([status, body.code]).toEqual([409, code]);
    const merged = await post('/merge', { documents: [{ id }, { id }] });
    expect([merged.status, merged.body.code, merged.body.detail]).toEqual([409, code, expect.stringContaining(id)]);
  });

  it('cannot be made of documents of others, of which the answer tells nothing', async () => {
    const theirs = await createPdf(2, await gateway.tokenFor(['read', 'write']));
    const [mine, unknown] = [await createPdf(), newId()];
    for (const id of [theirs, unknown]) {
      expect((await post(`/${id}/parts`, { parts: [{ pages: [{ from: 1 }] }] })).body.code).toBe('not-found');
      expect((await post('/merge', { documents: [{ id: mine }, { id }] })).body.errors).toEqual([
        { pointer: '/documents/1/id', message: 'must be a document of this library' },
      ]);
    }
  });

  it('cannot be made of a file that was erased', async () => {
    const id = await createPdf();
    const headers = { authorization: `Bearer ${gateway.token}` };
    await gateway.app.inject({ method: 'POST', url: `/api/v1/documents/${id}/erase`, headers, payload: { confirm: true } });
    const { body } = await post(`/${id}/parts`, { parts: [{ pages: [{ from: 1 }] }] });
    expect(body.code).toBe('erased');
  });
});
