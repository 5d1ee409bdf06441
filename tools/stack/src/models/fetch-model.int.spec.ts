import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchFiles, readFetchRecord, readModelState, SPEECH_MODELS } from '@throughline/media/speech-models';
import { startWebServer } from '#testing/local-server.js';
import { startModelServer, type ModelServer } from '#testing/model-server.js';
import { tempDir, until, type TempDir } from '#testing/until.js';
import { tryLock } from '../data-folder/lock.js';
import {
  fetchWhisperModel,
  whisperModel,
  type ModelFetchOptions,
  type ModelFile,
  type WhisperModelChoice,
} from './fetch-model.js';
import { planRetry } from './retry-plan.js';

const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, at) => at % 251));
const sumOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
const sha256 = sumOf(bytes);
const HALF = 50_000;

describe('whisper.cpp models', () => {
  it('have an address of a fixed revision, and a checksum', () => {
    const names = SPEECH_MODELS.map(({ name }) => name);
    for (const name of names) {
      const { pinned } = whisperModel(name);
      expect(pinned.url).toMatch(/^https:\/\/[^?]+\/resolve\/[0-9a-f]{40}\/ggml-[a-z.]+\.bin$/);
      expect(pinned.sha256).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(new Set(names.map((name) => whisperModel(name).pinned.sha256)).size).toBe(names.length);
    expect(whisperModel('base', 'http://mirror').pinned.url).toBe('http://mirror/ggml-base.bin');
  });

  it.each(['huge', '', '__proto__', 'constructor'])('reject the unknown name %j', (name) => {
    expect(() => whisperModel(name)).toThrow(/unknown model/);
  });
});

describe('the download of a model', () => {
  let folder: TempDir;
  let server: ModelServer;
  let path: string;
  beforeEach(async () => {
    folder = await tempDir();
    path = join(folder.path, 'models', 'ggml-tiny.bin');
    server = await startModelServer(bytes);
  });
  afterEach(async () => {
    await server.close();
    await folder.remove();
  });

  const own = (at = '/file'): WhisperModelChoice => ({ model: 'tiny', pinned: { url: `${server.url}${at}`, sha256 } });
  const download = (options: Partial<ModelFetchOptions> = {}, choice = own()): Promise<ModelFile> =>
    fetchWhisperModel(choice, { folder: join(folder.path, 'models'), env: {}, ...options });
  const files = (): Promise<string[]> => readdir(join(folder.path, 'models')).catch(() => []);
  const state = (): ReturnType<typeof readModelState> => readModelState({ path, listed: undefined });
  /** Leaves a partial file with half of the bytes. */
  const interrupt = async (options: Partial<ModelFetchOptions> = {}): Promise<void> => {
    server.cutAfter = HALF;
    const interrupted = download(options).catch((error: unknown) => error);
    await until(async () => (await state()).fetchedBytes === HALF);
    server.cut();
    expect(await interrupted).toMatchObject({ message: expect.stringContaining('was interrupted') });
    server.cutAfter = undefined;
  };

  it('writes one complete file with the right checksum, and needs no second request', async () => {
    expect(await download({}, own('/moved'))).toEqual({ model: 'tiny', path, sha256, found: false });
    expect(await readFile(path)).toEqual(bytes);
    expect(await download()).toMatchObject({ found: true });
    expect([server.ranges, await files()]).toEqual([[[undefined, undefined]], ['ggml-tiny.bin']]);
    await writeFile(path, 'broken');
    expect(await download()).toMatchObject({ found: false });
    expect(await readFile(path)).toEqual(bytes);
  });

  it('continues after an interruption, if the server has the same file', async () => {
    await interrupt();
    expect(await state()).toMatchObject({ phase: 'paused', fetchedBytes: HALF, totalBytes: bytes.length, attempts: 1 });
    const progress: number[] = [];
    await download({ onProgress: (fetched) => progress.push(fetched) });
    expect(await readFile(path)).toEqual(bytes);
    expect(server.ranges).toEqual([
      [undefined, undefined],
      ['bytes=50000-', '"100000-0"'],
    ]);
    expect([progress[0], progress.at(-1), await files()]).toEqual([HALF, bytes.length, ['ggml-tiny.bin']]);
  });

  it('starts over if the server has another file by now', async () => {
    server.content = Buffer.alloc(100_000, 'other');
    await interrupt();
    server.content = bytes;
    await download();
    expect(await readFile(path)).toEqual(bytes);
    expect(server.ranges).toHaveLength(2);
  });

  it.each([
    ['ignores ranges', { ignoresRanges: true }, '"100000-0"'],
    ['sends no entity tags', { hasNoTags: true }, undefined],
  ])('also ends with the right file if the server %s', async (_what, settings, tag) => {
    Object.assign(server, settings);
    await interrupt();
    await download();
    expect(await readFile(path)).toEqual(bytes);
    expect(server.ranges[1]).toEqual(['bytes=50000-', tag]);
  });

  it('starts over if the continued file has a wrong checksum', async () => {
    server.hasNoTags = true;
    server.content = Buffer.alloc(100_000, 'other');
    await interrupt();
    server.content = bytes;
    await download();
    expect(await readFile(path)).toEqual(bytes);
    expect(server.ranges.map(([range]) => range)).toEqual([undefined, 'bytes=50000-', undefined]);
  });

  it('starts over if the partial file is longer than the one of the server', async () => {
    await interrupt();
    await writeFile(fetchFiles(path).partial, Buffer.alloc(bytes.length + 1));
    await download();
    expect(await readFile(path)).toEqual(bytes);
  });

  it('verifies a partial file with the right length without a request', async () => {
    await interrupt();
    await writeFile(fetchFiles(path).partial, bytes);
    await download();
    expect([await readFile(path), server.ranges.length]).toEqual([bytes, 1]);
  });

  it('reports a wrong checksum, keeps nothing, and plans no retry', async () => {
    server.content = Buffer.alloc(1_000, 'other');
    await expect(download({ plan: planRetry })).rejects.toMatchObject({
      kind: 'wrong-checksum',
      message: expect.stringMatching(/checksum .* but .* is expected/),
    });
    expect(await files()).toEqual(['ggml-tiny.bin.fetch.json']);
    expect(await state()).toMatchObject({ phase: 'stopped', nextAttemptAt: undefined, error: { code: 'wrong-checksum' } });
  });

  it('reports a full disk, keeps the fetched part, and continues when there is space', async () => {
    let written = 0;
    const append: ModelFetchOptions['append'] = async (file, part) => {
      if (written > 0) throw Object.assign(new Error('no space left on device, write'), { code: 'ENOSPC' });
      written += part.length;
      await file.appendFile(part);
    };
    await expect(download({ append, plan: planRetry })).rejects.toMatchObject({
      kind: 'disk-full',
      message: expect.stringMatching(/the disk of .*models is full: .*TL_MODELS_DIR/),
    });
    expect(await state()).toMatchObject({ phase: 'retrying', fetchedBytes: written, error: { code: 'disk-full' } });
    await download();
    expect([await readFile(path), server.ranges[1]?.[0]]).toEqual([bytes, `bytes=${String(written)}-`]);
  });

  it.each<[string, number, Record<string, string>, RegExp]>([
    ['an error', 503, {}, /127\.0\.0\.1:\d+ answered 503/],
    ['a missing file', 404, {}, /answered 404/],
    [
      'the page of a network that asks for a sign-in',
      200,
      { 'content-type': 'text/html; charset=utf-8' },
      /answered with a web page/,
    ],
  ])('fails on %s, and keeps no byte of it', async (_what, status, headers, words) => {
    const other = await startWebServer((_request, response) => response.writeHead(status, headers).end('no model'));
    await expect(download({}, { model: 'tiny', pinned: { url: other.url, sha256 } })).rejects.toThrow(words);
    expect((await state()).fetchedBytes).toBe(0);
    await other.close();
  });

  it('counts attempts without a network, until bytes arrive', async () => {
    const nowhere = { model: 'tiny', pinned: { url: 'http://127.0.0.1:1/file', sha256 } };
    let now = Date.parse('2026-01-01T00:00:00.000Z');
    const options = { plan: planRetry, now: () => new Date(now) };
    const fail = (): Promise<void> => expect(download(options, nowhere)).rejects.toMatchObject({ kind: 'download-failed' });
    const recordOf = async (failing: Promise<void>): Promise<string> => {
      await failing;
      const record = await readFetchRecord(path);
      now = Date.parse(record?.nextAttemptAt ?? '');
      return `${String(record?.phase)} ${String(record?.failures)}`;
    };
    expect([await recordOf(fail()), await recordOf(fail())]).toEqual(['stopped 1', 'stopped 2']);
    expect([await recordOf(fail()), await recordOf(fail())]).toEqual(['stopped 3', 'stopped 4']);
    expect(await recordOf(interrupt(options))).toBe('retrying 0');
  });

  it('counts an answer without a byte as a failure', async () => {
    const stalling = await startWebServer((_request, response) => {
      response.writeHead(200, { 'content-length': bytes.length }).flushHeaders();
      response.destroy();
    });
    const choice = { model: 'tiny', pinned: { url: stalling.url, sha256 } };
    await expect(download({ plan: planRetry }, choice)).rejects.toMatchObject({ kind: 'download-failed' });
    expect(await readFetchRecord(path)).toMatchObject({ phase: 'retrying', failures: 1, source: { total: bytes.length } });
    await stalling.close();
  });

  it('names the variable for another folder if this one cannot be written', async () => {
    await writeFile(join(folder.path, 'models'), 'a file');
    await expect(download()).rejects.toMatchObject({
      kind: 'data-folder-unusable',
      message: expect.stringContaining('set TL_MODELS_DIR'),
    });
  });

  it('pauses when it is told to stop, and continues later', async () => {
    const hanging = await startWebServer((_request, response) => {
      response.writeHead(200, { 'content-length': bytes.length }).write(bytes.subarray(0, HALF));
    });
    const stop = new AbortController();
    const fetching = download({ signal: stop.signal }, { model: 'tiny', pinned: { url: hanging.url, sha256 } });
    await until(async () => (await state()).fetchedBytes === HALF);
    expect((await state()).phase).toBe('fetching');
    stop.abort(new Error('told to stop'));
    await expect(fetching).rejects.toThrow('told to stop');
    expect(await state()).toMatchObject({ phase: 'paused', fetchedBytes: HALF });
    await hanging.close();
    await download();
    expect([await readFile(path), server.ranges]).toEqual([bytes, [['bytes=50000-', undefined]]]);
  });

  it('waits while another process holds the lock', async () => {
    const stop = new AbortController();
    const held: string[] = [];
    await download({}, { model: 'other', pinned: own().pinned });
    const lock = await tryLock(fetchFiles(path).lock);
    const waiting = download({
      signal: stop.signal,
      onHeld: () => {
        held.push('held');
        stop.abort(new Error('told to stop'));
      },
    });
    await expect(waiting).rejects.toThrow('told to stop');
    expect([held, await files()]).toEqual([['held'], ['ggml-other.bin', 'ggml-tiny.bin.lock']]);
    if ('release' in lock) await lock.release();
    await download();
    expect(await files()).toEqual(['ggml-other.bin', 'ggml-tiny.bin']);
  });

  it('is done by one of two processes that begin at the same time', async () => {
    const script = `
      const { fetchWhisperModel } = await import(process.argv[1]);
      const { found } = await fetchWhisperModel(JSON.parse(process.argv[2]), { folder: process.argv[3], env: {} });
      process.stdout.write(String(found));`;
    const main = new URL('./fetch-model.js', import.meta.url).href;
    const run = async (): Promise<string> => {
      const args = ['--input-type=module', '-e', script, main, JSON.stringify(own()), join(folder.path, 'models')];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      let stdout = '';
      child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
      await once(child, 'close');
      return stdout;
    };
    expect((await Promise.all([run(), run()])).sort()).toEqual(['false', 'true']);
    expect([server.ranges.length, await files()]).toEqual([1, ['ggml-tiny.bin']]);
  });
});
