import type { Transcript } from '@throughline/media';
import { ask } from '../../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { aTranscript, createTranscribed } from '../../testing/transcribed.js';
import type { TranscriptAnswer } from './transcript-answers.js';

const spoken = (): Transcript => {
  const { segments } = aTranscript();
  return aTranscript({
    speakers: [{ id: 'S1', channel: 'left' }, { id: 'S2' }],
    segments: segments.map((segment, index) => ({ ...segment, speaker: `S${String(index + 1)}` })),
  });
};

describe('the speakers of a transcript', () => {
  let gateway: MemoryGateway;
  let id: string;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());
  beforeEach(async () => {
    id = await createTranscribed(gateway, 'A talk', spoken());
  });

  const get = (path: string) => ask(gateway, `/${id}${path}`, { method: 'GET' });
  const read = async (): Promise<TranscriptAnswer & { etag: string }> => {
    const response = await get('/transcript');
    return { ...response.json<Readonly<TranscriptAnswer>>(), etag: String(response.headers['etag']) };
  };
  const name = async (speaker: string, body: object, headers: Record<string, string> = {}, token = gateway.token) => {
    const all = { 'if-match': (await read()).etag, ...headers };
    const response = await ask(gateway, `/${id}/transcript/speakers/${speaker}`, { method: 'PUT', body, headers: all, token });
    await waitUntilProjected(gateway, id);
    return response;
  };

  it('are in the answer, with a number until a person names them', async () => {
    const { speakers, segments } = await read();
    expect(speakers).toEqual([
      { id: 'S1', label: 'Speaker 1', name: null, channel: 'left' },
      { id: 'S2', label: 'Speaker 2', name: null },
    ]);
    expect(segments.map(({ speaker }) => speaker)).toEqual(['S1', 'S2']);
  });

  it('are renamed once for the whole recording, in a new version', async () => {
    const before = await read();
    const response = await name('S2', { name: ' Bo <b> ' });
    expect(response.json()).toMatchObject({ basis: before.version, files: [{}, {}, {}, {}] });
    const after = await read();
    expect(after).toMatchObject({ corrected_by: gateway.owner, corrected_segments: 0, segments: before.segments });
    expect(after.speakers.map(({ label }) => label)).toEqual(['Speaker 1', 'Bo <b>']);
    const file = async (which: string): Promise<string> => (await get(`/artifacts/${which}`)).body;
    expect(await file('transcript.txt')).toContain('Bo <b>: thanks four coming');
    expect(await file('subtitles.srt')).toContain('Bo ‹b›: thanks four coming');
    expect(await file('subtitles.vtt')).toContain('<v Bo &lt;b&gt;>thanks four coming');
  });

  it('have no name in the log', async () => {
    await name('S1', { name: 'Zebra' });
    const { commits } = await gateway.store.load(id);
    expect(JSON.stringify(commits)).toContain('TranscriptCorrected');
    expect(JSON.stringify(commits)).not.toContain('Zebra');
  });

  it('keep their names in a later correction of the words', async () => {
    await name('S1', { name: 'Anna' });
    const { etag, segments } = await read();
    const mended = segments.map(({ id: number, start, end }) => ({ id: number, start, end, text: 'other words' }));
    await ask(gateway, `/${id}/transcript`, { method: 'PUT', body: { segments: mended }, headers: { 'if-match': etag } });
    await waitUntilProjected(gateway, id);
    const after = await read();
    expect(after.speakers[0]).toMatchObject({ name: 'Anna' });
    expect(after.segments.map(({ text, speaker }) => [text, speaker])).toEqual([
      ['other words', 'S1'],
      ['other words', 'S2'],
    ]);
  });

  it('get their number again by an empty name, and no new version without a change', async () => {
    await name('S1', { name: 'Anna' });
    await name('S1', { name: '' });
    const { speakers, version } = await read();
    expect(speakers[0]).toMatchObject({ label: 'Speaker 1', name: null });
    expect((await name('S1', { name: ' ' })).json()).toMatchObject({ version });
  });

  it.each<[string, string, object, Record<string, string>, object]>([
    ['an unknown speaker', 'S7', { name: 'Anna' }, {}, { status: 404, code: 'no-such-speaker' }],
    ['no name', 'S1', {}, {}, { status: 400, code: 'invalid' }],
    ['a name that is too long', 'S1', { name: 'x'.repeat(101) }, {}, { status: 400, errors: [{ pointer: '/name' }] }],
    ['a line break in the name', 'S1', { name: 'A\nB' }, {}, { status: 400, errors: [{ pointer: '/name' }] }],
    [
      'an older version',
      'S1',
      { name: 'Anna' },
      { 'if-match': '"0000000000000000"' },
      { status: 412, code: 'transcript-changed' },
    ],
  ])('cannot be renamed with %s', async (_what, speaker, body, headers, problem) => {
    expect((await name(speaker, body, headers)).json()).toMatchObject(problem);
    expect((await read()).corrected_at).toBeNull();
  });

  it('can be renamed only with a token that may write', async () => {
    const reader = await gateway.tokenFor(['read'], gateway.owner);
    expect((await name('S1', { name: 'Anna' }, {}, reader)).statusCode).toBe(403);
  });
});
