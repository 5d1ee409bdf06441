import { readFile } from 'node:fs/promises';
import { deliveryStep, newId, type Artifact, type AssetEventOf, type RunConfig } from '@throughline/contracts';
import { testDepth } from '@throughline/contracts/testing';
import { defaultRunConfig, isPresent, renderRecording, resultOf } from '@throughline/domain';
import type { StepHandler, WorkerLog } from '@throughline/engine';
import { Workshop, type WorkshopProcess } from '@throughline/engine/testing';
import {
  localTopicEngine,
  OpenAiSpeechEngine,
  OpenAiTopicEngine,
  parseTranscriptJson,
  type OpenAiSpeechSettings,
} from '@throughline/media';
import type { Calibration } from '@throughline/media/speech-models';
import { TestMedia } from '@throughline/media/testing';
import { FAKE_OPENAI_KEY, FAKE_OPENAI_MODEL, OpenAiFake, matchRequests } from '@throughline/strict-fakes';
import { mediaTools, until } from '@throughline/stack/testing';
import { createHandlers } from '@throughline/worker-host/testing';
import { stages } from '../registry.js';

const tools = await mediaTools();
const SECRET_WORDS = 'the secret recipe of the old house';
const RETRY = { max_attempts: 3, backoff_ms: [10], wait_ms: [10], max_crashes: 3 };
const TRANSCRIBE = 'TRANSCRIBE';
const batchSettings = {
  submitPath: '/audio/transcriptions?endpoint_id=x',
  statusPath: '/accounts/{account_id}/batch_job/{batch_id}',
  account: 'fake-account',
  pollMs: 20,
  maxBytes: 25_000_000,
};

