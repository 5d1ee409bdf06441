import { testDepth } from '@throughline/contracts/testing';
import { FAKE_OPENAI_KEY, FAKE_OPENAI_MODEL, OpenAiFake, type OpenAiFakeOptions } from '@throughline/strict-fakes';
import { mediaTools } from '@throughline/stack/testing';
import type { PartStore } from '../../parts/part-store.js';
import { probe } from '../../probe/probe.js';
import { earsFor } from '../../testing/ears-for.js';
import { transcribeWithSphinx } from '../../testing/transcribe-with-sphinx.js';
import { speechEngineContract } from '../../testing/speech-engine.contract.js';
import { silence, TestMedia } from '../../testing/test-media.js';
import type { SpeechEngine } from '../engine.js';
import type { SpeechInput } from '../speech-input.js';
import { OpenAiSpeechEngine, type OpenAiSpeechSettings } from './engine.js';

const tools = await mediaTools();
const text =
  'The old house stands near the river. Every morning the farmer walks to the water and looks at the boats. ' +
  'In winter the river is frozen and the children play on the ice until the evening.';
const spokenWords = ['old', 'river', 'every', 'morning', 'water', 'winter', 'children', 'play', 'evening'];

const settings = (baseUrl: string, more: Partial<OpenAiSpeechSettings> = {}): OpenAiSpeechSettings => ({
  id: 'hosted',
  endpoint: { name: 'hosted', baseUrl, key: FAKE_OPENAI_KEY, timeoutMs: 120_000 },
  model: FAKE_OPENAI_MODEL,
  languages: ['en', 'de'],
  detectsLanguage: true,
  maxBytes: 25_000_000,
  chunkSeconds: 600,
  parallel: 2,
  quality: 'normal',
  ...more,
});

class Parts implements PartStore {
  readonly kept = new Map<string, string>();
  load(name: string): Promise<string | undefined> {
    return Promise.resolve(this.kept.get(name));
  }
  save(name: string, content: string): Promise<void> {
    this.kept.set(name, content);
    return Promise.resolve();
  }
}

async function fakeWithEars(media: TestMedia, more: OpenAiFakeOptions = {}): Promise<OpenAiFake> {
  const ears = await earsFor(text, tools, media);
  return OpenAiFake.start({
    hear: async ({ audio, container }) => ({
      language: 'english',
      ...(await transcribeWithSphinx(ears, media, audio, container)),
    }),
    ...more,
  });
}

speechEngineContract('OpenAiSpeechEngine', async () => {
  const media = await TestMedia.create(tools);
  const fake = await fakeWithEars(media);
  const path = await media.speak('speech.wav', [text], { before: 2, after: 1 });
  return {
    engine: new OpenAiSpeechEngine(tools, settings(fake.baseUrl), media.path('scratch')),
    speech: { path, durationSeconds: (await probe(tools, path)).durationSeconds, words: spokenWords },
    silence: { path: await media.make('silence.mp3', { seconds: 8, sound: silence }), durationSeconds: 8 },
    leftovers: async () => await media.files('scratch'),
    close: async () => {
      await fake.close();
      await media.remove();
    },
  };
});

/** In `npm test` the speech is that of the contract, which is recognised once. */
const long = testDepth.isFull
  ? { texts: [text, text], chunkSeconds: 8, leastRivers: 3 }
  : { texts: [text], chunkSeconds: 4, leastRivers: 2 };

