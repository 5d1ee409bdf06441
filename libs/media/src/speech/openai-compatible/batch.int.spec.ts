import { FAKE_OPENAI_KEY, FAKE_OPENAI_MODEL, OpenAiFake } from '@throughline/strict-fakes';
import { mediaTools } from '@throughline/stack/testing';
import { probe } from '../../probe/probe.js';
import { earsFor } from '../../testing/ears-for.js';
import { transcribeWithSphinx } from '../../testing/transcribe-with-sphinx.js';
import { silence, TestMedia } from '../../testing/test-media.js';
import type { BatchJob, SpeechBatch } from '../batch.js';
import type { SpeechInput } from '../speech-input.js';
import type { BatchSettings } from './batch.js';
import { OpenAiSpeechEngine } from './engine.js';

const tools = await mediaTools();
const text = 'The old house stands near the river. Every morning the farmer walks to the water and looks at the boats.';

describe('batch transcription by an OpenAI-compatible endpoint', () => {
  let media: TestMedia;
  let fake: OpenAiFake;
  let speech: SpeechInput;
  let kept: readonly BatchJob[];
  beforeAll(async () => {
    media = await TestMedia.create(tools);
    const audioPath = await media.speak('speech.wav', [text, text], { before: 2, after: 1 });
    speech = { audioPath, durationSeconds: (await probe(tools, audioPath)).durationSeconds, language: 'en' };
  });
  afterAll(async () => {
    await media.remove();
  });
  beforeEach(async () => {
    kept = [];
    const ears = await earsFor(text, tools, media);
    fake = await OpenAiFake.start({
      hear: async ({ audio, container }) => ({
        language: 'english',
        ...(await transcribeWithSphinx(ears, media, audio, container)),
      }),
    });
  });
  afterEach(async () => {
    await fake.close();
  });

  const engine = (more: Partial<BatchSettings> = {}): OpenAiSpeechEngine =>
    new OpenAiSpeechEngine(
      tools,
      {
        id: 'hosted',
        endpoint: { name: 'hosted', baseUrl: fake.baseUrl, key: FAKE_OPENAI_KEY, timeoutMs: 120_000 },
        model: FAKE_OPENAI_MODEL,
        languages: ['en', 'de'],
        detectsLanguage: true,
        maxBytes: 80_000,
        chunkSeconds: 5,
        parallel: 2,
        quality: 'normal',
        batch: {
          submitPath: '/audio/transcriptions?endpoint_id=audio-prod',
          statusPath: '/accounts/{account_id}/batch_job/{batch_id}',
          pollMs: 10_000,
          maxBytes: 25_000_000,
          ...more,
        },
      },
      media.path('scratch'),
    );
  const batch = (more: Partial<BatchSettings> = {}): SpeechBatch => {
    const found = engine(more).batch;
    if (found === undefined) throw new Error('it has no batch');
    return found;
  };
  const keep = (jobs: readonly BatchJob[]): Promise<void> => {
    kept = [...jobs];
    return Promise.resolve();
  };

  it('TRN-02: submits a recording whole if it fits, and records the job before anything else', async () => {
    const jobs = await batch().submit(speech, [], { keep });
    expect(jobs).toEqual(kept);
    expect(jobs).toEqual([{ id: 'batch-1', account: 'fake-account', start: 0, end: speech.durationSeconds }]);
    expect(fake.batches[0]?.request.granularities).toEqual(['word', 'segment']);
    expect(fake.transcriptions).toEqual([]);
  });

  it('TRN-03: submits no recorded job again', async () => {
    const small = { maxBytes: 60_000 };
    fake.faults.add({ fault: { kind: 'answer', status: 503 }, skip: 1 });
    await expect(batch(small).submit(speech, [], { keep })).rejects.toMatchObject({ kind: 'waiting' });
    expect(kept).toHaveLength(1);
    const jobs = await batch(small).submit(speech, kept, { keep });
    expect(jobs.length).toBeGreaterThan(2);
    expect(fake.batches).toHaveLength(jobs.length);
    expect(await batch(small).submit(speech, jobs, { keep })).toEqual(jobs);
    expect(fake.batches).toHaveLength(jobs.length);
  });

  it('TRN-08, TRN-10: returns an ordinary transcript from the same answer that reports completion', async () => {
    const jobs = await batch().submit(speech, [], { keep });
    expect(await batch().collect(speech, jobs, {})).toBeUndefined();
    fake.endBatches();
    const transcript = await batch().collect(speech, jobs, {});
    expect(fake.batches[0]?.looks).toBe(2);
    expect(transcript).toMatchObject({
      engine: 'hosted',
      model: FAKE_OPENAI_MODEL,
      language: 'en',
      durationSeconds: speech.durationSeconds,
    });
    expect(transcript?.words.filter(({ word }) => word === 'river').length).toBe(2);
  });

  it.each(['failed', 'error', 'cancelled'] as const)(
    'TRN-06: fails at once if the engine has ended the job: %s',
    async (status) => {
      const jobs = await batch().submit(speech, [], { keep });
      fake.endBatches(status);
      await expect(batch().collect(speech, jobs, {})).rejects.toMatchObject({ kind: 'permanent', code: 'batch-failed' });
    },
  );

  it('finds a job of another process by its id and account', async () => {
    await batch().submit(speech, [], { keep });
    fake.endBatches();
    const job = { id: 'batch-1', start: 0, end: speech.durationSeconds };
    await expect(batch().collect(speech, [job], {})).rejects.toMatchObject({ code: 'batch-account-unknown' });
    expect((await batch({ account: 'fake-account' }).collect(speech, [job], {}))?.words.length).toBeGreaterThan(20);
    await expect(batch({ account: 'another' }).collect(speech, [job], {})).rejects.toMatchObject({ kind: 'permanent' });
  });

  it('submits no job for silence', async () => {
    const silent = { ...speech, audioPath: await media.make('silence.mp3', { seconds: 8, sound: silence }), durationSeconds: 8 };
    const jobs = await batch().submit(silent, [], { keep });
    expect(jobs).toEqual([]);
    expect(await batch().collect(silent, jobs, {})).toMatchObject({ words: [], language: 'en' });
    expect(fake.log).toEqual([]);
  });
});
