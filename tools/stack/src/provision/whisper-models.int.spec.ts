import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startWebServer, type LocalServer } from '#testing/local-server.js';
import { tempDir, until, type TempDir } from '#testing/until.js';
import { httpGet } from './http-get.js';
import { fetchWhisperModel, WHISPER_MODELS, whisperModel, type WhisperModelChoice } from './whisper-models.js';

const bytes = Buffer.alloc(100_000, 'model');
const sha256 = createHash('sha256').update(bytes).digest('hex');

describe('whisper.cpp models', () => {
  let folder: TempDir;
  let server: LocalServer;
  beforeEach(async () => {
    folder = await tempDir();
    server = await startWebServer((request, response) => {
      if (request.url === '/ggml-tiny.bin') response.end(bytes);
      else if (request.url === '/hanging')
        response.writeHead(200, { 'content-length': bytes.length }).write(bytes.subarray(0, 1_000));
      else if (request.url === '/half')
        response.writeHead(200, { 'content-length': bytes.length }).write(bytes.subarray(0, 1_000), () => response.destroy());
      else response.writeHead(404).end();
    });
  });
  afterEach(async () => {
    await server.close();
    await folder.remove();
  });
  const fetchInto = (choice: WhisperModelChoice): ReturnType<typeof fetchWhisperModel> =>
    fetchWhisperModel(choice, { folder: join(folder.path, 'models'), get: httpGet, env: {} });
  const own = (path: string): WhisperModelChoice => ({ model: 'tiny', pinned: { url: `${server.url}${path}`, sha256 } });
  const files = (): Promise<string[]> => readdir(join(folder.path, 'models')).catch(() => []);

  it('have an address of a fixed revision, and a checksum', () => {
    for (const name of WHISPER_MODELS) {
      const { pinned } = whisperModel(name);
      expect(pinned.url).toMatch(/^https:\/\/[^?]+\/resolve\/[0-9a-f]{40}\/ggml-[a-z.]+\.bin$/);
      expect(pinned.sha256).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(new Set(WHISPER_MODELS.map((name) => whisperModel(name).pinned.sha256)).size).toBe(WHISPER_MODELS.length);
    expect(whisperModel('base', 'http://mirror').pinned.url).toBe('http://mirror/ggml-base.bin');
  });

  it.each(['huge', '', '__proto__', 'constructor'])('reject the unknown name %j', (name) => {
    expect(() => whisperModel(name)).toThrow(/unknown model/);
  });

  it('are downloaded once, completely and with the right checksum', async () => {
    const path = join(folder.path, 'models', 'ggml-tiny.bin');
    expect(await fetchInto(own('/ggml-tiny.bin'))).toEqual({ model: 'tiny', path, sha256, found: false });
    expect(await readFile(path)).toEqual(bytes);
    expect(await fetchInto(own('/ggml-tiny.bin'))).toMatchObject({ found: true });
    expect(server.requests).toHaveLength(1);
    await writeFile(path, 'broken');
    expect(await fetchInto(own('/ggml-tiny.bin'))).toMatchObject({ found: false });
  });

  it.each([
    ['has another checksum', () => whisperModel('tiny', server.url), /checksum/],
    ['breaks off', () => own('/half'), /was interrupted/],
    ['does not exist', () => own('/nothing'), /404/],
  ] as const)('leave no file if the download %s', async (_what, choice, words) => {
    await expect(fetchInto(choice())).rejects.toThrow(words);
    expect(await files()).toEqual([]);
  });

  it('replace only partial files of dead processes', async () => {
    await mkdir(join(folder.path, 'models'));
    // No system has pids this high, so the first process is dead. The second one is alive.
    const left = [
      'ggml-tiny.bin.999999999.partial',
      `ggml-tiny.bin.${String(process.ppid)}.partial`,
      'ggml-base.bin.999999999.partial',
    ];
    for (const name of left) await writeFile(join(folder.path, 'models', name), 'half');
    await fetchInto(own('/ggml-tiny.bin'));
    expect((await files()).sort()).toEqual(['ggml-base.bin.999999999.partial', 'ggml-tiny.bin', left[1]].sort());
  });

  it('leave no file if the download is aborted', async () => {
    const stop = new AbortController();
    const fetching = fetchWhisperModel(own('/hanging'), {
      folder: join(folder.path, 'models'),
      get: httpGet,
      env: {},
      signal: stop.signal,
    });
    await until(() => server.requests.includes('/hanging'));
    stop.abort(new Error('told to stop'));
    await expect(fetching).rejects.toThrow('told to stop');
    expect(await files()).toEqual([]);
  });
});
