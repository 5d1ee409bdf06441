import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutputConfig, RunConfig } from '@throughline/contracts';
import { defaultRunConfig } from '@throughline/domain';
import { DeliverHandler } from '../../delivery/deliver-handler.js';
import { FollowUpHandler } from '../../delivery/follow-up-handler.js';
import { OutputGate } from '../../delivery/output-gate.js';
import { createRequest } from '../../testing/request.js';
import { StepContextFixture } from '../../testing/step-context.js';
import type { DeliveryFile } from '../../kit/destination.js';
import { YouTubeAccount } from '#testing/youtube/youtube-account.js';

const TOPICS = JSON.stringify({
  topics: [3, 60, 120].map((start) => ({ title: `At ${String(start)}`, start, end: start + 50 })),
});

describe('the steps of a run that delivers to YouTube', () => {
  let account: YouTubeAccount;
  let dir: string;
  const gate = new OutputGate(60_000);
  beforeEach(async () => {
    account = await YouTubeAccount.open();
    dir = await mkdtemp(join(tmpdir(), 'tl-youtube-'));
  });
  afterEach(async () => {
    expect(account.fake.troubles).toEqual([]);
    await account.close();
    await rm(dir, { recursive: true, force: true });
  });

  const types = (settings: Record<string, string | boolean> = {}) => ({ youtube: { open: () => account.destination(settings) } });
  const configOf = (settings: OutputConfig['settings'] = {}): RunConfig => ({
    ...defaultRunConfig,
    outputs: [{ name: 'out', type: 'youtube', settings }],
  });
  const filesOf = async (texts: Readonly<Record<string, string>>, mediaType = 'video/mp4'): Promise<readonly DeliveryFile[]> =>
    (await createRequest(dir, texts)).files.map((file) => (file.name.startsWith('video') ? { ...file, mediaType } : file));

  it('deliver the video alone, with its texts as fields', async () => {
    const given = new StepContextFixture(
      await filesOf({ 'video.mp4': 'frames', 'transcript.json': '{}', 'topics.json': TOPICS }),
    );
    const handler = new DeliverHandler(types(), gate);
    await handler.preflight(given.context({ config: configOf() }));
    const end = await handler.run(given.context({ config: configOf() }));
    const [video] = account.fake.youtube.videos;
    expect(end).toMatchObject({
      kind: 'completed',
      result: { external_id: video?.id, files: 1, output_type: 'youtube' },
      url: `https://www.youtube.com/watch?v=${video?.id ?? ''}`,
    });
    expect(video).toMatchObject({ title: 'A talk', description: 'Topics:\n0:00 At 3\n1:00 At 60\n2:00 At 120' });
  });

  it('upload nothing again, and stay current, if only the transcript has changed', async () => {
    const before = new StepContextFixture(await filesOf({ 'video.mp4': 'frames', 'transcript.json': '{}' }));
    const first = await new DeliverHandler(types(), gate).run(before.context({ config: configOf() }));
    const after = new StepContextFixture(await filesOf({ 'video.mp4': 'frames', 'transcript.json': '{"corrected":true}' }));
    after.delivered = first.kind === 'completed' ? first.result : undefined;
    const second = await new DeliverHandler(types(), gate).run(after.context({ config: configOf() }));
    expect(second).toMatchObject({ kind: 'completed', url: expect.stringContaining('watch?v=') as string });
    expect(second).not.toHaveProperty('result.outdated');
    expect(account.contents).toEqual(['frames']);
  });

  it('skip a recording without a picture', async () => {
    const given = new StepContextFixture(await filesOf({ 'video.mp3': 'sound', 'audio.mp3': 'sound' }, 'audio/mpeg'));
    expect(await new DeliverHandler(types(), gate).run(given.context({ config: configOf() }))).toEqual({
      kind: 'skipped',
      reason: 'not_applicable',
    });
    expect(account.fake.log).toEqual([]);
  });

  it('run a follow-up in the language of the item, or skip it if there is nothing to add', async () => {
    const given = new StepContextFixture(await filesOf({ 'video.mp4': 'frames', 'subtitles_srt.srt': 'words' }));
    const end = await new DeliverHandler(types(), gate).run(given.context({ config: configOf() }));
    const delivered = end.kind === 'completed' ? end.result : undefined;
    const captions = { config: configOf({ captions: true }), step: 'deliver:out/captions', delivered };
    const textFacts = { registeredAt: '2026-11-20T09:30:00.000Z', source: 'upload', language: 'de' };
    const handler = new FollowUpHandler(types({ captions: true }), gate);
    await handler.preflight(given.context(captions));
    expect(await handler.run(given.context({ ...captions, textFacts }))).toMatchObject({
      kind: 'completed',
      result: { external_id: delivered?.['external_id'], language: 'de', reconciled: false },
    });
    const without = new StepContextFixture(await filesOf({ 'video.mp4': 'frames' }));
    expect(await handler.run(without.context({ ...captions, textFacts }))).toEqual({ kind: 'skipped', reason: 'not_applicable' });
  });
});
