import { Agent, request } from 'node:http';
import { openMemoryGateway, type MemoryGateway } from '#src/testing/memory-gateway.js';

const TYPE = 'multipart/form-data; boundary=b';
/** More than the parser and the socket keep in their buffers before they pause. */
const LONG = 'x'.repeat(1_000_000);
const formOf = (name: string): string =>
  `--b\r\ncontent-disposition: form-data; name="${name}"; filename="talk.mp4"\r\n\r\n${LONG}\r\n--b--\r\n`;

const JSON_TYPE = 'application/json';
/** More than a server takes in while nobody reads. */
const OVER_THE_LIMIT = JSON.stringify({ name: 'x'.repeat(20_000_000) });

describe('a connection on which a body was refused before its end', () => {
  let gateway: MemoryGateway;
  let port: number;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  beforeAll(async () => {
    gateway = await openMemoryGateway();
    await gateway.app.listen(0, '127.0.0.1');
    port = Number(new URL(await gateway.app.getUrl()).port);
  });
  afterAll(async () => {
    agent.destroy();
    await gateway.close();
  });

  const ask = (
    method: string,
    path: string,
    body?: string,
    type = TYPE,
  ): Promise<readonly [status: number | undefined, port: number]> =>
    new Promise((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${gateway.token}`,
        ...(body === undefined ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(body) }),
      };
      const sent = request({ agent, method, host: '127.0.0.1', port, path, headers });
      sent.on('error', reject).on('response', (answer) => {
        const used = answer.socket.localPort ?? 0;
        answer.resume().on('end', () => {
          resolve([answer.statusCode, used]);
        });
      });
      sent.end(body);
    });

  it.each([
    ['a form', '/api/v1/recordings', formOf('another'), TYPE, 400],
    ['JSON over the limit', '/api/v1/me/tokens', OVER_THE_LIMIT, JSON_TYPE, 413],
  ])('gives the answer about %s, and answers the next request', async (_, path, body, type, status) => {
    const [refused, first] = await ask('POST', path, body, type);
    const [answered, second] = await ask('GET', '/api/v1/about');
    expect([refused, answered]).toEqual([status, 200]);
    expect(second).toBe(first);
  });
});
