import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultRunConfig } from '@throughline/domain';
import type { StepContext } from '@throughline/engine';
import { FAKE_GOOGLE_ACCOUNT, matchRequests } from '@throughline/strict-fakes';
import { DeliverHandler } from '../../delivery/deliver-handler.js';
import { FollowUpHandler } from '../../delivery/follow-up-handler.js';
import { OutputGate } from '../../delivery/output-gate.js';
import { changeableTextsContract } from '../../testing/changeable-texts.contract.js';
import { createRequest } from '../../testing/request.js';
import { StepContextFixture } from '../../testing/step-context.js';
import { YouTubeAccount } from '#testing/youtube/youtube-account.js';

changeableTextsContract('youtube', async () => {
  const account = await YouTubeAccount.open();
  const { youtube } = account.fake;
  return {
    open: () => account.destination(),
    shown: () => youtube.videos.map(({ title, description }) => ({ title, description })),
    removeAll: () => {
      youtube.channels.videos.clear();
    },
    disturb: (fault) => {
      account.fake.faults.add({ fault, on: matchRequests('PUT', /youtube\/v3\/videos/) });
    },
    close: async () => {
      expect(account.fake.troubles).toEqual([]);
      await account.close();
    },
  };
});

const NOW = Date.parse('2026-07-01T10:00:00Z');
const PATTERNS = { title_pattern: '{title}, {language}', description_pattern: '{description}\n\n{topics}' };
const TOPICS = JSON.stringify({
  topics: [3, 60, 120].map((start) => ({ title: `At ${String(start)}`, start, end: start + 50 })),
});

describe('the step that sends changed texts to YouTube', () => {
  let account: YouTubeAccount;
  let dir: string;
  let given: StepContextFixture;
  beforeEach(async () => {
    account = await YouTubeAccount.open({ now: () => NOW });
    dir = await mkdtemp(join(tmpdir(), 'tl-youtube-'));
    const { files } = await createRequest(dir, { 'video.mp4': 'frames', 'topics.json': TOPICS });
    given = new StepContextFixture(files.map((file) => ({ ...file, mediaType: 'video/mp4' })));
    const settings = { tags: 'queues, pipelines', category: 'Education' };
    const types = { youtube: { open: () => account.destination(settings) } };
    const end = await new DeliverHandler(types, gate).run(given.context({ config }));
    given.delivered = end.kind === 'completed' ? end.result : undefined;
  });
  afterEach(async () => {
    expect(account.fake.troubles).toEqual([]);
    await account.close();
    await rm(dir, { recursive: true, force: true });
  });
  const gate = new OutputGate(60_000);
  const config = { ...defaultRunConfig, outputs: [{ name: 'out', type: 'youtube', settings: {} }] };
  const textFacts = { registeredAt: '2026-11-20T09:30:00.000Z', source: 'upload', language: 'de' };
  const title = () => Promise.resolve('Another talk');
  const personal = () => Promise.resolve({ description: 'About queues', patterns: PATTERNS });
  const run = (more: Partial<StepContext> = {}) => {
    const types = { youtube: { open: () => account.destination() } };
    return new FollowUpHandler(types, gate).run(
      given.context({ config, step: 'deliver:out/texts', textFacts, title, personal, ...more }),
    );
  };
  const video = () => account.fake.youtube.videos[0];

  it('makes them as a delivery does, and keeps everything else about the video', async () => {
    const before = account.fake.youtube.quota.used;
    expect(await run()).toMatchObject({ kind: 'completed', result: { external_id: video()?.id, reconciled: false } });
    expect(video()).toMatchObject({
      title: 'Another talk, de',
      description: 'About queues\n\nTopics:\n0:00 At 3\n1:00 At 60\n2:00 At 120',
      tags: ['queues', 'pipelines'],
      categoryId: '27',
    });
    expect(account.fake.youtube.quota.used - before).toBe(51);
    expect(account.contents).toEqual(['frames']);
  });

  it('changes nothing, and uses little of the quota, if YouTube has them', async () => {
    await run();
    const before = account.fake.youtube.quota.used;
    expect(await run()).toMatchObject({ result: { reconciled: true } });
    expect(account.fake.youtube.quota.used - before).toBe(1);
  });

  it('names what the limits of YouTube have changed', async () => {
    expect(
      await run({ title: () => Promise.resolve(`<${'word '.repeat(30)}`), personal: () => Promise.resolve({}) }),
    ).toMatchObject({
      result: { text_notes: ['title-characters-removed', 'title-shortened'] },
    });
  });

  it('sends nothing of an erased item', async () => {
    expect(await run({ title: () => Promise.resolve(undefined) })).toEqual({ kind: 'skipped', reason: 'not_applicable' });
    expect(video()?.title).toBe('A talk');
  });

  it('sends nothing if another attempt has taken over since it read the texts', async () => {
    const confirmLease = () => Promise.reject(new Error('The lease is lost'));
    await expect(run({ confirmLease })).rejects.toThrow('The lease is lost');
    expect(video()?.title).toBe('A talk');
  });

  it('waits for the quota of the next day', async () => {
    account.fake.youtube.quota.limit = account.fake.youtube.quota.used + 10;
    await expect(run()).rejects.toMatchObject({ kind: 'waiting', code: 'quota-exceeded', until: '2026-07-02T07:00:00.000Z' });
    expect(video()?.title).toBe('A talk');
  });

  it('waits for a person if the video belongs to another channel', async () => {
    const other = account.fake.youtube.channels.require('other@example.org');
    Object.assign(video() ?? {}, { channelId: other.id });
    await expect(run()).rejects.toMatchObject({ kind: 'waiting', code: 'output-not-writable' });
    expect(account.fake.youtube.channels.find(FAKE_GOOGLE_ACCOUNT)).toBeDefined();
  });

  it('does not touch a video of another account than the one of the output', async () => {
    given.delivered = { ...given.delivered, place: 'youtube 8' };
    await expect(run()).rejects.toMatchObject({ kind: 'permanent', code: 'delivered-elsewhere' });
    expect(video()?.title).toBe('A talk');
  });
});
