import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBrokerProblem } from './broker-problem.js';

describe('the reason why NATS stores no messages', () => {
  let server: Server;
  let answer: { readonly status: number; readonly body: string };
  /** Answers to the next requests, before `answer`. */
  const answers: (typeof answer)[] = [];
  let url: string;
  beforeAll(async () => {
    server = createServer((request, response) => {
      const { status, body } = answers.shift() ?? answer;
      response.writeHead(request.url === '/healthz' ? status : 404).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('is the error of its health check', async () => {
    answer = {
      status: 503,
      body: '{"status":"unavailable","error":"JetStream stream \'A\' write error: no space left on device"}',
    };
    expect(await readBrokerProblem(url)).toBe("JetStream stream 'A' write error: no space left on device");
  });

  it.each(['a write error, but no JSON', '{"status":"a write error"}'])(
    'is the answer itself if it has no error: %j',
    async (body) => {
      answer = { status: 503, body };
      expect(await readBrokerProblem(url)).toBe(body);
    },
  );

  it('is undefined of a server that is healthy, unhealthy for another reason, or away', async () => {
    answer = { status: 503, body: '{"error":"JetStream stream \'A\' could not be recovered"}' };
    expect(await readBrokerProblem(url)).toBeUndefined();
    answer = { status: 200, body: '{"status":"ok"}' };
    expect(await readBrokerProblem(url)).toBeUndefined();
    expect(await readBrokerProblem('http://127.0.0.1:1')).toBeUndefined();
  });

  it.each([
    [['a write error', 'a write error', 'ok'], 'a write error'],
    [['a write error', 'ok', 'ok'], undefined],
  ])('is known of a cluster once more than half of its members have it: %j', async (bodies, problem) => {
    answers.push(...bodies.map((body) => ({ status: body === 'ok' ? 200 : 503, body })));
    expect(await readBrokerProblem(url, () => Promise.resolve(bodies.map(() => '127.0.0.1')))).toBe(problem);
  });
});
