import { MemoryEventStore } from '@throughline/event-store/testing';
import { startPostgres, type TestPostgres } from '@throughline/stack/testing';
import { recordingFold } from '../fold/recording-fold.js';
import { Projection } from '../testing/projection.js';
import { readyRecording } from '../testing/journeys.js';
import { DriftSweep, computePause } from './drift-sweep.js';

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
  const sweepAll = async (rowsPerSecond = 200): Promise<void> => {
    const { pool } = projection.service;
    const sweep = new DriftSweep({
      pool,
      store,
      fold: recordingFold,
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
    const told = (await repairs()).slice(known);
    expect(told).toMatchObject([{ asset_id: first.assetId }]);
    expect(Object.keys(told[0]?.detail['asset'] ?? {})).toContain(column);
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

  it('deletes rows of an item that is not in the log', async () => {
    const before = await projection.contents();
    const copy = `insert into projection.asset select (jsonb_populate_record(a, '{"asset_id":"0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11"}')).*
                  from projection.asset a where asset_id = $1`;
    await projection.rows(copy, [second.assetId]);
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

  it('never restores rows from an older copy of the log', async () => {
    await projection.rows(`update projection.asset set status = 'INITIALIZED' where asset_id = $1`, [first.assetId]);
    const before = await projection.contents();
    store = new MemoryEventStore({ partitions: 2 });
    await sweepAll();
    expect(await projection.contents()).toEqual(before);
  });
});
