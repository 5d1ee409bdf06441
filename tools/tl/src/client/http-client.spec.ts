import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpClient } from './http-client.js';
import { RetryLimit } from './retry-limit.js';

describe('HttpClient', () => {
  const positions = ['121', '120', '121'];
  const sent: (string | string[] | undefined)[] = [];
  let server: Server;
  beforeAll(async () => {
    server = createServer((request, response) => {
      sent.push(request.headers['throughline-position']);
      response.setHeader('throughline-position', positions.shift() ?? '0').end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('sends back the highest position that it received, so that later reads are never older', async () => {
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const client = new HttpClient(
      { url, token: 'tl_x' },
      () =>
        new RetryLimit(
          () => 0,
          () => undefined,
        ),
    );
    for (let read = 0; read < 3; read += 1) await client.json({ method: 'GET', path: '/api/v1/recordings' });
    expect(sent).toEqual(['0', '121', '121']);
  });
});
