import { testDepth } from '@throughline/contracts/testing';
import { mediaTools } from '@throughline/stack/testing';
import { earsFor } from '../../testing/ears-for.js';
import { silence, TestMedia } from '../../testing/test-media.js';
import { speechEngineContract } from '../../testing/speech-engine.contract.js';
import { ToolError } from '../../errors.js';
import { probe } from '../../probe/probe.js';
import type { SpeechEngine } from '../engine.js';
import { createPocketsphinxEngine, type PocketsphinxOptions } from './engine.js';

const tools = await mediaTools();
const text =
  'The old house stands near the river. Every morning the farmer walks to the water and looks at the boats. ' +
  'In winter the river is frozen and the children play on the ice until the evening.';
const expected = ['old', 'river', 'every', 'morning', 'water', 'winter', 'children', 'play', 'evening'];

function engineIn(media: TestMedia, given: Partial<PocketsphinxOptions> = {}, ears = tools): SpeechEngine {
  const options = { scratchFolder: media.path('scratch'), ...given };
  const engine = createPocketsphinxEngine(ears, options);
  if (engine === undefined) throw new Error('pocketsphinx is not installed');
  return engine;
}

async function speechFile(media: TestMedia): Promise<{ path: string; durationSeconds: number; words: readonly string[] }> {
  const path = await media.speak('speech.wav', [text], { before: 2, after: 1 });
  return { path, durationSeconds: (await probe(tools, path)).durationSeconds, words: expected };
}

speechEngineContract('pocketsphinx', async () => {
  const media = await TestMedia.create(tools);
  // The smoke test of the pipelines transcribes with the whole model.
  const ears = testDepth.isFull ? tools : await earsFor(text, tools, media);
  return {
    engine: engineIn(media, {}, ears),
    speech: await speechFile(media),
    silence: { path: await media.make('silence.mp3', { seconds: 8, sound: silence }), durationSeconds: 8 },
    leftovers: async () => await media.files('scratch'),
    close: async () => {
      await media.remove();
    },
  };
});

describe('createPocketsphinxEngine', () => {
  let media: TestMedia;
  beforeAll(async () => {
    media = await TestMedia.create(tools);
  });
  afterAll(async () => {
    await media.remove();
  });

  it('is absent if its program or model is not installed', () => {
    expect(
      createPocketsphinxEngine({ ffmpeg: tools.ffmpeg, ffprobe: tools.ffprobe }, { scratchFolder: media.folder }),
    ).toBeUndefined();
  });

  it('times words of later chunks from the start of the recording', async () => {
    const path = await media.speak('two.wav', [text, text], { before: 2, after: 1 });
    const { durationSeconds } = await probe(tools, path);
    const ears = await earsFor(text, tools, media);
    const inOne = await engineIn(media, {}, ears).transcribe({ audioPath: path, durationSeconds, language: 'en' });
    const seen: number[] = [];
    const soFar: { upTo: number; words: typeof inOne.words }[] = [];
    const inChunks = await engineIn(media, { maxChunkSeconds: 8 }, ears).transcribe(
      { audioPath: path, durationSeconds, language: 'en' },
      {
        onProgress: (at) => seen.push(at),
        onHeard: ({ upTo, transcript }) => soFar.push({ upTo, words: transcript().words }),
      },
    );
    const boats = (words: typeof inOne.words): number[] => words.flatMap(({ word, start }) => (word === 'river' ? [start] : []));
    expect(boats(inOne.words).length).toBeGreaterThanOrEqual(3);
    const near = (time: number): boolean => boats(inChunks.words).some((other) => Math.abs(other - time) < 0.2);
    expect(boats(inOne.words).filter(near).length).toBeGreaterThanOrEqual(3);
    expect(seen.filter((at) => at < durationSeconds).length).toBeGreaterThan(2);
    // The words so far are those that were recognised up to their time, also within a chunk.
    const early = soFar.filter(({ upTo, words }) => upTo < durationSeconds / 2 && words.length > 0);
    expect(early.length).toBeGreaterThan(2);
    expect(early.every(({ upTo, words }) => words.every(({ end }) => end <= upTo))).toBe(true);
    expect(soFar.at(-1)?.words).toEqual(inChunks.words);
  });

  it('assumes English only where the operator says so, and notes it and that it takes no vocabulary', async () => {
    const { path: audioPath, durationSeconds } = await speechFile(media);
    const input = { audioPath, durationSeconds, language: 'auto', vocabulary: ['JetStream'] };
    await expect(engineIn(media).transcribe(input)).rejects.toBeInstanceOf(RangeError);
    const transcript = await engineIn(media, { assumesEnglish: true }, await earsFor(text, tools, media)).transcribe(input);
    const notes = ['language-assumed', 'vocabulary-unused'];
    expect(transcript).toMatchObject({ language: 'en', quality: 'draft', notes });
  });

  it('returns no words for noise', async () => {
    const sounds = Object.entries({ hiss: 'anoisesrc=r=16000:a=0.1:seed=7', hum: 'sine=frequency=100:r=16000' });
    for (const [name, sound] of testDepth.samples(sounds)) {
      const audioPath = await media.make(`${name}.wav`, { seconds: 6, sound });
      expect((await engineIn(media).transcribe({ audioPath, durationSeconds: 6, language: 'en' })).words).toEqual([]);
    }
  });

  it('fails if its model is missing, and leaves no files behind', async () => {
    if (tools.pocketsphinx === undefined) throw new Error('pocketsphinx is not installed');
    const scratchFolder = media.path('no-model');
    const engine = createPocketsphinxEngine(
      { ...tools, pocketsphinx: { ...tools.pocketsphinx, lm: '/nowhere.bin' } },
      { scratchFolder },
    );
    const speech = await speechFile(media);
    const promise = engine?.transcribe({ audioPath: speech.path, durationSeconds: speech.durationSeconds, language: 'en' });
    await expect(promise).rejects.toBeInstanceOf(ToolError);
    expect(await media.files('no-model')).toEqual([]);
  });
});
