import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identifyFile, modelPath, storeSpeed, writeFetchRecord } from '@throughline/media/speech-models';
import { readStackConfig } from '@throughline/stack';
import { engineRows, type EngineState } from './engines.js';
import { languageTable, listModels, modelTable } from './model-list.js';

describe('the models of tl engine list', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'model-list-'));
    for (const name of ['tiny', 'base']) await writeFile(modelPath(folder, name), 'model');
    await storeSpeed(folder, {
      engine: 'whisper-cpp',
      model: 'base',
      file: await identifyFile(modelPath(folder, 'base')),
      program: 'whisper-cli',
      threads: 2,
      seconds: 10,
      speed: 2.34,
      measuredAt: new Date().toISOString(),
    });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const list = () => listModels(readStackConfig({ TL_MODELS_DIR: folder }).models);

  it('show grades, speed and disk', async () => {
    const text = modelTable(await list(), undefined);
    expect(text).toMatch(/^MODEL +STATE +LANGUAGES +SPEED +DISK +FILE\n/);
    expect(text).toMatch(
      /base +selected +fetched +\d+ languages: 2 good, 4 draft, \d+ poor +2\.3 × real time +5 B +\/.*ggml-base\.bin/,
    );
    expect(text).toMatch(/tiny +fetched .* not measured: run `tl engine test --model tiny` +5 B/);
    expect(text).toMatch(/base\.en +not fetched +en only: 1 good\n/);
  });

  it('describe an unfinished download below the table, and count Norwegian once', async () => {
    const at = new Date().toISOString();
    const path = modelPath(folder, 'small');
    const error = { code: 'download-failed', message: 'the server of the models cannot be reached', at };
    const record = {
      v: 1,
      phase: 'stopped',
      since: at,
      updatedAt: at,
      attempts: 3,
      failures: 3,
      nextAttemptAt: at,
      error,
    } as const;
    await writeFetchRecord(path, record);
    const text = modelTable(await list(), undefined);
    expect(text).toMatch(/^small +not fetched +99 languages: /m);
    expect(text).toContain(`\nsmall: not fetched; next attempt at ${at}; the server of the models cannot be reached\n`);
  });

  it('forget the speed of a file that was replaced', async () => {
    await writeFile(modelPath(folder, 'base'), 'another model');
    expect((await list()).map(({ speed }) => speed)).toEqual([null, null, null, null, null]);
  });

  it('show the grade of one language, or all languages by grade', async () => {
    const models = await list();
    expect(modelTable(models, 'de')).toMatch(/base\.en +not fetched +not supported\n/);
    expect(modelTable(models, 'de')).toMatch(/small +not fetched +good\n/);
    expect(languageTable(models)).toMatch(/base +good +en, es\nbase +draft +de, ru, ko, pt\nbase +poor +/);
  });
});

describe('the engines of tl engine list', () => {
  const engine: EngineState = {
    kind: 'speech',
    name: 'pocketsphinx',
    model: null,
    languages: ['en'],
    available: true,
    note: null,
    grades: { good: [], draft: ['en'], poor: [] },
    speed: 12.34,
  };

  it('show grades and speed', () => {
    expect(engineRows([engine])).toEqual([['speech', 'pocketsphinx', '', 'en (draft)', '12 × real time']]);
    const many = { ...engine, languages: ['en', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'] };
    expect(engineRows([many])[0]?.[3]).toBe('9 languages: 1 draft');
  });

  it('show the grade of one language', () => {
    expect(engineRows([engine], 'en')[0]?.[3]).toBe('en: draft');
    expect(engineRows([engine], 'de')[0]?.[3]).toBe('not de');
    expect(engineRows([{ ...engine, languages: null, kind: 'topics' }], 'de')[0]?.[3]).toBe('');
  });
});
