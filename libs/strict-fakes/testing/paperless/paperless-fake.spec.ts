import { PaperlessFake, type PaperlessFakeOptions } from './paperless-fake.js';

interface RequestOptions extends Omit<RequestInit, 'headers'> {
  readonly headers?: Readonly<Record<string, string>>;
}

describe('PaperlessFake', () => {
  let fake: PaperlessFake;
  let now: number;
  beforeEach(() => {
    now = 0;
  });
  afterEach(() => fake.close());

  const start = async (options: PaperlessFakeOptions = {}): Promise<void> => {
    fake = await PaperlessFake.start({ now: () => now, ...options });
  };
  const ask = (path: string, init: RequestOptions = {}, version = 9): Promise<Response> =>
    fetch(`${fake.url}/api/${path}`, {
      ...init,
      headers: { authorization: `Token ${fake.token}`, accept: `application/json; version=${String(version)}`, ...init.headers },
    });
  const form = (content: string, fields: readonly (readonly [string, string])[] = []): FormData => {
    const data = new FormData();
    data.set('document', new File([content], 'letter.pdf'));
    for (const [name, value] of fields) data.append(name, value);
    return data;
  };
  const post = async (content: string, fields: readonly (readonly [string, string])[] = []): Promise<string> => {
    const answer = await ask('documents/post_document/', { method: 'POST', body: form(content, fields) });
    expect(answer.status).toBe(200);
    return (await answer.json()) as string;
  };
  const json = async (path: string, version = 9): Promise<unknown> => (await ask(path, {}, version)).json();

  it('consumes a document after a while, and reports the task in both versions', async () => {
    await start({ consumeMs: 100 });
    const tag = fake.addLabel('tags', 'Inbox');
    const task = await post('%PDF one', [
      ['title', 'A letter'],
      ['tags', String(tag.id)],
    ]);
    expect(await json(`tasks/?task_id=${task}`)).toMatchObject([{ status: 'PENDING', task_file_name: 'letter.pdf' }]);
    now = 50;
    expect(await json(`tasks/?task_id=${task}`, 10)).toMatchObject({
      count: 1,
      results: [{ status: 'started', related_document_ids: [] }],
    });
    now = 100;
    const [document] = fake.documents;
    expect(document).toMatchObject({ title: 'A letter', tags: [tag.id] });
    expect(await json(`tasks/?task_id=${task}`)).toMatchObject([{ status: 'SUCCESS', related_document: String(document?.id) }]);
    expect(await json(`tasks/?task_id=${task}`, 10)).toMatchObject({
      results: [{ status: 'success', related_document_ids: [document?.id], result_data: { document_id: document?.id } }],
    });
    expect(await json(`documents/?checksum__iexact=${document?.checksum ?? ''}`)).toMatchObject({
      results: [{ id: document?.id }],
    });
    expect(await json(`documents/${String(document?.id)}/metadata/`)).toMatchObject({
      original_size: 8,
      original_checksum: document?.checksum,
    });
  });

  it('refuses duplicate content in both versions; newer releases accept it', async () => {
    await start();
    await post('%PDF one');
    const again = await post('%PDF one');
    const [document] = fake.documents;
    expect(await json(`tasks/?task_id=${again}`)).toMatchObject([
      {
        status: 'FAILURE',
        related_document: String(document?.id),
        result: expect.stringContaining('It is a duplicate of letter') as string,
      },
    ]);
    fake.trash(document?.id ?? 0);
    expect(await json(`tasks/?task_id=${again}`)).toMatchObject([{ related_document: null }]);
    expect(await json(`tasks/?task_id=${again}`, 10)).toMatchObject({
      results: [{ status: 'failure', result_data: { duplicate_of: document?.id, duplicate_in_trash: true } }],
    });
    await fake.close();
    await start({ duplicates: 'take' });
    await post('%PDF one');
    await post('%PDF one');
    expect(fake.documents).toHaveLength(2);
  });

  it('creates each label once, and finds labels by name', async () => {
    await start();
    const make = async (): Promise<number> =>
      (await ask('tags/', { method: 'POST', body: '{"name":"Inbox"}', headers: { 'content-type': 'application/json' } })).status;
    expect([await make(), await make()]).toEqual([201, 400]);
    expect(await json('tags/?name__iexact=inbox')).toMatchObject({ count: 1, results: [{ name: 'Inbox' }] });
  });

  it.each<[string, string, RequestOptions, number]>([
    ['a wrong token', 'documents/', { headers: { authorization: 'Token other' } }, 401],
    ['an unsupported version', 'documents/', { headers: { accept: 'application/json; version=11' } }, 406],
    ['no version', 'documents/', { headers: { accept: '*/*' } }, 406],
    ['a path without its slash', 'documents', {}, 404],
    ['an unknown path', 'mail_rules/', {}, 404],
    ['a wrong method', 'documents/', { method: 'PUT' }, 405],
    ['an unknown filter', 'documents/?sha256=1', {}, 400],
    ['a missing document', 'documents/7/metadata/', {}, 404],
    [
      'a document as JSON',
      'documents/post_document/',
      { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } },
      415,
    ],
    [
      'a label with an extra field',
      'tags/',
      { method: 'POST', body: '{"name":"a","x":1}', headers: { 'content-type': 'application/json' } },
      400,
    ],
  ])('refuses a request with %s', async (_, path, init, status) => {
    await start();
    expect((await ask(path, init)).status).toBe(status);
  });

  it.each<[string, () => FormData]>([
    ['an unknown field', () => form('%PDF', [['owner', '1']])],
    ['a tag by its name', () => form('%PDF', [['tags', 'Inbox']])],
    ['a missing tag', () => form('%PDF', [['tags', '99']])],
    [
      'two titles',
      () =>
        form('%PDF', [
          ['title', 'a'],
          ['title', 'b'],
        ]),
    ],
    ['an empty file', () => form('')],
    ['a file of an unsupported type', () => form('\u0000\u0001')],
    ['no file', () => new FormData()],
  ])('refuses a form with %s', async (_, body) => {
    await start();
    expect((await ask('documents/post_document/', { method: 'POST', body: body() })).status).toBe(400);
    expect(fake.tasks).toEqual([]);
  });
});
