import { setTimeout as delay } from 'node:timers/promises';
import { newAssetId, partitionOf } from '@throughline/contracts';
import { startNats, type TestNats } from '@throughline/stack/testing';
import { NO_REVISION, START, parsePosition } from '../order/order.js';
import { commitOf, started } from '../testing/commits.js';
import { PARTITIONS, openClient, type Client } from '../testing/jetstream-harness.js';
import { measureLags } from './lag.jetstream.js';

function otherAssetId(than: number): string {
  for (;;) {
    const assetId = newAssetId();
    if (partitionOf(assetId, PARTITIONS) !== than) return assetId;
  }
}

describe('the lag of a reader', () => {
  let nats: TestNats;
  let client: Client;
  beforeAll(async () => {
    nats = await startNats();
    client = await openClient(nats.url);
  });
  afterAll(async () => {
    await client.close();
    await nats.stop();
  });

  it('counts commits and time by partition, and is omitted for a checkpoint of another log', async () => {
    const { id: incarnation } = await client.store.incarnation();
    const at = (partition: number, position = START): Parameters<typeof measureLags>[1][number] => ({
      partition,
      incarnation,
      position,
    });
    expect(await measureLags(client.nc, [at(0), at(1)])).toEqual([
      { partition: 0, commits: 0, ms: 0 },
      { partition: 1, commits: 0, ms: 0 },
    ]);
    const assetId = newAssetId();
    const partition = partitionOf(assetId, PARTITIONS);
    const first = await client.store.append(assetId, commitOf(started()), NO_REVISION);
    await delay(30);
    // Commits of other partitions in between do not count.
    const other = otherAssetId(partition);
    await client.store.append(other, commitOf(started()), NO_REVISION);
    const second = await client.store.append(assetId, commitOf(started()), first.revision);
    const [behind] = await measureLags(client.nc, [at(partition)]);
    expect(behind).toMatchObject({ partition, commits: 2 });
    expect(behind?.ms).toBeGreaterThanOrEqual(20);
    const elsewhere = [0, 1, 2, 3].find((each) => each !== partition && each !== partitionOf(other, PARTITIONS)) ?? 0;
    expect(
      await measureLags(client.nc, [at(partition, first.position), at(partition, second.position), at(elsewhere)]),
    ).toMatchObject([{ commits: 1 }, { commits: 0, ms: 0 }, { partition: elsewhere, commits: 0, ms: 0 }]);
    const unknown = [{ ...at(partition), incarnation: 'another' }, at(partition, parsePosition('99'))];
    expect(await measureLags(client.nc, unknown)).toEqual([]);
  });

  it('fails with unavailable if the log does not answer', async () => {
    const { id: incarnation } = await client.store.incarnation();
    await nats.kill();
    try {
      await expect(measureLags(client.nc, [{ partition: 0, incarnation, position: START }])).rejects.toMatchObject({
        kind: 'unavailable',
      });
    } finally {
      await nats.restart();
    }
  }, 30_000);
});
