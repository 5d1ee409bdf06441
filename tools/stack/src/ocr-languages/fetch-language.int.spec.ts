import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { testConfig } from '#testing/config.js';
import {
  packLanguage,
  startDebianMirror,
  startPackageServer,
  trustUnsignedLists,
  type PackageServer,
} from '#testing/language-sources.js';
import { startWebServer } from '#testing/local-server.js';
import { Cache } from '../provision/cache.js';
import { refuse } from '../provision/tool.js';
import { tempDir, type TempDir } from '#testing/until.js';
import { fetchOcrLanguage, type OcrFetchOptions, type OcrLanguageFile } from './fetch-language.js';

const onDebian = existsSync('/usr/bin/dpkg-deb') ? it : it.skip;
const DATA = Buffer.alloc(40_000, 'letters');

describe('fetching an OCR language', () => {
  let folder: TempDir;
  let registry: PackageServer;
  let lines: string[];
  beforeEach(async () => {
    lines = [];
    [folder, registry] = await Promise.all([tempDir('tl ocr '), startPackageServer()]);
  });
  afterEach(async () => {
    await Promise.all([registry.close(), folder.remove()]);
  });

  const downloads = (): string => join(folder.path, 'ocr');
  const files = (): Promise<readonly string[]> => readdir(downloads()).catch(() => []);
  const env = (): NodeJS.ProcessEnv => ({ PATH: testConfig().env['PATH'], HOME: folder.path, npm_config_registry: registry.url });
  const fetch = (
    language: string,
    changes: Partial<OcrFetchOptions['context']> = {},
    own?: string,
    onBytes: () => void = () => undefined,
  ): Promise<OcrLanguageFile> =>
    fetchOcrLanguage(language, {
      folders: { downloads: downloads(), own },
      context: {
        cache: new Cache(join(folder.path, 'cache')),
        debian: () => Promise.resolve(refuse('this is no Debian')),
        env: env(),
        projectRoot: folder.path,
        progress: (line) => lines.push(line),
        ...changes,
      },
      idleMs: 1_000,
      onBytes,
    });
  const offer = async (language: string): Promise<void> => {
    registry.packages.set(language, await packLanguage(folder.path, language, DATA));
  };

  it('takes the package of npm from the configured registry, and needs no network afterwards', async () => {
    await offer('deu');
    const path = join(downloads(), 'deu.traineddata');
    const from = `@tesseract.js-data/deu@1.0.0 of ${new URL(registry.url).host}`;
    expect(await fetch('deu')).toEqual({ language: 'deu', path, from });
    expect(await readFile(path)).toEqual(DATA);
    expect(await files()).toEqual(['deu.traineddata']);
    const requests = registry.requests.length;
    expect(await fetch('deu')).toEqual({ language: 'deu', path, from: null });
    expect(registry.requests).toHaveLength(requests);
  });

  it('finds a language that the operator has brought', async () => {
    const own = join(folder.path, 'own');
    await mkdir(own);
    await writeFile(join(own, 'rus.traineddata'), DATA);
    expect(await fetch('rus', {}, own)).toEqual({ language: 'rus', path: join(own, 'rus.traineddata'), from: null });
  });

  it('reads registry and token from the files of npm, and leaves the token out of errors', async () => {
    await offer('deu');
    registry.token = 'secret';
    const { host } = new URL(registry.url);
    await writeFile(
      join(folder.path, '.npmrc'),
      `# own\n@tesseract.js-data:registry=${registry.url}\n//${host}/:_authToken="\${TOKEN}"\n`,
    );
    const own = { ...env(), npm_config_registry: 'http://127.0.0.1:1/', TOKEN: 'secret' };
    expect(await fetch('deu', { env: own })).toMatchObject({ from: expect.stringContaining(host) as string });
    const failed = await fetch('pol', { env: { ...own, TOKEN: 'wrong' } }).catch(String);
    expect(failed).toMatch(/answered 401/);
    expect(failed).not.toMatch(/wrong|secret/);
  });

  it('gives the token of a registry to no host to which the registry sends it', async () => {
    await offer('deu');
    const tokens: unknown[] = [];
    const whole = registry.packages.get('deu');
    const store = await startWebServer((request, response) => {
      tokens.push(request.headers.authorization);
      response.end(whole);
    });
    Object.assign(registry, { token: 'secret', movedTo: store.url });
    await writeFile(join(folder.path, '.npmrc'), `//${new URL(registry.url).host}/:_authToken=secret\n`);
    try {
      await fetch('deu');
    } finally {
      await store.close();
    }
    expect(await readFile(join(downloads(), 'deu.traineddata'))).toEqual(DATA);
    expect(tokens).toEqual([undefined]);
  });

  it('removes what a killed command has left, but nothing of one that runs', async () => {
    await offer('deu');
    const [old, fresh] = [join(downloads(), 'fetch-old'), join(downloads(), 'fetch-fresh')];
    await Promise.all([old, fresh].map((path) => mkdir(path, { recursive: true })));
    await utimes(old, 0, 0);
    await fetch('deu');
    expect((await files()).toSorted()).toEqual(['deu.traineddata', 'fetch-fresh']);
  });

  it('refuses a file that is not the one that the registry names, and does not look elsewhere', async () => {
    await offer('deu');
    registry.isTampered = true;
    const debian = jest.fn(() => Promise.resolve(refuse('not asked')));
    await expect(fetch('deu', { debian })).rejects.toMatchObject({
      kind: 'wrong-checksum',
      message: expect.stringMatching(/deu-1\.0\.0\.tgz .*was not used/) as string,
    });
    expect(debian).not.toHaveBeenCalled();
    expect(await files()).toEqual([]);
  });

  it.each<[string, (server: PackageServer) => unknown, RegExp]>([
    ['has no such package', () => undefined, /npm: 127\.0\.0\.1:\d+ has no package @tesseract\.js-data\/deu/],
    ['breaks the connection', (server) => (server.cutAfter = 100), /npm: .*the download was interrupted/],
    ['answers with an error', (server) => (server.broken = 503), /npm: .* answered 503/],
    ['cannot be reached', (server) => server.close(), /npm: .* cannot be reached/],
    ['sends something else', (server) => server.packages.set('deu', Buffer.from('no archive')), /npm: tar ended with exit code/],
  ])('names what was tried and where to put the file if the registry %s', async (_what, change, said) => {
    if (String(change).includes('cutAfter')) await offer('deu');
    await change(registry);
    await expect(fetch('deu')).rejects.toMatchObject({
      kind: 'download-failed',
      language: 'deu',
      file: join(downloads(), 'deu.traineddata'),
      tried: [expect.stringMatching(said) as string, 'Debian: this is no Debian'],
    });
    expect(await files()).toEqual([]);
  });

  it("names the operator's folder if there is one", async () => {
    await expect(fetch('deu', {}, '/own/data')).rejects.toMatchObject({ file: '/own/data/deu.traineddata' });
  });

  it('refuses a package without the data set', async () => {
    registry.packages.set('deu', await packLanguage(folder.path, 'deu', DATA, '3.02'));
    await expect(fetch('deu')).rejects.toThrow('@tesseract.js-data/deu has no data for deu');
  });

  it('ends with the signal during a download, and leaves nothing', async () => {
    await offer('deu');
    const stop = new AbortController();
    const onBytes = (): void => {
      stop.abort(new Error('stopped'));
    };
    const debian = jest.fn(() => Promise.resolve(refuse('not asked')));
    await expect(fetch('deu', { signal: stop.signal, debian }, undefined, onBytes)).rejects.toThrow('stopped');
    expect([debian.mock.calls, await files()]).toEqual([[], []]);
  });

  it('says so if the folder cannot be written', async () => {
    await writeFile(downloads(), 'a file');
    await expect(fetch('deu')).rejects.toMatchObject({
      kind: 'data-folder-unusable',
      message: expect.stringContaining('TL_MODELS_DIR') as string,
    });
  });

  describe('from Debian', () => {
    const bring = async (language: string, wanted = language): Promise<OcrLanguageFile> => {
      const mirror = await startDebianMirror(folder.path, language, DATA);
      try {
        const debian = (): Promise<typeof mirror.system> => Promise.resolve(mirror.system);
        return await fetch(wanted, { debian, env: { ...env(), ...(await trustUnsignedLists(folder.path)) } });
      } finally {
        await mirror.close();
      }
    };

    onDebian('takes the package that npm does not have, and keeps only its data', async () => {
      expect(await bring('srp_latn')).toEqual({
        language: 'srp_latn',
        path: join(downloads(), 'srp_latn.traineddata'),
        from: 'tesseract-ocr-srp-latn of debian test',
      });
      expect(await readFile(join(downloads(), 'srp_latn.traineddata'))).toEqual(DATA);
      expect([await files(), await readdir(join(folder.path, 'cache/debian'))]).toEqual([['srp_latn.traineddata'], []]);
      expect(lines).toEqual([expect.stringMatching(/^npm: .* has no package @tesseract\.js-data\/srp_latn/)]);
    });

    onDebian('says so if it has no such package', async () => {
      await expect(bring('rus', 'deu')).rejects.toMatchObject({
        tried: [expect.stringMatching(/^npm: /) as string, 'Debian: debian test has no package tesseract-ocr-deu'],
      });
    });

    onDebian('refuses lists without a signature, as Debian does', async () => {
      const mirror = await startDebianMirror(folder.path, 'rus', DATA);
      await expect(fetch('rus', { debian: () => Promise.resolve(mirror.system) })).rejects.toMatchObject({
        tried: [expect.stringMatching(/^npm: /) as string, expect.stringMatching(/^Debian: /) as string],
      });
      await mirror.close();
      expect(await files()).toEqual([]);
    });
  });
});
