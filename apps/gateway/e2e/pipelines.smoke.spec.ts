import { openAsBlob } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { textPdf } from '@throughline/documents/testing';
import { startSystem, until, type System } from '@throughline/stack/testing';
import { shortTalk } from './media.js';
import { strangersToken } from './strangers-token.js';
import { isSubsequence, RecordingsClient, statusTrail } from './recordings-client.js';

/** AGG-14. */
const TRAIL = ['INITIALIZED', 'DOWNLOADING', 'DOWNLOADED', 'PROCESSING', 'PROCESSED', 'UPLOADING', 'READY'];

let system: System;
let client: RecordingsClient;
beforeAll(async () => {
  // No worker dies here: no lease may expire on a busy machine.
  system = await startSystem({ leaseTermMs: 20_000, ackWaitMs: 15_000 });
  client = new RecordingsClient(system.url, system.token);
}, 120_000);
afterAll(() => system.close(), 60_000);

async function add<T>(path: string, name: string, content: Blob): Promise<T> {
  const form = new FormData();
  form.set('run', 'true');
  form.set('file', content, name);
  const answer = await client.request(path, { method: 'POST', body: form });
  expect([answer.status, answer.status < 300 ? '' : await answer.text()]).toEqual([expect.any(Number), '']);
  return (await answer.json()) as T;
}

const waitForEnd = <T>(path: string, hasEnded: (item: T) => boolean): Promise<T> =>
  until(
    async () => {
      const item = (await (await client.request(path)).json()) as T;
      return hasEnded(item) ? item : undefined;
    },
    { what: `the end of ${path}` },
  );

describe('a recording from upload to delivery', () => {
  it('passes every service and ends READY, and shows each status in order', async () => {
    const registered = await client.pushPatiently(shortTalk(), { title: 'A short talk', run: true });
    const { recording, seen } = await client.waitReady(registered.id);
    expect(recording).toMatchObject({ status: 'READY', failed: false, title: 'A short talk', ready_to_upload: true });
    expect(recording.processing_stages.map(({ stage_type, status }) => [stage_type, status])).toEqual([
      ['TRIM', 'COMPLETED'],
      ['TRANSCRIBE', 'COMPLETED'],
      ['EXTRACT_TOPICS', 'COMPLETED'],
      ['GENERATE_SUBTITLES', 'COMPLETED'],
    ]);
    expect(recording.upload_summary).toMatchObject({ total: 1, uploaded: 1 });
    expect(isSubsequence(seen, TRAIL)).toBe(true);
    expect(statusTrail(await client.events(registered.id))).toEqual(TRAIL);
  }, 180_000);

  it('leaves one folder with all its results', async () => {
    const folders = await readdir(system.outputDir);
    expect(folders).toEqual([expect.stringMatching(/^A short talk \[[0-9a-f]{12}\]$/)]);
    const files = await readdir(join(system.outputDir, folders[0] ?? ''));
    expect(files.filter((file) => !file.startsWith('.')).sort()).toEqual([
      'audio.mp3',
      'description.txt',
      'subtitles.srt',
      'subtitles.vtt',
      'topics.json',
      'transcript.json',
      'transcript.txt',
      'video.mp4',
    ]);
    expect(await readFile(join(system.outputDir, folders[0] ?? '', 'subtitles.srt'), 'utf8')).toMatch(
      /^1\n00:00:\d\d,\d{3} --> /,
    );
    expect(await readFile(join(system.outputDir, folders[0] ?? '', 'description.txt'), 'utf8')).toMatch(/^Topics:\n0:00 \S.*\n/);
  });

  it('serves its artifacts whole and in ranges', async () => {
    const [recording] = await client.list();
    const path = `/api/v1/recordings/${recording?.id ?? ''}/artifacts/transcript.txt`;
    const whole = await (await client.request(path)).text();
    expect(whole.length).toBeGreaterThan(20);
    const part = await client.request(path, { headers: { range: 'bytes=3-9' } });
    expect(part.status).toBe(206);
    expect(await part.text()).toBe(whole.slice(3, 10));
  });

  it('answers a second run of a finished recording that there is nothing to do', async () => {
    const [recording] = await client.list();
    const before = (await client.runEvents(recording?.id ?? '')).length;
    const answer = await client.run(recording?.id ?? '');
    expect(answer.status).toBe(200);
    expect(await client.runEvents(recording?.id ?? '')).toHaveLength(before);
  });

  it.each([
    { action: 'run', output_config: { outputs: [] } },
    { action: 'run', processing_config: { trimming: { enable_trimming: false } } },
    { action: 'run', metadata_config: { title_pattern: 'Talk: {title}' } },
  ])('can be one of many, with settings of their own: %j', async (preview) => {
    const [recording] = await client.list();
    const answer = await client.request('/api/v1/recordings/bulk/preview', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...preview, recording_ids: [recording?.id] }),
    });
    expect([answer.status, await answer.json()]).toMatchObject([201, { action: 'run', total: 1 }]);
  });

  it('is hidden from strangers: a foreign and an unknown id get the same bytes', async () => {
    const [recording] = await client.list();
    const stranger = new RecordingsClient(system.url, await strangersToken(system.databaseUrl));
    const [foreign, unknown] = await Promise.all([
      stranger.request(`/api/v1/recordings/${recording?.id ?? ''}`),
      stranger.request('/api/v1/recordings/0190f5fe-7c00-7a00-8a00-0123456789ab'),
    ]);
    expect([foreign.status, unknown.status]).toEqual([404, 404]);
    expect(await foreign.text()).toBe(await unknown.text());
    expect(await stranger.list()).toEqual([]);
  });
});

describe('a document from upload to delivery', () => {
  interface DocumentView {
    readonly status: string;
    readonly failed_reason: string | null;
    readonly steps: readonly { readonly status: string }[];
    readonly run: { readonly active: boolean } | null;
  }

  it('goes through its steps, is found by its text, and is in the output', async () => {
    const pdf = await textPdf([['Invoice for electricity', 'Musterstadt, 3 March 2026', 'Please pay within two weeks.']]);
    const { id } = await add<{ id: string }>(
      '/api/v1/documents',
      'electricity.pdf',
      new Blob([Buffer.from(pdf)], { type: 'application/pdf' }),
    );
    const document = await waitForEnd<DocumentView>(`/api/v1/documents/${id}`, ({ run }) => run?.active === false);
    expect(document).toMatchObject({ status: 'completed', failed_reason: null });
    expect(document.steps.every(({ status }) => status === 'success' || status === 'skipped')).toBe(true);
    const { items } = (await (await client.request('/api/v1/documents?q=Musterstadt')).json()) as { items: { id: string }[] };
    expect(items.map((item) => item.id)).toEqual([id]);
    const files = await readdir(system.outputDir, { recursive: true });
    expect(files.filter((file) => file.endsWith('.pdf'))).toHaveLength(1);
  }, 120_000);
});

describe('a session from upload to transcript', () => {
  it('completes, and its transcript can be downloaded', async () => {
    const talk = await openAsBlob(shortTalk(), { type: 'video/mp4' });
    const { session_id: id } = await add<{ session_id: string }>('/api/v1/sessions', 'interview.mp4', talk);
    const path = `/api/v1/sessions/${id}`;
    const session = await waitForEnd<{ status: string }>(path, ({ status }) => status === 'completed' || status === 'failed');
    expect(session.status).toBe('completed');
    const transcript = await (await client.request(`${path}/download`)).text();
    expect(transcript.length).toBeGreaterThan(20);
  }, 120_000);
});
