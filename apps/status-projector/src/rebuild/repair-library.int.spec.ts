import { newAssetId } from '@throughline/contracts';
import { aCommit } from '@throughline/contracts/testing';
import type { MemoryEventStore } from '@throughline/event-store/testing';
import { recordingFold } from '../fold/recording-fold.js';
import { appendJourney, readyRecording } from '../testing/journeys.js';
import { foldWith, type Projection } from '../testing/projection.js';
import { withProjection } from '../testing/with-projection.js';
import { verify, type RebuildOptions } from './rebuild.js';
import { repairAll } from './verify-command.js';

describe('the repair of one library in place', () => {
  let projection: Projection;
  let store: MemoryEventStore;
  withProjection(2, (fresh) => {
    ({ projection, store } = fresh);
  });
  const options = (overrides: Partial<RebuildOptions> = {}): Omit<RebuildOptions, 'dryRun'> => ({
    pool: projection.pool,
    store,
    fold: recordingFold,
    signal: new AbortController().signal,
    maxEvents: 100,
    settleMs: 60_000,
    ...overrides,
  });
  const announced: string[] = [];
  const repair = async (assetIds: ReadonlySet<string>, fold = recordingFold) => {
    announced.length = 0;
    const lines: string[] = [];
    const nc = { publish: (subject: string) => void announced.push(subject) };
    const connections = { pool: projection.pool, store, nc } as unknown as Parameters<typeof repairAll>[0];
    const signal = new AbortController().signal;
    return { ...(await repairAll(connections, fold, { assetIds, signal, print: (text) => lines.push(text) })), lines };
  };
  /** Two recordings of `owner-1`, and one that has moved to `other`. */
  const show = async () => {
    const [one, two, moved] = [readyRecording(), readyRecording(), readyRecording()];
    for (const journey of [one, two, moved]) await appendJourney(store, journey);
    const data = { by: 'owner-1', from: 'owner-1', to: 'other', outputs: [] };
    const transfer = aCommit([{ type: 'AssetTransferred', v: 1, data }]);
    await store.append(moved.assetId, transfer, await store.head(moved.assetId));
    projection.start(store);
    await projection.caughtUp(store);
    return { one, two, moved };
  };

  it('reports and repairs its items alone, by the owner in the log or in the rows', async () => {
    const { one, two, moved } = await show();
    const before = await projection.contents();
    await projection.rows(`update projection.asset set owner = 'thief' where asset_id = $1`, [one.assetId]);
    await projection.rows(`delete from projection.processing_step where asset_id = $1 and step = 'TRIM'`, [two.assetId]);
    await projection.rows(`update projection.asset set title = 'Wrong' where asset_id = $1`, [moved.assetId]);
    const found = new Set<string>();
    const report = await verify(options({ library: 'owner-1', onDifferent: (assetId) => found.add(assetId) }));
    expect(report).toMatchObject({ count: 2, swapped: false });
    expect([...found].sort()).toEqual([one.assetId, two.assetId].sort());
    expect((await verify(options({ library: 'thief' }))).differences.map(({ assetId }) => assetId)).toEqual([one.assetId]);

    expect(await repair(found)).toEqual({ repaired: 2, notRepaired: [], lines: [] });
    expect(announced.length).toBeGreaterThan(0);
    expect(await verify(options({ library: 'owner-1' }))).toMatchObject({ count: 0 });
    expect(await verify(options({ library: 'other' }))).toMatchObject({ count: 1 });
    expect((await repair(new Set([moved.assetId]))).repaired).toBe(1);
    expect(await projection.contents()).toEqual(before);
  });

  it('refuses a library that no item belongs to', async () => {
    await show();
    await expect(verify(options({ library: 'nobody' }))).rejects.toMatchObject({ kind: 'unknown-library' });
  });

  it('goes on with the other items after one that cannot be repaired', async () => {
    const { one, two } = await show();
    const before = await projection.contents();
    await projection.rows(`update projection.asset set status = 'INITIALIZED' where asset_id = any($1::uuid[])`, [
      [one.assetId, two.assetId],
    ]);
    const steps = recordingFold.steps.bind(recordingFold);
    let times = 0;
    const failing = foldWith({
      steps: (folded) => {
        times += 1;
        if (times === 1) throw new TypeError('no such step');
        return steps(folded);
      },
    });
    const odd = 'no id at all';
    expect(await repair(new Set([one.assetId, odd, two.assetId]), failing)).toEqual({
      repaired: 1,
      notRepaired: [one.assetId, odd],
      lines: [`${one.assetId} could not be repaired: no such step`],
    });
    await repair(new Set([one.assetId, newAssetId()]));
    expect(await projection.contents()).toEqual(before);
  });
});
