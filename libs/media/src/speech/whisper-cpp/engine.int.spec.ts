import { mediaTools } from '@throughline/stack/testing';
import { probe } from '../../probe/probe.js';
import { fakeWhisper, type FakeWhisper, type FakeWhisperOptions } from '#testing/fake-whisper.js';
import { earsFor } from '../../testing/ears-for.js';
import { speechEngineContract } from '../../testing/speech-engine.contract.js';
import { silence, TestMedia } from '../../testing/test-media.js';
import type { SpeechInput } from '../speech-input.js';
import { WhisperCppEngine } from './engine.js';
import { readWhisperModel } from './model-file.js';
import { findWhisperProgram } from './program.js';

const tools = await mediaTools();
const text = 'The old house stands near the river. Every morning the farmer walks to the water and looks at the boats.';
const spokenWords = ['old', 'river', 'every', 'morning', 'water'];

async function engineWith(
  media: TestMedia,
  name: string,
  options: FakeWhisperOptions & { maxChunkSeconds?: number } = {},
): Promise<{ engine: WhisperCppEngine; fake: FakeWhisper }> {
  const fake = await fakeWhisper(await earsFor(text, tools, media), media.path(name), options);
  const model = await readWhisperModel(fake.modelPath);
  const { maxChunkSeconds = 300 } = options;
  const own = {
    program: { tool: fake.tool, ...(options.carriesPrompt === undefined ? {} : { carriesPrompt: options.carriesPrompt }) },
    modelPath: fake.modelPath,
    model,
    threads: 2,
    scratchFolder: media.path('scratch'),
    maxChunkSeconds,
  };
  return { engine: new WhisperCppEngine(tools, own), fake };
}

speechEngineContract('whisper.cpp', async () => {
  const media = await TestMedia.create(tools);
  const path = await media.speak('speech.wav', [text, text], { before: 2, after: 1 });
  return {
    engine: (await engineWith(media, 'bin')).engine,
    speech: { path, durationSeconds: (await probe(tools, path)).durationSeconds, words: spokenWords },
    silence: { path: await media.make('silence.mp3', { seconds: 8, sound: silence }), durationSeconds: 8 },
    leftovers: async () => await media.files('scratch'),
    close: async () => {
      await media.remove();
    },
  };
});