describe('OpenAiSpeechEngine', () => {
  let media: TestMedia;
  let fake: OpenAiFake;
  let speech: SpeechInput;
  beforeAll(async () => {
    media = await TestMedia.create(tools);
    const audioPath = await media.speak('long.wav', long.texts, { before: 2, after: 1 });
    speech = { audioPath, durationSeconds: (await probe(tools, audioPath)).durationSeconds, language: 'en' };
  });
  afterAll(async () => {
    await media.remove();
  });
  beforeEach(async () => {
    fake = await fakeWithEars(media);
  });
  afterEach(async () => {
    await fake.close();
  });
  const engine = (more: Partial<OpenAiSpeechSettings> = {}): SpeechEngine =>
    new OpenAiSpeechEngine(tools, settings(fake.baseUrl, more), media.path('scratch'));

  it("TRN-05: requests words and segments by repeated fields, in the recording's language", async () => {
    expect((await engine().transcribe({ ...speech, language: 'en-GB' })).words.length).toBeGreaterThan(20);
    expect(fake.transcriptions).toMatchObject([{ granularities: ['word', 'segment'], language: 'en', container: 'mp3' }]);
  });

  it('cuts long recordings at silences and times words from the start of the recording', async () => {
    const whole = await engine().transcribe(speech);
    const inChunks = await engine({ chunkSeconds: long.chunkSeconds }).transcribe(speech);
    expect(fake.transcriptions.length).toBeGreaterThan(3);
    const rivers = (words: typeof whole.words): number[] => words.flatMap(({ word, start }) => (word === 'river' ? [start] : []));
    const near = (time: number): boolean => rivers(inChunks.words).some((other) => Math.abs(other - time) < 0.2);
    expect(rivers(whole.words).filter(near).length).toBeGreaterThanOrEqual(long.leastRivers);
  });

  it('transcribes no chunk twice: a retry sends only the rest', async () => {
    const parts = new Parts();
    const cut = engine({ chunkSeconds: long.chunkSeconds, parallel: 1 });
    fake.faults.add({ fault: { kind: 'answer', status: 500, body: 'oops' }, skip: 2, times: 1 });
    await expect(cut.transcribe(speech, { parts })).rejects.toMatchObject({ kind: 'retryable', code: 'engine-failed' });
    expect(parts.kept.size).toBe(2);
    const seen: number[] = [];
    const { words } = await cut.transcribe(speech, { parts, onProgress: (at) => seen.push(at) });
    const sizes = fake.transcriptions.map(({ audio }) => audio.length);
    expect(sizes.length).toBe(parts.kept.size);
    expect(words.filter(({ word }) => word === 'river').length).toBeGreaterThanOrEqual(long.leastRivers);
    expect(seen.at(-1)).toBe(speech.durationSeconds);
  });

  it('detects the language if none is requested, and reports it', async () => {
    const transcript = await engine().transcribe({ ...speech, language: 'auto' });
    expect(transcript).toMatchObject({ language: 'en', engine: 'hosted', model: FAKE_OPENAI_MODEL, quality: 'normal' });
    expect(transcript.notes).toEqual(['language-detected']);
    expect(fake.transcriptions[0]?.language).toBeUndefined();
  });

  it('waits a short time within the attempt, and ends the attempt for a longer wait', async () => {
    const busy = (seconds: string) => ({ kind: 'answer', status: 429, headers: { 'retry-after': seconds }, body: '{}' }) as const;
    fake.faults.add({ fault: busy('0.01'), times: 2 });
    expect((await engine().transcribe(speech)).words.length).toBeGreaterThan(20);
    fake.faults.add({ fault: busy('120') });
    await expect(engine().transcribe(speech)).rejects.toMatchObject({
      kind: 'waiting',
      code: 'engine-busy',
      retryAfterMs: 120_000,
    });
  });

  if (testDepth.isFull) {
    it('continues with halves if a proxy accepts less than the engine', async () => {
      await fake.close();
      fake = await fakeWithEars(media, { maxBytes: 130_000 });
      const { words } = await engine({}).transcribe(speech);
      expect(fake.log.map(({ status }) => status).filter((status) => status === 413)).toHaveLength(1);
      expect(words.filter(({ word }) => word === 'river').length).toBeGreaterThanOrEqual(3);
    });

    it('sends no file that is larger than the engine accepts', async () => {
      await fake.close();
      fake = await fakeWithEars(media, { maxBytes: 80_000 });
      const { words } = await engine({ maxBytes: 80_000 }).transcribe(speech);
      expect(words.length).toBeGreaterThan(20);
      expect(fake.log.every(({ status }) => status === 200)).toBe(true);
    });

    it('ignores stored parts that are unreadable or belong to another language', async () => {
      const parts = new Parts();
      await engine().transcribe(speech, { parts });
      const [name = ''] = [...parts.kept.keys()];
      parts.kept.set(name, '{"words": 1}');
      await engine().transcribe(speech, { parts });
      await engine().transcribe({ ...speech, language: 'auto' }, { parts });
      expect(fake.transcriptions).toHaveLength(3);
      await engine().transcribe(speech, { parts });
      expect(fake.transcriptions).toHaveLength(3);
    });

    it('asks for the language of the first chunk with words in all later chunks, without a further request', async () => {
      const parts = new Parts();
      const own = engine({ chunkSeconds: 8 });
      const transcript = await own.transcribe({ ...speech, language: 'auto' }, { parts });
      expect(transcript).toMatchObject({ language: 'en', notes: ['language-detected'] });
      const asked = fake.transcriptions.map(({ language }) => language);
      expect(asked.length).toBeGreaterThan(1);
      expect(asked).toEqual([undefined, ...asked.slice(1).map(() => 'en')]);
      expect(parts.kept.size).toBe(asked.length);
      expect(await own.transcribe({ ...speech, language: 'auto' }, { parts })).toEqual(transcript);
      expect(fake.transcriptions).toHaveLength(asked.length);
    });

    it('sends the vocabulary after the configured prompt, and none to a model that takes no prompt', async () => {
      const vocabulary = ['Grace Hopper', 'JetStream'];
      await engine({ prompt: 'A talk.' }).transcribe({ ...speech, vocabulary });
      const { notes } = await engine({ prompt: 'A talk.', takesPrompt: false }).transcribe({ ...speech, vocabulary });
      expect(fake.transcriptions.map(({ prompt }) => prompt)).toEqual(['A talk. Grace Hopper, JetStream', undefined]);
      expect(notes).toContain('vocabulary-unused');
    });

    it('says that it assumes its first language if none is requested and it detects none', async () => {
      const vocabulary = ['JetStream'];
      const own = engine({ detectsLanguage: false, takesPrompt: false });
      const transcript = await own.transcribe({ ...speech, language: 'auto', vocabulary });
      expect(transcript).toMatchObject({ language: 'en', notes: ['language-assumed', 'vocabulary-unused'] });
      expect((await own.transcribe(speech)).notes).toEqual([]);
      expect(fake.transcriptions.map(({ language }) => language)).toEqual(['en', 'en']);
    });

    it('rejects text in another language than requested', async () => {
      await expect(engine().transcribe({ ...speech, language: 'de' })).rejects.toMatchObject({
        kind: 'permanent',
        code: 'engine-wrong-language',
      });
    });
  }
});
