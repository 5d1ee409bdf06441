import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { mediaTools, startSystem, tempDir, type System, type TempDir } from '@throughline/stack/testing';
import { shortTalk } from './media.js';
import { RecordingsClient } from './recordings-client.js';

const run = promisify(execFile);

describe('deceptive uploads', () => {
  let system: System;
  let client: RecordingsClient;
  let folder: TempDir;
  beforeAll(async () => {
    [system, folder] = await Promise.all([startSystem(), tempDir('tl-hostile-')]);
    client = new RecordingsClient(system.url, system.token);
  }, 120_000);
  afterAll(async () => {
    await system.close();
    await folder.remove();
  }, 60_000);

  it('an empty file is refused at once', async () => {
    const answer = await client.push(new Blob([]), { title: 'Empty', run: true });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ code: 'empty-file' });
  });

  it.each<[string, () => Promise<Blob>, string]>([
    ['text', () => Promise.resolve(new Blob(['This is no recording. '.repeat(100)])), 'not-media'],
    ['a playlist', () => Promise.resolve(new Blob(['#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n'])), 'playlist'],
    ['a recording that is cut off', async () => new Blob([(await readFile(shortTalk())).subarray(0, 40_000)]), 'truncated'],
    [
      'noise',
      () => Promise.resolve(new Blob([Buffer.from(Array.from({ length: 50_000 }, (_none, index) => (index * 7919) % 251))])),
      'not-media',
    ],
  ])('%s fails for good with a clear reason', async (_what, content, code) => {
    const answer = await client.push(await content(), { title: 'Not media', run: true });
    expect(answer.status).toBe(202);
    const { id } = (await answer.json()) as { id: string };
    const { recording } = await client.waitFor(id, ({ failed }) => failed, 60_000);
    expect(recording).toMatchObject({ status: 'INITIALIZED', failed: true, failed_at_stage: 'download' });
    expect(recording.failed_reason).toMatch(/\.$/);
    const failures = (await client.events(id)).filter(({ type }) => type === 'StepFailed');
    expect(failures).toMatchObject([{ detail: { error: { code, retryable: false } } }]);
  });

  it('a recording without sound is delivered without a transcript and gives the reason', async () => {
    const { ffmpeg } = await mediaTools();
    const silent = join(folder.path, 'silent.mp4');
    await run(
      ffmpeg.path,
      [
        '-nostdin',
        '-v',
        'error',
        '-f',
        'lavfi',
        '-i',
        'testsrc2=size=160x120:rate=5:duration=4',
        '-c:v',
        'libx264',
        '-pix_fmt',
        'yuv420p',
        silent,
      ],
      {
        env: ffmpeg.env,
      },
    );
    const { id } = await client.pushPatiently(silent, { title: 'No sound', run: true });
    const { recording } = await client.waitReady(id);
    expect(recording).toMatchObject({ status: 'READY', failed: false });
    expect(recording.processing_stages.map(({ stage_type, skip_reason }) => [stage_type, skip_reason]).slice(0, 2)).toEqual([
      ['TRIM', 'no_audio'],
      ['TRANSCRIBE', 'no_audio'],
    ]);
  }, 120_000);

  it('a language that no engine supports is reported, and no transcript is made up', async () => {
    const answer = await client.push(shortTalk(), { title: 'Sprache', run: true, language: 'de' });
    const { id } = (await answer.json()) as { id: string };
    const { recording } = await client.waitReady(id);
    expect(recording.status).toBe('READY');
    expect(recording.processing_stages.find(({ stage_type }) => stage_type === 'TRANSCRIBE')).toMatchObject({
      status: 'SKIPPED',
      skip_reason: 'no_engine_for_language',
    });
  }, 120_000);

  it.each([
    ['a path', '../../../../etc/cron.d/evil.mp4'],
    ['a NUL', 'talk\u0000.mp4'],
    ['signs of all kinds', '🎬 "quoted" <b>кадр</b> ‮4pm.mp4'],
    ['five thousand letters', `${'x'.repeat(5_000)}.mp4`],
  ])('a name with %s is only a name', async (_what, name) => {
    const answer = await client.push(new Blob([`not media ${name}`]), { fileName: name });
    // A name that a form cannot carry may be refused. It must have no other effect.
    expect([202, 400]).toContain(answer.status);
    expect(await answer.text()).not.toContain('\u0000');
  });

  it('no upload of this spec has stopped a service or left its folder', async () => {
    const answer = await client.push(shortTalk(), { title: '../../escape', run: true, allowDuplicate: true });
    expect(answer.status).toBe(202);
    const { id } = (await answer.json()) as { id: string };
    expect((await client.waitReady(id)).recording.status).toBe('READY');
    expect((await readdir(system.outputDir)).every((name) => !name.includes('..'))).toBe(true);
  }, 120_000);
});
