import { utimesSync } from 'node:fs';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpClient } from '../client/http-client.js';
import { Patience } from '../client/patience.js';
import { LeftUploads } from './left-uploads.js';
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

describe('sending a file in parts', () => {
  let folder: string;
  let server: Server;
  let url: string;
  /** What was asked, as method, path and what stands in the headers of tus; and the answers in turn. */
  let asked: { readonly line: string; readonly key: unknown; readonly metadata: unknown }[];
  let answers: Answering[];
  let said: string[];
  beforeEach(async () => {
    [asked, answers, said] = [[], [], []];
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
    const say = (text: string): void => void said.push(text);
    const newPatience = (): Patience => new Patience(() => options.patienceMs ?? 5_000, say);
    const upload = {
      file: await findSourceFile(join(folder, 'talk.mp4')),
      fields: { title: 'Ü' },
      key: options.key,
      onProgress: options.onProgress ?? (() => undefined),
    };
    const left = new LeftUploads(folder, say);
    return uploadInParts(
      { client: new HttpClient({ url, token: 'tl_x' }, newPatience), left, patience: newPatience(), say },
      upload,
    );
  };
  const lines = (): readonly string[] => asked.map(({ line }) => line);
  const notes = (): Promise<string[]> => readdir(join(folder, 'uploads'));

  it('asks for the place before it sends, and what has come of it after', async () => {
    answers = [begun, at(0), plain(204), at(SIZE), json({ recording_id: 'r' })];
    expect(await push()).toBe('r');
    expect(lines()).toEqual(['POST /api/v1/uploads', 'HEAD …', 'PATCH … 0', 'HEAD …', 'GET …/result']);
    expect(asked[0]?.metadata).toContain(`title ${Buffer.from('Ü').toString('base64')}`);
    expect([await notes(), said]).toEqual([[], []]);
  });

  it('asks again under the same key where the answer to its beginning was lost, also by another command', async () => {
    answers = [hangsUp];
    await expect(push({ patienceMs: 0 })).rejects.toMatchObject({ exit: 'unreachable' });
    answers = [begun, at(4), plain(204), at(SIZE), json({ recording_id: 'r' })];
    expect(await push()).toBe('r');
    expect(asked[1]?.key).toBe(asked[0]?.key);
    expect(lines().slice(2, 4)).toEqual(['HEAD …', 'PATCH … 4']);
    expect(said).toContain('going on at 4 B of 10 B');
  });

  it.each<[string, Answering]>([
    ['the line is cut', hangsUp],
    ['another one has sent meanwhile', problem(409, 'upload-conflict')],
    ['another one is sending', problem(423, 'upload-locked', { 'retry-after': '0' })],
    ['the server was tired of waiting', problem(408, 'upload-timeout')],
    ['the gateway is away', plain(502)],
  ])('asks for the place again where %s', async (_, answer) => {
    answers = [begun, at(0), answer, at(6), plain(204), at(SIZE), json({ recording_id: 'r' })];
    expect(await push()).toBe('r');
    expect(lines().slice(2, 5)).toEqual(['PATCH … 0', 'HEAD …', 'PATCH … 6']);
  });

  it('gives up when nothing gets through for as long as it was told to wait, and says that it can be gone on with', async () => {
    answers = [begun, ...Array.from({ length: 50 }, () => [at(3), hangsUp]).flat()];
    await expect(push({ patienceMs: 700 })).rejects.toMatchObject({ exit: 'unreachable' });
    expect(said.at(-1)).toContain('the same command goes on');
    expect(await notes()).toHaveLength(1);
  });

  it('begins anew, once, where the server knows it no more', async () => {
    answers = [begun, plain(404), begun, plain(404)];
    await expect(push()).rejects.toMatchObject({ exit: 'refused' });
    expect(lines()).toEqual(['POST /api/v1/uploads', 'HEAD …', 'POST /api/v1/uploads']);
    answers = [plain(404), plain(201, { location: '/api/v1/uploads/2' }), at(SIZE), json({ recording_id: 'r' })];
    expect(await push()).toBe('r');
    expect(new Set(asked.filter(({ line }) => line.startsWith('POST')).map(({ key }) => key)).size).toBe(3);
  });

  it('sends the hash of the file along with a key that somebody has chosen', async () => {
    answers = [begun, at(SIZE), json({ recording_id: 'r' })];
    expect(await push({ key: 'mine' })).toBe('r');
    expect(asked[0]).toMatchObject({ key: 'mine', metadata: expect.stringContaining(',sha256 ') as string });
  });

  it('sends no half of another file', async () => {
    const changing: Answering = (request, response) => {
      void utimes(join(folder, 'talk.mp4'), 1, 1).then(() => {
        at(4)(request, response);
      });
    };
    answers = [begun, changing];
    await expect(push()).rejects.toMatchObject({ exit: 'usage', message: expect.stringContaining('has changed') as string });
    expect(lines()).toEqual(['POST /api/v1/uploads', 'HEAD …']);
  });

  it('holds the end back of a file that changes while its last request is under way', async () => {
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
    ['refused at its beginning', [problem(413, 'too-large')], { exit: 'refused', details: { code: 'too-large' } }],
    ['a duplicate', [begun, at(SIZE), json({ problem: 'duplicate', existing_id: 'r' })], { details: { code: 'duplicate' } }],
    ['refused in the end', [begun, at(SIZE), problem(400, 'invalid')], { exit: 'usage' }],
  ])('is over, and forgotten, when it is %s', async (_, given, error) => {
    answers = given;
    await expect(push()).rejects.toMatchObject(error);
    expect(await notes()).toEqual([]);
  });

  it.each<[string, Answering[]]>([
    ['no place for it', [plain(201)]],
    ['no offset', [begun, plain(200)]],
    ['an offset that is none', [begun, plain(200, { 'upload-offset': '1e3' })]],
    ['no result', [begun, at(SIZE), json({})]],
  ])('says so where the server tells %s', async (_, given) => {
    answers = given;
    await expect(push()).rejects.toMatchObject({ exit: 'failed', message: expect.stringContaining('gateway') as string });
  });

  it('says in words why its place is not told', async () => {
    answers = [begun, plain(403), problem(403, 'forbidden')];
    await expect(push()).rejects.toMatchObject({ exit: 'refused', message: 'It is forbidden.' });
    // Another token may be allowed to go on.
    expect(await notes()).toHaveLength(1);
  });
});
