import { readFile } from 'node:fs/promises';
import { STAGE_TYPES, deliveryStep, type Artifact, type SkipReason } from '@throughline/contracts';
import { defaultRunConfig, isPresent, resultOf } from '@throughline/domain';
import type { StepHandler } from '@throughline/engine';
import { Workshop } from '@throughline/engine/testing';
import { parseTranscriptJson } from '@throughline/media';
import { until } from '@throughline/stack/testing';
import { scriptedStages, simulatedStages } from './registry.js';

const SCRIPTED = Object.fromEntries(STAGE_TYPES.map((stage) => [stage, {}]));

const download = (name: string, mediaType: string): StepHandler => ({
  async run(context) {
    const artifact = await context.output({ role: 'source', name, mediaType }, Buffer.from('media'));
    return { kind: 'completed', result: {}, artifacts: [artifact], metrics: {} };
  },
});

const noted = (asked: string[]): StepHandler => ({
  run(context) {
    asked.push(context.step);
    return Promise.resolve({ kind: 'completed', result: { real: true }, artifacts: [], metrics: {} });
  },
});

describe('simulated stages', () => {
  let shop: Workshop;
  let asked: string[];
  let delivered: readonly Artifact[];
  beforeEach(() => {
    shop = new Workshop();
    [asked, delivered] = [[], []];
  });
  afterEach(() => shop.close());

  const startWorkers = ({ simulation = true, source = download('source.wav', 'audio/wav') } = {}): void => {
    const handlerFor = scriptedStages(() => noted(asked), simulation);
    shop.hire('ingest', { DOWNLOAD: source });
    shop.hire('processing', {}, { handlerFor });
    const deliver: StepHandler = {
      run(context) {
        delivered = context.inputs;
        return Promise.resolve({ kind: 'completed', result: {}, artifacts: [], metrics: {} });
      },
    };
    shop.hire('upload', { [deliveryStep('library')]: deliver });
  };
  const run = async (simulation: Parameters<Workshop['start']>[0]): Promise<string> => {
    const retry = { ...defaultRunConfig.retry, backoff_ms: [10], wait_ms: [10] };
    const assetId = await shop.start({ retry, ...simulation });
    await until(() => shop.isOver(assetId));
    return assetId;
  };
  const stepOf = async (assetId: string, step: string) => {
    const { state } = await shop.asset(assetId);
    return isPresent(state) ? state.steps.find((one) => one.step === step) : undefined;
  };
  const text = async (role: string): Promise<string> => {
    const key = delivered.find((one) => one.role === role)?.key ?? '';
    const local = await shop.artifacts.materialize(key);
    try {
      return await readFile(local.path, 'utf8');
    } finally {
      await local.release();
    }
  };

  it('exist for every stage', () => {
    expect(Object.keys(simulatedStages).sort()).toEqual([...STAGE_TYPES].sort());
  });

  it('write the files of the real stages, so that later stages work, and say that they are simulated', async () => {
    startWorkers();
    const assetId = await run({ simulation: SCRIPTED });
    expect(await shop.status(assetId)).toBe('READY');
    expect(asked).toEqual([]);
    expect(delivered.map(({ role, name }) => `${role} ${name}`).sort()).toEqual([
      'audio audio.wav',
      'source source.wav',
      'subtitles_srt subtitles.srt',
      'subtitles_vtt subtitles.vtt',
      'topics topics.json',
      'transcript transcript.json',
      'transcript_text transcript.txt',
    ]);
    for (const stage of STAGE_TYPES) expect(resultOf(await stepOf(assetId, stage))).toMatchObject({ simulated: true });
    expect(parseTranscriptJson(await text('transcript'))).toMatchObject({
      engine: 'simulated',
      quality: 'draft',
      meanConfidence: 0,
    });
    for (const role of ['transcript_text', 'topics', 'subtitles_srt', 'subtitles_vtt'])
      expect(await text(role)).toMatch(/simulated/iu);
  });

  it('reference the video of a recording that has one', async () => {
    startWorkers({ source: download('source.mkv', 'video/x-matroska') });
    await run({ simulation: SCRIPTED });
    const { key } = delivered.find(({ role }) => role === 'source') ?? { key: '' };
    expect(delivered).toContainEqual(
      expect.objectContaining({ role: 'video', name: 'video.mkv', mediaType: 'video/x-matroska', key }),
    );
  });

  it('replace only those stages that have a script in the run', async () => {
    startWorkers();
    const assetId = await run({ simulation: { TRIM: {} } });
    expect(asked).toEqual(expect.arrayContaining(['TRANSCRIBE', 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES']));
    expect(asked).not.toContain('TRIM');
    expect(resultOf(await stepOf(assetId, 'TRANSCRIBE'))).toEqual({ real: true });
  });

  it('follow their scripts: fail, wait and continue', async () => {
    startWorkers();
    const faults = [
      { attempt: 1, do: 'fail', code: 'flaky', at: 1 },
      { attempt: 2, do: 'wait', code: 'quota', retry_after_ms: 5 },
    ] as const;
    const assetId = await run({ simulation: { ...SCRIPTED, TRANSCRIBE: { progress: [0.3, 0.6], faults: [...faults] } } });
    expect(await shop.recorded(assetId, 'StepFailed')).toMatchObject([
      { data: { error: { code: 'flaky', retryable: true }, progress: 0.6 } },
    ]);
    expect(await shop.recorded(assetId, 'StepWaiting')).toMatchObject([{ data: { step: 'TRANSCRIBE', for: 'quota' } }]);
    expect(await shop.status(assetId)).toBe('READY');
  });

  it('can be skipped for one of the usual reasons', async () => {
    startWorkers();
    const reason: SkipReason = 'all_silence';
    const assetId = await run({ simulation: { ...SCRIPTED, TRIM: { faults: [{ do: 'skip', reason }] } } });
    expect(await stepOf(assetId, 'TRIM')).toMatchObject({ phase: 'skipped', skipReason: reason });
    expect(await shop.status(assetId)).toBe('READY');
  });

  it('fail permanently if simulation is off, instead of running the real work', async () => {
    startWorkers({ simulation: false });
    const assetId = await run({ simulation: { TRIM: {} } });
    expect(await shop.recorded(assetId, 'StepFailed')).toMatchObject([
      { data: { step: 'TRIM', error: { code: 'simulation-off', retryable: false } } },
    ]);
    expect(asked).toEqual([]);
  });
});
