import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findWhisperProgram } from '@throughline/media';
import { modelPath, readSpeeds, storeSpeed, writeChoice } from '@throughline/media/speech-models';
import { tinyWhisperModel } from '@throughline/media/testing';
import { mediaTools } from '#testing/media.js';
import { startModelServer, type ModelServer } from '#testing/model-server.js';
import { tempDir, type TempDir } from '#testing/until.js';
import { withTool } from '#testing/with-tool.js';
import { readStackConfig, type StackConfig } from '../config.js';
import { fetchModelInBackground } from './background-fetch.js';
import { measureDefaultModel } from './measure-model.js';

const tools = await mediaTools();
const { program } = await findWhisperProgram(undefined, tools.ffmpeg.env);

describe('the measurement of the default model', () => {
  let folder: TempDir;
  let models: string;
  let server: ModelServer;
  const lines: string[] = [];
  const { signal } = new AbortController();
  beforeEach(async () => {
    folder = await tempDir();
    models = join(folder.path, 'models');
    await mkdir(models);
    server = await startModelServer(Buffer.alloc(1_000, 'model'));
    lines.length = 0;
  });
  afterEach(async () => {
    await server.close();
    await folder.remove();
  });

  const say = (line: string): void => {
    lines.push(line);
  };
  const configOf = (change: NodeJS.ProcessEnv = {}): StackConfig => {
    const env = { ...readStackConfig().env, TL_MODELS_DIR: models, TL_WHISPER_MODELS: server.url, TL_MODEL_DOWNLOADS: 'on' };
    return readStackConfig({ ...env, TL_WHISPER_MODEL: '', ...change });
  };
  const measure = (config = configOf()): Promise<void> => measureDefaultModel(config, { say, signal });
  const background = (isMeasuring: boolean): Promise<void> =>
    fetchModelInBackground(configOf(), { say, signal, programs: 'bundle', measure: isMeasuring });
  const addBase = (content: Buffer | string = tinyWhisperModel({ tokens: [' The', ' old', ' house'] })): Promise<void> =>
    writeFile(modelPath(models, 'base'), content);

  it('waits for the model', async () => {
    await measure();
    expect([lines, readSpeeds(models)]).toEqual([[], []]);
  });

  it('is not made if a person has chosen the model', async () => {
    await addBase('not read');
    await measure(configOf({ TL_WHISPER_MODEL: 'base' }));
    await writeChoice(models, 'base');
    await measure();
    expect([lines, readSpeeds(models)]).toEqual([[], []]);
  });

  it('reports a model that cannot be used', async () => {
    await addBase('not a model, but long enough to be read');
    await measure();
    expect(lines).toEqual([expect.stringMatching(/^the speed of the speech model base cannot be measured: .*not a model/)]);
  });

  withTool('@fugood/node-whisper', program, () => {
    it('is made once, and decides which model is downloaded in the background', async () => {
      await addBase();
      await measure();
      expect(lines).toEqual([expect.stringMatching(/^the speech model base transcribes at [\d.]+ × real time$/)]);
      expect(readSpeeds(models)).toMatchObject([{ engine: 'whisper-cpp', model: 'base', seconds: 30 }]);
      await measure();
      expect(lines).toHaveLength(1);
      const [measured] = readSpeeds(models);
      if (measured === undefined) throw new Error('There is no speed');
      lines.length = 0;
      await storeSpeed(models, { ...measured, speed: 3 });
      await background(true);
      expect([lines, server.ranges]).toEqual([[], []]);
      await storeSpeed(models, { ...measured, speed: 20 });
      await background(false);
      expect(lines.at(-1)).toMatch(/^the speech model small cannot be fetched: the checksum of .*ggml-small\.bin/);
    });
  });
});
