import { getRecording, listRecordings, me, runRecording } from '@throughline/api-client/operations';
import { askGateway } from './ask-gateway.js';
import { callApi, requireDownload } from './client.js';
import { connection } from './connection.js';
import { isGatewayUnreachable } from './problem.js';

/** Never answers; rejects when the request is aborted. */
const deadLine = (_: unknown, { signal }: RequestInit = {}): Promise<Response> =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => {
      reject(new DOMException('given up', 'AbortError'));
    });
  });

const outcomeOf = (asked: Promise<unknown>): Promise<unknown> => asked.catch((error: unknown) => error);

describe('a request to the gateway over a dead connection', () => {
  const timeout = new AbortController();
  let limits: number[];
  beforeEach(() => {
    limits = [];
    jest.spyOn(globalThis, 'fetch').mockImplementation(deadLine);
    jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      limits.push(ms);
      return timeout.signal;
    });
    connection.answered();
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('aborts a read without an answer and reports the gateway as unreachable, so that later reads are sent', async () => {
    const reads = [
      outcomeOf(callApi(listRecordings)),
      outcomeOf(callApi(getRecording, { path: { id: 'a' }, signal: new AbortController().signal })),
      outcomeOf(requireDownload('/a.png', false)),
    ];
    expect(limits).toEqual([30_000, 30_000, 30_000]);
    timeout.abort();
    expect((await Promise.all(reads)).map(isGatewayUnreachable)).toEqual([true, true, true]);
    expect(connection.now().awaySince).toBeDefined();
  });

  it('waits for a change, because its outcome would be unknown', async () => {
    const leaving = new AbortController();
    const change = outcomeOf(callApi(runRecording, { path: { id: 'a' }, signal: leaving.signal }));
    expect(limits).toEqual([]);
    leaving.abort();
    expect(isGatewayUnreachable(await change)).toBe(false);
    expect(connection.now().awaySince).toBeUndefined();
  });
});

describe('the highest seen position of the log', () => {
  const answerAt = (position: string): Response => new Response('{}', { headers: { 'Throughline-Position': position } });
  const requestsOf = (fetching: jest.SpyInstance): (string | null)[] =>
    (fetching.mock.calls as [string, RequestInit][]).map(([, init]) => new Headers(init.headers).get('Throughline-Position'));
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('is sent with every request', async () => {
    const answers = [answerAt('99'), answerAt('121'), answerAt('120'), answerAt('121')];
    const fetching = jest.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.resolve(answers.shift() ?? answerAt('0')));
    const reads = [() => callApi(me), () => callApi(listRecordings), () => callApi(listRecordings)];
    for (const read of [...reads, () => callApi(getRecording, { path: { id: 'a' } })]) await read();
    expect(requestsOf(fetching)).toEqual([null, '99', '121', '121']);
  });
});

describe('data that may be stale', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('counts as such from the answer that says so to the next answer of the API that does not', async () => {
    const since = '2026-11-20T14:03:00.000Z';
    const answers = [{ 'Throughline-Stale-Since': since }, {}, {}].map((headers) => new Response('{}', { headers }));
    jest.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.resolve(answers.shift() ?? new Response('{}')));
    const seen: (string | undefined)[] = [];
    for (const read of [() => callApi(listRecordings), askGateway, () => callApi(listRecordings)]) {
      await read();
      seen.push(connection.now().staleSince);
    }
    expect(seen).toEqual([since, since, undefined]);
  });
});
