import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineReply, EngineRequest, EngineTrial } from '@throughline/contracts';
import { modelPath, readChoice, selectModel, writeFetchRecord } from '@throughline/media/speech-models';
import { EngineRefusalError } from './engine-refusal-error.js';
import { EngineRequests, type EngineRequestParts } from './engine-requests.js';
import type { EngineTests } from './engine-tests.js';

const GIGABYTE = 1_000_000_000;
const trial: EngineTrial = {
  engine: 'whisper-cpp',
  model: 'base',
  words: 'Welcome.',
  wrongWords: 28,
  spokenWords: 29,
  seconds: 10,
  tookMs: 5_000,
  speed: 2,
};

describe('a request about the engines of a machine', () => {
  let folder: string;
  let started: string[];
  let looks: number;
  let isRunning: boolean;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'engine-requests-'));
    [started, looks, isRunning] = [[], 0, false];
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const handle = (request: EngineRequest, change: Partial<EngineRequestParts> = {}): Promise<EngineReply> =>
    new EngineRequests({
      folder,
      downloads: { isRunning: () => isRunning, start: (model) => started.push(model) },
      tests: { run: () => Promise.resolve(trial) } as unknown as EngineTests,
      isFixed: false,
      selected: () => selectModel({ TL_MODELS_DIR: folder }, '/'),
      look: () => Promise.resolve((looks += 1)),
      freeBytes: () => Promise.resolve(GIGABYTE),
      ...change,
    }).handle(request, new AbortController().signal);
  const fetch = (model: string, change?: Partial<EngineRequestParts>) => handle({ v: 1, act: 'fetch', model }, change);
  const use = (model: string, change?: Partial<EngineRequestParts>) => handle({ v: 1, act: 'use', model }, change);
  const record = (phase: 'fetching' | 'retrying'): Promise<void> => {
    const at = new Date().toISOString();
    return writeFetchRecord(modelPath(folder, 'small'), { v: 1, phase, since: at, updatedAt: at, attempts: 1, failures: 0 });
  };

  it('starts a download once, and answers at once', async () => {
    expect(await fetch('small')).toEqual({ v: 1, model: 'small', phase: 'fetching' });
    await record('fetching');
    isRunning = true;
    await fetch('small');
    expect(started).toEqual(['small']);
  });

  it('starts a download that waits for its next attempt, and one that another process has left', async () => {
    await record('retrying');
    isRunning = true;
    await fetch('small');
    await record('fetching');
    isRunning = false;
    await fetch('small');
    expect(started).toEqual(['small', 'small']);
  });

  it('downloads no model that is there', async () => {
    await writeFile(modelPath(folder, 'small'), 'model');
    expect(await fetch('small')).toEqual({ v: 1, model: 'small', phase: 'ready' });
    expect(started).toEqual([]);
  });

  it.each<[string, string, Partial<EngineRequestParts>, string]>([
    ['an unknown model', 'huge', {}, 'unknown-model'],
    ['a download without a program for it', 'small', { downloads: undefined }, 'downloads-off'],
    ['a download without room', 'small', { freeBytes: () => Promise.resolve(GIGABYTE / 2) }, 'disk-full'],
    ['a download into a file', 'small', { folder: '/dev/null/models' }, 'folder-unusable'],
  ])('refuses %s', async (_what, model, change, refused) => {
    expect(await fetch(model, change)).toMatchObject({ refused });
    expect(started).toEqual([]);
  });

  it('uses a model that is there, or the best that is fast enough', async () => {
    await writeFile(modelPath(folder, 'small'), 'model');
    expect(await use('small')).toEqual({ v: 1, model: 'small', phase: 'ready' });
    expect([readChoice(folder), looks]).toEqual(['small', 1]);
    expect(await use('auto')).toEqual({ v: 1, model: 'base', phase: 'missing' });
    expect(readChoice(folder)).toBe('auto');
  });

  it('uses no model that is missing or unknown, and none against the settings of the operator', async () => {
    expect(await use('small')).toMatchObject({ refused: 'model-missing' });
    expect(await use('huge')).toMatchObject({ refused: 'unknown-model' });
    await writeFile(modelPath(folder, 'small'), 'model');
    for (const change of [{ isFixed: true }, { selected: () => ({ path: '/srv/own.bin', listed: undefined }) }])
      expect(await use('small', change)).toMatchObject({ refused: 'choice-fixed' });
    expect([readChoice(folder), looks]).toEqual(['auto', 0]);
  });

  it('answers a test with its result, or with the reason why there is none', async () => {
    expect(await handle({ v: 1, act: 'test' })).toEqual({ v: 1, trial });
    const run = () => Promise.reject(new EngineRefusalError('engine-unusable', 'x'.repeat(900)));
    const refused = await handle({ v: 1, act: 'test' }, { tests: { run } as unknown as EngineTests });
    expect(refused).toEqual({ v: 1, refused: 'engine-unusable', detail: 'x'.repeat(500) });
  });
});
