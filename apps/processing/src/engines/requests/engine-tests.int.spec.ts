import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findWhisperProgram, SAMPLE_TALK } from '@throughline/media';
import { modelPath, readSpeeds, selectModel } from '@throughline/media/speech-models';
import { tinyWhisperModel } from '@throughline/media/testing';
import { mediaTools, withTool } from '@throughline/stack/testing';
import { EngineTests, type EngineTestParts } from './engine-tests.js';

const tools = await mediaTools();
const { program } = await findWhisperProgram(undefined, tools.ffmpeg.env);
const goesOn = new AbortController().signal;

describe('a test of a speech engine', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'engine-tests-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const open = (change: Partial<EngineTestParts> = {}): EngineTests =>
    new EngineTests({
      tools,
      whisper: { path: undefined, modelPath: undefined, threads: undefined },
      folder,
      selected: () => selectModel({ TL_MODELS_DIR: folder }, '/'),
      sample: join(process.cwd(), SAMPLE_TALK.path),
      scratchFolder: join(folder, 'scratch'),
      onProblem: (error) => {
        throw error;
      },
      ...change,
    });

  it.each([
    ['another engine than those of the machine', { engine: 'hosted' }, 'unknown-engine'],
    ['a model that is not in the list', { model: 'huge' }, 'unknown-model'],
    ['a model that has not been downloaded', { model: 'small' }, 'model-missing'],
  ])('refuses %s', async (_what, request, refusal) => {
    await expect(open().run(request, goesOn)).rejects.toMatchObject({ refusal });
  });

  it('says why a model cannot be used', async () => {
    await writeFile(modelPath(folder, 'base'), 'not a model, but long enough to be read');
    await expect(open().run({}, goesOn)).rejects.toMatchObject({
      refusal: 'engine-unusable',
      detail: expect.stringContaining('is not a model of whisper.cpp') as string,
    });
  });

  it('removes what a killed test has left, and nothing of a test that another process runs', async () => {
    const scratch = join(folder, 'scratch');
    for (const name of ['media-left', 'media-running']) await mkdir(join(scratch, name), { recursive: true });
    await utimes(join(scratch, 'media-left'), new Date(0), new Date(0));
    await expect(open().run({ model: 'huge' }, goesOn)).rejects.toMatchObject({ refusal: 'unknown-model' });
    expect(await readdir(scratch)).toEqual(['media-running']);
  });

  withTool('@fugood/node-whisper', program, () => {
    it('answers the words of ten seconds, counts the wrong ones, and stores the speed; a second test is refused', async () => {
      await writeFile(modelPath(folder, 'base'), tinyWhisperModel({ tokens: [' Welcome'] }));
      const tests = open();
      const [first, second] = await Promise.allSettled([tests.run({}, goesOn), tests.run({}, goesOn)]);
      expect(second).toMatchObject({ status: 'rejected', reason: { refusal: 'busy' } });
      expect(first).toMatchObject({ status: 'fulfilled', value: { engine: 'whisper-cpp', model: 'base', seconds: 10 } });
      const { words, wrongWords, spokenWords } = (first as PromiseFulfilledResult<Awaited<ReturnType<EngineTests['run']>>>).value;
      expect(words).toContain('Welcome');
      expect(wrongWords).toBeGreaterThan(spokenWords / 2);
      expect(readSpeeds(folder)).toMatchObject([{ engine: 'whisper-cpp', model: 'base', seconds: 10 }]);
    });

    it('ends within its time, and lets the next one start', async () => {
      await writeFile(modelPath(folder, 'base'), tinyWhisperModel({ tokens: [' Welcome'] }));
      const tests = open({ limitMs: 1 });
      for (let times = 0; times < 2; times += 1)
        await expect(tests.run({}, goesOn)).rejects.toMatchObject({ refusal: 'too-slow' });
    });
  });
});
