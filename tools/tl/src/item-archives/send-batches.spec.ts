import { toCloudEvents, type CloudEvent, type Commit } from '@throughline/contracts';
import type { HttpClient } from '../client/http-client.js';
import type { CollectedItem } from './collect-items.js';
import { BatchSender, type ItemResult } from './send-batches.js';

const ID = '0190a000-0000-7000-8000-000000000001';

interface SentItem {
  readonly id: string;
  readonly after?: string;
  readonly complete: boolean;
  readonly events: readonly CloudEvent[];
}

/** An item whose commits have one event of about `bytes` each, as an archive has it. */
function itemOf(commits: number, bytes: number, incarnation?: string): CollectedItem {
  const collected = Array.from({ length: commits }, (_, index) => {
    const commit: Commit = {
      id: String(index),
      at: '2026-02-05T18:00:00.000Z',
      actor: { kind: 'user', id: 'anna' },
      causationId: 'x',
      correlationId: 'x',
      events: [
        {
          type: 'AssetDescribed',
          v: 1,
          data: { by: 'anna', fields: ['description'] },
          personal: { description: 'x'.repeat(bytes) },
        },
      ],
    };
    const position = String(10 + index);
    const lines = toCloudEvents({ assetId: ID, position, commit }, '/api/v1/recordings', incarnation);
    const events = lines.map((line) => Buffer.from(JSON.stringify(line)));
    return { position: 10 + index, lines: [index], events, bytes: events[0]?.byteLength ?? 0 };
  });
  return { id: ID, firstLine: 0, commits: collected, bytes: collected.reduce((sum, one) => sum + one.bytes, 0) };
}

/** Sends an item to a server that accepts bodies up to a size, and without a text. Returns the accepted items and the result. */
async function send(item: CollectedItem, largest = Infinity, unwanted?: string) {
  const accepted: SentItem[] = [];
  const results: ItemResult[] = [];
  const refuse = (status: number, code: string, errors?: readonly object[]) =>
    Promise.resolve({ status, body: JSON.stringify({ code, title: 'Refused', detail: 'Refused', status, errors }) });
  const answer = ({ text }: { readonly text: string }) => {
    if (unwanted !== undefined && text.includes(unwanted))
      return refuse(400, 'invalid', [{ pointer: '/items/0/events/2/data/by', message: 'must not be this' }]);
    if (text.length > largest) return refuse(413, 'too-large');
    const { items } = JSON.parse(text) as { readonly items: readonly SentItem[] };
    accepted.push(...items);
    const outcomes = items.map(({ id, complete, events }) => ({
      id,
      outcome: complete ? 'imported' : 'in-progress',
      commits: events.length,
    }));
    return Promise.resolve({ status: 200, body: JSON.stringify({ dry_run: false, items: outcomes }) });
  };
  const onResult = (result: ItemResult): Promise<void> => {
    results.push(result);
    return Promise.resolve();
  };
  const sender = new BatchSender({ answer } as unknown as HttpClient, { library: undefined, isDryRun: false, onResult });
  await sender.add(item);
  await sender.flush();
  return { accepted, results };
}

describe('the batches of a large item', () => {
  it.each([
    ['by their originref', 'old-log', ['old-log/11', 'old-log/13']],
    ['by source and position, in exports of releases that wrote no originref', undefined, ['11', '13'].map((at) => `/api/v1/recordings/${ID}#${at}`)], // prettier-ignore
  ])('name the commit that they follow, %s', async (_, incarnation, [second, third]) => {
    const { accepted, results } = await send(itemOf(5, 400_000, incarnation));
    expect(accepted.map(({ after, complete, events }) => [after, complete, events.length])).toEqual([
      [undefined, false, 2],
      [second, false, 2],
      [third, true, 1],
    ]);
    expect(results).toEqual([{ id: ID, outcome: 'imported', commits: 5 }]);
  });

  it('name it also if the server accepts smaller bodies only', async () => {
    const { accepted, results } = await send(itemOf(4, 100_000, 'old-log'), 150_000);
    expect(accepted.map(({ after, complete }) => [after, complete])).toEqual([
      [undefined, false],
      ['old-log/10', false],
      ['old-log/11', false],
      ['old-log/12', true],
    ]);
    expect(results).toMatchObject([{ outcome: 'imported', commits: 4 }]);
  });

  it('are refused alone if a single commit is too large', async () => {
    const { results } = await send(itemOf(2, 100_000, 'old-log'), 1_000);
    expect(results).toMatchObject([{ outcome: 'refused', commits: 0, problem: { code: 'too-large' } }]);
  });

  it('name the line and the item if the server refuses a request as a whole', async () => {
    const { results } = await send(itemOf(4, 100, 'old-log'), Infinity, 'old-log/12');
    const detail = `data.by must not be this. Item ${ID} is left out.`;
    expect(results).toEqual([{ id: ID, outcome: 'refused', commits: 0, problem: { code: 'invalid', line: 2, detail } }]);
  });
});

