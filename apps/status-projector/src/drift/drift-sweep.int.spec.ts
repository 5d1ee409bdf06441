import { partitionOf } from '@throughline/contracts';
import { MemoryEventStore } from '@throughline/event-store/testing';
import { startPostgres, type TestPostgres } from '@throughline/stack/testing';
import { recordingFold } from '../fold/recording-fold.js';
import { Projection, foldWith } from '../testing/projection.js';
import { readyRecording } from '../testing/journeys.js';
import { findItem } from './find-item.js';
import { hashState } from '../rows/asset-row.js';
import type { StoredRow } from '../rows/stored-assets.js';
import { DriftSweep, computePause, type DriftSweepOptions } from './drift-sweep.js';
import { readStoredItemRows } from './stored-rows.js';
import { verifyAndRepair, verifyItem } from './verify-item.js';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('the rate of the drift sweep', () => {
  it('never exceeds the limit, and starts a pass every 30 seconds while there are few rows', () => {
    expect(computePause({ rows: 200, isLast: false, passMs: 0 }, 200)).toBe(1_000);
    expect(computePause({ rows: 3, isLast: true, passMs: 10 }, 200)).toBe(29_990);
    expect(computePause({ rows: 200, isLast: true, passMs: 40_000 }, 200)).toBe(1_000);
  });
});

