import { newId } from '@throughline/contracts';
import { formOf } from '../../testing/forms.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import { completeStep, startStep } from '../../testing/work-through.js';
import type { SuggestedCutsAnswer } from './cuts.dto.js';

const TEXT = { role: 'text_pages', name: 'text.json', mediaType: 'application/json', sha256: 'a'.repeat(64) };

describe('the suggested cuts of a document', () => {
  let gateway: MemoryGateway;
  const nextOwner = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await nextOwner();
  });

  const ask = async (id: string, headers: object = {}, token = gateway.token) => {
    const url = `/api/v1/documents/${id}/suggested-cuts`;
    const answer = await gateway.app.inject({ url, headers: { authorization: `Bearer ${token}`, ...headers } });
    return { status: answer.statusCode, headers: answer.headers, body: answer.body };
  };
  const read = async (id: string): Promise<SuggestedCutsAnswer> => JSON.parse((await ask(id)).body) as SuggestedCutsAnswer;

  const create = async (record: object): Promise<string> => {
    const form = formOf({}, { bytes: newId(), name: 'scan.pdf' });
    const headers = { authorization: `Bearer ${gateway.token}`, ...form.headers };
    const answer = await gateway.app.inject({ method: 'POST', url: '/api/v1/documents', headers, payload: form.payload });
    const { id } = answer.json<{ id: string }>();
    const original = {
      role: 'source',
      name: 'original',
      mediaType: 'application/pdf',
      key: newId(),
      size: 1,
      sha256: 'b'.repeat(64),
    };
    await startStep(gateway, id, 'hash_file');
    await completeStep(gateway, id, 'hash_file', [original]);
    await startStep(gateway, id, 'create_file_record');
    await completeStep(gateway, id, 'create_file_record', [], { ...record });
    return id;
  };
  const addText = async (id: string, content: string | undefined, pages: number): Promise<void> => {
    const key = `texts/${id}`;
    if (content !== undefined) await gateway.artifacts.put(key, Buffer.from(content));
    await startStep(gateway, id, 'check_text');
    await completeStep(gateway, id, 'check_text');
    await startStep(gateway, id, 'extract_text');
    await completeStep(gateway, id, 'extract_text', [{ ...TEXT, key, size: content?.length ?? 1 }], { pages });
  };
  const createScan = async (texts: readonly string[]): Promise<string> => {
    const id = await create({ kind: 'pdf', pages: texts.length });
    const pages = texts.map((text, index) => ({ page: index + 1, source: text === '?' ? 'unread' : 'ocr', text }));
    await addText(id, JSON.stringify({ engine: 'tesseract.js', languages: ['en'], pages }), pages.length);
    return id;
  };

  it('say where a document may begin, and why', async () => {
    const id = await createScan(['A letter about prices\nPage 1 of 1', 'PATCH T', 'Another letter\nPage 1 of 1', '?']);
    const { status, headers, body } = await ask(id);
    expect([status, JSON.parse(body)]).toEqual([
      200,
      {
        known: true,
        why: null,
        pages: 4,
        unread_pages: [4],
        suggestions: [
          {
            before: 3,
            leave_out: [2],
            reasons: [
              { kind: 'separator-sheet', quote: 'PATCH T', detail: 'A separator sheet: “PATCH T”.' },
              {
                kind: 'page-number',
                quote: 'Page 1 of 1',
                detail: 'The numbers of the pages begin again: “Page 1 of 1”.',
              },
            ],
          },
        ],
      },
    ]);
    expect((await ask(id, { 'if-none-match': headers.etag })).status).toBe(304);
  });

  it('are not known before the text is read, or if it was not read by page', async () => {
    const unread = await create({ kind: 'pdf', pages: 3 });
    expect(await read(unread)).toEqual({ known: false, why: 'not-read', pages: null, unread_pages: [], suggestions: [] });
    const { etag } = (await ask(unread)).headers;
    await addText(unread, JSON.stringify({ pages: [{ page: 1, source: 'blank', text: '' }] }), 1);
    expect((await ask(unread, { 'if-none-match': etag })).status).toBe(200);
    expect(await read(unread)).toMatchObject({ known: true, pages: 1 });
  });

  it('say that the stored text is damaged or missing', async () => {
    const [damaged, missing] = [await create({ kind: 'pdf', pages: 3 }), await create({ kind: 'pdf', pages: 3 })];
    await addText(damaged, '{"pages":[{"page":7}]}', 3);
    await addText(missing, undefined, 3);
    expect(await read(damaged)).toMatchObject({ known: false, why: 'unreadable' });
    expect(await ask(missing)).toMatchObject({ status: 404, body: expect.stringContaining('file-missing') as string });
  });

  it('are not known from a text with other pages than those that were read', async () => {
    const id = await create({ kind: 'pdf', pages: 2 });
    await addText(id, JSON.stringify({ pages: [{ page: 1, source: 'ocr', text: 'A letter' }] }), 2);
    expect(await read(id)).toMatchObject({ known: false, why: 'unreadable' });
  });

  it('name a separator sheet that no document follows', async () => {
    const { suggestions } = await read(await createScan(['A letter about prices', 'PATCH T']));
    const reasons = [{ kind: 'separator-sheet', quote: 'PATCH T', detail: 'A separator sheet: “PATCH T”.' }];
    expect(suggestions).toEqual([{ before: null, leave_out: [2], reasons }]);
  });

  it('are refused for a document without pages, and for documents of others', async () => {
    expect(await ask(await create({ kind: 'text' }))).toMatchObject({
      status: 409,
      body: expect.stringContaining('no-pages') as string,
    });
    const theirs = await ask(await createScan(['one']), {}, await gateway.tokenFor(['read']));
    expect(theirs.status).toBe(404);
  });
});
