import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { toCloudEvents } from '@throughline/contracts';
import { aRun } from '@throughline/domain/testing';
import { ByteReader } from '../archive/byte-reader.js';
import { readTar } from '../archive/tar-reader.js';
import { Terminal } from '../output/terminal.js';
import { runCli } from '../run-cli.js';

const FILE = Buffer.from('the bytes of a talk');
const SHA256 = createHash('sha256').update(FILE).digest('hex');
const idOf = (number: number): string => `0190a000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const keyOf = (number: number): string => `uploads/${idOf(number)}/source`;
const IDS = [1, 2, 3].map(idOf);

/** The history of an uploaded recording, with its file. */
function historyOf(number: number): string {
  const source = { kind: 'upload', key: keyOf(number), size: FILE.length, sha256: SHA256, mediaType: 'video/mp4' };
  const [first] = aRun().commits;
  if (first === undefined) throw new Error('a run has commits');
  const commit = { id: 'c', actor: { kind: 'user', id: 'a' }, causationId: 'x', correlationId: 'x', ...first.commit } as const;
  return toCloudEvents({ assetId: idOf(number), position: '1', commit }, '/api/v1/recordings')
    .map((event) => {
      const { source: _, ...data } = event.data as { source?: unknown };
      return `${JSON.stringify({ ...event, data: event.type.endsWith('SourceBecameReady') ? { ...data, source } : event.data })}\n`;
    })
    .join('');
}

interface Answer {
  readonly status: number;
  readonly body: string | Buffer;
  readonly etag?: string;
}
const refuse = (status: number, code: string): Answer => ({ status, body: JSON.stringify({ code, detail: `It is ${code}.` }) });

describe('tl export', () => {
  let server: Server;
  let folder: string;
  let answers: Map<string, Answer>;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tl-export-spec-'));
    answers = new Map();
    for (const number of [1, 2, 3]) {
      answers.set(`/api/v1/item-exports/${idOf(number)}/events`, { status: 200, body: historyOf(number) });
      const file = `/api/v1/item-exports/${idOf(number)}/files?key=${encodeURIComponent(keyOf(number))}`;
      answers.set(file, { status: 200, body: FILE, etag: `"${SHA256}"` });
    }
    server = createServer(({ url = '' }, response) => {
      const { status, body, etag } = answers.get(url) ?? refuse(404, 'not-found');
      response
        .writeHead(status, { 'content-length': Buffer.byteLength(body), ...(etag === undefined ? {} : { etag }) })
        .end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  const exporting = async (...args: readonly string[]) => {
    const [out, err] = [new PassThrough({ highWaterMark: 1 << 20 }), new PassThrough({ highWaterMark: 1 << 20 })];
    const ofStream = (stream: PassThrough) => ({ stream, isTTY: false, columns: 80 });
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const context = { terminal: new Terminal(ofStream(out), ofStream(err)), env: { url, token: 'tl_none' }, cwd: folder };
    const code = await runCli(['export', ...IDS, '-o', 'items.tar', '--patience', '0', ...args], context);
    return { code, out: String(out.read() ?? ''), err: String(err.read() ?? '') };
  };
  const readArchive = async (): Promise<ReadonlyMap<string, string>> => {
    const parts = new Map<string, string>();
    const bytes = await readFile(join(folder, 'items.tar'));
    async function* chunks() {
      yield await Promise.resolve(bytes);
    }
    for await (const entry of readTar(new ByteReader(chunks()))) {
      let text = '';
      for await (const chunk of entry.bytes()) text += chunk.toString('utf8');
      parts.set(entry.path, text);
    }
    return parts;
  };
  const manifestOf = (parts: ReadonlyMap<string, string>): unknown => JSON.parse(parts.get('manifest.json') ?? '');

  it('writes the histories and files of all items', async () => {
    expect(await exporting()).toMatchObject({ code: 0 });
    const parts = await readArchive();
    expect([...parts.keys()]).toEqual(['manifest.json', 'events.ndjson', ...[1, 2, 3].map((each) => `files/${keyOf(each)}`)]);
    expect(manifestOf(parts)).toMatchObject({ items: 3, items_left_out: 0 });
  });

  it.each([
    ['has moved', 404, 'not-found'],
    ['is quarantined', 409, 'quarantined'],
    ['needs an upgrade', 409, 'needs-upgrade'],
  ])('goes on after an item that %s, and says so at its end', async (_, status, code) => {
    answers.set(`/api/v1/item-exports/${idOf(2)}/events`, refuse(status, code));
    const { code: exit, out, err } = await exporting('--json');
    expect([exit, JSON.parse(out)]).toMatchObject([3, { items: 2, left_out: [{ id: idOf(2), code }] }]);
    expect(err).toContain(`Item ${idOf(2)} is left out: It is ${code}.`);
    expect(err).toContain('The archive is whole, but 1 item was left out');
    const parts = await readArchive();
    expect(manifestOf(parts)).toMatchObject({ items: 2, items_left_out: 1 });
    expect(parts.get('events.ndjson')).not.toContain(idOf(2));
  });

  it('lists a file that the server has not got, and succeeds', async () => {
    answers.set(`/api/v1/item-exports/${idOf(2)}/files?key=${encodeURIComponent(keyOf(2))}`, refuse(404, 'file-missing'));
    const { code, err } = await exporting();
    expect([code, err]).toEqual([0, expect.stringContaining('The server cannot give 1 file. missing.ndjson') as string]);
    expect((await readArchive()).get('missing.ndjson')).toContain(keyOf(2));
  });

  it.each([
    ['was quarantined', 409, 'quarantined'],
    ['has moved', 404, 'not-found'],
  ])('names an item that %s after its history was read, and its file', async (_, status, reason) => {
    answers.set(`/api/v1/item-exports/${idOf(2)}/files?key=${encodeURIComponent(keyOf(2))}`, refuse(status, reason));
    const { code, out, err } = await exporting('--json');
    expect([code, JSON.parse(out)]).toMatchObject([
      3,
      { items: 3, left_out: [], missing_files: 1, without_files: [{ id: idOf(2), code: reason }] },
    ]);
    expect(err).toContain(`The archive lacks files of item ${idOf(2)}: It is ${reason}.`);
    expect(err).toContain(`{"error":{"message":"The archive lacks files of 1 item","code":"${reason}"`);
    expect((await readArchive()).get('missing.ndjson')).toContain(keyOf(2));
  });

  it('says both if an item was left out and files of another one are missing', async () => {
    answers.set(`/api/v1/item-exports/${idOf(1)}/events`, refuse(404, 'not-found'));
    answers.set(`/api/v1/item-exports/${idOf(2)}/files?key=${encodeURIComponent(keyOf(2))}`, refuse(409, 'quarantined'));
    const { code, err } = await exporting();
    expect(code).toBe(3);
    expect(err).toContain('The archive lacks files of 1 item, and 1 item was left out');
  });

  it.each([
    ['is damaged', 409, 'file-damaged', 3],
    ['cannot be read now', 503, 'unavailable', 4],
  ])('names a file that %s, and leaves no archive', async (_, status, problem, exit) => {
    answers.set(`/api/v1/item-exports/${idOf(2)}/files?key=${encodeURIComponent(keyOf(2))}`, refuse(status, problem));
    const { code, err } = await exporting();
    expect([code, err]).toEqual([exit, expect.stringContaining(`File ${keyOf(2)} of item ${idOf(2)}: `) as string]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('names a file whose bytes differ from the history, and leaves no archive', async () => {
    const path = `/api/v1/item-exports/${idOf(2)}/files?key=${encodeURIComponent(keyOf(2))}`;
    answers.set(path, { status: 200, body: Buffer.from('the bytes of a walk'), etag: `"${SHA256}"` });
    const { code, err } = await exporting();
    expect([code, err]).toEqual([
      1,
      expect.stringContaining(`File ${keyOf(2)} of item ${idOf(2)}: The download is damaged`) as string,
    ]);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ['every item', IDS, 404, 'not-found'],
    ['the texts of the first item', [idOf(1)], 403, 'forbidden'],
  ])('writes no archive if the server refuses %s', async (_, ids, status, code) => {
    for (const id of ids) answers.set(`/api/v1/item-exports/${id}/events`, refuse(status, code));
    expect(await exporting()).toMatchObject({ code: 3, err: expect.stringContaining(`It is ${code}.`) as string });
    expect(await readdir(folder)).toEqual([]);
  });
});
