import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findWhisperProgram } from '@throughline/media';
import { fetchFiles, modelPath, writeFetchRecord } from '@throughline/media/speech-models';
import { TestMedia, tinyWhisperModel } from '@throughline/media/testing';
import { FAKE_OPENAI_KEY, FAKE_OPENAI_MODEL, OpenAiFake, matchRequests } from '@throughline/strict-fakes';
import { mediaTools, startSystem, until, withTool, type System } from '@throughline/stack/testing';
import { RecordingsClient, type RecordingView } from './recordings-client.js';

/** Sixty-five seconds of a rising tone: no two pieces sound alike. */
const RISING = 'aevalsrc=0.3*sin(2*PI*(200+5*t)*t):s=16000';
const SECONDS = 65;
const { program: whisper } = await findWhisperProgram(undefined, (await mediaTools()).ffmpeg.env);
const SAID = 'nobody may read of the hidden garden';

describe("a recording that is transcribed by the operator's engines", () => {
  let system: System;
  let client: RecordingsClient;
  let fake: OpenAiFake;
  let media: TestMedia;
  let folder: string;
  let env: NodeJS.ProcessEnv;
  beforeAll(async () => {
    media = await TestMedia.create(await mediaTools());
    folder = await mkdtemp(join(tmpdir(), 'engines-e2e-'));
    fake = await OpenAiFake.start({
      hear: () => ({
        language: 'english',
        duration: 20,
        words: SAID.split(' ').map((word, at) => ({ word, start: at + 1, end: at + 1.5 })),
      }),
      reply: () => JSON.stringify({ topics: [{ title: 'A garden', start: '0:00:00', keywords: [] }] }),
    });
    const common = { kind: 'openai-compatible', base_url: fake.baseUrl, key_file: 'key', model: FAKE_OPENAI_MODEL };
    const batch = {
      submit: '/audio/transcriptions?endpoint_id=x',
      status: '/accounts/{account_id}/batch_job/{batch_id}',
      poll_s: 1,
    };
    const speech = [{ ...common, name: 'hosted', languages: ['en'], chunk_seconds: 20, parallel: 1, batch }];
    await writeFile(join(folder, 'key'), FAKE_OPENAI_KEY);
    await writeFile(join(folder, 'engines.json'), JSON.stringify({ speech, topics: { ...common, name: 'chat' } }));
    // Nothing is downloaded: the test puts the model's files there.
    const models = { TL_MODELS_DIR: join(folder, 'models'), TL_WHISPER_MODEL: 'base', TL_MODEL_DOWNLOADS: 'on' };
    env = { TL_ENGINES_FILE: join(folder, 'engines.json'), ...models };
    system = await startSystem({ env: { processing: env }, runDefaults: { retry: { wait_ms: [200] } } });
    client = new RecordingsClient(system.url, system.token);
  }, 120_000);
  afterAll(async () => {
    await system.close();
    await fake.close();
    await media.remove();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);
  beforeEach(() => {
    fake.faults.clear();
  });

  const sound = (name: string): Promise<string> => media.make(name, { seconds: SECONDS, sound: RISING });
  const resultOf = async ({ id }: RecordingView, step: string): Promise<unknown> =>
    (await client.events(id)).find((event) => event.type === 'StepCompleted' && event.step === step)?.detail;

  it('is paid for once, although its worker is killed in the middle', async () => {
    // The third request has begun, so the first two pieces are paid for.
    fake.faults.add({ fault: { kind: 'hang' }, skip: 2, on: matchRequests('POST', /audio/) });
    const { id } = await client.pushPatiently(await sound('a.mp3'), { title: 'Killed', run: true, language: 'en' });
    await until(() => fake.log.length === 3, { what: 'the third piece' });
    await system.service('processing').kill();
    await system.service('processing').start(env);
    const { recording } = await client.waitReady(id, 120_000);
    expect(recording).toMatchObject({ status: 'READY', failed: false });
    const pieces = fake.transcriptions.map(({ audio }) => audio.toString('base64'));
    expect(pieces.length).toBeGreaterThanOrEqual(4);
    expect(new Set(pieces).size).toBe(pieces.length);
    expect(JSON.stringify(await resultOf(recording, 'TRANSCRIBE'))).toMatch(/hosted/);
    expect(JSON.stringify(await resultOf(recording, 'EXTRACT_TOPICS'))).toMatch(/chat/);
    const text = await (await client.request(`/api/v1/recordings/${id}/artifacts/transcript.txt`)).text();
    expect(text).toContain('hidden garden');
  }, 240_000);

  it('is handed over as a batch that outlives its worker (TRN-02, TRN-03)', async () => {
    const { id } = await client.pushPatiently(await sound('b.mp3'), { title: 'Batch', language: 'en', allowDuplicate: true });
    const answer = await client.ask(id, 'run', { processing_config: { transcription: { batch: true } } });
    expect(answer.status).toBe(202);
    await until(() => fake.batches.length === 1, { what: 'a batch' });
    const isAtEngine = async (): Promise<boolean> =>
      (await client.get(id)).processing_stages.some(
        ({ stage_type: stage, status }) => stage === 'TRANSCRIBE' && status === 'IN_PROGRESS',
      );
    await until(isAtEngine, { what: 'a stage that is in progress while the engine works' });
    await system.service('processing').kill();
    fake.endBatches();
    await system.service('processing').start(env);
    const { recording } = await client.waitReady(id, 120_000);
    expect(recording).toMatchObject({ status: 'READY', failed: false });
    expect(fake.batches).toHaveLength(1);

    // The engine has no `account`: the log knows it.
    await client.ask(id, 'reset');
    await client.ask(id, 'run', { processing_config: { transcription: { batch_id: fake.batches[0]?.id } } });
    const again = await client.waitReady(id, 120_000);
    expect(again.recording).toMatchObject({ status: 'READY', failed: false });
    expect(fake.batches).toHaveLength(1);
  }, 240_000);

  it('names the own words of an engine that refuses it at length and with characters that cannot be stored', async () => {
    const words = `no such voice \u0000 \ud800 ${'x'.repeat(1_200_000)}`;
    const body = JSON.stringify({ error: { message: words } });
    fake.faults.add({ fault: { kind: 'answer', status: 400, body }, on: matchRequests('POST', /audio/) });
    const { id } = await client.pushPatiently(await sound('d.mp3'), {
      title: 'Refused',
      run: true,
      language: 'en',
      allowDuplicate: true,
    });
    const failed = await until(
      async () => {
        const recording = await client.get(id);
        return recording.failed ? recording : undefined;
      },
      { timeout: 120_000, what: 'the refusal' },
    );
    expect(failed).toMatchObject({ failed_at_stage: 'transcribe' });
    expect(failed.failed_reason).toMatch(/answered 400: no such voice \P{Control}*x/u);
    expect(failed.failed_reason?.length).toBeLessThan(600);
  }, 180_000);

  it('is skipped in a language that no engine supports', async () => {
    const { id } = await client.pushPatiently(await sound('c.mp3'), {
      title: 'Russian',
      run: true,
      language: 'ru',
      allowDuplicate: true,
    });
    const { recording } = await client.waitReady(id, 120_000);
    expect(recording.processing_stages).toContainEqual(
      expect.objectContaining({ stage_type: 'TRANSCRIBE', status: 'SKIPPED', skip_reason: 'no_engine_for_language' }),
    );
  }, 180_000);

  it('shows its engines on /about', async () => {
    const aboutJson = await until(
      async () => {
        const text = await (await client.request('/api/v1/about')).text();
        return text.includes('hosted') && !text.includes('unknown') ? text : undefined;
      },
      { what: 'engines' },
    );
    const { services } = JSON.parse(aboutJson) as {
      services: readonly { service: string; looked_at: string; engines: readonly object[] }[];
    };
    const [ingest, processing, upload] = services;
    expect([ingest, upload]).toMatchObject([
      { service: 'ingest', engines: [] },
      { service: 'upload', engines: [], tools: [] },
    ]);
    const time = expect.stringMatching(/^\d{4}-.*Z$/) as string;
    expect(processing).toMatchObject({ service: 'processing', looked_at: time, heard_at: time });
    expect(processing?.engines[0]).toMatchObject({ name: 'hosted', kind: 'speech' });
    expect(processing?.engines).toContainEqual(expect.objectContaining({ name: 'whisper-cpp', available: false }));
    expect(processing?.engines).toContainEqual(expect.objectContaining({ name: 'chat', kind: 'topics' }));
    expect(aboutJson).not.toContain(fake.baseUrl);
  }, 60_000);

  withTool('@fugood/node-whisper', whisper, () => {
    it('waits for the speech model of its language, and is transcribed once the model is there', async () => {
      const path = modelPath(join(folder, 'models'), 'base');
      const at = new Date().toISOString();
      await mkdir(join(folder, 'models'), { recursive: true });
      await writeFile(fetchFiles(path).partial, Buffer.alloc(620));
      await writeFetchRecord(path, {
        v: 1,
        phase: 'fetching',
        since: at,
        updatedAt: at,
        attempts: 1,
        failures: 0,
        source: { url: 'http://127.0.0.1/ggml-base.bin', total: 1_000 },
      });
      const readAbout = async () => (await client.request('/api/v1/about')).text();
      await until(async () => (await readAbout()).includes('"phase":"fetching"'), { what: 'a download that is in progress' });
      const { id } = await client.pushPatiently(await sound('d.mp3'), {
        title: 'German',
        run: true,
        language: 'de',
        allowDuplicate: true,
      });
      const isWaiting = async () => (await client.get(id)).waiting_for.some((one) => one.for === 'speech-model');
      await until(isWaiting, { what: 'a recording that waits for the model' });
      await writeFile(path, tinyWhisperModel({ tokens: [' Guten', ' Morgen'] }));
      const { recording } = await client.waitReady(id, 180_000);
      expect(recording.processing_stages).toContainEqual(
        expect.objectContaining({ stage_type: 'TRANSCRIBE', status: 'COMPLETED', skip_reason: null }),
      );
      expect(JSON.stringify(await resultOf(recording, 'TRANSCRIBE'))).toMatch(/whisper-cpp/);
      const text = await (await client.request(`/api/v1/recordings/${id}/artifacts/transcript.txt`)).text();
      expect(text).toContain('Guten Morgen');
      // Workers announce their models a moment after they have looked at them.
      const isReady = async (): Promise<boolean> => /"name":"base"[^}]*"phase":"ready"/.test(await readAbout());
      await until(isReady, { what: 'the model to be shown as ready' });
    }, 300_000);
  });

  it("leaves the engine's key in no file, and the transcript only in its own files", async () => {
    const services = ['gateway', 'ingest', 'processing', 'upload', 'status-projector'] as const;
    const logs = (await Promise.all(services.map((name) => system.service(name).log()))).join('\n');
    const files = [
      ...(await everythingBelow(dirname(system.artifactsDir), system.artifactsDir)),
      ...(await everythingBelow(system.nats.storeDir)),
    ];
    expect(files.some((text) => text.includes('StepCheckpointed'))).toBe(true);
    for (const text of [logs, ...files]) {
      expect(text.includes(FAKE_OPENAI_KEY)).toBe(false);
      expect(text.includes('hidden garden')).toBe(false);
    }
    for (const text of await everythingBelow(system.artifactsDir)) expect(text.includes(FAKE_OPENAI_KEY)).toBe(false);
  }, 60_000);
});

/** Returns the content of every file, except those below `except` and in the outputs, which may hold transcripts. */
async function everythingBelow(folder: string, except?: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const wanted = paths.filter((path) => (except === undefined || !path.startsWith(except)) && !path.includes('/library/'));
  return Promise.all(wanted.map((path) => readFile(path, 'latin1').catch(() => '')));
}
