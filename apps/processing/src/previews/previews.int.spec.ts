import { readFile } from 'node:fs/promises';
import { PREVIEW, newAssetId, newId, type Progress } from '@throughline/contracts';
import { testDepth } from '@throughline/contracts/testing';
import { isPresent, previewsOf, type Previews } from '@throughline/domain';
import { readAll } from '@throughline/artifact-store/testing';
import { encryptedPdf, textPdf } from '@throughline/documents/testing';
import type { StepContext } from '@throughline/engine';
import { Workshop } from '@throughline/engine/testing';
import type { MediaTools } from '@throughline/media';
import { TestMedia, beepsBetween, h264 } from '@throughline/media/testing';
import { mediaTools, until } from '@throughline/stack/testing';
import { PreviewStep } from './preview-step.js';

const tools = await mediaTools();

/** Replaces ffmpeg by a shell script, which may run it with its arguments: `exec "$0" "$@"`. */
const withScript = (script: string): MediaTools => {
  const { ffmpeg, ffprobe } = tools;
  return { ffprobe, ffmpeg: { ...ffmpeg, path: '/bin/sh', args: ['-c', script, ffmpeg.path] } };
};

/** Makes only the version for the browser. Other tests look at the pictures and peaks. */
const converting = withScript('for word; do case "$word" in libx264 | aac) exec "$0" "$@" ;; esac; done');

const meta = { actor: { kind: 'user', id: 'spec' }, correlationId: 'spec' } as const;

interface PreviewOutcome extends Previews {
  readonly assetId: string;
  readonly error: string | undefined;
}

