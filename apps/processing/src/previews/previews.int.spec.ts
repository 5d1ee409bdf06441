import { readFile } from 'node:fs/promises';
import { PREVIEW, newAssetId, newId } from '@throughline/contracts';
import { isPresent, previewsOf, type Previews } from '@throughline/domain';
import { readAll } from '@throughline/artifact-store/testing';
import { encryptedPdf, textPdf } from '@throughline/documents/testing';
import { Workshop } from '@throughline/engine/testing';
import { TestMedia, beepsBetween, h264 } from '@throughline/media/testing';
import { mediaTools, until } from '@throughline/stack/testing';
import { PreviewStep } from './preview-step.js';

const tools = await mediaTools();

describe('previews of a recording with the real tools', () => {
  let media: TestMedia;
  let workshop: Workshop;
  beforeAll(async () => {
    media = await TestMedia.create(tools);
  });
  afterAll(() => media.remove());
  beforeEach(() => {
    workshop = new Workshop();
  });
  afterEach(() => workshop.close());

  /** Registers a file, lets one worker make its previews, and returns them with the failure of the step. */
  async function preview(
    bytes: Uint8Array,
    mediaType: string,
    pipeline: 'recording' | 'document' = 'recording',
  ): Promise<Previews & { readonly error: string | undefined }> {
    const assetId = newAssetId();
    const key = `uploads/${assetId}/source`;
    const { size, sha256 } = await workshop.artifacts.put(key, Buffer.from(bytes));
    const now = new Date().toISOString();
    const meta = { actor: { kind: 'user', id: 'spec' }, correlationId: 'spec' } as const;
    await workshop.commands.execute(
      assetId,
      {
        type: 'RegisterAsset',
        ...{ now, assetId, owner: 'owner', title: 'A talk', language: 'auto', isMapped: true, pipeline },
        source: { kind: 'upload', key, size, sha256, mediaType },
      },
      { commandId: newId(), ...meta },
    );
    await workshop.commands.execute(assetId, { type: 'RequestPreviews', now }, { commandId: newId(), ...meta });
    const worker = workshop.hire('processing', { [PREVIEW]: new PreviewStep(tools) });
    await until(async () => previewsOf((await workshop.asset(assetId)).state).state !== 'requested', { what: 'the previews' });
    await worker.leave();
    const { state } = await workshop.asset(assetId);
    const step = isPresent(state) ? state.preview : undefined;
    return { ...previewsOf(state), error: step !== undefined && 'error' in step ? step.error.code : undefined };
  }

  it('are a poster and peaks of a video', async () => {
    const path = await media.make('talk.mp4', { seconds: 3, sound: beepsBetween(0, 3), picture: h264 });
    const { state, artifacts } = await preview(await readFile(path), 'video/mp4');
    expect([state, artifacts.map(({ name, mediaType }) => [name, mediaType])]).toEqual([
      'ready',
      [
        ['poster.jpg', 'image/jpeg'],
        ['peaks.json', 'application/json'],
      ],
    ]);
    const [poster, peaks] = artifacts;
    expect((await readAll(workshop.artifacts, poster?.key ?? '')).subarray(0, 3).toString('hex')).toBe('ffd8ff');
    const read = JSON.parse((await readAll(workshop.artifacts, peaks?.key ?? '')).toString()) as { peaks: number[][] };
    expect(Math.max(...(read.peaks[0] ?? []))).toBeGreaterThan(0.05);
    expect(Math.max(...artifacts.map(({ size }) => size))).toBeLessThan(60_000);
  });

  it('are only peaks of a sound, and only a poster of a silent video', async () => {
    const sound = await media.make('sound.mp3', { seconds: 2, sound: beepsBetween(0, 2) });
    expect((await preview(await readFile(sound), 'audio/mpeg')).artifacts.map(({ role }) => role)).toEqual(['peaks']);
    const silent = await media.make('silent.mp4', { seconds: 2, picture: h264 });
    expect((await preview(await readFile(silent), 'video/mp4')).artifacts.map(({ role }) => role)).toEqual(['poster']);
  });

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
    const { state, artifacts } = await preview(
      await textPdf([['A first page'], ['A second page']]),
      'application/pdf',
      'document',
    );
    expect([state, artifacts.map(({ role, name }) => [role, name])]).toEqual(['ready', [['page', 'page-1.jpg']]]);
    const jpeg = await readAll(workshop.artifacts, artifacts[0]?.key ?? '');
    expect(jpeg.subarray(0, 3).toString('hex')).toBe('ffd8ff');
    expect(jpeg.length).toBeLessThan(100_000);
    expect(await preview(Buffer.from('words'), 'text/plain', 'document')).toMatchObject({ state: 'ready', artifacts: [] });
  });

  it('fail for good if the PDF is broken or needs a password', async () => {
    expect(await preview(Buffer.from('%PDF-1.7 nothing'), 'application/pdf', 'document')).toMatchObject({
      state: 'failed',
      error: 'broken',
    });
    expect(await preview(encryptedPdf({ user: 'secret', owner: 'owner' }, 'words'), 'application/pdf', 'document')).toMatchObject(
      {
        state: 'failed',
        error: 'encrypted',
      },
    );
  });
});
