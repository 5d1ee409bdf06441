import { createHash } from 'node:crypto';
import { renderTranscriptJson, type Transcript } from '@throughline/media';
import { ask } from '../../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { readZip } from '../../testing/read-zip.js';
import { upload } from '../../testing/upload.js';
import { completeStep, startStep } from '../../testing/work-through.js';

const TRANSCRIPT: Transcript = {
  engine: 'pocketsphinx',
  model: 'en-us',
  language: 'en',
  quality: 'draft',
  notes: ['language-assumed'],
  durationSeconds: 90,
  meanConfidence: 0.8,
  words: [{ start: 0.5, end: 1, word: 'good', confidence: 0.8 }],
  segments: [{ id: 0, start: 0.5, end: 2, text: 'Good morning.', confidence: 0.8 }],
};
const TOPICS = ['Water', 'Tomatoes', 'What stays'].map((title, index) => ({ title, start: 30 * index, end: 30 * index + 30 }));
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

interface Listed {
  readonly name: string;
  readonly media_type: string;
  readonly size: number;
  readonly sha256: string;
  readonly url: string;
}

describe('files that are made of the transcript', () => {
  let gateway: MemoryGateway;
  let id: string;
  beforeEach(async () => {
    gateway = await openMemoryGateway();
  });
  afterEach(() => gateway.close());

  const store = async (role: string, name: string, content: string) => {
    const key = `${id}/files/${name}`;
    return { role, name, key, mediaType: 'application/json', ...(await gateway.artifacts.put(key, Buffer.from(content))) };
  };
  type Stored = readonly [role: string, name: string, content: string];
  const make = async (transcript: Transcript, topics: readonly object[], others: readonly Stored[] = []): Promise<void> => {
    ({ id } = await upload(gateway, { fields: { title: 'In the garden', run: 'true' } }));
    await startStep(gateway, id, 'DOWNLOAD');
    await completeStep(gateway, id, 'DOWNLOAD', [
      await store('transcript', 'transcript.json', renderTranscriptJson(transcript)),
      await store('topics', 'topics.json', JSON.stringify({ engine: 'local', topics, language: 'en' })),
      ...(await Promise.all(others.map((other) => store(...other)))),
    ]);
    await waitUntilProjected(gateway, id);
  };
  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    ask(gateway, `/${id}/${path}`, { method: 'GET', headers });
  const list = async (): Promise<readonly Listed[]> => (await get('artifacts')).json<{ items: readonly Listed[] }>().items;
  const names = async (): Promise<readonly string[]> => (await list()).map(({ name }) => name);

  it('are listed, downloaded and archived as the stored ones are, with their true sizes and hashes', async () => {
    await make(TRANSCRIPT, TOPICS);
    const files = await list();
    expect(files.map(({ name, media_type: type }) => [name, type]).slice(2)).toEqual([
      ['transcript.docx', DOCX],
      ['transcript.pdf', 'application/pdf'],
      ['transcript.md', 'text/markdown'],
      ['youtube-chapters.txt', 'text/plain'],
    ]);
    const archive = await readZip((await get('archive')).rawPayload);
    for (const { name, size, sha256 } of files.slice(2)) {
      const { rawPayload: content, headers } = await get(`artifacts/${name}`);
      const hash = createHash('sha256').update(content).digest('hex');
      expect([content.length, hash, headers['etag'], archive.get(name)]).toEqual([size, sha256, `"${sha256}"`, content]);
    }
    expect((await get('artifacts/transcript.md')).body).toContain('# In the garden\n\n*\\[Draft by machine: ');
    expect((await get('artifacts/youtube-chapters.txt')).body).toBe('0:00 Water\n0:30 Tomatoes\n1:00 What stays\n');
    const sizes = [...archive.values()].map(({ length }) => length);
    expect((await get('artifacts')).json()).toMatchObject({ archive_size: sizes.reduce((sum, size) => sum + size, 0) });
  });

  it('answer HEAD, ranges and conditions', async () => {
    await make(TRANSCRIPT, TOPICS);
    const path = 'artifacts/youtube-chapters.txt';
    const { headers: sent, body } = await get(path);
    const part = await get(path, { range: 'bytes=5-9' });
    expect([part.statusCode, part.body]).toEqual([206, 'Water']);
    const headers = { authorization: `Bearer ${gateway.token}` };
    const head = await gateway.app.inject({ method: 'HEAD', url: `/api/v1/recordings/${id}/${path}`, headers });
    expect([head.statusCode, head.headers['content-length'], head.body]).toEqual([200, String(body.length), '']);
    expect((await get(path, { 'if-none-match': String(sent['etag']) })).statusCode).toBe(304);
    expect((await get('artifacts/transcript.pdf')).headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="transcript.pdf"',
    });
    expect((await get('artifacts/transcript.docx')).headers).toMatchObject({
      'content-type': DOCX,
      'content-disposition': 'attachment; filename="transcript.docx"',
    });
  });

  it('have the present title', async () => {
    await make(TRANSCRIPT, TOPICS);
    const read = async (): Promise<string> =>
      String((await readZip((await get('artifacts/transcript.docx')).rawPayload)).get('word/document.xml'));
    expect(await read()).toContain('In the garden');
    const change = { method: 'PATCH', body: { title: 'At the pond' }, headers: { 'if-match': '*' } } as const;
    expect((await ask(gateway, `/${id}`, change)).statusCode).toBe(200);
    await waitUntilProjected(gateway, id);
    expect(await read()).toContain('At the pond');
  });

  it('mark a draft, as the text does', async () => {
    await make({ ...TRANSCRIPT, quality: 'draft' }, TOPICS);
    const parts = await readZip((await get('artifacts/transcript.docx')).rawPayload);
    expect(String(parts.get('word/document.xml'))).toContain('[Draft by machine:');
  });

  it('are not offered without words, and with fewer chapters than YouTube takes', async () => {
    await make({ ...TRANSCRIPT, words: [], segments: [] }, TOPICS.slice(2));
    expect(await names()).toEqual(['transcript.json', 'topics.json']);
    expect((await get('artifacts/transcript.docx')).statusCode).toBe(404);
  });

  it('are not offered while the transcript is missing from the store, which its own download says', async () => {
    await make(TRANSCRIPT, TOPICS);
    await gateway.artifacts.remove(`${id}/files/transcript.json`);
    expect(await names()).toEqual(['transcript.json', 'topics.json', 'youtube-chapters.txt']);
    expect((await get('artifacts/transcript.docx')).statusCode).toBe(404);
    expect((await get('artifacts/transcript.json')).json()).toMatchObject({ code: 'file-missing' });
  });

  it.each([
    ['missing', undefined, 'file-missing'],
    ['damaged', 'These are no words.', 'file-damaged'],
    ['replaced by other words', renderTranscriptJson({ ...TRANSCRIPT, segments: [] }), 'file-damaged'],
  ])('say that the transcript is %s if they were listed before', async (_, content, code) => {
    await make(TRANSCRIPT, TOPICS);
    await list();
    const key = `${id}/files/transcript.json`;
    await gateway.artifacts.remove(key);
    if (content !== undefined) await gateway.artifacts.put(key, Buffer.from(content));
    const answer = await get('artifacts/transcript.docx');
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([code === 'file-missing' ? 404 : 409, code]);
    const headers = { authorization: `Bearer ${gateway.token}` };
    const url = `/api/v1/recordings/${id}/artifacts/transcript.docx`;
    expect((await gateway.app.inject({ method: 'HEAD', url, headers })).statusCode).toBe(answer.statusCode);
    expect((await get('archive')).json()).toMatchObject({ code });
  });

  it('are not denied while the store is away', async () => {
    await make(TRANSCRIPT, TOPICS);
    const open = gateway.artifacts.open.bind(gateway.artifacts);
    gateway.artifacts.open = () => Promise.reject(Object.assign(new Error('The store is away.'), { kind: 'unavailable' }));
    expect((await get('artifacts')).json()).toMatchObject({ status: 503, code: 'unavailable' });
    expect((await get('artifacts/transcript.docx')).json()).toMatchObject({ status: 503, code: 'unavailable' });
    gateway.artifacts.open = open;
    expect(await names()).toContain('transcript.docx');
  });

  it('leave their name to a stored file that has it', async () => {
    await make(TRANSCRIPT, TOPICS, [['other', 'transcript.docx', 'Stored']]);
    expect((await names()).filter((name) => name === 'transcript.docx')).toHaveLength(1);
    expect((await get('artifacts/transcript.docx')).body).toBe('Stored');
  });

  it('are gone after an erasure', async () => {
    await make(TRANSCRIPT, TOPICS);
    await ask(gateway, `/${id}/erase`, { body: { confirm: true } });
    await waitUntilProjected(gateway, id);
    expect((await get('artifacts/transcript.docx')).json()).toMatchObject({ status: 410, code: 'erased' });
  });
});
