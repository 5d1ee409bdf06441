import { mediaTools } from '@throughline/stack/testing';
import { probe } from '../../probe/probe.js';
import { fakeWhisper, type FakeWhisper, type FakeWhisperOptions } from '#testing/fake-whisper.js';
import { speechEngineContract } from '../../testing/speech-engine.contract.js';
import { silence, TestMedia } from '../../testing/test-media.js';
import type { SpeechInput } from '../speech-input.js';
import { WhisperCppEngine } from './engine.js';
import { readWhisperModel } from './model-file.js';

const tools = await mediaTools();
const text = 'The old house stands near the river. Every morning the farmer walks to the water and looks at the boats.';
const said = ['old', 'river', 'every', 'morning', 'water'];

async function engineWith(
  media: TestMedia,
  name: string,
  options: FakeWhisperOptions & { maxChunkSeconds?: number } = {},
): Promise<{ engine: WhisperCppEngine; fake: FakeWhisper }> {
  const fake = await fakeWhisper(tools, media.path(name), options);
  const model = await readWhisperModel(fake.modelPath);
  const { maxChunkSeconds = 300 } = options;
  const own = {
    program: { tool: fake.tool },
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
    speech: { path, durationSeconds: (await probe(tools, path)).durationSeconds, words: said },
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

  it('detects the language with a multilingual model, and assumes English with an English one', async () => {
    const { engine } = await engineWith(media, 'many');
    expect(await engine.transcribe({ ...speech, language: 'auto' })).toMatchObject({
      language: 'en',
      notes: ['language-detected'],
    });
    const { engine: english } = await engineWith(media, 'english', { multilingual: false, layers: 12 });
    expect(english.languages).toEqual(['en']);
    expect(await english.transcribe({ ...speech, language: 'auto' })).toMatchObject({
      notes: ['language-assumed'],
      quality: 'normal',
    });
    await expect(english.transcribe({ ...speech, language: 'de' })).rejects.toThrow(RangeError);
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