describe('the batches of small items', () => {
  const idOf = (number: number): string => `${ID.slice(0, -1)}${String(number)}`;
  const small = (number: number): CollectedItem => ({ ...itemOf(1, 900_000), id: idOf(number) });

  function openSender() {
    const requests: { readonly id: string; readonly answer: () => void; readonly fail: () => void }[] = [];
    const finishedIds: string[] = [];
    const answer = ({ text }: { readonly text: string }) =>
      new Promise((resolve, reject) => {
        const { items } = JSON.parse(text) as { readonly items: readonly SentItem[] };
        const outcomes = items.map(({ id }) => ({ id, outcome: 'imported', commits: 1 }));
        requests.push({
          id: items[0]?.id ?? '',
          answer: () => {
            resolve({ status: 200, body: JSON.stringify({ dry_run: false, items: outcomes }) });
          },
          fail: () => {
            reject(new Error('the server is away'));
          },
        });
      });
    const onResult = ({ id }: ItemResult): Promise<void> => {
      finishedIds.push(id);
      return Promise.resolve();
    };
    const sender = new BatchSender({ answer } as unknown as HttpClient, { library: undefined, isDryRun: false, onResult });
    return { sender, requests, finishedIds };
  }
  const settled = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve));

  it('are sent two at a time, and their results are told in order', async () => {
    const { sender, requests, finishedIds } = openSender();
    for (const number of [1, 2, 3]) await sender.add(small(number));
    const rest = sender.flush();
    await settled();
    expect(requests.map(({ id }) => id)).toEqual([idOf(1), idOf(2)]);
    requests[1]?.answer();
    await settled();
    expect([requests.length, finishedIds]).toEqual([2, []]);
    requests[0]?.answer();
    await settled();
    expect([requests.length, finishedIds]).toEqual([3, [idOf(1), idOf(2)]]);
    requests[2]?.answer();
    await rest;
    expect(finishedIds).toEqual([1, 2, 3].map(idOf));
  });

  it('end the import at the first one that fails, after the results of the one that was sent with it', async () => {
    const { sender, requests, finishedIds } = openSender();
    for (const number of [1, 2, 3]) await sender.add(small(number));
    const rest = sender.flush();
    await settled();
    requests[0]?.fail();
    requests[1]?.answer();
    await expect(rest).rejects.toThrow('the server is away');
    expect([requests.length, finishedIds]).toEqual([2, [idOf(2)]]);
  });

  it('end the import at a later one that fails first, after the results of the one before, and without another request', async () => {
    const { sender, requests, finishedIds } = openSender();
    for (const number of [1, 2, 3]) await sender.add(small(number));
    const rest = sender.flush();
    rest.catch(() => undefined);
    await settled();
    requests[1]?.fail();
    await settled();
    requests[0]?.answer();
    await expect(rest).rejects.toThrow('the server is away');
    expect([requests.length, finishedIds]).toEqual([2, [idOf(1)]]);
  });

  it('tell the results of the one before a failed one, also if a long item follows', async () => {
    const { sender, requests, finishedIds } = openSender();
    for (const number of [1, 2]) await sender.add(small(number));
    await sender.add(small(3));
    const rest = sender.add({ ...itemOf(4, 900_000), id: idOf(4) });
    rest.catch(() => undefined);
    await settled();
    requests[1]?.fail();
    await settled();
    expect(finishedIds).toEqual([]);
    requests[0]?.answer();
    await expect(rest).rejects.toThrow('the server is away');
    expect([requests.length, finishedIds]).toEqual([2, [idOf(1)]]);
  });
});
