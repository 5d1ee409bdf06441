import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { MediaTools } from '@throughline/media';
import { readEnginesFile } from './engines-file.js';
import { describeSpeechEngines } from './engine-notes.js';
import { openEngines, type EngineParts } from './engines.js';

const key = 'sk-secret-0123456789';
const speech = {
  name: 'hosted',
  kind: 'openai-compatible',
  base_url: 'https://api.example.com/v1',
  key_file: 'key',
  model: 'whisper-1',
  languages: 'whisper',
};
const topics = { name: 'chat', kind: 'openai-compatible', base_url: 'http://127.0.0.1:1234/v1', model: 'small' };
const tool = { path: 'nothing', env: {} };
const bare: MediaTools = { ffmpeg: tool, ffprobe: tool };
const withSphinx: MediaTools = { ...bare, pocketsphinx: { ...tool, hmm: 'h', lm: 'l', dict: 'd' } };

describe('the engines of an installation', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'engines-'));
    await writeFile(join(folder, 'key'), `${key}\n`);
    await writeFile(join(folder, 'empty'), '\n');
    await writeFile(join(folder, 'two'), 'one\ntwo');
    const head = Buffer.alloc(48);
    for (const [at, value] of [0x67676d6c, 51_865, 1_500, 512, 8, 12].entries()) head.writeUInt32LE(value, at * 4);
    await writeFile(join(folder, 'ggml-small.bin'), head);
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const read = async (file: unknown): Promise<ReturnType<typeof readEnginesFile>> => {
    const path = join(folder, 'engines.json');
    await writeFile(path, typeof file === 'string' ? file : JSON.stringify(file));
    return readEnginesFile(path);
  };
  const parts = async (file: unknown, more: Partial<EngineParts> = {}): Promise<EngineParts> => ({
    tools: withSphinx,
    settings: await read(file),
    whisper: { path: 'whisper-cli', modelPath: undefined, threads: undefined },
    ...more,
  });
  const ids = async (given: EngineParts): Promise<readonly string[]> =>
    (await openEngines(given)).speech(folder).map(({ id }) => id);

  it('are the built-in ones if nothing is configured', async () => {
    const none = { settings: readEnginesFile(undefined), whisper: { path: 'x', modelPath: undefined, threads: undefined } };
    const engines = await openEngines({ tools: withSphinx, ...none });
    expect(engines.speech(folder).map(({ id }) => id)).toEqual(['pocketsphinx']);
    expect(engines.topics.id).toBe('local-texttiling');
    expect((await openEngines({ tools: bare, ...none })).speech(folder)).toEqual([]);
  });

  it('keep the order of the file, followed by local engines, unless another one is preferred', async () => {
    const whisper = { path: 'whisper-cli', modelPath: join(folder, 'ggml-small.bin'), threads: 2 };
    const own = { ...speech, name: 'own', key_file: undefined };
    expect(await ids(await parts({ speech: [own, speech] }, { whisper }))).toEqual([
      'own',
      'hosted',
      'whisper-cpp',
      'pocketsphinx',
    ]);
    const preference = ['whisper-cpp', 'hosted'];
    expect(await ids(await parts({ speech: [own, speech], preference }, { whisper }))).toEqual([
      'whisper-cpp',
      'hosted',
      'own',
      'pocketsphinx',
    ]);
  });

  it('assume no language by themselves, and the one that the operator names', async () => {
    const file = { speech: [{ ...speech, languages: ['fr', 'en', 'de'] }] };
    const notesWith = async (assumedLanguage?: string) =>
      (await openEngines(await parts(file, { assumedLanguage }))).notes.filter(
        ({ kind, available }) => kind === 'speech' && available !== false,
      );
    expect(await notesWith()).toMatchObject([{ languages: ['fr', 'en', 'de'] }, { name: 'pocketsphinx', needs_language: true }]);
    const [hosted, sphinx] = await notesWith('en');
    expect([hosted?.languages, sphinx?.name]).toEqual([['en', 'fr', 'de'], 'pocketsphinx']);
    expect(sphinx).not.toHaveProperty('needs_language');
    expect((await notesWith('de')).at(-1)).toHaveProperty('needs_language', true);
  });

  it('are listed without addresses and keys', async () => {
    const batch = { submit: '/a', status: '/b/{batch_id}' };
    const whisper = { path: process.execPath, modelPath: join(folder, 'ggml-small.bin'), threads: undefined };
    const { notes } = await openEngines(
      await parts({ speech: [{ ...speech, languages: ['de', 'en'], batch }], topics }, { whisper }),
    );
    expect(notes).toMatchObject([
      { name: 'hosted', kind: 'speech', model: 'whisper-1', languages: ['de', 'en'], note: 'with batch' },
      { name: 'whisper-cpp', kind: 'speech', model: 'small' },
      { name: 'pocketsphinx', kind: 'speech', languages: ['en'], grades: { good: [], draft: [], poor: ['en'] } },
      { name: 'chat', kind: 'topics', model: 'small' },
    ]);
    expect(notes.some((note) => 'available' in note)).toBe(false);
    expect(inspect(notes, { depth: 9 })).not.toMatch(/example\.com|secret/);
  });

  it('are listed with a reason if unusable, after the usable ones', async () => {
    const away = { kind: 'speech', available: false };
    const bareOf = async (whisper: EngineParts['whisper']) =>
      (await openEngines(await parts({ speech: [{ ...speech, languages: ['de'] }] }, { tools: bare, whisper }))).notes;
    expect(await bareOf({ path: 'whisper-cli', modelPath: undefined, threads: undefined })).toMatchObject([
      { name: 'hosted', languages: ['de'] },
      { ...away, name: 'whisper-cpp', note: expect.stringContaining('tl engine fetch') as string },
      { ...away, name: 'pocketsphinx', languages: ['en'], note: expect.stringContaining('not installed') as string },
      { name: 'local-texttiling', kind: 'topics' },
    ]);
    const modelPath = join(folder, 'ggml-small.bin');
    for (const path of ['no-such-whisper', join(folder, 'nowhere', 'whisper-cli')])
      expect((await bareOf({ path, modelPath, threads: undefined }))[1]).toMatchObject({
        ...away,
        name: 'whisper-cpp',
        note: expect.stringContaining(`TL_WHISPER_PATH names it (now '${path}')`) as string,
      });
    expect((await bareOf({ path: 'sh', modelPath, threads: undefined }))[1]).not.toHaveProperty('available');
  });

  it('name the prebuilt whisper.cpp, or the reason why there is none', () => {
    const whisper = { id: 'whisper-cpp', languages: ['en'], transcribe: () => Promise.reject(new Error('not called')) };
    const binding = '@fugood/node-whisper-linux-x64 1.1.1';
    const found = { tools: withSphinx, whisper: { program: { tool, binding } } };
    expect(describeSpeechEngines([whisper], new Map([['whisper-cpp', 'base']]), found)).toEqual([
      {
        name: 'whisper-cpp',
        kind: 'speech',
        model: 'base',
        languages: ['en'],
        grades: { good: ['en'], draft: [], poor: [] },
        note: `prebuilt: ${binding}`,
      },
    ]);
    const missing = { tools: withSphinx, whisper: { problem: 'Its prebuilt library cannot be used.' } };
    expect(describeSpeechEngines([], new Map(), missing)).toMatchObject([
      { name: 'whisper-cpp', available: false, note: 'Its prebuilt library cannot be used.' },
    ]);
  });

  it('are configured as documented', async () => {
    const page = await readFile(new URL('../../../../docs/engines.md', import.meta.url), 'utf8');
    const [, example = ''] = /```json engines\n([^`]+)```/.exec(page) ?? [];
    await writeFile(join(folder, 'hosted.key'), key);
    expect(await ids(await parts(JSON.parse(example)))).toEqual(['own', 'hosted', 'pocketsphinx']);
    const [, batch = ''] = /### Batches[^`]+`"batch"`[^`]+```json\n([^`]+)```/.exec(page) ?? [];
    const file = { speech: [{ ...speech, batch: JSON.parse(batch) as unknown }] };
    expect((await openEngines(await parts(file))).speech(folder)[0]?.batch).toMatchObject({ pollMs: 30_000 });
  });

  it('read their keys from files beside the engines file', async () => {
    expect((await read({ speech: [speech] })).speech[0]?.key).toBe(key);
    expect((await read({ topics })).topics).not.toHaveProperty('key');
  });

  it.each([
    ['invalid JSON', '{"speech": [{"key": "sk-secret', /not JSON/],
    ['an unknown setting', { speech: [{ ...speech, key: 'sk-secret' }] }, /speech\/0/],
    ['a speech engine without languages', { speech: [{ ...speech, languages: undefined }] }, /speech\/0.*languages/],
    ['a language that is not a primary subtag', { speech: [{ ...speech, languages: ['en-GB'] }] }, /languages/],
    ['an unknown kind', { topics: { ...topics, kind: 'magic' } }, /topics\/kind/],
    ['a wait as long as the timeout of a step (TMO-10)', { speech: [{ ...speech, timeout_s: 3_300 }] }, /timeout_s/],
    ['two engines with the same name', { speech: [speech, speech] }, /two speech engines are named hosted/],
    ['the name of a built-in engine', { speech: [{ ...speech, name: 'pocketsphinx' }] }, /pocketsphinx is the name/],
    ['speakers with a prompt', { speech: [{ ...speech, diarize: true, prompt: 'Anna' }] }, /hosted: diarize cannot be combined/],
    ['a preference for an unknown engine', { preference: ['hosted'] }, /preference names hosted/],
    ['an invalid address', { topics: { ...topics, base_url: 'localhost:1' } }, /base_url must be/],
    ['a password in an address', { topics: { ...topics, base_url: 'https://me:sk-secret@example.com' } }, /key_file/],
    [
      'a query in an address',
      { topics: { ...topics, base_url: 'https://example.com/v1?key=sk-secret' } },
      /must end with its path/,
    ],
    [
      'a batch with a status path without the id',
      { speech: [{ ...speech, batch: { submit: '/a', status: '/b' } }] },
      /batch\/status/,
    ],
    ['a missing key file', { speech: [{ ...speech, key_file: 'nowhere' }] }, /cannot be read/],
    ['an empty key', { speech: [{ ...speech, key_file: 'empty' }] }, /one key and nothing else/],
    ['two keys', { speech: [{ ...speech, key_file: 'two' }] }, /one key and nothing else/],
  ])('are rejected at the start: %s', async (_what, file, words) => {
    const error: unknown = await read(file).catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(words);
    expect(inspect(error, { depth: 9 })).not.toContain('sk-secret');
  });

  it('are rejected at the start if the model file is not a model', async () => {
    const whisper = { path: 'whisper-cli', modelPath: join(folder, 'key'), threads: undefined };
    await expect(openEngines(await parts({}, { whisper }))).rejects.toThrow(/TL_WHISPER_MODEL cannot be used/);
    expect(() => readEnginesFile(join(folder, 'nowhere.json'))).toThrow(/cannot be read/);
  });
});
