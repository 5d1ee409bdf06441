import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { testDepth } from '@throughline/contracts/testing';
import { findWhisperProgram } from '@throughline/media';
import { modelPath, readSpeeds, selectModel } from '@throughline/media/speech-models';
import { tinyWhisperModel } from '@throughline/media/testing';
import { readStackConfig, type StackConfig } from '@throughline/stack';
import { mediaTools, withTool } from '@throughline/stack/testing';
import type { CliContext } from '../commands/context.js';
import { Terminal } from '../output/terminal.js';
import { testEngine, type TestEngineOptions } from './test-engine.js';

const tools = await mediaTools();
const { program } = await findWhisperProgram(undefined, tools.ffmpeg.env);

describe('tl engine test', () => {
  let folder: string;
  let config: StackConfig;
  let streams: { readonly data: PassThrough; readonly talk: PassThrough };
  let context: CliContext;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'test-engine-'));
    const selected = selectModel({ TL_MODELS_DIR: folder }, '/');
    config = { ...readStackConfig(), models: { folder, selected, downloads: false, mirror: undefined } };
    streams = { data: new PassThrough(), talk: new PassThrough() };
    const { data, talk } = streams;
    const terminal = new Terminal({ stream: data, isTTY: false, columns: 80 }, { stream: talk, isTTY: false, columns: 80 });
    context = { terminal, env: { url: undefined, token: undefined }, cwd: config.projectRoot };
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const run = (options: Partial<TestEngineOptions> = {}): Promise<void> =>
    testEngine(context, { seconds: 2, file: 'assets/short-talk.mp4', language: 'en', ...options }, config);

  it('says how to download a model that is not there', async () => {
    for (const [options, name] of [
      [{ engine: 'whisper-cpp' }, 'base'],
      [{ model: 'small' }, 'small'],
    ] as const)
      await expect(run(options)).rejects.toMatchObject({
        message: `The speech model ${name} is not on this machine (not fetched)`,
        details: { code: 'model-missing', tryInstead: `npx tl engine fetch ${name}` },
      });
  });

  it('reads the file of a model from the folder of the command', async () => {
    context = { ...context, cwd: folder };
    const path = join(folder, 'own.bin');
    await expect(run({ model: 'own.bin' })).rejects.toThrow(`The speech model ${path} is not on this machine (not fetched)`);
    await writeFile(path, 'not a model, but long enough to be read');
    const file = resolve(config.projectRoot, 'assets/short-talk.mp4');
    await expect(run({ model: 'own.bin', file })).rejects.toThrow(/is not a model of whisper.cpp/);
  });

  it('rejects a model for pocketsphinx, which has none', async () => {
    await expect(run({ engine: 'pocketsphinx', model: 'small' })).rejects.toMatchObject({ exit: 'usage' });
  });

  it('rejects other engines', async () => {
    await expect(run({ engine: 'hosted' })).rejects.toMatchObject({ exit: 'usage' });
  });

  it('reports a file that is no model', async () => {
    await writeFile(modelPath(folder, 'base'), 'not a model, but long enough to be read');
    await expect(run()).rejects.toThrow(/is not a model of whisper.cpp/);
  });

  withTool('pocketsphinx', tools.pocketsphinx, () => {
    it('uses pocketsphinx without a model, and stores its speed', async () => {
      await run({ json: true });
      const data = JSON.parse(String(streams.data.read())) as Record<string, unknown>;
      expect(data).toMatchObject({ engine: 'pocketsphinx', seconds: 2, language: 'en', words: expect.stringMatching(/[a-z]+/) });
      // Some systems do not tell the memory. The shell that starts the program needs far less.
      expect(data['peak_bytes'] ?? 100_000_000).toBeGreaterThan(20_000_000);
      expect(readSpeeds(folder)).toMatchObject([{ engine: 'pocketsphinx', seconds: 2, speed: data['speed'], threads: 1 }]);
    });
  });

  withTool('@fugood/node-whisper', program, () => {
    if (testDepth.isFull) {
      it('shows the words of whisper.cpp, and stores its speed', async () => {
        await mkdir(folder, { recursive: true });
        await writeFile(modelPath(folder, 'base'), tinyWhisperModel({ tokens: [' The', ' old', ' house'] }));
        await run();
        const text = String(streams.data.read());
        expect(text).toMatch(/^engine +whisper-cpp\nmodel +base\n/);
        expect(text).toMatch(/took +\d+\.\d s for 2 s of short-talk\.mp4\nspeed +[\d.]+ × real time\n/);
        expect(text).toMatch(/\nThe old house\n$/);
        expect(readSpeeds(folder)).toMatchObject([{ engine: 'whisper-cpp', model: 'base', seconds: 2 }]);
      });
    }
  });
});
