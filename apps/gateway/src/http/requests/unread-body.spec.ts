import { Agent, request } from 'node:http';
import { openMemoryGateway, type MemoryGateway } from '#src/testing/memory-gateway.js';

const TYPE = 'multipart/form-data; boundary=b';
/** More than the parser and the socket keep in their buffers before they pause. */
const LONG = 'x'.repeat(1_000_000);
const formOf = (name: string): string =>
  `--b\r\ncontent-disposition: form-data; name="${name}"; filename="talk.mp4"\r\n\r\n${LONG}\r\n--b--\r\n`;

describe('a connection on which a form was refused before its end', () => {
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

  const ask = (method: string, path: string, body?: string): Promise<readonly [status: number | undefined, port: number]> =>
    new Promise((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${gateway.token}`,
        ...(body === undefined ? {} : { 'content-type': TYPE, 'content-length': Buffer.byteLength(body) }),
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

  it('answers the next request', async () => {
    const [refused, first] = await ask('POST', '/api/v1/recordings', formOf('another'));
    const [answered, second] = await ask('GET', '/api/v1/about');
    expect([refused, answered]).toEqual([400, 200]);
    expect(second).toBe(first);
  });
});
