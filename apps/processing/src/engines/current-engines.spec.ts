import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@throughline/stack/testing';
import type { SpeechEngine } from '@throughline/media';
import {
  findListedModel,
  writeFetchRecord,
  type FetchRecord,
  type MeasuredSpeed,
  type SelectedModel,
} from '@throughline/media/speech-models';
import { waitForModel } from '../stages/transcribe/model-wait.js';
import { CurrentEngines, type CurrentEnginesOptions } from './current-engines.js';
import type { Engines } from './engines.js';

const engine = (id: string, languages: readonly string[], detectsLanguage = false): SpeechEngine =>
  ({ id, languages, detectsLanguage }) as unknown as SpeechEngine;
const english = engine('pocketsphinx', ['en']);
const whisper = engine('whisper-cpp', ['en', 'de'], true);

const key = { engine: 'whisper-cpp', model: 'base', program: 'whisper-cli', threads: 1 };

describe('a service that waits for its speech model', () => {
  let folder: string;
  let path: string;
  const problems: unknown[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'current-engines-'));
    path = join(folder, 'ggml-base.bin');
    problems.length = 0;
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const enginesWith = (modelPath: string | undefined): Engines => ({
    speech: () => (modelPath === undefined ? [english] : [whisper, english]),
    topics: {} as Engines['topics'],
    notes: modelPath === undefined ? [] : [{ name: 'whisper-cpp', kind: 'speech' }],
    speedKeys: modelPath === undefined ? [] : [{ ...key, file: modelPath }],
  });
  const open = (change: Partial<CurrentEnginesOptions> = {}): Promise<CurrentEngines> =>
    CurrentEngines.open({
      open: (modelPath) => Promise.resolve(enginesWith(modelPath)),
      model: () => ({ path, listed: undefined }),
      speeds: () => [],
      canUseModel: () => Promise.resolve(true),
      downloads: true,
      onProblem: (error) => problems.push(error),
      ...change,
    });
  let isOpening = false;
  const enginesOpening = (opening: Promise<void>): Promise<CurrentEngines> =>
    open({
      open: async (modelPath) => {
        isOpening = modelPath !== undefined;
        if (isOpening) await opening;
        return enginesWith(modelPath);
      },
    });
  const record = (change: Partial<FetchRecord>): Promise<void> => {
    const at = new Date().toISOString();
    return writeFetchRecord(path, { v: 1, phase: 'fetching', since: at, updatedAt: at, attempts: 1, failures: 0, ...change });
  };
  const fetching = async (): Promise<void> => {
    await record({ source: { url: 'http://x', total: 1_000 } });
    await writeFile(`${path}.partial`, Buffer.alloc(620));
  };
  const wait = (current: CurrentEngines, language: string): Promise<void> =>
    waitForModel(current, () => current.speech(''), language);

  it.each([
    ['de', ''],
    ['auto', '. If the recording is in English, set its language to English: a draft then follows at the next check'],
  ])('lets a recording with the language %s wait while the model is fetched', async (language, draft) => {
    await fetching();
    const current = await open();
    expect(current.expected()).toBeDefined();
    await expect(wait(current, language)).rejects.toMatchObject({
      kind: 'waiting',
      code: 'speech-model',
      message: `Waiting for the download of the speech model${draft}`,
      checkEveryMs: 30_000,
    });
  });

  it('describes the model of the list on its way, after its arrival, and if it is no model', async () => {
    await fetching();
    const model = { path, listed: findListedModel('base') };
    const fails = (modelPath: string | undefined): Promise<Engines> =>
      modelPath === undefined ? Promise.resolve(enginesWith(undefined)) : Promise.reject(new Error('no model'));
    const [current, failing] = [await open({ model: () => model }), await open({ model: () => model, open: fails })];
    const base = { name: 'base', selected: true, megabytes: 148 };
    expect(current.models()).toEqual([{ ...base, phase: 'fetching', fetched_bytes: 620, total_bytes: 1_000 }]);
    await writeFile(path, 'model');
    await Promise.all([current.look(), failing.look()]);
    const ready = { ...base, phase: 'ready', fetched_bytes: 5, total_bytes: 5 };
    expect([current.models(), failing.models()]).toEqual([[ready], [{ ...ready, error: 'model-unusable' }]]);
  });

  it('describes the other models of the list too', async () => {
    const [model, other] = ['base', 'tiny'].map((name) => ({
      path: join(folder, `ggml-${name}.bin`),
      listed: findListedModel(name),
    }));
    if (model === undefined || other === undefined) throw new Error('no models');
    await writeFile(other.path, 'model');
    expect((await open({ model: () => model, listed: [model, other] })).models()).toEqual([
      { name: 'base', selected: true, megabytes: 148, phase: 'missing', fetched_bytes: 0 },
      { name: 'tiny', selected: false, megabytes: 78, phase: 'ready', fetched_bytes: 5, total_bytes: 5 },
    ]);
  });

  it('describes no model that the operator has named by its file', async () => {
    await writeFile(path, 'model');
    expect((await open({ model: () => undefined })).models()).toEqual([]);
  });

  it('lets a recording that a person has marked as English have a draft at once', async () => {
    await fetching();
    await expect(wait(await open(), 'en-GB')).resolves.toBeUndefined();
  });

  it('describes why the download is retried', async () => {
    const at = new Date().toISOString();
    await record({ phase: 'retrying', nextAttemptAt: at, error: { code: 'disk-full', message: 'the disk is full', at } });
    const current = await open({ model: () => ({ path, listed: findListedModel('base') }) });
    expect(current.models()).toMatchObject([{ phase: 'retrying', error: 'disk-full', next_attempt_at: at }]);
    await expect(wait(current, 'de')).rejects.toThrow('Waiting for the download of the speech model');
  });

  it.each<[string, Partial<FetchRecord> | undefined, Partial<CurrentEnginesOptions>]>([
    ['nobody has begun to fetch it', undefined, {}],
    ['the attempts have stopped', { phase: 'stopped' }, {}],
    ['downloads are switched off', {}, { downloads: false }],
    ['no program can use it', {}, { canUseModel: () => Promise.resolve(false) }],
  ])('lets nothing wait for the model if %s', async (_what, change, options) => {
    if (change !== undefined) await record(change);
    const current = await open(options);
    expect(current.expected()).toBeUndefined();
    await expect(wait(current, 'de')).resolves.toBeUndefined();
  });

  it('adds the engine of the model when it arrives, and announces it', async () => {
    await fetching();
    const current = await open();
    const announced: unknown[] = [];
    current.watch((notes) => announced.push(notes));
    expect(current.speech('')).toEqual([english]);
    await writeFile(path, 'model');
    await expect(wait(current, 'de')).resolves.toBeUndefined();
    expect([current.speech(''), announced]).toEqual([[whisper, english], [[{ name: 'whisper-cpp', kind: 'speech' }]]]);
  });

  it('lets recordings wait until the engine of an arrived model is open', async () => {
    await fetching();
    let finish: (() => void) | undefined;
    const opening = new Promise<void>((resolve) => (finish = resolve));
    const current = await enginesOpening(opening);
    await writeFile(path, 'model');
    const looks = [current.look(), current.look()];
    await until(() => isOpening);
    expect(current.expected()).toBeDefined();
    finish?.();
    expect(await Promise.all(looks)).toEqual([undefined, undefined]);
    expect(current.speech('')).toEqual([whisper, english]);
  });

  it('expects a paused download to continue soon after a start, but not for ever', async () => {
    const long = new Date(Date.now() - 3_600_000).toISOString();
    await record({ phase: 'paused', updatedAt: long });
    const current = await open();
    expect(current.expected()).toBeDefined();
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
    expect(await current.look()).toBeUndefined();
    jest.restoreAllMocks();
  });

  it('changes to a model that is selected while it runs', async () => {
    const small = join(folder, 'ggml-small.bin');
    await writeFile(path, 'model');
    let selected: SelectedModel = { path, listed: undefined };
    const opened: (string | undefined)[] = [];
    const current = await open({
      model: () => selected,
      open: (modelPath) => {
        opened.push(modelPath);
        return Promise.resolve(enginesWith(modelPath));
      },
    });
    selected = { path: small, listed: undefined };
    expect(await current.look()).toBeUndefined();
    expect(current.speech('')).toEqual([whisper, english]);
    await writeFile(small, 'model');
    await current.look();
    await current.look();
    expect(opened).toEqual([undefined, path, small]);
  });

  it('uses another model until the selected one is there', async () => {
    await writeFile(path, 'model');
    const small = { path: join(folder, 'ggml-small.bin'), listed: undefined };
    const opened: (string | undefined)[] = [];
    const current = await open({
      model: () => ({ ...small, meanwhile: { path, listed: undefined } }),
      open: (modelPath) => {
        opened.push(modelPath);
        return Promise.resolve(enginesWith(modelPath));
      },
    });
    await expect(wait(current, 'de')).resolves.toBeUndefined();
    await writeFile(small.path, 'model');
    await current.look();
    expect(opened).toEqual([undefined, path, small.path]);
  });

  it('announces a speed that was measured meanwhile', async () => {
    await writeFile(path, 'model');
    let speeds: readonly MeasuredSpeed[] = [];
    const current = await open({ speeds: () => speeds });
    const announced: unknown[] = [];
    current.watch((notes) => announced.push(notes));
    const measured = { ...key, file: path, seconds: 10, speed: 2.345, measuredAt: new Date().toISOString() };
    speeds = [{ ...measured, file: 'another' }];
    await current.look();
    speeds = [measured];
    await current.look();
    await current.look();
    expect(announced).toEqual([[{ name: 'whisper-cpp', kind: 'speech', speed: 2.3 }]]);
  });

  it('uses a model that was there before', async () => {
    await writeFile(path, 'model');
    expect((await open()).speech('')).toEqual([whisper, english]);
  });

  it('reports a file that is no model once, and keeps the other engines', async () => {
    await writeFile(path, 'model');
    const failing: CurrentEnginesOptions['open'] = (modelPath) =>
      modelPath === undefined ? Promise.resolve(enginesWith(undefined)) : Promise.reject(new Error('no model'));
    const current = await open({ open: failing });
    await current.look();
    expect([current.speech(''), problems]).toEqual([[english], [new Error('no model')]]);
  });
});
