import type { IncomingMessage } from 'node:http';
import { startWebServer, type LocalServer } from '../testing/local-server.js';
import { checkFile } from './demo.js';
import { GatewayClient } from './gateway-client.js';

describe('what is to be put through', () => {
  it.each(['https://files.example/talk.mp4', 'HTTP://files.example/talk.mp4'])(
    'is an address, which the run looks into: %s',
    async (url) => {
      expect(await checkFile(url)).toBe(url);
    },
  );

  it.each(['nothing.mp4', '.'])('is no file that can be read: %s', async (file) => {
    await expect(checkFile(file)).rejects.toMatchObject({ message: expect.stringContaining('is not a file') as string });
  });

  it('is no address of a kind that nothing fetches', async () => {
    await expect(checkFile('ftp://files.example/talk.mp4')).rejects.toMatchObject({
      message: 'addresses of the kind ftp:// are not supported: only https:// and http:// are',
    });
  });
});

describe('putting an address through', () => {
  let server: LocalServer;
  let seen: { key: unknown; body: unknown }[];
  beforeEach(async () => {
    seen = [];
    const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      return JSON.parse(Buffer.concat(chunks).toString());
    };
    server = await startWebServer((request, response) => {
      void bodyOf(request).then((body) => {
        seen.push({ key: request.headers['idempotency-key'], body });
        const status = seen.length === 1 ? 503 : 202;
        response
          .writeHead(status, { 'content-type': 'application/json' })
          .end(JSON.stringify({ id: 'r', title: 'Talk', status: 'INITIALIZED' }));
      });
    });
  });
  afterEach(() => server.close());

  it('registers and runs it, under one key while the gateway is away', async () => {
    const client = new GatewayClient(server.url, 'token');
    const url = 'https://files.example/talk.mp4';
    const pushed = await client.pushAddress({ url, language: 'en', key: 'start-1' }, new AbortController().signal);
    expect(pushed).toMatchObject({ recording: { id: 'r' }, before: false });
    const asked = { key: 'start-1', body: { url, run: true, language: 'en' } };
    expect(seen).toEqual([asked, asked]);
  });
});
