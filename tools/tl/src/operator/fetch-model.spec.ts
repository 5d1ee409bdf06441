import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { readModelState, writeChoice } from '@throughline/media/speech-models';
import { readStackConfig, type StackConfig } from '@throughline/stack';
import { until } from '@throughline/stack/testing';
import type { CliContext } from '../commands/context.js';
import { Terminal } from '../output/terminal.js';
import { fetchModel, type FetchModelOptions } from './fetch-model.js';

const bytes = Buffer.alloc(50_000, 'model');
const sha256 = createHash('sha256').update(bytes).digest('hex');

describe('tl engine fetch', () => {
  let server: Server;
  let url: string;
  let modelsDir: string;
  let config: StackConfig;
  let streams: { readonly data: PassThrough; readonly talk: PassThrough };
  let context: CliContext;
  beforeAll(async () => {
    server = createServer((_request, response) => response.end(bytes));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/own.bin`;
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    modelsDir = await mkdtemp(join(tmpdir(), 'fetch-model-'));
    config = readStackConfig({ TL_MODELS_DIR: modelsDir });
    streams = { data: new PassThrough(), talk: new PassThrough() };
    const { data, talk } = streams;
    const terminal = new Terminal({ stream: data, isTTY: false, columns: 80 }, { stream: talk, isTTY: false, columns: 80 });
    context = { terminal, env: { url: undefined, token: undefined }, cwd: modelsDir };
  });
  afterEach(() => rm(modelsDir, { recursive: true, force: true }));

  const fetch = (options: Partial<FetchModelOptions>): Promise<void> =>
    fetchModel(context, { model: 'base', ...options }, config);

  it.each([
    ['the chosen model', 'small', ''],
    ['the model of the environment', 'medium', 'medium'],
    ['the default model beside an own file', 'base', '/own/model.bin'],
  ])('downloads %s if no model is named', async (_what, name, setting) => {
    await writeChoice(modelsDir, 'small');
    const env = { TL_MODELS_DIR: modelsDir, TL_WHISPER_MODELS: new URL(url).origin, TL_WHISPER_MODEL: setting };
    await expect(fetchModel(context, {}, readStackConfig(env))).rejects.toThrow(`ggml-${name}.bin`);
    expect(String(streams.talk.read())).toMatch(new RegExp(`^${name} from 127\\.0\\.0\\.1`));
  });

  it("downloads a model with the user's checksum and prints the setting for it", async () => {
    await fetch({ model: 'own', url, sha256 });
    const path = join(modelsDir, 'ggml-own.bin');
    expect(String(streams.data.read())).toBe(`TL_WHISPER_MODEL=${path}\n`);
    expect(String(streams.talk.read())).toMatch(/Downloaded.*TL_WHISPER_MODEL/s);
    await fetch({ model: 'own', url, sha256, json: true });
    expect(JSON.parse(String(streams.data.read()))).toEqual({ model: 'own', path, sha256, found: true });
  });

  it('stops at an interrupt, and leaves the model paused', async () => {
    const hanging = createServer((_request, response) => {
      response.writeHead(200, { 'content-length': bytes.length }).write(bytes.subarray(0, 10));
      response.once('close', () => hanging.close());
    });
    await new Promise<void>((resolve) => hanging.listen(0, '127.0.0.1', resolve));
    const { port } = hanging.address() as AddressInfo;
    const selected = { path: join(modelsDir, 'ggml-own.bin'), listed: undefined };
    const address = `http://user:secret@127.0.0.1:${String(port)}/own.bin?token=secret`;
    const stopped = fetch({ model: 'own', url: address, sha256 }).catch((error: unknown) => error);
    await until(async () => (await readModelState(selected)).fetchedBytes === 10);
    process.emit('SIGINT');
    expect(await stopped).toMatchObject({ exit: 'failed', message: expect.stringContaining('stopped') as string });
    expect(await readModelState(selected)).toMatchObject({ phase: 'paused', fetchedBytes: 10 });
    const record = await readFile(`${selected.path}.fetch.json`, 'utf8');
    expect(record).toContain(`http://127.0.0.1:${String(port)}/own.bin"`);
    expect(record).not.toContain('secret');
  });

  it('says how to bring the file by hand if it cannot be fetched, without what is secret in the address', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const address = `http://user:secret@127.0.0.1:${String(port)}/own.bin?token=secret`;
    const failed = await fetch({ model: 'own', url: address, sha256 }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ exit: 'failed', message: expect.stringContaining('cannot be reached') as string });
    const { tryInstead } = (failed as { details: { tryInstead: string } }).details;
    for (const part of [`http://127.0.0.1:${String(port)}/own.bin elsewhere`, sha256, join(modelsDir, 'ggml-own.bin')])
      expect(tryInstead).toContain(part);
    expect(tryInstead).not.toContain('secret');
  });

  it('rejects a file with another checksum', async () => {
    await expect(fetch({ model: 'own', url, sha256: '0'.repeat(64) })).rejects.toMatchObject({
      exit: 'failed',
      message: expect.stringMatching(/checksum/),
    });
    expect((await readdir(modelsDir)).filter((name) => /\.(bin|partial)$/.test(name))).toEqual([]);
  });

  it.each<[string, Partial<FetchModelOptions>]>([
    ['an unknown model', { model: 'huge' }],
    ['an address without a checksum', { url: 'http://127.0.0.1/x' }],
    ['a checksum without an address', { sha256 }],
    ['an invalid checksum', { url: 'http://127.0.0.1/x', sha256: 'abc' }],
    ['an unsupported address', { url: 'ftp://127.0.0.1/x', sha256 }],
    ['a name that leaves the folder', { model: '../x', url: 'http://127.0.0.1/x', sha256 }],
  ])('refuses %s', async (_what, options) => {
    await expect(fetch(options)).rejects.toMatchObject({ exit: 'usage' });
  });
});
