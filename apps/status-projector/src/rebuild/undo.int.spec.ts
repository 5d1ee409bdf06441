import { partitionOf } from '@throughline/contracts';
import { aCommit } from '@throughline/contracts/testing';
import { START } from '@throughline/event-store';
import { MemoryEventStore } from '@throughline/event-store/testing';
import type { ClientBase } from 'pg';
import { recordingFold } from '../fold/recording-fold.js';
import type { AuditRow } from '../fold/audit-row.js';
import { appendJourney, readyRecording } from '../testing/journeys.js';
import type { Projection } from '../testing/projection.js';
import { withProjection } from '../testing/with-projection.js';
import { Batch } from '../write/batch.js';
import { forgetInPrevious } from '../write/forget-previous.js';
import { dropExpiredTables, findPreviousTables } from './previous-tables.js';
import { rebuild, verify, type RebuildOptions } from './rebuild.js';
import { Shadow } from './shadow-projection.js';

describe('the tables that a rebuild has replaced', () => {
  let projection: Projection;
  let store: MemoryEventStore;
  withProjection(2, (fresh) => {
    ({ projection, store } = fresh);
  });

  const options = (overrides: Partial<RebuildOptions> = {}): RebuildOptions => ({
    pool: projection.pool,
    store,
    fold: recordingFold,
    signal: new AbortController().signal,
    dryRun: false,
    maxEvents: 100,
    settleMs: 60_000,
    ...overrides,
  });
  const undo = (overrides: Partial<RebuildOptions> = {}) => rebuild(options({ undo: true, ...overrides }));
  const schemas = async (): Promise<string[]> => {
    const rows = await projection.rows<{ nspname: string }>(
      `select nspname from pg_namespace where nspname like 'projection%' order by nspname`,
    );
    return rows.map(({ nspname }) => nspname);
  };
  /** Marks the tables of a schema without changing what a comparison sees. */
  const mark = (schema: string) => projection.rows(`create table ${schema}.mark (id int)`);
  const markedSchemas = async (): Promise<unknown[]> =>
    (await projection.rows(`select schemaname from pg_tables where tablename = 'mark'`)).map(({ schemaname }) => schemaname);

  it('are kept with the time, until they expire or the next rebuild ends', async () => {
    await projection.show(store, readyRecording());
    expect(await findPreviousTables(projection.pool)).toBeUndefined();
    const before = Date.now() - 1_000;
    await rebuild(options());
    const { replacedAt = '' } = (await findPreviousTables(projection.pool)) ?? {};
    expect(Date.parse(replacedAt)).toBeGreaterThanOrEqual(before);
    await mark('projection_old');
    await verify(options());
    await expect(
      rebuild(
        options({
          onCompared: () => {
            throw new Error('stopped');
          },
        }),
      ),
    ).rejects.toThrow('stopped');
    expect(await markedSchemas()).toEqual(['projection_old']);
    await rebuild(options());
    expect(await markedSchemas()).toEqual([]);
    expect(await dropExpiredTables(projection.pool, 1)).toBe(true);
    expect(await schemas()).toEqual(['projection', 'projection_old']);
    expect(await dropExpiredTables(projection.pool, 0)).toBe(true);
    expect(await schemas()).toEqual(['projection']);
    await rebuild(options({ keepOldDays: 0 }));
    expect(await schemas()).toEqual(['projection']);
  });

  it('come back at the position of the present ones, and can be exchanged again', async () => {
    const first = readyRecording();
    await projection.show(store, first);
    await mark('projection');
    await rebuild(options());
    await appendJourney(store, readyRecording());
    await projection.caughtUp(store);
    const before = await projection.contents();

    expect(await undo({ dryRun: true })).toMatchObject({ count: 0, notCompared: [], swapped: false });
    expect(await markedSchemas()).toEqual(['projection_old']);
    expect(await undo()).toMatchObject({ count: 0, notCompared: [], swapped: true });
    expect(await markedSchemas()).toEqual(['projection']);
    expect(await projection.contents()).toEqual(before);

    await appendJourney(store, readyRecording());
    await projection.caughtUp(store);
    expect(await verify(options())).toMatchObject({ count: 0, notCompared: [] });
    // Somebody who repeats an undo after a crash must not take it back.
    await expect(undo()).rejects.toMatchObject({ kind: 'already-undone' });
    expect(await markedSchemas()).toEqual(['projection']);
    await undo({ again: true });
    expect(await markedSchemas()).toEqual(['projection_old']);
    expect(await projection.rows(`select kind from ops.ops_log order by id`)).toEqual(
      ['rebuilt', 'rebuild-undone', 'rebuild-undone'].map((kind) => ({ kind })),
    );
  });

  it('stay while somebody reads them, without a long wait for the projector', async () => {
    await projection.show(store, readyRecording());
    await rebuild(options());
    const reader = await projection.pool.connect();
    try {
      await reader.query('begin; select from projection_old.asset');
      expect(await dropExpiredTables(projection.pool, 0)).toBe(true);
      expect(await schemas()).toEqual(['projection', 'projection_old']);
    } finally {
      await reader.query('rollback');
      reader.release();
    }
    expect(await dropExpiredTables(projection.pool, 0)).toBe(true);
    expect(await schemas()).toEqual(['projection']);
  });

  it('make no failure of a rebuild that has swapped them already', async () => {
    await projection.show(store, readyRecording());
    const warnings: string[] = [];
    const pool = Object.create(projection.pool) as typeof projection.pool;
    const query = (): Promise<never> => Promise.reject(new Error('no database'));
    const report = await rebuild(
      options({
        pool,
        onWarning: (text) => warnings.push(text),
        at: (point) => {
          if (point === 'swapped') Object.assign(pool, { query });
          return Promise.resolve();
        },
      }),
    );
    expect(report).toMatchObject({ swapped: true });
    expect(warnings).toEqual([expect.stringContaining('no database')]);
  });

  it('report what would change before they come back', async () => {
    const journey = readyRecording();
    await projection.show(store, journey);
    await rebuild(options());
    await projection.rows(`update projection_old.asset set status = 'INITIALIZED' where asset_id = $1`, [journey.assetId]);
    const compared: number[] = [];
    await undo({
      onCompared: ({ count }) => compared.push(count),
      onPhase: (phase) => {
        if (phase === 'swapping') expect(compared).toEqual([1]);
      },
    });
    expect(await projection.rows('select status from projection.asset')).toEqual([{ status: 'INITIALIZED' }]);
  });

  it('are not restored if they cannot be compared, and the present ones stay', async () => {
    await expect(undo()).rejects.toMatchObject({ kind: 'no-way-back', message: expect.stringContaining('no rebuild') as string });
    await projection.show(store, readyRecording());
    await rebuild(options());
    await mark('projection');
    const expectRefusal = async (reason: string, overrides: Partial<RebuildOptions> = {}): Promise<void> => {
      await expect(undo(overrides)).rejects.toMatchObject({
        kind: 'no-way-back',
        message: expect.stringContaining(reason) as string,
      });
      expect(await markedSchemas()).toEqual(['projection']);
    };
    await expectRefusal('another log', { store: new MemoryEventStore({ partitions: 2 }) });
    await projection.rows(`update projection_old.projection_checkpoint set position = (position::bigint + 1000)`);
    await expectRefusal('cannot be brought to the position', { settleMs: 0 });
    await projection.rows(
      `delete from projection_old.schema_migration where id = (select max(id) from projection_old.schema_migration)`,
    );
    await expectRefusal('before an upgrade');
  });

  it('lose the rows of an item that is erased, and an undo folds it from the log', async () => {
    const [gone, other] = [readyRecording(), readyRecording()];
    await projection.show(store, gone, other);
    await rebuild(options());
    const keptRows = () => projection.rows<{ asset_id: string }>('select distinct asset_id from projection_old.processing_step');
    expect(await keptRows()).toHaveLength(2);
    await erase(gone.assetId);
    await projection.caughtUp(store);
    expect(await keptRows()).toEqual([{ asset_id: other.assetId }]);
    expect(await projection.rows('select asset_id from projection_old.asset')).toEqual([{ asset_id: other.assetId }]);
    const before = await projection.contents();
    await undo();
    expect(await projection.contents()).toEqual(before);
  });

  it('lose them too if the erasure was not projected before the tables were replaced', async () => {
    const [gone, other] = [readyRecording(), readyRecording()];
    for (const journey of [gone, other]) await appendJourney(store, journey);
    const projector = projection.start(store);
    await projection.caughtUp(store);
    await projection.stop(projector);
    await erase(gone.assetId);
    await rebuild(options({ settleMs: 0 }));
    expect(await projection.rows('select asset_id from projection_old.asset')).toEqual([{ asset_id: other.assetId }]);
  });

  it('lose the rows of an item that is erased while quarantined and not projected yet', async () => {
    const [gone, other] = [readyRecording(), readyRecording()];
    for (const journey of [gone, other]) await appendJourney(store, journey);
    store.inject(gone.assetId, new TextEncoder().encode('broken'), 'broken-1');
    const projector = projection.start(store);
    await projection.caughtUp(store);
    await projection.stop(projector);
    await erase(gone.assetId);
    await rebuild(options({ settleMs: 0 }));
    expect(await projection.rows('select asset_id from projection_old.asset')).toEqual([{ asset_id: other.assetId }]);
  });

  it.each(['an undo that ends without a swap', 'the next look at their age'])('lose erased texts again by %s', async (how) => {
    const gone = readyRecording();
    await projection.show(store, readyRecording());
    await rebuild(options());
    await appendJourney(store, gone);
    const { last } = await store.incarnation();
    await erase(gone.assetId);
    await projection.caughtUp(store);
    const keptRows = () => projection.rows('select from projection_old.asset where asset_id = $1', [gone.assetId]);
    const foldHalf = async (): Promise<void> => {
      await (await Shadow.ofPrevious(options())).advance(partitionOf(gone.assetId, store.partitions), last);
      expect(await keptRows()).toHaveLength(1);
    };
    if (how.startsWith('an undo')) {
      const at = async (): Promise<void> => {
        await foldHalf();
        throw new Error('stopped');
      };
      await expect(undo({ at })).rejects.toThrow('stopped');
    } else {
      await foldHalf();
      await dropExpiredTables(projection.pool, 7);
    }
    expect(await keptRows()).toEqual([]);
    const before = await projection.contents();
    expect(await undo()).toMatchObject({ count: 0, notCompared: [] });
    expect(await projection.contents()).toEqual(before);
  });

  it('keep the rows of an item that they show as erased already', async () => {
    const gone = readyRecording();
    await projection.show(store, gone);
    await erase(gone.assetId);
    await projection.caughtUp(store);
    await rebuild(options());
    const before = await projection.contents();
    // A reload hands over the whole history of an item again.
    const batch = new Batch(START);
    batch.backfill.push(
      { asset_id: gone.assetId, type: 'AssetErased' } as AuditRow,
      { asset_id: 'no id', type: 'AssetErased' } as AuditRow,
    );
    await forgetInPrevious(projection.pool as unknown as ClientBase, batch);
    await dropExpiredTables(projection.pool, 7);
    expect(await undo()).toMatchObject({ count: 0, notCompared: [] });
    expect(await projection.contents()).toEqual(before);
  });

  const erase = async (assetId: string): Promise<void> => {
    const [deleted, erased] = [
      { type: 'AssetDeleted', v: 1, data: { by: 'anna' } },
      { type: 'AssetErased', v: 1, data: { by: 'anna' } },
    ] as const;
    await store.append(assetId, aCommit([deleted, erased]), await store.head(assetId));
  };
});
