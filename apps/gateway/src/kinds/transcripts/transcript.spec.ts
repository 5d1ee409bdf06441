import { renderTranscriptJson, type Transcript } from '@throughline/media';
import { ask } from '../../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { upload } from '../../testing/upload.js';
import { completeStep, startStep } from '../../testing/work-through.js';
import { renderShowNotes } from './show-notes.js';

const transcript: Transcript = {
  engine: 'pocketsphinx',
  model: 'en-us',
  language: 'en',
  quality: 'draft',
  notes: ['language-assumed'],
  durationSeconds: 62,
  meanConfidence: 0.71,
  words: [{ start: 0.5, end: 1, word: 'good', confidence: 0.8 }],
  segments: [{ id: 0, start: 0.5, end: 2, text: 'Good morning.', confidence: 0.8 }],
};
const TOPICS = [
  { title: 'Welcome', start: 0, end: 61, keywords: ['morning'] },
  { title: 'The [spine](http://x) & more', start: 61, end: 62, keywords: [] },
];

describe('the transcript of a recording', () => {
  let gateway: MemoryGateway;
  let id: string;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
    ({ id } = await upload(gateway, { fields: { title: '# A *talk*', run: 'true' } }));
    await startStep(gateway, id, 'DOWNLOAD');
    await completeStep(gateway, id, 'DOWNLOAD', [
      await file('transcript', 'transcript.json', renderTranscriptJson(transcript)),
      await file('topics', 'topics.json', JSON.stringify({ engine: 'local', topics: TOPICS, language: 'en' })),
    ]);
    await waitUntilProjected(gateway, id);
  });
  afterAll(() => gateway.close());

  const file = async (role: string, name: string, content: string) => {
    const key = `${id}/files/${name}`;
    return { role, name, key, mediaType: 'application/json', ...(await gateway.artifacts.put(key, Buffer.from(content))) };
  };
  const get = (path: string, headers: Record<string, string> = {}, token = gateway.token) =>
    ask(gateway, path, { method: 'GET', headers, token });

  it('has times, topics, and its engine', async () => {
    const response = await get(`/${id}/transcript`);
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({
      version: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      engine: 'pocketsphinx',
      model: 'en-us',
      language: 'en',
      language_source: 'assumed',
      language_confidence: null,
      confidence: 0.71,
      draft: true,
      no_speech: false,
      notes: ['language-assumed'],
      speakers: [],
      dropped: [],
      removed: [],
      duration: 62,
      current: true,
      earlier_run: false,
      corrected_at: null,
      corrected_by: null,
      corrected_segments: 0,
      conflicting_segments: 0,
      basis: null,
      newer_than: null,
      outdated_outputs: [],
      segments: transcript.segments,
      topics: TOPICS.map(({ title, start, end }) => ({ title, start, end })),
      topics_earlier_run: false,
    });
  });

  it('makes show notes in which a title is only text', async () => {
    const response = await get(`/${id}/show-notes`);
    expect(response.headers['content-type']).toBe('text/markdown; charset=utf-8');
    const [head, , date, , ...lines] = response.body.split('\n');
    expect(head).toBe('# \\# A \\*talk\\*');
    expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(lines).toEqual(['- 0:00 Welcome', '- 1:01 The \\[spine\\](http://x) \\& more', '']);
  });

  it.each(['transcript', 'show-notes'])('is not sent again to a client that has the %s', async (what) => {
    const { headers } = await get(`/${id}/${what}`);
    const again = await get(`/${id}/${what}`, { 'if-none-match': String(headers['etag']) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect((await get(`/${id}/${what}`, { 'if-none-match': '"other"' })).statusCode).toBe(200);
  });

  it.each(['transcript', 'show-notes'])('is hidden from other users: the %s', async (what) => {
    const stranger = await gateway.tokenFor(['admin']);
    const [foreign, unknown] = [
      await get(`/${id}/${what}`, {}, stranger),
      await get(`/0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11/${what}`),
    ];
    expect(foreign.statusCode).toBe(404);
    expect(foreign.body).toBe(unknown.body);
  });

  it('is missing before the transcription, with the reason, and the notes then have no topics', async () => {
    const { id: fresh } = await upload(gateway, { fields: { title: 'Fresh' } });
    expect((await get(`/${fresh}/transcript`)).json()).toMatchObject({ status: 404, code: 'no-transcript' });
    expect((await get(`/${fresh}/show-notes`)).body).toMatch(/^# Fresh\n\n\d{4}-\d{2}-\d{2}\n$/);
  });

  it('is gone after an erasure', async () => {
    const { id: erased } = await upload(gateway);
    await ask(gateway, `/${erased}/erase`, { body: { confirm: true } });
    await waitUntilProjected(gateway, erased);
    for (const what of ['transcript', 'show-notes'])
      expect((await get(`/${erased}/${what}`)).json()).toMatchObject({ status: 410, code: 'erased' });
  });
});

describe('show notes', () => {
  it('stay on one line, whatever a title contains', () => {
    const notes = renderShowNotes({
      title: 'a\nb',
      date: '2026-02-05T10:00:00.000Z',
      topics: [{ title: 'c\r\n# d', start: 1, end: 2 }],
    });
    expect(notes).toBe('# a b\n\n2026-02-05\n\n- 0:01 c \\# d\n');
  });
});
