import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { HttpClient } from '../client/http-client.js';
import { RetryLimit } from '../client/retry-limit.js';
import { Terminal } from '../output/terminal.js';
import { FileBringer } from './bring-files.js';
import { parseFileMapping } from './file-mapping.js';
import type { SentFile } from './import-sender.js';

const BYTES = 'a letter';
const SHA256 = createHash('sha256').update(BYTES).digest('hex');
const PATH = '/api/v1/uploads/1';

const answerJson = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
const decodeMetadata = (header: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    String(header)
      .split(',')
      .map((pair) => pair.split(' '))
      .map(([name = '', value = '']) => [name, Buffer.from(value, 'base64').toString()]),
  );

describe('the copy of a migrated file', () => {
  let folder: string;
  let server: Server;
  /** Metadata of the created uploads. */
  let created: Readonly<Record<string, string>>[];
  /** The file of the item, as its row tells it. */
  let source: { readonly size: number | null; readonly sha256: string | null } | undefined;
  /** The code of the refusal of an upload. */
  let refusal: string | undefined;
  beforeEach(async () => {
    [created, source, refusal] = [[], undefined, undefined];
    folder = await mkdtemp(join(tmpdir(), 'tl-bring-'));
    await writeFile(join(folder, 'letter.pdf'), BYTES);
    server = createServer((request, response) => {
      const line = `${request.method ?? ''} ${request.url ?? ''}`;
      if (line === 'POST /api/v1/uploads') {
        created.push(decodeMetadata(request.headers['upload-metadata']));
        if (refusal === undefined) response.writeHead(201, { location: PATH }).end();
        else {
          answerJson(response, 409, { code: refusal, detail: `It is ${refusal}.` });
          // The earlier command's file shows from now on.
          source = { size: BYTES.length, sha256: SHA256 };
        }
      } else if (line === `HEAD ${PATH}`) response.writeHead(200, { 'upload-offset': String(BYTES.length) }).end();
      else if (line === `GET ${PATH}/result`) answerJson(response, 200, { recording_id: 'item' });
      else if (source === undefined && created.length === 0) answerJson(response, 404, { code: 'not-found' });
      else answerJson(response, 200, { id: 'item', source: source ?? {} });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  const bring = async () => {
    const stream = { stream: new PassThrough({ highWaterMark: 1 << 20 }), isTTY: false, columns: 80 };
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const context = { terminal: new Terminal(stream, stream), env: { url, token: 'tl_none' }, cwd: folder };
    const client = new HttpClient(
      { url, token: 'tl_none' },
      () =>
        new RetryLimit(
          () => 0,
          () => undefined,
        ),
    );
    const options = { files: [parseFileMapping('/data=.')], library: 'library', dryRun: false };
    const file = { assetId: 'item', filePath: '/data/letter.pdf' } as SentFile['file'];
    const [brought] = await new FileBringer(context, client, options).bring([{ file, outcome: 'imported' } as SentFile]);
    return brought?.bytes;
  };

  it('sends the hash, with which the server compares the bytes', async () => {
    expect(await bring()).toEqual({ outcome: 'copied' });
    expect(created).toMatchObject([{ replaces: 'item', sha256: SHA256 }]);
  });

  it.each(['file-in-use', 'same-file'])('is unchanged if an earlier command has sent it, though refused as %s', async (code) => {
    refusal = code;
    expect(await bring()).toEqual({ outcome: 'unchanged' });
  });

  it('fails with the refusal of the server', async () => {
    refusal = 'quota-exceeded';
    expect(await bring()).toEqual({ outcome: 'failed', reason: 'It is quota-exceeded.' });
  });
});
