import { DOCUMENT_STEPS, newId, type Artifact, type DocumentStep, type JsonObject } from '@throughline/contracts';
import { formOf } from '../../testing/forms.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import { completeStep, startStep } from '../../testing/work-through.js';
import { readEntry } from './read-entry.js';

const TEXT: DocumentStep = 'extract_text';

describe('the searchable text of a document', () => {
  let gateway: MemoryGateway;
  const nextOwner = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await nextOwner();
  });

  const storeText = async (id: string): Promise<Artifact> => {
    const key = `${id}/text.json`;
    const bytes = JSON.stringify({ languages: ['en'], pages: [{ page: 1, text: 'The meter was read in March.' }] });
    const stored = await gateway.artifacts.put(key, Buffer.from(bytes));
    return { ...stored, role: 'text_pages', name: 'text.json', key, mediaType: 'application/json' };
  };

  const addRead = async (results: Readonly<Partial<Record<DocumentStep, JsonObject>>>): Promise<string> => {
    const form = formOf({}, { bytes: newId(), name: 'meter.txt' });
    const headers = { authorization: `Bearer ${gateway.token}`, ...form.headers };
    const answer = await gateway.app.inject({ method: 'POST', url: '/api/v1/documents', headers, payload: form.payload });
    const { id } = answer.json<{ id: string }>();
    for (const step of DOCUMENT_STEPS.slice(0, DOCUMENT_STEPS.indexOf(TEXT) + 1)) {
      await startStep(gateway, id, step);
      await completeStep(gateway, id, step, step === TEXT ? [await storeText(id)] : [], results[step] ?? {});
    }
    return id;
  };

  it.each<[string, string, JsonObject, number | undefined]>([
    ['a scan', 'image', { pages: 3 }, 1],
    ['a text whose PDF has one page', 'text', { pages: 1 }, 1],
    ['a text whose PDF has three pages', 'text', { pages: 3 }, undefined],
    ['a mail without a PDF', 'email', { pages: 1, converted: false }, undefined],
  ])('of %s names the page only if it is known', async (_, kind, check, page) => {
    const id = await addRead({ create_file_record: { kind, pages: 1 }, check_text: check });
    const loaded = await gateway.ports.commands.load(id);
    if (loaded === undefined) throw new Error('The document is not there');
    const { entry } = await readEntry(loaded, gateway.artifacts);
    expect(entry?.passages.map((passage) => [passage.text, passage.page])).toEqual([['The meter was read in March.', page]]);
  });
});