describe('previews of a recording with the real tools', () => {
  let media: TestMedia;
  let workshop: Workshop;
  let progress: Progress[];
  beforeAll(async () => {
    media = await TestMedia.create(tools);
  });
  afterAll(() => media.remove());
  beforeEach(() => {
    workshop = new Workshop();
    progress = [];
  });
  afterEach(() => workshop.close());

  /** Registers a file, lets one worker make its previews, and returns them with the failure of the step. */
  async function preview(
    bytes: Uint8Array,
    mediaType: string,
    { pipeline = 'recording', ofWorker = tools }: { pipeline?: 'recording' | 'document'; ofWorker?: MediaTools } = {},
  ): Promise<PreviewOutcome> {
    const assetId = newAssetId();
    const key = `uploads/${assetId}/source`;
    const { size, sha256 } = await workshop.artifacts.put(key, Buffer.from(bytes));
    const now = new Date().toISOString();
    await workshop.commands.execute(
      assetId,
      {
        type: 'RegisterAsset',
        ...{ now, assetId, owner: 'owner', title: 'A talk', language: 'auto', isMapped: true, pipeline },
        source: { kind: 'upload', key, size, sha256, mediaType },
      },
      { commandId: newId(), ...meta },
    );
    return again(assetId, ofWorker);
  }

  const recordProgress = (context: StepContext): StepContext => ({
    ...context,
    progress: (one) => {
      progress.push(one);
      context.progress(one);
    },
  });

  /** Asks for the previews, and lets one worker make them. */
  async function again(assetId: string, ofWorker: MediaTools = tools): Promise<PreviewOutcome> {
    const now = new Date().toISOString();
    await workshop.commands.execute(assetId, { type: 'RequestPreviews', now }, { commandId: newId(), ...meta });
    const step = new PreviewStep(ofWorker);
    const worker = workshop.hire('processing', { [PREVIEW]: { run: (context) => step.run(recordProgress(context)) } });
    await until(async () => previewsOf((await workshop.asset(assetId)).state).state !== 'requested', { what: 'the previews' });
    await worker.leave();
    const { state } = await workshop.asset(assetId);
    const made = isPresent(state) ? state.preview : undefined;
    return { ...previewsOf(state), assetId, error: made !== undefined && 'error' in made ? made.error.code : undefined };
  }

  it('are a poster, sprites and peaks of a video', async () => {
    const path = await media.make('talk.mp4', { seconds: 3, sound: beepsBetween(0, 3), picture: h264 });
    const { state, artifacts } = await preview(await readFile(path), 'video/mp4');
    expect([state, artifacts.map(({ name, mediaType }) => [name, mediaType])]).toEqual([
      'ready',
      [
        ['poster.jpg', 'image/jpeg'],
        ['sprites.jpg', 'image/jpeg'],
        ['sprites.json', 'application/json'],
        ['peaks.json', 'application/json'],
      ],
    ]);
    const [poster, , index, peaks] = artifacts;
    expect((await readAll(workshop.artifacts, poster?.key ?? '')).subarray(0, 3).toString('hex')).toBe('ffd8ff');
    const read = JSON.parse((await readAll(workshop.artifacts, peaks?.key ?? '')).toString()) as { peaks: number[][] };
    expect(Math.max(...(read.peaks[0] ?? []))).toBeGreaterThan(0.05);
    const sprites = JSON.parse((await readAll(workshop.artifacts, index?.key ?? '')).toString()) as unknown;
    expect(sprites).toMatchObject({ columns: 10, width: 160, height: 120, starts: [0, 1, 2] });
    expect(Math.max(...artifacts.map(({ size }) => size))).toBeLessThan(60_000);
  });

  it('are only peaks of a sound, and only pictures of a silent video', async () => {
    const sound = await media.make('sound.mp3', { seconds: 2, sound: beepsBetween(0, 2) });
    expect((await preview(await readFile(sound), 'audio/mpeg')).artifacts.map(({ role }) => role)).toEqual(['peaks']);
    const silent = await media.make('silent.mp4', { seconds: 2, picture: h264 });
    expect((await preview(await readFile(silent), 'video/mp4')).artifacts.map(({ role }) => role)).toEqual([
      'poster',
      'sprites',
      'sprites_index',
    ]);
  });

  it.each([
    ['video', 'web.mp4', 'film.avi', { seconds: 2, picture: ['-c:v', 'mpeg4'] }],
    ['audio', 'web.m4a', 'call.aiff', { seconds: 2 }],
  ])('have a version for the browser of %s in another format, made by a second attempt', async (kind, name, file, how) => {
    const path = await media.make(file, { ...how, sound: beepsBetween(0, 2) });
    const first = await preview(await readFile(path), `${kind}/x-other`);
    expect([first.state, first.web, first.artifacts.some(({ role }) => role === 'web')]).toEqual([
      'incomplete',
      'pending',
      false,
    ]);
    progress = [];
    const second = await again(first.assetId);
    const fractions = progress.map(({ fraction }) => fraction);
    // A fraction below an earlier one counts as no progress, which ends a long attempt.
    expect(fractions).toEqual(fractions.toSorted((one, other) => one - other));
    expect([progress.at(-1)?.phase, (fractions.at(-1) ?? 0) > 0.5]).toEqual(['web', true]);
    expect([second.state, second.web]).toEqual(['ready', 'ready']);
    expect(second.artifacts.map(({ role }) => role)).toEqual([...first.artifacts.map(({ role }) => role), 'web']);
    const web = second.artifacts.at(-1);
    expect([web?.name, web?.mediaType]).toEqual([name, `${kind}/mp4`]);
    expect((await readAll(workshop.artifacts, web?.key ?? '')).subarray(4, 8).toString()).toBe('ftyp');
  });

  it('keep their other parts if the file cannot be converted', async () => {
    const path = await media.make('film.avi', { seconds: 2, picture: ['-c:v', 'mpeg4'], sound: beepsBetween(0, 2) });
    // Fails where a picture is encoded for browsers.
    const script = 'for word; do [ "$word" = libx264 ] && exit 1; done; exec "$0" "$@"';
    const { assetId } = await preview(await readFile(path), 'video/x-msvideo', { ofWorker: converting });
    const { state, web, artifacts } = await again(assetId, withScript(script));
    expect([state, web]).toEqual(['ready', 'failed']);
    expect(artifacts.map(({ role }) => role)).toEqual(['poster', 'sprites', 'sprites_index', 'peaks']);
  });

  it('say that a version for the browser ends where the damaged file breaks off', async () => {
    const path = await media.make('cut.mkv', { seconds: 12, picture: ['-c:v', 'mpeg4'], sound: beepsBetween(0, 12) });
    const damaged = await readFile(path);
    damaged.fill(0, Math.floor(damaged.length / 2));
    const { assetId, web: found, error } = await preview(damaged, 'video/x-matroska', { ofWorker: converting });
    expect([found, error]).toEqual(['pending', undefined]);
    const { state, web, artifacts } = await again(assetId, converting);
    expect([state, web, artifacts.at(-1)?.role]).toEqual(['ready', 'partial', 'web']);
  });

  if (testDepth.isFull) {
    it('have a whole version for the browser of a file whose subtitles go on after the picture', async () => {
      const captions = await media.write('captions.srt', '1\n00:00:01,000 --> 00:01:00,000\nWords\n');
      const inputs = ['-f', 'lavfi', '-i', 'testsrc2=size=160x120:rate=25:d=3', '-i', captions];
      const path = await media.ffmpeg(...inputs, '-c:v', 'mpeg4', '-c:s', 'srt', 'captions.mkv');
      const { assetId } = await preview(await readFile(path), 'video/x-matroska', { ofWorker: converting });
      expect(await again(assetId, converting)).toMatchObject({ state: 'ready', web: 'ready' });
    });

    it('have a whole version for the browser of a sound whose bit rate suggests another length', async () => {
      const quietThenLoud = 'aevalsrc=if(lt(t\\,5)\\,0\\,random(0)*0.8):d=15:s=44100';
      const path = await media.make('vbr.aac', { seconds: 15, sound: quietThenLoud, audioOptions: ['-q:a', '2'] });
      const { assetId } = await preview(await readFile(path), 'audio/aac');
      expect(await again(assetId)).toMatchObject({ state: 'ready', web: 'ready' });
    });
  }

  it('fail for good if the file is no recording, or a playlist that names other files', async () => {
    expect(await preview(Buffer.from('These are no frames.'), 'video/mp4')).toMatchObject({
      state: 'failed',
      artifacts: [],
      error: 'not-media',
    });
    expect(await preview(Buffer.from('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n'), 'video/mp4')).toMatchObject({
      state: 'failed',
      error: 'playlist',
    });
  });

  it('are an image of the first page of a PDF, and nothing for other documents', async () => {
    const { state, artifacts } = await preview(await textPdf([['A first page'], ['A second page']]), 'application/pdf', {
      pipeline: 'document',
    });
    expect([state, artifacts.map(({ role, name }) => [role, name])]).toEqual(['ready', [['page', 'page-1.jpg']]]);
    const jpeg = await readAll(workshop.artifacts, artifacts[0]?.key ?? '');
    expect(jpeg.subarray(0, 3).toString('hex')).toBe('ffd8ff');
    expect(jpeg.length).toBeLessThan(100_000);
    expect(await preview(Buffer.from('words'), 'text/plain', { pipeline: 'document' })).toMatchObject({
      state: 'ready',
      artifacts: [],
    });
  });

  it('fail for good if the PDF is broken or needs a password', async () => {
    expect(await preview(Buffer.from('%PDF-1.7 nothing'), 'application/pdf', { pipeline: 'document' })).toMatchObject({
      state: 'failed',
      error: 'broken',
    });
    expect(
      await preview(encryptedPdf({ user: 'secret', owner: 'owner' }, 'words'), 'application/pdf', { pipeline: 'document' }),
    ).toMatchObject({
      state: 'failed',
      error: 'encrypted',
    });
  });
});
