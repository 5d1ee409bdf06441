import { OriginalSender, type NamedOriginal } from './original-sender.js';

interface OriginalRequest {
  readonly items: readonly NamedOriginal[];
}

/** A server that looks for so many files of each request. */
class SlowServer {
  readonly requests: (readonly string[])[] = [];
  /** The number of first requests in which it waits for another call. */
  busyRequests = 0;

  constructor(private readonly most: number) {}

  json({ body }: { readonly body?: unknown }): Promise<Readonly<Record<string, unknown>>> {
    const ids = (body as OriginalRequest).items.map(({ id }) => id);
    this.requests.push(ids);
    const most = this.requests.length > this.busyRequests ? this.most : 0;
    const problem = { code: 'unavailable', detail: 'Nobody has looked for the file yet.' };
    const items = ids.map((id, index) => (index < most ? { id, outcome: 'bound' } : { id, outcome: 'refused', problem }));
    return Promise.resolve({ items });
  }
}

const originals = (count: number): readonly NamedOriginal[] =>
  Array.from({ length: count }, (_, index) => ({ id: String(index), folder: 'scans', path: `${String(index)}.pdf` }));
const send = async (server: SlowServer, count: number): Promise<readonly string[]> => {
  const outcomes = await new OriginalSender(server, { library: 'one', dryRun: false }).send(originals(count));
  return [...outcomes.values()].map((one) => ('reason' in one ? one.reason : one.outcome));
};

describe('the sender of files that stay in folders of the server', () => {
  it('asks again for files that the server did not reach in time', async () => {
    const server = new SlowServer(2);
    expect(await send(server, 5)).toEqual(['left', 'left', 'left', 'left', 'left']);
    expect(server.requests).toEqual([['0', '1', '2', '3', '4'], ['2', '3', '4'], ['4']]);
  });

  it('asks again once after a request in which the server reached no file', async () => {
    const server = new SlowServer(1);
    server.busyRequests = 1;
    expect(await send(server, 2)).toEqual(['left', 'left']);
    expect(server.requests).toEqual([['0', '1'], ['0', '1'], ['1']]);
  });

  it('gives up a batch of which the server twice reaches no file, and sends the next one', async () => {
    const server = new SlowServer(0);
    expect(new Set(await send(server, 101))).toEqual(new Set(['Nobody has looked for the file yet.']));
    expect(server.requests.map(({ length }) => length)).toEqual([100, 100, 1, 1]);
  });
});
