import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { FakeServer } from './fake-server.js';
import { matchRequests } from './faults.js';

describe('FakeServer', () => {
  let server: FakeServer;
  let handled: number;
  beforeEach(async () => {
    handled = 0;
    server = await FakeServer.start(
      ({ body }) => {
        handled += 1;
        return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ took: body.length }) };
      },
      { maxBodyBytes: 1_000 },
    );
  });
  afterEach(() => server.close());
  const post = (body: string, path = '/things?x=1'): Promise<Response> => fetch(`${server.url}${path}`, { method: 'POST', body });

  it('answers, and logs the request', async () => {
    expect(await (await post('four')).json()).toEqual({ took: 4 });
    expect(server.log).toMatchObject([
      { method: 'POST', target: '/things?x=1', bodyBytes: 4, text: 'four', status: 200, fault: undefined },
    ]);
  });

  it('refuses a body over the limit', async () => {
    expect((await post('x'.repeat(1_001))).status).toBe(413);
    expect(handled).toBe(0);
  });

  it('never handles an incomplete request', async () => {
    const socket = connect(server.port, '127.0.0.1');
    socket.end('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nfour');
    await text(socket).catch(() => '');
    expect(handled).toBe(0);
    expect(server.log).toMatchObject([{ bodyBytes: 4, status: undefined }]);
  });

  it('sends a scripted answer as often as scripted, and only to matching requests', async () => {
    server.faults.add({
      fault: { kind: 'answer', status: 429, headers: { 'retry-after': '7' }, body: '{}' },
      on: matchRequests('POST', /^\/things/),
      skip: 1,
      times: 2,
    });
    const statuses: number[] = [];
    for (const path of ['/things', '/other', '/things', '/things', '/things']) statuses.push((await post('x', path)).status);
    expect(statuses).toEqual([200, 200, 429, 429, 200]);
    expect(handled).toBe(3);
  });

  it('cuts the connection within a request, which is then not handled', async () => {
    server.faults.add({ fault: { kind: 'drop-request', afterBytes: 2 } });
    await expect(post('four')).rejects.toThrow('fetch failed');
    expect(handled).toBe(0);
  });

  it('handles the request, and cuts the connection before the answer', async () => {
    server.faults.add({ fault: { kind: 'drop-answer' } });
    await expect(post('four')).rejects.toThrow('fetch failed');
    expect(handled).toBe(1);
  });

  it('cuts the connection within an answer', async () => {
    server.faults.add({ fault: { kind: 'drop-answer', afterBytes: 3 } });
    const answer = await post('four');
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow('terminated');
  });

  it('sends a shortened answer, or one in pieces', async () => {
    server.faults.add({ fault: { kind: 'cut-answer', afterBytes: 5 } }, { fault: { kind: 'slow-answer', bytes: 3, everyMs: 1 } });
    expect(await (await post('four')).text()).toBe('{"too');
    expect(await (await post('four')).text()).toBe('{"took":4}');
  });

  it('leaves a request without an answer until the client gives up or the server closes', async () => {
    server.faults.add({ fault: { kind: 'hang' }, times: 2 });
    const client = new AbortController();
    const gaveUp = fetch(server.url, { signal: client.signal }).catch((error: unknown) => error);
    while (server.log.length < 1) await new Promise((resolve) => setImmediate(resolve));
    client.abort();
    expect(await gaveUp).toMatchObject({ name: 'AbortError' });
    const hanging = fetch(server.url).catch((error: unknown) => error);
    while (server.log.length < 2) await new Promise((resolve) => setImmediate(resolve));
    await server.close();
    expect(await hanging).toMatchObject({ message: 'fetch failed' });
    server = await FakeServer.start(() => ({ status: 200 }));
  });
});
