import type { JsonObject } from '@throughline/contracts';
import { formOf } from '../../testing/forms.js';
import { openMemoryGateway } from '../../testing/memory-gateway.js';
import { completeStep, startStep } from '../../testing/work-through.js';

type StepResults = readonly [step: string, result: JsonObject, details?: JsonObject];

const place = { confidence: 0.95, sure: true, page: 1, start: 10, end: 13 };
const number = { value: '7', ...place };
const amount = { value: '120.00', currency: 'GBP', ...place };

const RESULTS: readonly StepResults[] = [
  ['hash_file', { sha256: 'a'.repeat(64), size: 10 }],
  [
    'create_file_record',
    {
      kind: 'pdf',
      media_type: 'application/pdf',
      extension: 'pdf',
      size: 10,
      pages: 2,
      encrypted: false,
      locked: false,
      signed: true,
    },
  ],
  ['check_text', { text: 'partial', pages: 2, pages_with_text: 1, converted_by: 'soffice' }],
  [
    'extract_text',
    {
      engine: 'tesseract.js',
      languages: ['eng'],
      languages_missing: ['deu'],
      pages: 2,
      pages_ocr: 1,
      pages_blank: 0,
      pages_poor: 0,
      pages_hopeless: 0,
      pages_unread: 0,
      characters: 120,
      confidence: 91.5,
    },
  ],
  [
    'extract_metadata_with_gpt',
    { engine: 'local', language: 'en' },
    { title: 'Invoice 7', date: '2026-02-05', tags: ['power'], invoice: { number, amount } },
  ],
  ['finalize_document_storage', { sends: 'document' }, { folder: '2026/ACME', name: 'Invoice 7.pdf' }],
];

/** Returns the answer about a document whose steps have ended with these results. */
async function readDocument(results: readonly StepResults[]): Promise<Readonly<Record<string, unknown>>> {
  const gateway = await openMemoryGateway();
  const headers = { authorization: `Bearer ${gateway.token}` };
  const form = formOf({}, { bytes: 'a report', name: 'report.pdf' });
  const made = await gateway.app.inject({
    method: 'POST',
    url: '/api/v1/documents',
    headers: { ...headers, ...form.headers },
    payload: form.payload,
  });
  const { id } = made.json<{ id: string }>();
  for (const [step, result, details] of results) {
    await startStep(gateway, id, step);
    await completeStep(gateway, id, step, [], result, details);
  }
  const answer = await gateway.app.inject({
    url: `/api/v1/documents/${id}?min_revision=${await gateway.store.head(id)}`,
    headers,
  });
  await gateway.close();
  return answer.json();
}

describe('a document', () => {
  it('shows the facts that its steps find', async () => {
    expect(await readDocument(RESULTS)).toMatchObject({
      title: 'Invoice 7',
      record: { sha256: 'a'.repeat(64), size: 10, kind: 'pdf', pages: 2, signed: true },
      text: { text: 'partial', pages_with_text: 1, pages_ocr: 1, characters: 120, confidence: 91.5 },
      metadata: {
        engine: 'local',
        language: 'en',
        title: 'Invoice 7',
        date: '2026-02-05',
        tags: ['power'],
        invoice: { number, amount },
      },
      storage: { folder: '2026/ACME', name: 'Invoice 7.pdf' },
    });
  });

  it('shows a fact of a newer worker only among the details of the step, until the API describes it', async () => {
    const known = await readDocument(RESULTS);
    const newer = RESULTS.map(
      ([step, result, details]) => [step, { ...result, new_fact: 'a' }, { ...details, new_detail: 'b' }] satisfies StepResults,
    );
    const { record, text, metadata, storage, steps } = await readDocument(newer);
    expect({ record, text, metadata, storage }).toEqual({
      record: known['record'],
      text: known['text'],
      metadata: known['metadata'],
      storage: known['storage'],
    });
    const hashed = (steps as readonly { step_name: string; details: unknown }[]).find(
      ({ step_name }) => step_name === 'hash_file',
    );
    expect(hashed?.details).toMatchObject({ new_fact: 'a' });
  });
});