describe('configured engines', () => {
  let media: TestMedia;
  let sound: string;
  let fake: OpenAiFake;
  let shop: Workshop;
  let delivered: readonly Artifact[];
  let logged: string[];
  let spoken: string;
  beforeAll(async () => {
    media = await TestMedia.create(tools);
    sound = await media.make('sound.mp3', { seconds: 20, sound: 'aevalsrc=0.3*sin(2*PI*(200+20*t)*t):s=16000' });
  });
  afterAll(async () => {
    await media.remove();
  });
  beforeEach(async () => {
    [delivered, logged, spoken] = [[], [], SECRET_WORDS];
    shop = new Workshop();
    fake = await OpenAiFake.start({
      hear: () => ({
        language: 'english',
        duration: 5,
        words: spoken.split(' ').map((word, at) => ({ word, start: at * 0.5, end: at * 0.5 + 0.4 })),
      }),
      reply: () => JSON.stringify({ topics: [{ title: 'A recipe', start: '0:00:00', keywords: [] }] }),
    });
  });
  afterEach(async () => {
    await shop.close();
    await fake.close();
  });

  const endpoint = () => ({ name: 'hosted', baseUrl: fake.baseUrl, key: FAKE_OPENAI_KEY, timeoutMs: 60_000 });
  const settings = (): OpenAiSpeechSettings => ({
    id: 'hosted',
    endpoint: endpoint(),
    model: FAKE_OPENAI_MODEL,
    languages: ['en'],
    detectsLanguage: true,
    maxBytes: 25_000_000,
    chunkSeconds: 5,
    parallel: 1,
    quality: 'normal',
    batch: batchSettings,
  });
  const log = (level: string) => (fields: object, message: string) => {
    const { err, ...rest } = fields as { err?: unknown };
    const cause = err instanceof Error ? [err.message, err.stack, String(err.cause)] : [];
    logged.push(JSON.stringify([level, message, rest, cause]));
  };
  const hearing: WorkerLog = { info: log('info'), warn: log('warn'), error: log('error') };
  const topics = (): OpenAiTopicEngine =>
    new OpenAiTopicEngine({
      id: 'chat',
      endpoint: endpoint(),
      model: FAKE_OPENAI_MODEL,
      responseFormat: 'json_object',
      windowCharacters: 9_000,
      granularity: 'medium',
    });
  const hire = (
    more: Partial<OpenAiSpeechSettings> = {},
    given: { readonly leaseTermMs?: number; readonly calibrations?: readonly Calibration[] } = {},
  ): WorkshopProcess => {
    const handlerFor = createHandlers(stages, {
      tools,
      calibrations: () => given.calibrations ?? [],
      engines: (scratch) => [new OpenAiSpeechEngine(tools, { ...settings(), ...more }, scratch)],
      topics: topics(),
    });
    return shop.hire('processing', {}, { handlerFor, log: hearing, ...given });
  };
  const hireOthers = (): void => {
    const bring: StepHandler = {
      async run(context) {
        const artifact = await context.output({ role: 'source', name: 'source.mp3', mediaType: 'audio/mpeg' }, { path: sound });
        return { kind: 'completed', result: {}, artifacts: [artifact], metrics: {} };
      },
    };
    const deliver: StepHandler = {
      run(context) {
        delivered = context.inputs;
        return Promise.resolve({ kind: 'completed', result: {}, artifacts: [], metrics: {} });
      },
    };
    shop.hire('ingest', { DOWNLOAD: bring });
    shop.hire('upload', { [deliveryStep('library')]: deliver });
  };
  const start = (transcription: Partial<RunConfig['transcription']> = {}, retry = RETRY): Promise<string> =>
    shop.start({
      retry,
      trimming: { ...defaultRunConfig.trimming, enable_trimming: false },
      transcription: { ...defaultRunConfig.transcription, ...transcription },
    });
  const isOver = (id: string): Promise<unknown> => until(() => shop.isOver(id));
  const stepOf = async (id: string, step: string) => {
    const { state } = await shop.asset(id);
    return isPresent(state) ? state.steps.find((one) => one.step === step) : undefined;
  };
  const text = async (role: string): Promise<string> => {
    const local = await shop.artifacts.materialize(delivered.find((one) => one.role === role)?.key ?? '');
    try {
      return await readFile(local.path, 'utf8');
    } finally {
      await local.release();
    }
  };

  it("get the terms of the run, which appear in no log and in no event's readable part", async () => {
    hireOthers();
    hire();
    const id = await shop.start(
      { trimming: { ...defaultRunConfig.trimming, enable_trimming: false } },
      { terms: ['Grace Hopper'] },
    );
    await isOver(id);
    expect(new Set(fake.transcriptions.map(({ prompt }) => prompt))).toEqual(new Set(['Grace Hopper']));
    expect(logged.join('')).not.toContain('Hopper');
    expect(JSON.stringify((await shop.asset(id)).state)).not.toContain('Hopper');
  });

  it('reveal neither keys nor spoken text in events, logs or errors', async () => {
    hireOthers();
    hire();
    const answer = (status: number, body: string) => ({ fault: { kind: 'answer', status, body } as const });
    fake.faults.add(answer(500, `{"error":{"message":"key ${FAKE_OPENAI_KEY}"}}`), answer(200, `<html>${SECRET_WORDS}`));
    const whole = await start();
    await isOver(whole);
    fake.faults.add(answer(401, `Incorrect API key provided: ${FAKE_OPENAI_KEY}`));
    const refused = await start();
    await isOver(refused);
    const commits = await Promise.all([whole, refused].map((id) => shop.store.load(id)));
    const recordedText = JSON.stringify(commits) + logged.join('\n');
    expect(logged.some((line) => line.includes('engine-refused') || line.includes('key_file'))).toBe(true);
    expect(recordedText).toContain('StepFailed');
    expect(recordedText).not.toContain(FAKE_OPENAI_KEY);
    expect(recordedText).not.toContain('secret recipe');
  });

  if (testDepth.isFull) {
    it('are named in results and files with model and language, and leave no other files', async () => {
      hireOthers();
      hire();
      const id = await start();
      await isOver(id);
      expect(await shop.status(id)).toBe('READY');
      const texts = logged.map((line) => (JSON.parse(line) as [string, string])[1]);
      expect(texts.filter((line) => /ranscription|STT/.test(line))).toEqual([
        `Starting transcription for recording ${id}`,
        expect.stringMatching(new RegExp(`^Sending audio to STT provider: ${id}/\\S+/source\\.mp3$`)),
        'Transcription completed: 5 segments',
      ]);
      const expected = { engine: 'hosted', model: FAKE_OPENAI_MODEL, language: 'en', quality: 'normal', batch: false };
      expect(resultOf(await stepOf(id, TRANSCRIBE))).toMatchObject({
        ...expected,
        mean_confidence: expect.closeTo(0.779),
        notes: ['language-detected'],
      });
      expect(resultOf(await stepOf(id, 'EXTRACT_TOPICS'))).toMatchObject({ engine: 'chat', model: FAKE_OPENAI_MODEL, topics: 1 });
      // TOP-02: the log line has no topic in it.
      const lines = logged.map((line) => String((JSON.parse(line) as unknown[])[1])).filter((line) => line.startsWith('Topics'));
      expect(lines).toEqual([
        expect.stringMatching(
          /^Topics extracted \| Engine: chat \| Model: \S+ \| Language: en \| Topics: 1 \| Elapsed: \d+\.\d s$/,
        ),
      ]);
      expect(parseTranscriptJson(await text('transcript'))).toMatchObject({ engine: 'hosted', model: FAKE_OPENAI_MODEL });
      expect(JSON.parse(await text('topics'))).toMatchObject({
        engine: 'chat',
        topics: [{ title: 'A recipe', start: 0, end: expect.closeTo(20, 0) }],
      });
      expect((await shop.files(id)).filter((key) => key.includes('part-'))).toEqual([]);
    });

    it('are paid only once for each chunk, even if a worker dies', async () => {
      hireOthers();
      const first = hire({}, { leaseTermMs: 3_000 });
      fake.faults.add({ fault: { kind: 'hang' }, skip: 2 });
      const id = await start();
      await until(() => fake.log.length === 3);
      first.leases.cut = true;
      hire();
      await isOver(id);
      expect(await shop.status(id)).toBe('READY');
      expect(await shop.recorded(id, 'StepInterrupted', TRANSCRIBE)).toHaveLength(1);
      const asked = fake.transcriptions.map(({ audio }) => audio.toString('base64'));
      expect(asked.length).toBeGreaterThan(3);
      expect(new Set(asked).size).toBe(asked.length);
      expect((await shop.files(id)).filter((key) => key.includes('part-'))).toEqual([]);
    });

    it('are waited for while busy, and resume afterwards', async () => {
      hireOthers();
      hire();
      fake.faults.add({
        fault: { kind: 'answer', status: 429, headers: { 'retry-after': '6' } },
        skip: 1,
        on: matchRequests('POST', /audio/),
      });
      const id = await start();
      await until(async () => (await shop.recorded(id, 'StepWaiting', TRANSCRIBE)).length === 1);
      expect(await stepOf(id, TRANSCRIBE)).toMatchObject({ waiting: { for: 'engine-busy' }, failures: 0 });
      expect((await shop.files(id)).filter((key) => key.includes('part-'))).toHaveLength(1);
      await isOver(id);
      const asked = fake.transcriptions.map(({ audio }) => audio.toString('base64'));
      expect(new Set(asked).size).toBe(asked.length);
      expect(await shop.status(id)).toBe('READY');
    }, 40_000);

    it('TRN-02, TRN-08: take a batch that is on record before anybody waits, and write the same files', async () => {
      hireOthers();
      hire();
      const id = await start({ batch: true });
      const looks = (more: number): Promise<unknown> => {
        const seen = fake.batches[0]?.looks ?? 0;
        return until(() => (fake.batches[0]?.looks ?? 0) >= seen + more, { what: 'looks' });
      };
      await looks(1);
      const before = await shop.asset(id);
      const [handedOver] = await shop.recorded(id, 'StepCheckpointed', TRANSCRIBE);
      expect(handedOver?.data).toMatchObject({
        data: { batch: { engine: 'hosted', jobs: [{ id: 'batch-1', account: 'fake-account' }] } },
      });
      const { processing_stages: stages } = renderRecording(before.state, before.personal) ?? {};
      expect(stages).toContainEqual(expect.objectContaining({ stage_type: TRANSCRIBE, status: 'IN_PROGRESS' }));
      await looks(3);
      expect((await shop.asset(id)).revision).toBe(before.revision);
      expect(fake.batches).toHaveLength(1);
      fake.endBatches();
      await isOver(id);
      expect(await shop.status(id)).toBe('READY');
      expect(await shop.recorded(id, 'StepFailed')).toEqual([]);
      expect(resultOf(await stepOf(id, TRANSCRIBE))).toMatchObject({ engine: 'hosted', batch: true, words: 7 });
      expect(delivered.map(({ role }) => role).sort()).toEqual([
        'source',
        'subtitles_srt',
        'subtitles_vtt',
        'topics',
        'transcript',
        'transcript_text',
      ]);
      expect(fake.transcriptions).toEqual([]);
    });

    it('TRN-03: receive no batch twice, even if a worker dies afterwards', async () => {
      hireOthers();
      const first = hire({}, { leaseTermMs: 3_000 });
      fake.faults.add({ fault: { kind: 'hang' }, on: matchRequests('GET', /batch_job/) });
      const id = await start({ batch: true });
      await until(() => fake.log.some(({ method }) => method === 'GET'));
      first.leases.cut = true;
      fake.endBatches();
      hire();
      await isOver(id);
      expect(fake.batches).toHaveLength(1);
      expect(await shop.status(id)).toBe('READY');
    });

    it('TRN-03: are only polled if a batch id is given', async () => {
      hireOthers();
      hire();
      const given = await start({ batch: true });
      await until(() => fake.batches.length === 1);
      const id = await start({ batch_id: 'batch-1' });
      fake.endBatches();
      await Promise.all([isOver(id), isOver(given)]);
      expect(fake.batches).toHaveLength(1);
      expect(await shop.status(id)).toBe('READY');
    });

    it.each([
      ['TRN-06: ended by the engine', {}, 'batch-failed'],
      ['TRN-07: not done in time', { max_wait_time: 1 }, 'batch-timeout'],
    ] as const)('fail a batch permanently: %s', async (_what, more, code) => {
      hireOthers();
      hire();
      const id = await start({ batch: true, ...more });
      await until(() => fake.batches.length === 1);
      if (code === 'batch-failed') fake.endBatches('cancelled');
      await isOver(id);
      expect(await shop.recorded(id, 'StepFailed', TRANSCRIBE)).toMatchObject([{ data: { error: { code, retryable: false } } }]);
      expect(await shop.recorded(id, 'RunRolledBack')).toHaveLength(1);
    });

    it('have the shares of right words that were measured on this machine, in place of their own scores', async () => {
      hireOthers();
      const measured = { words: 600, measuredAt: '2026-11-01T00:00:00.000Z', points: [{ score: 0.5, right: 0.25 }] };
      hire({}, { calibrations: [{ engine: 'hosted', model: FAKE_OPENAI_MODEL, ...measured }] });
      const id = await start();
      await isOver(id);
      expect(resultOf(await stepOf(id, TRANSCRIBE))).toMatchObject({
        mean_confidence: 0.25,
        notes: ['language-detected', 'confidence-calibrated'],
      });
      const { segments, words } = parseTranscriptJson(await text('transcript'));
      expect(new Set([...segments, ...words].map(({ confidence }) => confidence))).toEqual(new Set([0.25]));
    });

    it('TRN-03: poll an earlier batch of the item by its id alone: the log has its engine and its account', async () => {
      hireOthers();
      hire({ batch: { ...batchSettings, account: undefined } });
      const id = await start({ batch: true, max_wait_time: 1 });
      await isOver(id);
      expect(await shop.recorded(id, 'StepFailed', TRANSCRIBE)).toMatchObject([{ data: { error: { code: 'batch-timeout' } } }]);
      fake.endBatches();
      const [started] = await shop.recorded(id, 'RunStarted');
      const before = (started as AssetEventOf<'RunStarted'>).data.config;
      const config = { ...before, transcription: { ...defaultRunConfig.transcription, batch_id: 'batch-1' } };
      await shop.ask(id, { type: 'StartRun', runId: newId(), config, configSources: {} });
      await isOver(id);
      expect(fake.batches).toHaveLength(1);
      expect(await shop.status(id)).toBe('READY');
    });

    it('are not sent a batch unless one supports it, and the error says so', async () => {
      hireOthers();
      hire({ batch: undefined });
      const id = await start({ batch: true });
      await isOver(id);
      expect(await shop.recorded(id, 'StepFailed', TRANSCRIBE)).toMatchObject([{ data: { error: { code: 'no-batch-engine' } } }]);
      expect(fake.log).toEqual([]);
    });

    it('find no speech, which is a result: the run goes on without topics and subtitles', async () => {
      hireOthers();
      hire();
      fake.faults.add({
        fault: { kind: 'answer', status: 200, body: JSON.stringify({ text: '', segments: [], words: [] }) },
        times: 20,
      });
      const id = await start();
      await isOver(id);
      expect(await shop.status(id)).toBe('READY');
      expect(resultOf(await stepOf(id, TRANSCRIBE))).toMatchObject({ no_speech: true, words: 0 });
      expect(await stepOf(id, 'EXTRACT_TOPICS')).toMatchObject({ phase: 'skipped', skipReason: 'not_applicable' });
      expect(await text('transcript_text')).toMatch(/^\[No speech was found by hosted /);
    });

    it('are not believed where they repeat themselves, and the result counts what was left out', async () => {
      hireOthers();
      hire();
      spoken = Array.from({ length: 12 }, () => 'silly').join(' ');
      const id = await start();
      await isOver(id);
      const { dropped = [], words } = parseTranscriptJson(await text('transcript'));
      expect(words.length).toBeLessThan(12);
      expect(dropped[0]).toMatchObject({ reason: 'repeated' });
      const result = resultOf(await stepOf(id, TRANSCRIBE)) ?? {};
      expect(result['dropped_words']).toBe(dropped.reduce((sum, one) => sum + one.words, 0));
      expect(logged.join('\n')).toMatch(/Left out \d+ invented words in \d+ places/);
      expect(logged.join('\n') + JSON.stringify(await shop.store.load(id))).not.toContain('silly');
    });

    it('are used only if configured: otherwise the built-in topics say that they are', async () => {
      hireOthers();
      const handlerFor = createHandlers(stages, {
        tools,
        engines: (scratch) => [new OpenAiSpeechEngine(tools, settings(), scratch)],
        topics: localTopicEngine,
      });
      shop.hire('processing', {}, { handlerFor });
      const id = await start();
      await isOver(id);
      expect(resultOf(await stepOf(id, 'EXTRACT_TOPICS'))).toMatchObject({ engine: 'local-texttiling' });
      expect(fake.chats).toEqual([]);
    });
  }
});
