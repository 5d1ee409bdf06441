import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { modelPath, readChoice, storeSpeed } from '@throughline/media/speech-models';
import { readStackConfig } from '@throughline/stack';
import type { CliContext } from '../commands/context.js';
import { Terminal } from '../output/terminal.js';
import { useModel, type UseModelOptions } from './use-model.js';

const NOWHERE = 'http://127.0.0.1:1';

describe('tl engine use', () => {
  let folder: string;
  let streams: { readonly data: PassThrough; readonly talk: PassThrough };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'use-model-'));
    streams = { data: new PassThrough(), talk: new PassThrough() };
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const use = (model: string, options: UseModelOptions = {}, setting?: string): Promise<void> => {
    const { data, talk } = streams;
    const terminal = new Terminal({ stream: data, isTTY: false, columns: 80 }, { stream: talk, isTTY: false, columns: 80 });
    const context: CliContext = { terminal, env: { url: undefined, token: undefined }, cwd: folder };
    const env = {
      TL_MODELS_DIR: folder,
      TL_WHISPER_MODELS: NOWHERE,
      ...(setting === undefined ? {} : { TL_WHISPER_MODEL: setting }),
    };
    return useModel(context, model, options, readStackConfig(env));
  };
  const measure = (speed: number): Promise<void> =>
    storeSpeed(folder, {
      ...{ engine: 'whisper-cpp', model: 'base', file: 'x', program: 'x', threads: 1, seconds: 30 },
      ...{ speed, measuredAt: new Date().toISOString() },
    });

  it('chooses a model that is there, for all processes of the machine', async () => {
    await writeFile(modelPath(folder, 'small'), 'model');
    await use('small');
    expect(readChoice(folder)).toBe('small');
    expect(String(streams.data.read())).toBe('small\n');
    expect(String(streams.talk.read())).not.toMatch(/TL_WHISPER_MODEL|download/);
  });

  it('keeps the earlier choice if the model cannot be downloaded', async () => {
    await expect(use('small')).rejects.toMatchObject({ exit: 'failed', message: expect.stringMatching(/cannot be reached/) });
    expect(readChoice(folder)).toBe('auto');
  });

  it('leaves the choice to the measured speed', async () => {
    await use('auto');
    expect(String(streams.talk.read())).toMatch(
      /not measured yet.*engine test --model base --seconds 30.*base is not fetched: `npm start`/s,
    );
    await measure(9.75);
    await writeFile(modelPath(folder, 'small'), 'model');
    await use('auto');
    expect(String(streams.data.read())).toBe('auto: base\nauto: small\n');
    expect(String(streams.talk.read())).toMatch(
      /small is expected to run at 2\.0 × real time or more on this machine\. It becomes the default if that is above 1 ×/,
    );
  });

  it('says that the environment overrides the choice', async () => {
    await writeFile(modelPath(folder, 'small'), 'model');
    await use('small', { json: true }, '/own/model.bin');
    expect(JSON.parse(String(streams.data.read()))).toEqual({
      choice: 'small',
      model: 'small',
      phase: 'ready',
      overridden_by: '/own/model.bin',
    });
    expect(String(streams.talk.read())).toMatch(/TL_WHISPER_MODEL=\/own\/model\.bin is set/);
  });

  it.each(['huge', '../small', ''])('rejects the unknown model %j', async (model) => {
    await expect(use(model)).rejects.toMatchObject({ exit: 'usage' });
    expect(readChoice(folder)).toBe('auto');
  });
});
