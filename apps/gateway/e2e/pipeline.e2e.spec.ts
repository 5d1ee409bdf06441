import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startSystem, type System } from '@throughline/stack/testing';
import { shortTalk } from './media.js';
import { strangersToken } from './strangers-token.js';
import { isSubsequence, RecordingsClient, statusTrail } from './recordings-client.js';

/** AGG-14. */
const TRAIL = ['INITIALIZED', 'DOWNLOADING', 'DOWNLOADED', 'PROCESSING', 'PROCESSED', 'UPLOADING', 'READY'];

describe('a recording from upload to delivery', () => {
  let system: System;
  let client: RecordingsClient;
  beforeAll(async () => {
    system = await startSystem();
    client = new RecordingsClient(system.url, system.token);
  }, 120_000);
  afterAll(() => system.close(), 60_000);

  it('goes through every service and ends READY, and each status is seen in order', async () => {
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

  it('leaves one folder with everything that was made', async () => {
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

  it('answers a further run of a finished recording that there is nothing to do', async () => {
    const [recording] = await client.list();
    const before = (await client.events(recording?.id ?? '')).length;
    const answer = await client.run(recording?.id ?? '');
    expect(answer.status).toBe(200);
    expect(await client.events(recording?.id ?? '')).toHaveLength(before);
  });

  it('shows nothing of it to a stranger: foreign and unknown are the same bytes', async () => {
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
