import { readEntry } from '../../search/indexing/read-entry.js';
import { ask } from '../../testing/ask.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { readZip } from '../../testing/read-zip.js';
import { aTranscript, createTranscribed, subtitle, transcribe } from '../../testing/transcribed.js';
import { failStep, startStep, workThrough } from '../../testing/work-through.js';

interface ShownTranscript {
  readonly current: boolean;
  readonly earlier_run: boolean;
  readonly segments: readonly { readonly id: number; readonly start: number; readonly end: number; readonly text: string }[];
}

describe('a recording that is transcribed again', () => {
  let gateway: MemoryGateway;
  let id: string;
  const openShared = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await openShared();
    id = await createTranscribed(gateway);
    await workThrough(gateway, id);
    const etag = String((await ask(gateway, `/${id}`, { method: 'GET' })).headers['etag']);
    const response = await ask(gateway, `/${id}`, {
      method: 'PATCH',
      headers: { 'if-match': etag },
      body: { language: 'de', run: true },
    });
    expect(response.statusCode).toBe(202);
    await waitUntilProjected(gateway, id);
  });

  const get = (path: string) => ask(gateway, `/${id}${path}`, { method: 'GET' });
  const getTranscript = async (): Promise<ShownTranscript> => (await get('/transcript')).json<ShownTranscript>();
  const files = async (): Promise<Readonly<Record<string, boolean>>> => {
    const { items } = (await get('/artifacts')).json<{ items: { name: string; earlier_run?: true }[] }>();
    return Object.fromEntries(items.map(({ name, earlier_run }) => [name, earlier_run === true]));
  };
  const searchText = async (): Promise<string> => {
    const loaded = await gateway.ports.commands.load(id);
    if (loaded === undefined) throw new Error('The recording is absent');
    const { entry } = await readEntry(loaded, gateway.artifacts);
    return (entry?.passages ?? []).map(({ text }) => text).join(' ');
  };
  const transcribeRecording = async (): Promise<void> => {
    await transcribe(
      gateway,
      id,
      2,
      aTranscript({ segments: [{ id: 0, start: 0, end: 1.5, text: 'guten Morgen', confidence: 0.7 }] }),
    );
    await waitUntilProjected(gateway, id);
  };
  const EARLIER = { 'transcript.json': true, 'transcript.txt': true, 'subtitles.srt': true, 'subtitles.vtt': true };
  const FIRST = 'good mourning everybody';

  it('shows, downloads and searches the earlier result, and says so, until the new one is ready', async () => {
    expect(await getTranscript()).toMatchObject({ current: false, earlier_run: true, segments: [{ text: FIRST }, {}] });
    expect(await files()).toMatchObject(EARLIER);
    expect((await get('/artifacts/subtitles.srt')).statusCode).toBe(200);
    expect(await searchText()).toContain(FIRST);
    await transcribeRecording();
    expect(await getTranscript()).toMatchObject({ current: true, earlier_run: false, segments: [{ text: 'guten Morgen' }] });
    expect(await files()).toMatchObject({ ...EARLIER, 'transcript.json': false, 'transcript.txt': false });
    expect(await searchText()).toContain('guten Morgen');
    await workThrough(gateway, id, ['GENERATE_SUBTITLES', 'deliver:library']);
    await subtitle(gateway, id, 2);
    await waitUntilProjected(gateway, id);
    expect(new Set(Object.values(await files()))).toEqual(new Set([false]));
  });

  it('says of a past moment what was shown then', async () => {
    const before = (await get('')).json<{ revision: string }>().revision;
    await transcribeRecording();
    const past = (await get(`/transcript?as_of=${before}`)).json<ShownTranscript>();
    expect(past).toMatchObject({ current: false, earlier_run: true, segments: [{ text: FIRST }, {}] });
  });

  it('has other tags for the earlier and the new transcript, so that no client keeps the old one', async () => {
    const before = (await get('/transcript')).headers['etag'];
    await transcribe(gateway, id, 2);
    await waitUntilProjected(gateway, id);
    expect((await get('/transcript')).headers['etag']).not.toBe(before);
  });

  it('has the files of the earlier run in a folder of its own in the archive', async () => {
    await transcribeRecording();
    const names = [...(await readZip((await get('/archive')).rawPayload)).keys()];
    expect(names).toEqual([
      'transcript.json',
      'transcript.txt',
      'earlier-run/subtitles.srt',
      'earlier-run/subtitles.vtt',
      'transcript.docx',
      'transcript.pdf',
      'transcript.md',
    ]);
  });

  it('says in the file for Word that it is of an earlier run, until there is a new one', async () => {
    const read = async (): Promise<string> =>
      String((await readZip((await get('/artifacts/transcript.docx')).rawPayload)).get('word/document.xml'));
    expect(await read()).toContain('an earlier run');
    await transcribeRecording();
    expect(await read()).not.toContain('an earlier run');
  });

  it('leaves out files of the earlier run that a former release has removed', async () => {
    await gateway.artifacts.remove(`${id}/subtitled/1/subtitles.srt`);
    const { 'subtitles.srt': _, ...others } = EARLIER;
    const listed = await files();
    expect(listed).toMatchObject(others);
    expect(listed).not.toHaveProperty(['subtitles.srt']);
    expect((await get('/archive')).statusCode).toBe(200);
    expect((await get('/artifacts/subtitles.srt')).json()).toMatchObject({ status: 404, code: 'not-found' });
  });

  it('cannot be corrected in the earlier transcript, which is about to be replaced', async () => {
    const { headers, body } = await get('/transcript');
    const { segments } = JSON.parse(body) as ShownTranscript;
    const response = await ask(gateway, `/${id}/transcript`, {
      method: 'PUT',
      headers: { 'if-match': String(headers['etag']) },
      body: { segments: segments.map(({ id: segment, start, end, text }) => ({ id: segment, start, end, text })) },
    });
    expect(response.json()).toMatchObject({ status: 409, code: 'transcribing' });
  });

  it('keeps the earlier result after a failure, and loses it with a reset', async () => {
    await startStep(gateway, id, 'TRANSCRIBE');
    await failStep(gateway, id, 'TRANSCRIBE');
    await waitUntilProjected(gateway, id);
    expect(await getTranscript()).toMatchObject({ current: false, earlier_run: true, segments: [{ text: FIRST }, {}] });
    expect(await files()).toMatchObject(EARLIER);
    await ask(gateway, `/${id}/reset`, { body: {} });
    await waitUntilProjected(gateway, id);
    expect((await get('/transcript')).json()).toMatchObject({ status: 404, code: 'no-transcript' });
    expect(await files()).toEqual({});
    expect(await searchText()).toBe('');
  });

  it('has nothing of the earlier result after an erasure', async () => {
    await ask(gateway, `/${id}/erase`, { body: { confirm: true } });
    await waitUntilProjected(gateway, id);
    for (const path of ['/transcript', '/artifacts', '/artifacts/subtitles.srt', '/archive'])
      expect((await get(path)).json()).toMatchObject({ status: 410, code: 'erased' });
  });
});