describe('the repair of rows that were edited by hand while their item is idle', () => {
  let server: TestPostgres;
  let projection: Projection;
  let store: MemoryEventStore;
  const [first, second] = [readyRecording(), readyRecording()];
  beforeAll(async () => {
    server = await startPostgres();
    projection = await Projection.open(server);
    store = new MemoryEventStore({ partitions: 2 });
    await projection.show(store, first, second);
  });
  afterAll(async () => {
    await projection.close();
    await server.stop();
  });

  const repaired = jest.fn();
  const sweepAll = async (rowsPerSecond = 200, fold = recordingFold): Promise<void> => {
    const { pool } = projection.service;
    const sweep = new DriftSweep({
      pool,
      store,
      fold,
      rowsPerSecond,
      isProjected: () => true,
      onRepaired: repaired,
      log: silent,
    });
    let after: string | undefined;
    do ({ last: after } = await sweep.page(after));
    while (after !== undefined);
  };
  const repairs = async (): Promise<{ asset_id: string; detail: Record<string, Record<string, unknown>> }[]> =>
    projection.rows(`select asset_id, detail from ops.ops_log where kind = 'drift-repaired' order by id`);

  it.each([
    ['the status', `update projection.asset set status = 'INITIALIZED'`, 'status'],
    ['the owner', `update projection.asset set owner = 'thief'`, 'owner'],
    ['the deletion', `update projection.asset set deleted_at = now()`, 'deleted_at'],
    ['a time that is no date', `update projection.asset set updated_at = 'infinity'`, 'updated_at'],
    ['the title', `update projection.asset set title = 'Another'`, 'title'],
    ['a flag of the quarantine', `update projection.asset set quarantined = true`, 'quarantined'],
    ['the row', `delete from projection.asset`, 'row'],
  ])('restores %s from the fold, and reports the changed column', async (_, change, column) => {
    const before = await projection.contents();
    const known = (await repairs()).length;
    await projection.rows(`${change} where asset_id = $1`, [first.assetId]);
    expect(await projection.contents()).not.toEqual(before);
    await sweepAll();
    expect(await projection.contents()).toEqual(before);
    const newRepairs = (await repairs()).slice(known);
    expect(newRepairs).toMatchObject([{ asset_id: first.assetId }]);
    expect(Object.keys(newRepairs[0]?.detail['asset'] ?? {})).toContain(column);
    await sweepAll();
    expect(await repairs()).toHaveLength(known + 1);
  });

  it.each([
    ['the status', `update projection.processing_step set status = 'failed' where asset_id = $1 and step = 'TRIM'`],
    ['the step', `delete from projection.processing_step where asset_id = $1 and step = 'TRIM'`],
  ])('restores %s of a step from the fold', async (_, change) => {
    const before = await projection.contents();
    await projection.rows(change, [first.assetId]);
    await sweepAll();
    expect(await projection.contents()).toEqual(before);
    expect((await repairs()).at(-1)?.detail).toMatchObject({ steps: { TRIM: expect.anything() as object } });
  });

  it('compares the other items if one cannot be compared', async () => {
    const before = await projection.contents();
    const ids = [first.assetId, second.assetId].sort();
    const [bad, good] = ids;
    const fold = foldWith({
      steps: (folded) => {
        if ((folded.state as { readonly assetId: string }).assetId === bad) throw new TypeError('no steps');
        return recordingFold.steps(folded);
      },
    });
    await projection.rows(`update projection.asset set status = 'INITIALIZED' where asset_id = $1`, [good]);
    await sweepAll(200, fold);
    expect(await projection.contents()).toEqual(before);
  });

  it('deletes rows of an item that is not in the log', async () => {
    const before = await projection.contents();
    await projection.copyRow(second.assetId, '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11');
    await sweepAll(1);
    expect(await projection.contents()).toEqual(before);
    expect((await repairs()).at(-1)?.detail).toEqual({ asset: { row: { before: 'present', after: 'removed' } } });
  });

  it('reports the values before and after without personal text, and counts the repair', async () => {
    const all = await repairs();
    expect(all[0]?.detail['asset']?.['status']).toEqual({ before: 'INITIALIZED', after: 'READY' });
    expect(JSON.stringify(all)).not.toContain('Another');
    expect(repaired).toHaveBeenCalledTimes(all.length);
  });

  describe('the check of one item', () => {
    const parts = () => ({ pool: projection.pool, store, fold: recordingFold });

    it('finds that the rows agree with the log, reads it once, and changes nothing', async () => {
      const before = await projection.contents();
      const load = jest.spyOn(store, 'load');
      expect(await verifyAndRepair(parts(), first.assetId)).toMatchObject({
        found: { found: true, status: { stored: 'READY', rebuilt: 'READY' }, differences: {}, held: null, repaired: false },
        batch: undefined,
      });
      expect(load).toHaveBeenCalledTimes(1);
      load.mockRestore();
      expect(await projection.contents()).toEqual(before);
    });

    it('finds and repairs a row that the sweep overlooks because its hash was forged', async () => {
      const before = await projection.contents();
      await projection.rows(`update projection.asset set status = 'INITIALIZED' where asset_id = $1`, [first.assetId]);
      const rows = (await readStoredItemRows(projection.pool, [first.assetId])).get(first.assetId);
      const forged = hashState(rows?.asset as StoredRow);
      await projection.rows(`update projection.asset set state_hash = $2 where asset_id = $1`, [first.assetId, forged]);
      await sweepAll();
      expect(await projection.contents()).not.toEqual(before);

      const report = await verifyItem(parts(), first.assetId);
      expect(report).toMatchObject({
        status: { stored: 'INITIALIZED', rebuilt: 'READY' },
        differences: { asset: { status: { before: 'INITIALIZED', after: 'READY' }, state_hash: 'changed' } },
        repaired: false,
      });
      expect(await projection.contents()).not.toEqual(before);
      const { left, batch } = await verifyAndRepair(parts(), first.assetId);
      expect(left).toMatchObject({ differences: {}, repaired: true });
      expect([...(batch?.changed.keys() ?? [])]).toEqual([first.assetId]);
      expect(await projection.contents()).toEqual(before);
    });

    it('counts audit rows, and writes missing ones again', async () => {
      const before = await projection.contents();
      await projection.rows(`alter table projection.audit_log disable trigger user`);
      await projection.rows(`delete from projection.audit_log where asset_id = $1 and type = 'RunStarted'`, [first.assetId]);
      await projection.rows(`alter table projection.audit_log enable trigger user`);
      const { found, left } = await verifyAndRepair(parts(), first.assetId);
      expect([found.differences, left.differences, left.repaired]).toEqual([{ audit: { missing: 1 } }, {}, true]);
      expect(await projection.contents()).toEqual(before);
      expect((await repairs()).at(-1)).toMatchObject({ asset_id: first.assetId, detail: { audit: { missing: 1 } } });
    });

    it('neither reports nor notes changed audit rows as repaired', async () => {
      const change = async (column: string, other: string): Promise<void> => {
        await projection.rows(`alter table projection.audit_log disable trigger user`);
        await projection.rows(`update projection.audit_log set ${column} = $2 where asset_id = $1 and type = 'RunStarted'`, [
          first.assetId,
          other,
        ]);
        await projection.rows(`alter table projection.audit_log enable trigger user`);
      };
      const [row] = await projection.rows<{ actor_id: string; message: string }>(
        `select actor_id, message from projection.audit_log where asset_id = $1 and type = 'RunStarted'`,
        [first.assetId],
      );
      const known = await repairs();
      await change('actor_id', 'another');
      const { left, batch } = await verifyAndRepair(parts(), first.assetId);
      expect([left.differences, left.repaired, batch]).toEqual([{ audit: { different: 1 } }, false, undefined]);
      expect(await repairs()).toEqual(known);
      await change('actor_id', row?.actor_id ?? '');
      // Another release may have stored other words.
      await change('message', 'run started');
      expect((await verifyAndRepair(parts(), first.assetId)).left.differences).toEqual({});
      await change('message', row?.message ?? '');
    });

    it('reports an item that only the tables have, and removes it', async () => {
      const surplus = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b12';
      await projection.copyRow(second.assetId, surplus);
      expect(await verifyItem(parts(), surplus)).toMatchObject({
        found: true,
        commits: 0,
        status: { stored: 'READY', rebuilt: null },
        differences: { asset: { row: { before: 'present', after: 'removed' } } },
      });
      expect((await verifyAndRepair(parts(), surplus)).left).toMatchObject({ found: false, differences: {}, repaired: true });
    });

    it('finds an item by the beginning of its id', async () => {
      expect(await findItem(projection.pool, first.assetId.slice(0, 35))).toBe(first.assetId);
      expect(await findItem(projection.pool, '0199F5A0-4f0c-7c3e-9d0a-6f5d8f0f2b99')).toBe(
        '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b99',
      );
      for (const text of ['ffffffff', 'no id', "'; drop"])
        await expect(findItem(projection.pool, text)).rejects.toMatchObject({ kind: 'unknown-item' });
    });
  });

  describe('the end of a pass', () => {
    let clock: jest.SpyInstance<number>;
    beforeEach(async () => {
      clock = jest.spyOn(performance, 'now');
      await projection.rows('delete from ops.drift_pass');
    });
    afterEach(() => {
      clock.mockRestore();
    });

    /** Returns the age of the last whole pass after one page of a sweep that began 90 seconds ago. */
    const passOf = async (changes: Partial<DriftSweepOptions> = {}): Promise<number> => {
      let now = 0;
      clock.mockImplementation(() => now);
      const sweep = new DriftSweep({
        pool: projection.service.pool,
        store,
        fold: recordingFold,
        rowsPerSecond: 200,
        isProjected: () => true,
        onRepaired: repaired,
        log: silent,
        ...changes,
      });
      now = 90_000;
      sweep.start();
      // The first page is compared, or has failed, before the loop notices the end.
      await sweep.stop();
      return sweep.passAgeSeconds;
    };
    const passes = () =>
      projection.rows<{ partition: number; ended_at: Date }>(`select * from ops.drift_pass order by partition`);

    it('is known, and a failed pass does not count', async () => {
      const query = (): Promise<never> => Promise.reject(new Error('no database'));
      const pool = Object.assign(Object.create(projection.service.pool) as typeof projection.pool, { query });
      expect(await passOf({ pool })).toBe(90);
      expect(await passes()).toEqual([]);
      expect(await passOf()).toBe(0);
      const [one, other] = await passes();
      expect([one?.partition, other?.partition]).toEqual([0, 1]);
      // Another process compares the partition that it projects.
      await passOf({ isProjected: (partition) => partition === 1 });
      const [unchanged, later] = await passes();
      expect(unchanged).toEqual(one);
      expect(later?.ended_at.getTime()).toBeGreaterThan(other?.ended_at.getTime() ?? Infinity);
    });

    it('does not count for the partition of an item that could not be compared', async () => {
      const fold = foldWith({
        steps: (folded) => {
          if ((folded.state as { readonly assetId: string }).assetId === first.assetId) throw new TypeError('no steps');
          return recordingFold.steps(folded);
        },
      });
      expect(await passOf({ fold })).toBe(90);
      expect((await passes()).map(({ partition }) => partition)).toEqual([1 - partitionOf(first.assetId, 2)]);
    });
  });

  it('never restores rows from an older copy of the log', async () => {
    await projection.rows(`update projection.asset set status = 'INITIALIZED' where asset_id = $1`, [first.assetId]);
    const before = await projection.contents();
    store = new MemoryEventStore({ partitions: 2 });
    await sweepAll();
    await expect(verifyAndRepair({ pool: projection.pool, store, fold: recordingFold }, first.assetId)).rejects.toMatchObject({
      kind: 'restored',
    });
    expect(await projection.contents()).toEqual(before);
  });
});
