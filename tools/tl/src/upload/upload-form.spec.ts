import { utimesSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpClient } from '../client/http-client.js';
import { RetryLimit } from '../client/retry-limit.js';
import { findSourceFile } from './source-file.js';
import { uploadForm } from './upload-form.js';

describe('uploadForm', () => {
  let folder: string;
  let server: Server;
  /** Lengths of the bodies that arrived completely. */
  let whole: number[];
  beforeEach(async () => {
    whole = [];
    folder = await mkdtemp(join(tmpdir(), 'tl-form-'));
    await writeFile(join(folder, 'talk.mp4'), 'x'.repeat(300_000));
    server = createServer((request, response) => {
      let size = 0;
      request.on('data', (chunk: Buffer) => (size += chunk.byteLength));
      request.on('end', () => {
        whole.push(size);
        response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"r"}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  const push = async (onProgress: () => void): Promise<unknown> => {
    const newPatience = (): RetryLimit =>
      new RetryLimit(
        () => 60_000,
        () => undefined,
      );
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const file = await findSourceFile(join(folder, 'talk.mp4'));
    const upload = { file, fields: {}, key: undefined, onProgress };
    return uploadForm(new HttpClient({ url, token: 'tl_x' }, newPatience), upload, newPatience());
  };

  it('sends the whole file', async () => {
    expect(await push(() => undefined)).toEqual({ id: 'r' });
    expect(whole).toEqual([expect.any(Number)]);
    expect(whole[0]).toBeGreaterThan(300_000);
  });

  it('does not finish the request if the file changes meanwhile', async () => {
    const change = (): void => {
      utimesSync(join(folder, 'talk.mp4'), 1, 1);
    };
    await expect(push(change)).rejects.toMatchObject({
      exit: 'usage',
      message: expect.stringContaining('has changed') as string,
    });
    expect(whole).toEqual([]);
  });
});
