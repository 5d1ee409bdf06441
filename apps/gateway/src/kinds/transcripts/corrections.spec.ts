import { ask } from '../../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { aTranscript, subtitle, transcribe, createTranscribed } from '../../testing/transcribed.js';
import { startStep, workThrough } from '../../testing/work-through.js';
import type { TranscriptAnswer } from './transcript-answers.js';

const MENDED = 'Good morning, everybody.';

describe('a corrected transcript', () => {
  let gateway: MemoryGateway;
  let id: string;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());
  beforeEach(async () => {
    id = await createTranscribed(gateway);
  });

  const get = (path: string, headers: Record<string, string> = {}) => ask(gateway, `/${id}${path}`, { method: 'GET', headers });
  const read = async (query = ''): Promise<TranscriptAnswer & { etag: string }> => {
    const response = await get(`/transcript${query}`);
    expect([response.statusCode, response.body]).toEqual([200, expect.any(String)]);
    return { ...response.json<Readonly<TranscriptAnswer>>(), etag: String(response.headers['etag']) };
  };
  const passages = ({ segments }: TranscriptAnswer) =>
    segments.map(({ id: number, start, end, text }) => ({ id: number, start, end, text }));
  const put = (segments: unknown, headers: Record<string, string> = {}, token = gateway.token) =>
    ask(gateway, `/${id}/transcript`, { method: 'PUT', body: { segments }, headers, token });
  const mend = async (text = MENDED, headers: Record<string, string> = {}) => {
    const now = await read();
    const segments = passages(now).map((one, index) => (index === 0 ? { ...one, text } : one));
    const response = await put(segments, { 'if-match': now.etag, ...headers });
    await waitUntilProjected(gateway, id);
    return response;
  };
  const file = async (name: string): Promise<string> => (await get(`/artifacts/${name}`)).body;

  it('is what every reader gets: text, subtitles, and the author of each segment', async () => {
    const before = await read();
    const response = await mend();
    expect(response.statusCode).toBe(200);
    const after = await read();
    expect(response.headers['etag']).toBe(after.etag);
    expect(after).toMatchObject({
      current: true,
      basis: before.version,
      corrected_by: gateway.owner,
      corrected_segments: 1,
      confidence: 0.7,
      draft: true,
      notes: ['word-times-estimated'],
      newer_than: null,
      outdated_outputs: [],
    });
    expect(after.segments).toEqual([
      { id: 0, start: 0, end: 1.5, text: MENDED, corrected: true },
      { id: 1, start: 5, end: 6.5, text: 'thanks four coming', confidence: 0.6 },
    ]);
    expect(response.json()).toMatchObject({
      version: after.version,
      corrected_at: after.corrected_at,
      revision: expect.any(String) as string,
      files: ['transcript.json', 'transcript.txt', 'subtitles.srt', 'subtitles.vtt'].map((name) => ({ name })),
    });
    for (const name of ['transcript.txt', 'subtitles.srt', 'subtitles.vtt']) expect(await file(name)).toContain(MENDED);
    expect(await file('subtitles.srt')).toContain('00:00:00,000 --> ');
    const list = (await get('/artifacts')).json<{ items: { name: string }[] }>().items.map(({ name }) => name);
    expect(list).toEqual([
      'transcript.json',
      'transcript.txt',
      'subtitles.srt',
      'subtitles.vtt',
      'transcript.docx',
      'transcript.pdf',
      'transcript.md',
    ]);
  });

  it('leaves none of its text in the log, and a correction in the history', async () => {
    await mend('Zebra crossing.');
    const { commits } = await gateway.store.load(id);
    expect(JSON.stringify(commits)).toContain('TranscriptCorrected');
    expect(JSON.stringify(commits)).not.toContain('Zebra');
    const { items } = (await get('/events?limit=200')).json<{ items: { type: string; message: string }[] }>();
    expect(items.at(-1)).toMatchObject({
      type: 'TranscriptCorrected',
      message: expect.stringMatching(/^Transcript corrected by .+: 1 of 2 passages by hand$/) as string,
    });
  });

  it('can be read by version, and as of a time', async () => {
    const before = await read();
    const position = String((await gateway.store.load(id)).commits.at(-1)?.position);
    await mend();
    await mend('Good morning, all!');
    const { items } = (await get('/transcript/versions')).json<{
      items: { version: string; kind: string; current: boolean }[];
    }>();
    expect(items.map(({ kind, current }) => [kind, current])).toEqual([
      ['corrected', true],
      ['corrected', false],
      ['heard', false],
    ]);
    const texts = await Promise.all(items.map(async ({ version }) => (await read(`?version=${version}`)).segments[0]?.text));
    expect(texts).toEqual(['Good morning, all!', MENDED, 'good mourning everybody']);
    const past = await read(`?as_of=${position}`);
    expect([past.version, past.current, past.corrected_at]).toEqual([before.version, false, null]);
    expect((await get('/transcript?version=0000000000000000')).json()).toMatchObject({ status: 404, code: 'no-such-version' });
    expect((await get(`/transcript?version=${before.version}&as_of=${position}`)).json()).toMatchObject({ code: 'invalid' });
  });

  it('is not overwritten by a client with an older version, and requires If-Match', async () => {
    const stale = await read();
    await mend();
    const segments = passages(stale).map((one) => ({ ...one, text: 'other words' }));
    expect((await put(segments, { 'if-match': stale.etag })).json()).toMatchObject({ status: 412, code: 'transcript-changed' });
    expect((await put(segments)).json()).toMatchObject({ status: 428, code: 'precondition-required' });
    expect((await read()).segments[0]?.text).toBe(MENDED);
  });

  it('accepts one of two simultaneous corrections, and removes the files of the other', async () => {
    const { etag, ...now } = await read();
    const answers = await Promise.all(
      ['one', 'other'].map((text) =>
        put(
          passages(now).map((one) => ({ ...one, text })),
          { 'if-match': etag },
        ),
      ),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412]);
    const kept = new Set<string>();
    for await (const { key } of gateway.artifacts.list(`${id}/corrections`)) kept.add(key.split('/')[2] ?? '');
    expect(kept.size).toBe(1);
    for await (const { key } of gateway.artifacts.list('pending-corrections')) expect(key).toBe('nothing pending');
  });

  it('is the same for a repeated request, and gets no new version without a change', async () => {
    const now = await read();
    const segments = passages(now).map((one) => ({ ...one, text: 'words' }));
    const headers = { 'if-match': now.etag, 'idempotency-key': `again ${id}` };
    const [first, again] = [await put(segments, headers), await put(segments, headers)];
    expect([again.statusCode, again.body]).toEqual([200, first.body]);
    expect(again.headers['idempotency-replayed']).toBe('true');
    const { commits } = await gateway.store.load(id);
    await waitUntilProjected(gateway, id);
    const after = await read();
    expect((await put(passages(after), { 'if-match': after.etag })).json()).toMatchObject({ version: after.version });
    expect((await gateway.store.load(id)).commits).toHaveLength(commits.length);
  });

  it.each<[string, readonly object[], string]>([
    ['an unknown passage', [{ id: 7, start: 0, end: 1, text: 'x' }], '/segments/0/id'],
    ['a repeated passage', [0, 0].map((number) => ({ id: number, start: 0, end: 1.5, text: 'x' })), '/segments/1/id'],
    ['an end before the start', [{ id: 0, start: 2, end: 1, text: 'x' }], '/segments/0/end'],
    ['times beyond the recording', [{ start: 9, end: 11, text: 'x' }], '/segments/0/end'],
    [
      'passages in the wrong order',
      [
        { id: 1, start: 5, end: 6.5, text: 'x' },
        { id: 0, start: 0, end: 1.5, text: 'x' },
      ],
      '/segments/1/start',
    ],
    ['a passage without text', [{ id: 0, start: 0, end: 1.5, text: ' ' }], '/segments/0/text'],
    ['no passages', [], '/segments'],
    ['an array instead of a passage', [[]], '/segments'],
    ['a passage nested in an array', [[{ id: 0, start: 0, end: 1.5, text: 'x' }]], '/segments'],
    ['a passage that is too long', [{ id: 0, start: 0, end: 1.5, text: 'x'.repeat(5_001) }], '/segments/0/text'],
  ])('is refused with %s, with the position', async (_what, segments, pointer) => {
    const response = await put(segments, { 'if-match': (await read()).etag });
    expect(response.json()).toMatchObject({ status: 400, code: 'invalid', errors: [{ pointer }] });
  });

  it('may have new segments', async () => {
    const { etag, ...now } = await read();
    const segments = [...passages(now), { start: 7, end: 8, text: 'Any questions?' }];
    expect((await put(segments, { 'if-match': etag })).statusCode).toBe(200);
    await waitUntilProjected(gateway, id);
    expect((await read()).segments.at(-1)).toEqual({ id: 2, start: 7, end: 8, text: 'Any questions?', corrected: true });
  });

  it('requires a token that may write', async () => {
    const reader = await gateway.tokenFor(['read'], gateway.owner);
    const { etag, ...now } = await read();
    expect((await put(passages(now), { 'if-match': etag }, reader)).statusCode).toBe(403);
    expect((await put(passages(now), { 'if-match': etag }, await gateway.tokenFor(['admin']))).statusCode).toBe(404);
  });

  it('is refused during a new transcription, and stays a version beside its result', async () => {
    await mend();
    const corrected = await read();
    await ask(gateway, `/${id}/reset`, {});
    await ask(gateway, `/${id}/run`, {});
    await workThrough(gateway, id, ['TRANSCRIBE']);
    await startStep(gateway, id, 'TRANSCRIBE');
    await waitUntilProjected(gateway, id);
    const refused = await put(passages(corrected), { 'if-match': corrected.etag });
    expect(refused.json()).toMatchObject({ status: 409, code: 'transcribing' });
  });

  it('does not hide the transcript of a later run, and is not lost by it', async () => {
    await mend();
    const corrected = await read();
    await ask(gateway, `/${id}/reset`, {});
    await ask(gateway, `/${id}/run`, {});
    await workThrough(gateway, id, ['TRANSCRIBE']);
    await transcribe(gateway, id, 2, aTranscript({ engine: 'hosted', quality: 'normal' }));
    await subtitle(gateway, id, 2);
    await workThrough(gateway, id);
    await waitUntilProjected(gateway, id);
    const now = await read();
    expect(now).toMatchObject({ engine: 'hosted', corrected_at: null, newer_than: { version: corrected.version } });
    expect(await file('subtitles.vtt')).toBe('as it was heard');
    expect((await read(`?version=${corrected.version}`)).segments[0]?.text).toBe(MENDED);
    // Put the manual corrections into the new transcript.
    const segments = corrected.segments.map(({ start, end, text }) => ({ start, end, text }));
    expect((await put(segments, { 'if-match': now.etag })).statusCode).toBe(200);
    await waitUntilProjected(gateway, id);
    expect(await read()).toMatchObject({ newer_than: null, segments: [{ text: MENDED }, {}] });
  });

  it('cannot be corrected once the recording is deleted, and disappears with its erasure', async () => {
    await mend();
    const now = await read();
    await ask(gateway, `/${id}`, { method: 'DELETE' });
    await waitUntilProjected(gateway, id);
    expect((await put(passages(now), { 'if-match': now.etag })).json()).toMatchObject({ status: 409, code: 'deleted' });
    await ask(gateway, `/${id}/erase`, { body: { confirm: true } });
    await waitUntilProjected(gateway, id);
    expect((await put(passages(now), { 'if-match': now.etag })).json()).toMatchObject({ code: 'erased' });
    for (const path of ['/transcript', '/transcript/versions', `/transcript?version=${now.version}`])
      expect((await get(path)).json()).toMatchObject({ status: 410, code: 'erased' });
  });
});
