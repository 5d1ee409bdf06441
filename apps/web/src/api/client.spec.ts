import { ask } from './client.js';
import { connection } from './connection.js';
import { isAway } from './problem.js';

/** A line on which nothing comes back, until it is given up. */
const deadLine = (_: unknown, { signal }: RequestInit = {}): Promise<Response> =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => {
      reject(new DOMException('given up', 'AbortError'));
    });
  });

const outcomeOf = (asked: Promise<unknown>): Promise<unknown> => asked.catch((error: unknown) => error);

describe('an exchange with the gateway over a line that is dead', () => {
  const patience = new AbortController();
  let limits: number[];
  beforeEach(() => {
    limits = [];
    jest.spyOn(globalThis, 'fetch').mockImplementation(deadLine);
    jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      limits.push(ms);
      return patience.signal;
    });
    connection.heard();
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('gives a read up that is not answered, and says that the gateway is away: otherwise nothing more would be asked', async () => {
    const reads = [outcomeOf(ask('recordings')), outcomeOf(ask('recordings/a', { signal: new AbortController().signal }))];
    expect(limits).toEqual([30_000, 30_000]);
    patience.abort();
    expect((await Promise.all(reads)).map(isAway)).toEqual([true, true]);
    expect(connection.now().awaySince).toBeDefined();
  });

  it('waits for a change, as nobody would know whether it was made', async () => {
    const leaving = new AbortController();
    const change = outcomeOf(ask('recordings/a/run', { method: 'POST', signal: leaving.signal }));
    expect(limits).toEqual([]);
    leaving.abort();
    expect(isAway(await change)).toBe(false);
    expect(connection.now().awaySince).toBeUndefined();
  });
});

describe('the position of the log that this page has been shown', () => {
  const answerAt = (position: string): Response => new Response('{}', { headers: { 'Throughline-Position': position } });
  const sent = (fetching: jest.SpyInstance): (string | null)[] =>
    (fetching.mock.calls as [string, RequestInit][]).map(([, init]) => new Headers(init.headers).get('Throughline-Position'));
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('is sent back with every request, and is the highest of all answers', async () => {
    const answers = [answerAt('99'), answerAt('121'), answerAt('120'), answerAt('121')];
    const fetching = jest.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.resolve(answers.shift() ?? answerAt('0')));
    for (const path of ['me', 'recordings', 'recordings', 'recordings/a']) await ask(path);
    expect(sent(fetching)).toEqual([null, '99', '121', '121']);
  });
});
