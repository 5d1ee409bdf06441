import type { JsonObject } from '@throughline/contracts';
import { defaultRunConfig } from '@throughline/domain';
import type { SpeechBatch, SpeechInput, Transcript } from '@throughline/media';
import { findSubmittedBatch, selectBatchEngines, transcribeByBatch, wantsBatch, type BatchEngine } from './batch.js';

const configOf = (settings: object) => ({
  ...defaultRunConfig,
  transcription: { ...defaultRunConfig.transcription, ...settings },
});

describe('the choice of batch transcription', () => {
  it.each([
    [{}, false],
    [{ batch: true }, true],
    [{ batch_id: 'batch-1' }, true],
    [{ batch: false, batch_id: 'batch-1' }, false],
    [{ batch: false }, false],
  ])('for %j is %s', (settings, expected) => {
    expect(wantsBatch({ config: configOf(settings) })).toBe(expected);
  });
});

describe('a transcription by batch', () => {
  const POLL_MS = 30_000;
  const input: SpeechInput = { audioPath: '/sound.mp3', durationSeconds: 60, language: 'en' };
  const transcript = { words: [] } as unknown as Transcript;
  const jobs = [{ id: 'batch-1', start: 0, end: 60 }];
  let waits: number[];
  let written: JsonObject[];
  let handedOver: number;
  beforeEach(() => {
    [waits, written, handedOver] = [[], [], 0];
    jest.useFakeTimers({ now: Date.parse('2026-11-21T10:00:00Z'), doNotFake: ['nextTick', 'queueMicrotask'] });
  });
  afterEach(() => jest.useRealTimers());

  const engine = (looks: number, result = transcript): BatchEngine => {
    let left = looks;
    const batch: SpeechBatch = {
      pollMs: POLL_MS,
      submit: () => {
        handedOver += 1;
        return Promise.resolve(jobs);
      },
      collect: () => {
        left -= 1;
        return Promise.resolve(left <= 0 ? result : undefined);
      },
    };
    return { id: 'hosted', languages: ['en'], batch, transcribe: () => Promise.reject(new Error('not at once')) };
  };
  const context = (settings: object = {}, checkpoints: JsonObject = {}): Parameters<typeof transcribeByBatch>[2] => ({
    checkpoints,
    config: configOf({ batch: true, ...settings }),
    signal: new AbortController().signal,
    progress: () => undefined,
    checkpoint: (data) => {
      written.push(data);
      return Promise.resolve();
    },
    idle: (ms) => {
      waits.push(ms);
      jest.setSystemTime(Date.now() + ms);
      return Promise.resolve();
    },
  });

  it('polls every poll_s, and writes nothing between submission and result', async () => {
    expect(await transcribeByBatch(engine(5), input, context())).toBe(transcript);
    expect(waits).toEqual([POLL_MS, POLL_MS, POLL_MS, POLL_MS, POLL_MS]);
    expect(written).toMatchObject([{ batch: { isWhole: true, jobs } }]);
  });

  it('polls at once in a later attempt, and does not submit again', async () => {
    const since = new Date(Date.now() - 60_000).toISOString();
    const left = { batch: { engine: 'hosted', since, isWhole: true, jobs } };
    await transcribeByBatch(engine(2), input, context({}, left));
    expect([waits, written, handedOver]).toEqual([[POLL_MS], [], 0]);
  });

  it('polls for the last time when max_wait_time ends', async () => {
    const work = transcribeByBatch(engine(100), input, context({ max_wait_time: 70 }));
    await expect(work).rejects.toMatchObject({ code: 'batch-timeout', kind: 'permanent' });
    expect(waits).toEqual([POLL_MS, POLL_MS, 10_000]);
  });

  it('needs only the id of a batch that the client has submitted', async () => {
    await transcribeByBatch(engine(1), input, context({ batch: undefined, batch_id: 'batch-1' }));
    expect([waits, handedOver]).toEqual([[], 0]);
  });

  const earlier = (batch: object, configured: object = { batch_id: 'part-2' }) => ({
    checkpoints: {},
    config: configOf(configured),
    earlierCheckpoints: () => Promise.resolve([{ parts: [] }, { batch: { engine: 'second', since: '2026-11-20', ...batch } }]),
  });
  const files = [
    { id: 'part-1', account: 'mine', start: 0, end: 30 },
    { id: 'part-2', account: 'mine', start: 30, end: 60 },
  ];

  it('polls all files of an earlier batch that batch_id names, at the engine that has them', async () => {
    const recorded = await findSubmittedBatch(earlier({ isWhole: true, jobs: files }));
    const [second] = selectBatchEngines([engine(1), { ...engine(1), id: 'second' }], recorded);
    expect(second?.id).toBe('second');
    await transcribeByBatch(second ?? engine(1), input, context({ batch_id: 'part-2' }), recorded);
    expect(written).toEqual([{ batch: { engine: 'second', since: new Date().toISOString(), isWhole: true, jobs: files } }]);
    expect(handedOver).toBe(0);
  });

  it('fails if the submission of the batch that batch_id names was interrupted', async () => {
    await expect(findSubmittedBatch(earlier({ isWhole: false, jobs: files }))).rejects.toMatchObject({
      code: 'batch-incomplete',
      kind: 'permanent',
    });
  });

  it('takes nothing from the log unless batch_id names it', async () => {
    const batch = { isWhole: true, jobs: files };
    expect(await findSubmittedBatch(earlier(batch, { batch_id: 'other' }))).toBeUndefined();
    expect(await findSubmittedBatch(earlier(batch, { batch: true }))).toBeUndefined();
  });

  it('notes that a batch of the client did not use the vocabulary, and only that', async () => {
    const words = [{ word: 'hello', start: 0, end: 1, confidence: 1 }];
    const heard = { ...transcript, words, notes: ['vocabulary-shortened', 'confidence-unknown'] } satisfies Transcript;
    const collect = (settings: object, more: Partial<SpeechInput> = {}, result: Transcript = heard): Promise<Transcript> =>
      transcribeByBatch(engine(1, result), { ...input, vocabulary: ['JetStream'], ...more }, context(settings));
    expect((await collect({ batch_id: 'batch-1' })).notes).toEqual(['confidence-unknown', 'vocabulary-unused']);
    expect((await collect({})).notes).toEqual(heard.notes);
    const unnoted = { ...heard, notes: [] };
    expect((await collect({ batch_id: 'batch-1' }, { vocabulary: [] }, unnoted)).notes).toEqual([]);
    expect((await collect({ batch_id: 'batch-1' }, {}, { ...unnoted, words: [] })).notes).toEqual([]);
  });
});
