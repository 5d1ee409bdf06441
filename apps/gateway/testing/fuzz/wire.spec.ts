import { connect } from 'node:net';
import { problemKinds } from '#src/kit/http/problems/catalogue.js';
import { openMemoryGateway, type MemoryGateway } from '#src/testing/memory-gateway.js';

const ITEM = '/api/v1/recordings/0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';

/** Requests that no client library would send, as raw bytes. `{token}` stands for a valid token. */
const REQUESTS: readonly (readonly [string, string])[] = [
  ['dots in the path', 'GET /api/v1/../../etc/passwd HTTP/1.1\r\nHost: x\r\n'],
  ['encoded dots in the path', 'GET /api/v1/recordings/%2e%2e/%2e%2e/health HTTP/1.1\r\nHost: x\r\n'],
  ['backslashes', 'GET \\api\\v1\\about HTTP/1.1\r\nHost: x\r\n'],
  ['two slashes', 'GET //api//v1//about HTTP/1.1\r\nHost: x\r\n'],
  ['a whole URL', 'GET http://elsewhere/api/v1/about HTTP/1.1\r\nHost: x\r\n'],
  ['a star', 'OPTIONS * HTTP/1.1\r\nHost: x\r\n'],
  ['a fragment', `GET ${ITEM}#x HTTP/1.1\r\nHost: x\r\n`],
  ['bytes that are no ASCII', 'GET /api/v1/recordings/\u00ff\u00fe HTTP/1.1\r\nHost: x\r\n'],
  ['a space in the path', 'GET /api/v1/ about HTTP/1.1\r\nHost: x\r\n'],
  ['no host', 'GET /api/v1/about HTTP/1.1\r\n'],
  ['two hosts', 'GET /api/v1/about HTTP/1.1\r\nHost: a\r\nHost: b\r\n'],
  ['an old version', 'GET /api/v1/about HTTP/0.9\r\n'],
  ['a version to come', 'GET /api/v1/about HTTP/9.9\r\nHost: x\r\n'],
  ['a method in lower case', 'get /api/v1/about HTTP/1.1\r\nHost: x\r\n'],
  ['a method that nobody knows', 'BREW /api/v1/about HTTP/1.1\r\nHost: x\r\n'],
  ['two lengths', 'POST /api/v1/me/tokens HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n'],
  ['a length and chunks', 'POST /api/v1/me/tokens HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n'],
  ['a negative length', 'POST /api/v1/me/tokens HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n'],
  ['an endless length', 'POST /api/v1/me/tokens HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n'],
  ['an unknown coding', 'POST /api/v1/me/tokens HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n'],
  ['a header without a name', 'GET /api/v1/about HTTP/1.1\r\nHost: x\r\n: y\r\n'],
  ['a header with NUL', 'GET /api/v1/about HTTP/1.1\r\nHost: x\r\nX: a\u0000b\r\n'],
  ['a folded header', 'GET /api/v1/about HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n'],
  ['two tokens', 'GET /api/v1/recordings HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nAuthorization: Bearer x\r\n'],
  ['a thousand headers', `GET /api/v1/about HTTP/1.1\r\nHost: x\r\n${'X: y\r\n'.repeat(1_000)}`],
  ['two request ids', 'GET /api/v1/nothing HTTP/1.1\r\nHost: x\r\nX-Request-Id: a\r\nX-Request-Id: b\r\n'],
  ['an expectation', 'GET /api/v1/about HTTP/1.1\r\nHost: x\r\nExpect: the-unexpected\r\n'],
];

describe('raw requests that no client library would send', () => {
  let gateway: MemoryGateway;
  let port: number;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
    await gateway.app.listen(0, '127.0.0.1');
    port = Number(new URL(await gateway.app.getUrl()).port);
  });
  afterAll(() => gateway.close());

  const say = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(Buffer.from(text, 'latin1')));
      const chunks: Buffer[] = [];
      socket.on('data', (chunk) => chunks.push(chunk)).on('error', reject);
      socket.on('close', () => {
        resolve(Buffer.concat(chunks).toString());
      });
    });

  it.each(REQUESTS)('with %s are answered, or refused with a problem document', async (_, head) => {
    const answer = await say(`${head.replace('{token}', gateway.token)}Connection: close\r\n\r\n`);
    const [top = '', body = ''] = answer.split('\r\n\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(top)?.[1]);
    expect(status).toBeGreaterThanOrEqual(200);
    expect(status).toBeLessThan(500);
    expect(top.toLowerCase()).toContain('\r\nx-request-id: ');
    if (status < 400) return;
    expect(top.toLowerCase()).toContain('\r\ncontent-type: application/problem+json');
    const { code } = JSON.parse(body) as { code: string };
    expect(Object.keys(problemKinds)).toContain(code);
    expect(body).not.toMatch(/\bat .*:\d+|node_modules|Parse Error/);
  });
});