describe('WhisperCppEngine', () => {
  let media: TestMedia;
  let speech: SpeechInput;
  beforeAll(async () => {
    media = await TestMedia.create(tools);
    const audioPath = await media.speak('speech.wav', [text], { before: 2, after: 1 });
    speech = { audioPath, durationSeconds: (await probe(tools, audioPath)).durationSeconds, language: 'en' };
  });
  afterAll(async () => {
    await media.remove();
  });

  it('passes model, language and threads to the program, chunk by chunk', async () => {
    const { engine, fake } = await engineWith(media, 'chunks', { maxChunkSeconds: 5 });
    const { words, model, quality } = await engine.transcribe({ ...speech, language: 'nb' });
    const asked = await fake.asked();
    expect(asked.length).toBeGreaterThan(1);
    expect(asked[0]).toMatchObject({ '--model': fake.modelPath, '--language': 'no', '--threads': '2' });
    expect(words.filter(({ word }) => word === 'river').length).toBe(1);
    expect({ model, quality }).toEqual({ model: 'base', quality: 'draft' });
  });

  it('passes the vocabulary as a prompt for each chunk, and throughout if the program can', async () => {
    const vocabulary = ['-Grace Hopper', 'JetStream'];
    for (const carriesPrompt of [false, true]) {
      const { engine, fake } = await engineWith(media, `prompt-${String(carriesPrompt)}`, { maxChunkSeconds: 5, carriesPrompt });
      const { notes } = await engine.transcribe({ ...speech, vocabulary });
      const asked = await fake.asked();
      expect(asked.length).toBeGreaterThan(1);
      expect(new Set(asked.map((one) => one['--prompt']))).toEqual(new Set([' -Grace Hopper, JetStream']));
      expect(asked.every((one) => '--carry-initial-prompt' in one === carriesPrompt)).toBe(true);
      expect(notes).not.toContain('vocabulary-unused');
    }
  });

  it('looks in the help of the program whether it uses a prompt throughout', async () => {
    for (const carriesPrompt of [false, true]) {
      const { fake } = await engineWith(media, `help-${String(carriesPrompt)}`, { carriesPrompt });
      const { program } = await findWhisperProgram(fake.tool.path, {});
      expect(program?.carriesPrompt === true).toBe(carriesPrompt);
    }
  });

  it('transcribes again with another vocabulary, and keeps the chunks of the same one', async () => {
    const kept = new Map<string, string>();
    const parts = {
      load: (name: string) => Promise.resolve(kept.get(name)),
      save: (name: string, content: string) => Promise.resolve(void kept.set(name, content)),
    };
    const { engine, fake } = await engineWith(media, 'fingerprint');
    for (const vocabulary of [undefined, [], ['one'], ['one'], ['two']])
      await engine.transcribe({ ...speech, vocabulary }, { parts });
    expect((await fake.asked()).map((one) => one['--prompt'])).toEqual([undefined, ' one', ' two']);
  });

  it('detects the language with a multilingual model, and assumes English with an English one', async () => {
    const { engine, fake } = await engineWith(media, 'many', { maxChunkSeconds: 5 });
    expect(await engine.transcribe({ ...speech, language: 'auto' })).toMatchObject({
      language: 'en',
      languageConfidence: 0.97,
      notes: ['language-detected'],
    });
    const [detection, ...chunks] = await fake.asked();
    expect(detection).toMatchObject({ '--detect-language': true });
    expect(chunks.length).toBeGreaterThan(1);
    expect([...new Set(chunks.map((asked) => asked['--language']))]).toEqual(['en']);
    const { engine: english } = await engineWith(media, 'english', { multilingual: false, layers: 12 });
    expect(english.languages).toEqual(['en']);
    expect(await english.transcribe({ ...speech, language: 'auto' })).toMatchObject({
      notes: ['language-assumed'],
      quality: 'normal',
    });
    await expect(english.transcribe({ ...speech, language: 'de' })).rejects.toThrow(RangeError);
  });

  it('notes a language that is probably wrong, and detects it once for all attempts', async () => {
    const { engine, fake } = await engineWith(media, 'doubtful', { probability: 0.48 });
    const kept = new Map<string, string>();
    const parts = {
      load: (name: string) => Promise.resolve(kept.get(name)),
      save: (name: string, content: string) => Promise.resolve(void kept.set(name, content)),
    };
    const first = await engine.transcribe({ ...speech, language: 'auto' }, { parts });
    expect(first).toMatchObject({ languageConfidence: 0.48, notes: ['language-detected', 'language-doubtful'] });
    const { length } = await fake.asked();
    expect(await engine.transcribe({ ...speech, language: 'auto' }, { parts })).toEqual(first);
    expect(await fake.asked()).toHaveLength(length);
  });

  it('kills all processes when aborted', async () => {
    const { engine } = await engineWith(media, 'hanging', { mode: 'hang' });
    const controller = new AbortController();
    const promise = engine.transcribe(speech, {
      signal: controller.signal,
      onProgress: () => {
        controller.abort('enough');
      },
    });
    await expect(promise).rejects.toMatchObject({ name: 'AbortError' });
    expect(await media.files('scratch')).toEqual([]);
  });

  it('reports a failure of the program without any word of the speech', async () => {
    const { engine } = await engineWith(media, 'failing', { mode: 'fail' });
    await expect(engine.transcribe(speech)).rejects.toMatchObject({
      code: 'tool-failed',
      message: expect.stringContaining('out of memory'),
    });
    const secret = await engine.transcribe({ ...speech, vocabulary: ['out of'] }).catch((thrown: unknown) => thrown);
    expect(String(secret)).toContain('<hidden> memory');
    const { engine: garbage } = await engineWith(media, 'garbage', { mode: 'garbage' });
    const error: unknown = await garbage.transcribe(speech).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'retryable', code: 'engine-unreadable' });
    expect(String(error)).not.toContain('said aloud');
  });

  it('rejects a file that is no model', async () => {
    await expect(readWhisperModel(await media.write('ggml-x.bin', 'no model at all, but long enough'))).rejects.toThrow(
      /not a model of whisper.cpp/,
    );
    await expect(readWhisperModel(await media.write('ggml-y.bin', 'x'))).rejects.toThrow(/not a model of whisper.cpp/);
  });
});
