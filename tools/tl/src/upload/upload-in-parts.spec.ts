import { utimesSync } from 'node:fs';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpClient } from '../client/http-client.js';
import { RetryLimit } from '../client/retry-limit.js';
import { UnfinishedUploads } from './unfinished-uploads.js';
import { findSourceFile } from './source-file.js';
import { uploadInParts } from './upload-in-parts.js';

type Answering = (request: IncomingMessage, response: ServerResponse) => void;
const PATH = '/api/v1/uploads/1';
const SIZE = 10;

const plain =
  (status: number, headers: Record<string, string> = {}, body = ''): Answering =>
  (request, response) => {
    request.resume().on('end', () => response.writeHead(status, headers).end(body));
  };
const problem = (status: number, code: string, headers: Record<string, string> = {}): Answering =>
  plain(status, { 'content-type': 'application/problem+json', ...headers }, JSON.stringify({ code, detail: `It is ${code}.` }));
const json = (body: object): Answering => plain(200, { 'content-type': 'application/json' }, JSON.stringify(body));
const begun = plain(201, { location: PATH });
const at = (offset: number): Answering => plain(200, { 'upload-offset': String(offset) });
const hangsUp: Answering = (request) => request.socket.destroy();

describe('uploadInParts', () => {
  let folder: string;
  let server: Server;
  let url: string;
  /** Requests with method, path and tus headers, and the prepared answers in order. */
  let asked: { readonly line: string; readonly key: unknown; readonly metadata: unknown }[];
  let answers: Answering[];
  let messages: string[];
  beforeEach(async () => {
    [asked, answers, messages] = [[], [], []];
    folder = await mkdtemp(join(tmpdir(), 'tl-parts-'));
    await writeFile(join(folder, 'talk.mp4'), 'x'.repeat(SIZE));
    server = createServer((request, response) => {
      const { 'upload-offset': offset, 'idempotency-key': key, 'upload-metadata': metadata } = request.headers;
      const line = [request.method, request.url?.replace(PATH, '…'), ...(typeof offset === 'string' ? [offset] : [])].join(' ');
      asked.push({ line, key, metadata });
      (answers.shift() ?? problem(500, 'nothing-more-to-say'))(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  const push = async (options: { key?: string; patienceMs?: number; onProgress?: () => void } = {}): Promise<string> => {
    const say = (text: string): void => void messages.push(text);
    const newPatience = (): RetryLimit => new RetryLimit(() => options.patienceMs ?? 60_000, say);
    const upload = {
      file: await findSourceFile(join(folder, 'talk.mp4')),
      fields: { title: 'Ü' },
      key: options.key,
      onProgress: options.onProgress ?? (() => undefined),
    };
    const left = new UnfinishedUploads(folder, say);
    return uploadInParts(
      { client: new HttpClient({ url, token: 'tl_x' }, newPatience), unfinished: left, retryLimit: newPatience(), say },
      upload,
    );
  };
  const lines = (): readonly string[] => asked.map(({ line }) => line);
  const notes = (): Promise<string[]> => readdir(join(folder, 'uploads'));

  it('asks for the offset before it sends, and for the result afterwards', async () => {
    answers = [begun, at(0), plain(204), at(SIZE), json({ recording_id: 'r' })];
    expect(await push()).toBe('r');
    expect(lines()).toEqual(['POST /api/v1/uploads', 'HEAD …', 'PATCH … 0', 'HEAD …', 'GET …/result']);
    expect(asked[0]?.metadata).toContain(`title ${Buffer.from('Ü').toString('base64')}`);
    expect([await notes(), messages]).toEqual([[], []]);
  });

  it.each(['/base/api/v1/uploads/1', 'https://elsewhere.example/base/api/v1/uploads/1', PATH])(
    'finds the upload %s of a server below a base path',
    async (location) => {
      url += '/base';
      answers = [plain(201, { location }), at(0), plain(204), at(SIZE), json({ recording_id: 'r' })];
      expect(await push()).toBe('r');
      expect(lines()).toEqual(['POST /base/api/v1/uploads', 'HEAD /base…', 'PATCH /base… 0', 'HEAD /base…', 'GET /base…/result']);
    },
  );

  it('says that the run has not started, if its settings became unusable meanwhile', async () => {
    const run_refused = {
      code: 'output-missing',
      detail: 'The template names a removed output.',
      try_instead: 'Choose another.',
    };
    answers = [begun, at(0), plain(204), at(SIZE), json({ recording_id: 'r', run_refused })];
    expect(await push()).toBe('r');
    expect(messages).toEqual(['the run has not started: The template names a removed output. Choose another.']);
  });

  it('repeats its first request with the same key after a lost answer, also in the next command', async () => {
    answers = [hangsUp];
    await expect(push({ patienceMs: 0 })).rejects.toMatchObject({ exit: 'unreachable' });
    answers = [begun, at(4), plain(204), at(SIZE), json({ recording_id: 'r' })];
    expect(await push()).toBe('r');
    expect(asked[1]?.key).toBe(asked[0]?.key);
    expect(lines().slice(2, 4)).toEqual(['HEAD …', 'PATCH … 4']);
    expect(messages).toContain('resuming at 4 B of 10 B');
  });

  it.each<[string, Answering]>([
    ['the connection breaks', hangsUp],
    ['another client has sent bytes meanwhile', problem(409, 'upload-conflict')],
    ['another client is sending', problem(423, 'upload-locked', { 'retry-after': '0' })],
    ['the request timed out', problem(408, 'upload-timeout')],
    ['the gateway is unavailable', plain(502)],
  ])('asks for the offset again if %s', async (_, answer) => {
    answers = [begun, at(0), answer, at(6), plain(204), at(SIZE), json({ recording_id: 'r' })];
    expect(await push()).toBe('r');
    expect(lines().slice(2, 5)).toEqual(['PATCH … 0', 'HEAD …', 'PATCH … 6']);
  });

  it('gives up after the retry limit and reports that the upload can be resumed', async () => {
    answers = [begun, ...Array.from({ length: 50 }, () => [at(3), hangsUp]).flat()];
    await expect(push({ patienceMs: 700 })).rejects.toMatchObject({ exit: 'unreachable' });
    expect(messages.at(-1)).toContain('repeat the command to resume');
    expect(await notes()).toHaveLength(1);
  });

  it('starts over once if the server no longer has the upload', async () => {
    answers = [begun, plain(404), begun, plain(404)];
    await expect(push()).rejects.toMatchObject({ exit: 'refused' });
    expect(lines()).toEqual(['POST /api/v1/uploads', 'HEAD …', 'POST /api/v1/uploads']);
    answers = [plain(404), plain(201, { location: '/api/v1/uploads/2' }), at(SIZE), json({ recording_id: 'r' })];
    expect(await push()).toBe('r');
    expect(new Set(asked.filter(({ line }) => line.startsWith('POST')).map(({ key }) => key)).size).toBe(3);
  });

  it("sends the file's hash with a key that the user chose", async () => {
    answers = [begun, at(SIZE), json({ recording_id: 'r' })];
    expect(await push({ key: 'mine' })).toBe('r');
    expect(asked[0]).toMatchObject({ key: 'mine', metadata: expect.stringContaining(',sha256 ') as string });
  });

  it('sends nothing of a file that has changed', async () => {
    const changing: Answering = (request, response) => {
      void utimes(join(folder, 'talk.mp4'), 1, 1).then(() => {
        at(4)(request, response);
      });
    };
    answers = [begun, changing];
    await expect(push()).rejects.toMatchObject({ exit: 'usage', message: expect.stringContaining('has changed') as string });
    expect(lines()).toEqual(['POST /api/v1/uploads', 'HEAD …']);
  });

  it('does not finish the last request if the file changes meanwhile', async () => {
    await writeFile(join(folder, 'talk.mp4'), 'x'.repeat(300_000));
    answers = [begun, at(0), plain(204), at(300_000), json({ recording_id: 'mixed' })];
    const onProgress = (): void => {
      utimesSync(join(folder, 'talk.mp4'), 1, 1);
    };
    await expect(push({ onProgress })).rejects.toMatchObject({
      exit: 'usage',
      message: expect.stringContaining('has changed') as string,
    });
    expect(lines()).toEqual(['POST /api/v1/uploads', 'HEAD …', 'PATCH … 0']);
  });

  it.each<[string, Answering[], object]>([
    ['refused at its creation', [problem(413, 'too-large')], { exit: 'refused', details: { code: 'too-large' } }],
    ['a duplicate', [begun, at(SIZE), json({ problem: 'duplicate', existing_id: 'r' })], { details: { code: 'duplicate' } }],
    ['refused at its end', [begun, at(SIZE), problem(400, 'invalid')], { exit: 'usage' }],
  ])('forgets an upload that is %s', async (_, given, error) => {
    answers = given;
    await expect(push()).rejects.toMatchObject(error);
    expect(await notes()).toEqual([]);
  });

  it.each<[string, Answering[]]>([
    ['no location', [plain(201)]],
    ['a location without an id', [plain(201, { location: '/api/v1/uploads/' })]],
    ['a location that cannot be decoded', [plain(201, { location: '/api/v1/uploads/%' })]],
    ['no offset', [begun, plain(200)]],
    ['an invalid offset', [begun, plain(200, { 'upload-offset': '1e3' })]],
    ['no result', [begun, at(SIZE), json({})]],
  ])('reports an invalid answer if the server sends %s', async (_, given) => {
    answers = given;
    await expect(push()).rejects.toMatchObject({ exit: 'failed', message: expect.stringContaining('gateway') as string });
  });

  it("reports the server's reason if it refuses to tell the offset", async () => {
    answers = [begun, plain(403), problem(403, 'forbidden')];
    await expect(push()).rejects.toMatchObject({ exit: 'refused', message: 'It is forbidden.' });
    // Another token may have the right to continue the upload.
    expect(await notes()).toHaveLength(1);
  });
});
