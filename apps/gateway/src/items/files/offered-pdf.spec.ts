import { renderTranscriptJson, type Transcript } from '@throughline/media';
import { ask } from '../../testing/ask.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { readPdf } from '../../testing/read-pdf.js';
import { readZip } from '../../testing/read-zip.js';
import { upload } from '../../testing/upload.js';
import { completeStep, startStep } from '../../testing/work-through.js';

const transcriptOf = (text: string): string =>
  renderTranscriptJson({
    ...{ engine: 'hosted', model: 'm', language: 'en', quality: 'normal', notes: [], durationSeconds: 90, meanConfidence: 1 },
    words: [],
    segments: [{ id: 0, start: 0.5, end: 2, text, confidence: 1 }],
  } satisfies Transcript);

describe('the PDF of a transcript, among the files', () => {
  let gateway: MemoryGateway;
  let id: string;
  const openShared = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await openShared();
  });

  const make = async (text: string, title = 'In the garden'): Promise<void> => {
    ({ id } = await upload(gateway, { fields: { title, run: 'true' } }));
    await startStep(gateway, id, 'DOWNLOAD');
    const key = `${id}/files/transcript.json`;
    const stored = await gateway.artifacts.put(key, Buffer.from(transcriptOf(text)));
    const file = { role: 'transcript', name: 'transcript.json', key, mediaType: 'application/json', ...stored };
    await completeStep(gateway, id, 'DOWNLOAD', [file]);
    await waitUntilProjected(gateway, id);
  };
  const get = (path: string) => ask(gateway, `/${id}/${path}`, { method: 'GET' });
  const listNames = async (): Promise<readonly string[]> =>
    (await get('artifacts')).json<{ items: readonly { name: string }[] }>().items.map(({ name }) => name);
  const listTexts = async (): Promise<readonly string[]> => {
    const headers = { authorization: `Bearer ${gateway.token}` };
    const url = `/api/v1/items/archive?ids=${id}&files=texts`;
    return [...(await readZip((await gateway.app.inject({ url, headers })).rawPayload)).keys()];
  };

  it('has the present words, title and date, and is among the texts of an archive', async () => {
    await make('Вода каждый день.');
    const { title, pages } = await readPdf((await get('artifacts/transcript.pdf')).rawPayload);
    expect([title, pages.flat()]).toEqual([
      'In the garden',
      ['In the garden', expect.stringMatching(/^\d{4}-\d\d-\d\d · 1:30$/), '0:00 Вода каждый день.', '1 / 1'],
    ]);
    expect(await listTexts()).toContain('In the garden/transcript.pdf');
  });

  it('is refused with the letters that it lacks, in each way to get it, and the other files are not', async () => {
    await make('שלום');
    const code = 'no-pdf';
    const detail = 'A PDF of this server cannot show Hebrew (ש ל ו …).';
    const refusal = { status: 422, code, detail, try_instead: expect.stringContaining('transcript.docx') as string };
    expect((await get('artifacts/transcript.pdf')).json()).toMatchObject(refusal);
    expect((await ask(gateway, `/${id}/artifacts/transcript.pdf/link`, {})).json()).toMatchObject({ status: 422, code });
    const headers = { authorization: `Bearer ${gateway.token}` };
    const url = `/api/v1/recordings/${id}/artifacts/transcript.pdf`;
    expect((await gateway.app.inject({ method: 'HEAD', url, headers })).statusCode).toBe(422);
    expect(await listNames()).toEqual(['transcript.json', 'transcript.docx', 'transcript.md']);
    expect([...(await readZip((await get('archive')).rawPayload)).keys()]).toEqual(await listNames());
    expect(await listTexts()).toEqual([
      'In the garden/transcript.json',
      'In the garden/transcript.docx',
      'In the garden/transcript.md',
    ]);
  });

  it('is offered again under a title that it can show', async () => {
    await make('Water them.', '庭で');
    expect(await listNames()).not.toContain('transcript.pdf');
    const change = { method: 'PATCH', body: { title: 'At the pond' }, headers: { 'if-match': '*' } } as const;
    expect((await ask(gateway, `/${id}`, change)).statusCode).toBe(200);
    await waitUntilProjected(gateway, id);
    expect(await listNames()).toContain('transcript.pdf');
  });

  it('is not found for others, nor without a transcript', async () => {
    await make('שלום');
    const headers = { authorization: `Bearer ${await gateway.tokenFor(['read'])}` };
    const url = `/api/v1/recordings/${id}/artifacts/transcript.pdf`;
    expect((await gateway.app.inject({ url, headers })).json()).toMatchObject({ status: 404, code: 'not-found' });
    ({ id } = await upload(gateway, { fields: { title: 'No words yet' } }));
    await waitUntilProjected(gateway, id);
    expect((await get('artifacts/transcript.pdf')).json()).toMatchObject({ status: 404, code: 'not-found' });
  });
});
