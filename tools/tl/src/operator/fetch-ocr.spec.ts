import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { readStackConfig, type StackConfig } from '@throughline/stack';
import { packLanguage, startPackageServer, type PackageServer } from '@throughline/stack/testing';
import type { CliContext } from '../commands/context.js';
import { Terminal } from '../output/terminal.js';
import { fetchOcr, type FetchOcrOptions } from './fetch-ocr.js';

const DATA = Buffer.alloc(10_000, 'letters');

describe('tl engine fetch ocr', () => {
  let registry: PackageServer;
  let folder: string;
  let config: StackConfig;
  let streams: { readonly data: PassThrough; readonly talk: PassThrough };
  let context: CliContext;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fetch-ocr-'));
    registry = await startPackageServer();
    registry.packages.set('deu', await packLanguage(folder, 'deu', DATA));
    const env = { TL_MODELS_DIR: folder, TL_CACHE_DIR: join(folder, 'cache'), HOME: folder };
    config = readStackConfig({ ...env, npm_config_registry: registry.url });
    streams = { data: new PassThrough(), talk: new PassThrough() };
    const { data, talk } = streams;
    const terminal = new Terminal({ stream: data, isTTY: false, columns: 80 }, { stream: talk, isTTY: false, columns: 80 });
    context = { terminal, env: { url: undefined, token: undefined }, cwd: folder };
  });
  afterEach(async () => {
    await registry.close();
    await rm(folder, { recursive: true, force: true });
  });

  const changes = { debian: () => Promise.resolve({ refused: 'this is no Debian' }) };
  const fetch = (languages: readonly string[], options: FetchOcrOptions = {}): Promise<void> =>
    fetchOcr(context, languages, options, { config, changes });
  const file = (language: string): string => join(folder, 'ocr', `${language}.traineddata`);
  const said = (): string => String(streams.talk.read());

  it('prints the file of each language, and says what to do next', async () => {
    await fetch(['de', 'deu']);
    expect(await readFile(file('deu'))).toEqual(DATA);
    expect(String(streams.data.read())).toBe(`${file('deu')}\n`);
    expect(said()).toMatch(/deu \(German\): from @tesseract\.js-data\/deu@1\.0\.0 of .*npx tl documents run ID/s);
    await fetch(['deu'], { json: true });
    const language = { language: 'deu', name: 'German', path: file('deu'), from: null };
    expect(JSON.parse(String(streams.data.read()))).toEqual({ languages: [language], failed: [] });
    expect(said()).toBe('deu (German): already there\n');
  });

  it('fetches the others if nobody has one, and says how to bring that one', async () => {
    const failed = await fetch(['rus', 'deu'], { json: true }).catch((error: unknown) => error);
    expect(failed).toMatchObject({
      exit: 'failed',
      message: expect.stringMatching(/^rus \(Russian\) cannot be fetched.*npm: .*\n.*Debian: this is no Debian/s) as string,
      details: {
        tryInstead: expect.stringContaining(`copy rus.traineddata (for tesseract 4 or later) to ${file('rus')}`) as string,
      },
    });
    expect(JSON.parse(String(streams.data.read()))).toMatchObject({
      languages: [{ language: 'deu' }],
      failed: [{ language: 'rus', message: expect.any(String) as string, try_instead: expect.any(String) as string }],
    });
  });

  it('refuses a misspelt name, names similar ones, and fetches the others', async () => {
    await expect(fetch(['../x'])).rejects.toMatchObject({ exit: 'usage' });
    expect(registry.requests).toEqual([]);
    await expect(fetch(['rusian', 'deu'])).rejects.toMatchObject({
      exit: 'usage',
      details: { tryInstead: 'Similar: rus (Russian).' },
    });
    expect(await readFile(file('deu'))).toEqual(DATA);
  });

  it('fails on a file with another checksum', async () => {
    registry.isTampered = true;
    await expect(fetch(['deu'])).rejects.toMatchObject({
      exit: 'failed',
      message: expect.stringMatching(/was not used/) as string,
    });
  });

  it('stops at an interrupt', async () => {
    const stopping = fetchOcr(context, ['deu'], {}, { config, changes: { ...changes, env: hangUntilStopped() } });
    await expect(stopping).rejects.toMatchObject({ exit: 'failed', message: expect.stringContaining('stopped') as string });
  });

  /** Sends the signal when the first setting of npm is read. */
  const hangUntilStopped = (): NodeJS.ProcessEnv =>
    Object.defineProperty({ ...config.env }, 'npm_config_userconfig', {
      get: () => {
        process.emit('SIGINT');
        return '';
      },
    });

  it('needs no network for a language of the operator', async () => {
    const own = join(folder, 'own');
    await mkdir(own);
    await writeFile(join(own, 'rus.traineddata'), DATA);
    config = { ...config, ocr: { ...config.ocr, own } };
    await fetch(['rus']);
    expect([String(streams.data.read()), registry.requests]).toEqual([`${join(own, 'rus.traineddata')}\n`, []]);
  });
});
