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

/** Sends an item to a server that accepts bodies up to a size. Returns the accepted items and the result. */
async function send(item: CollectedItem, largest = Infinity) {
  const accepted: SentItem[] = [];
  const results: ItemResult[] = [];
  const answer = ({ text }: { readonly text: string }) => {
    if (text.length > largest)
      return Promise.resolve({
        status: 413,
        body: JSON.stringify({ code: 'too-large', title: 'Too large', detail: 'Too large', status: 413 }),
      });
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
});
