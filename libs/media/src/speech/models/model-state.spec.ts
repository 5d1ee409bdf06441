import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchFiles, writeFetchRecord, type FetchRecord } from './fetch-record.js';
import { writeChoice } from './model-choice.js';
import { findModelsFolder, selectModel } from './model-location.js';
import { describeFetched, isModelExpected, readModelState } from './model-state.js';
import { storeSpeed } from './speeds.js';

const at = '2026-01-01T10:00:00.000Z';
const minutes = (count: number): number => Date.parse(at) + count * 60_000;

describe('the folder of speech models', () => {
  it('is one for all checkouts of a user, or the one that the operator names', () => {
    expect(findModelsFolder({ TL_MODELS_DIR: 'models' }, '/project')).toBe('/project/models');
    expect(findModelsFolder({ XDG_CACHE_HOME: '/cache', HOME: '/home/me' }, '/project')).toBe('/cache/throughline/models');
    const folders = ['/one', '/other'].map((root) => findModelsFolder({ HOME: '/home/me' }, root));
    expect(new Set(folders).size).toBe(1);
    expect(folders[0]).toMatch(/^\/home\/me\/.*throughline\/models$/);
  });
});

describe('the selected model', () => {
  const env = { TL_MODELS_DIR: '/models' };

  it('is `base`, another model of the list, or a file', () => {
    expect(selectModel(env, '/project')).toMatchObject({ path: '/models/ggml-base.bin', listed: { name: 'base' } });
    expect(selectModel({ ...env, TL_WHISPER_MODEL: 'small' }, '/project')).toMatchObject({ path: '/models/ggml-small.bin' });
    expect(selectModel({ ...env, TL_WHISPER_MODEL: 'own/model.bin' }, '/project')).toEqual({
      path: '/project/own/model.bin',
      listed: undefined,
    });
  });
});

describe('the selected model of a machine', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'choice-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const select = (setting?: string): ReturnType<typeof selectModel> =>
    selectModel({ TL_MODELS_DIR: folder, TL_WHISPER_MODEL: setting }, '/project');
  const measure = (speed: number): Promise<void> =>
    storeSpeed(folder, {
      ...{ engine: 'whisper-cpp', model: 'base', file: 'x', program: 'x', threads: 1, seconds: 30 },
      ...{ speed, measuredAt: at },
    });

  it('is the one that a person has chosen, unless the environment names another', async () => {
    await writeChoice(folder, 'medium');
    expect(select()).toEqual({ path: join(folder, 'ggml-medium.bin'), listed: expect.objectContaining({ name: 'medium' }) });
    expect(select('tiny').listed?.name).toBe('tiny');
    await writeChoice(folder, 'auto');
    expect(select().listed?.name).toBe('base');
  });

  it('is `small` on a fast machine, and `base` serves until `small` is there', async () => {
    await measure(3);
    expect(select()).toEqual({ path: join(folder, 'ggml-base.bin'), listed: expect.objectContaining({ name: 'base' }) });
    await measure(20);
    expect(select()).toMatchObject({ listed: { name: 'small' }, meanwhile: { path: join(folder, 'ggml-base.bin') } });
    expect(select('small')).not.toHaveProperty('meanwhile');
  });

  it.each(['', '{"v":1,"model":"huge"}', '{"v":2,"model":"small"}'])('is the default if the choice is %j', async (text) => {
    await writeFile(join(folder, 'choice.json'), text);
    expect(select().listed?.name).toBe('base');
  });
});

describe('the state of a model', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'models-'));
    path = join(folder, 'ggml-base.bin');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const read = (now = minutes(0)): ReturnType<typeof readModelState> => readModelState({ path, listed: undefined }, now);
  const record = (change: Partial<FetchRecord>): Promise<void> =>
    writeFetchRecord(path, { v: 1, phase: 'fetching', since: at, updatedAt: at, attempts: 1, failures: 0, ...change });
  const partial = async (bytes: number): Promise<void> => {
    await writeFile(fetchFiles(path).partial, Buffer.alloc(bytes));
    await utimes(fetchFiles(path).partial, new Date(at), new Date(at));
  };

  it('is `missing` before anybody has fetched it, and `ready` once its file is there', async () => {
    expect(await read()).toMatchObject({ phase: 'missing', fetchedBytes: 0 });
    await writeFile(path, 'model');
    expect(await read()).toMatchObject({ phase: 'ready', fetchedBytes: 5 });
    expect(describeFetched(await read())).toBe('fetched');
  });

  it('tells how much is fetched while bytes arrive', async () => {
    await record({ source: { url: 'http://x', total: 1_000 } });
    await partial(625);
    const state = await read();
    expect(state).toMatchObject({ phase: 'fetching', fetchedBytes: 625, totalBytes: 1_000, since: at });
    expect([isModelExpected(state), describeFetched(state)]).toEqual([true, '62 % fetched']);
  });

  it('is `paused` after minutes without a sign of life, unless an attempt is planned', async () => {
    await record({});
    await partial(10);
    expect([(await read(minutes(2))).phase, (await read(minutes(4))).phase]).toEqual(['fetching', 'paused']);
    await record({ phase: 'retrying', nextAttemptAt: new Date(minutes(10)).toISOString() });
    expect([(await read(minutes(12))).phase, (await read(minutes(14))).phase]).toEqual(['retrying', 'paused']);
  });

  it('cannot be expected once the attempts have stopped', async () => {
    await record({ phase: 'stopped', error: { code: 'download-failed', message: 'no network', at } });
    const state = await read(minutes(60));
    expect([state.phase, isModelExpected(state), state.error?.message]).toEqual(['stopped', false, 'no network']);
  });

  it('ignores a record that cannot be read', async () => {
    await writeFile(fetchFiles(path).record, '{"v":1');
    expect((await read()).phase).toBe('missing');
  });
});
