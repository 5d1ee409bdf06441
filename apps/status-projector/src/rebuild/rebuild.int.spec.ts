import { newAssetId } from '@throughline/contracts';
import pg from 'pg';
import type { MemoryEventStore } from '@throughline/event-store/testing';
import { discarded } from '@throughline/event-store/testing';
import { aCommit } from '@throughline/contracts/testing';
import { hasDifferences, verifyItem } from '../drift/verify-item.js';
import { recordingFold } from '../fold/recording-fold.js';
import { type Projection, foldWith } from '../testing/projection.js';
import { readyRecording, appendJourney } from '../testing/journeys.js';
import { withProjection } from '../testing/with-projection.js';
import { rebuild, verify, type RebuildOptions, type RebuildReport } from './rebuild.js';

/** The lower limit of `TL_PROJECTOR_CONNECTIONS`. */
const SMALLEST = 5;

describe('rebuilding the projection', () => {
  let projection: Projection;
  let store: MemoryEventStore;

  withProjection(3, (fresh) => {
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
  const schemas = async (): Promise<string[]> => {
    const rows = await projection.rows<{ nspname: string }>(
      `select nspname from pg_namespace where nspname like 'projection%' order by nspname`,
    );
    return rows.map(({ nspname }) => nspname);
  };
  const agreement = { count: 0, differences: [], notCompared: [] };

  it('gives exactly the projected rows, also for quarantined and released assets', async () => {
    const [one, two] = [readyRecording(), readyRecording(newAssetId(), 'nul \0 title')];
    await appendJourney(store, one);
    await appendJourney(store, two);
    const third = readyRecording();
    await appendJourney(store, third, { to: 2 });
    store.inject(third.assetId, new TextEncoder().encode('broken'), 'broken-1');
    await appendJourney(store, third, { from: 2 });
    await store.append(third.assetId, aCommit([discarded('broken-1')]), await store.head(third.assetId));
    projection.start(store, { maxEvents: 5 });
    await projection.caughtUp(store);
    const before = await projection.contents();
    const each = await Promise.all([one, two, third].map(({ assetId }) => verifyItem(options(), assetId)));
    expect(each.map(({ differences, held }) => ({ differences, held }))).toEqual([
      { differences: {}, held: null },
      { differences: {}, held: 'unstorable' },
      { differences: {}, held: null },
    ]);
    expect(each.map(hasDifferences)).toEqual([false, false, false]);

    const report = await rebuild(options());
    expect(report).toMatchObject({ ...agreement, swapped: true, oldTablesKept: false });
    expect(report.events).toBe(before['audit']?.length);
    expect(await projection.contents()).toEqual(before);
    expect(await schemas()).toEqual(['projection', 'projection_old']);
    const analyzed = await projection.rows(`select distinct tablename from pg_stats where schemaname = 'projection'`);
    expect(analyzed).toEqual(
      expect.arrayContaining(['asset', 'audit_log', 'processing_step'].map((tablename) => ({ tablename }))),
    );
  });

  it('never waits for a connection of the smallest pool', async () => {
    await appendJourney(store, readyRecording());
    projection.start(store);
    await projection.caughtUp(store);
    // New commits: the comparison has to bring the new tables up to the stored ones.
    const filled = async (point: string): Promise<void> => {
      if (point === 'filled') await appendJourney(store, readyRecording());
      await projection.caughtUp(store);
    };
    const pool = new pg.Pool({ connectionString: projection.database.url, max: SMALLEST });
    const connect = pool.connect.bind(pool) as (...args: unknown[]) => unknown;
    const waiting: number[] = [];
    pool.connect = ((...args: unknown[]) => {
      const connected = connect(...args);
      waiting.push(pool.waitingCount - pool.idleCount - (SMALLEST - pool.totalCount));
      return connected;
    }) as pg.Pool['connect'];
    try {
      expect(await rebuild(options({ pool, at: filled }))).toMatchObject({ ...agreement, swapped: true });
      expect(Math.max(...waiting)).toBeLessThanOrEqual(0);
    } finally {
      await pool.end();
    }
  });

  it('continues while recordings are added, and readers never fail or see a row go back', async () => {
    const running = projection.start(store, { maxEvents: 40 });
    for (let count = 0; count < 5; count += 1) await appendJourney(store, readyRecording());
    const stop = new AbortController();
    const writing = (async () => {
      while (!stop.signal.aborted) {
        await appendJourney(store, readyRecording());
        // The in-memory log accepts commits faster than a projector can project them.
        await projection.caughtUp(store);
      }
    })();
    let positions: bigint[] = [];
    const reading = (async () => {
      while (!stop.signal.aborted) {
        const { rows } = await projection.pool.query<{ position: string }>({
          name: 'newest',
          text: 'select coalesce(max(position), 0) as position from projection.asset',
        });
        positions = [...positions, ...rows.map((row) => BigInt(row.position))];
      }
    })();
    const reports: RebuildReport[] = [];
    for (let count = 0; count < 3; count += 1) reports.push(await rebuild(options()));
    stop.abort();
    await Promise.all([writing, reading]);
    await projection.caughtUp(store);

    expect(reports.map(({ count, swapped }) => ({ count, swapped }))).toEqual(reports.map(() => ({ count: 0, swapped: true })));
    expect(positions.every((position, index) => position >= (positions[index - 1] ?? 0n))).toBe(true);
    expect(running.health()).toEqual({ ok: true });
    expect(await verify(options())).toMatchObject({ ...agreement, swapped: false });
    const generations = await projection.rows(`select distinct generation from projection.projection_checkpoint`);
    expect(generations).toEqual([{ generation: '4' }]);
  });

  it('reports rows that were edited by hand, and corrects them', async () => {
    const [one, two, gone] = [readyRecording(), readyRecording(), readyRecording()];
    for (const journey of [one, two, gone]) await appendJourney(store, journey);
    projection.start(store);
    await projection.caughtUp(store);
    const before = await projection.contents();
    await projection.rows(`update projection.asset set status = 'INITIALIZED' where asset_id = $1`, [one.assetId]);
    await projection.rows(`delete from projection.processing_step where asset_id = $1 and step = 'TRIM'`, [two.assetId]);
    await projection.rows(`delete from projection.asset where asset_id = $1`, [gone.assetId]);
    const surplus = newAssetId();
    await projection.copyRow(one.assetId, surplus);

    const dry = await rebuild(options({ dryRun: true }));
    expect(dry.swapped).toBe(false);
    expect(dry.differences).toEqual(
      expect.arrayContaining([
        {
          assetId: one.assetId,
          part: 'asset',
          kind: 'different',
          columns: ['status', 'list_state'],
          status: { stored: 'INITIALIZED', rebuilt: 'READY' },
        },
        { assetId: two.assetId, part: 'steps', kind: 'different' },
        { assetId: gone.assetId, part: 'asset', kind: 'missing' },
        { assetId: surplus, part: 'asset', kind: 'surplus' },
      ]),
    );
    expect(dry.count).toBe(4);
    expect(await projection.contents()).not.toEqual(before);
    const different = new Set<string>();
    await verify(options({ onDifferent: (assetId) => different.add(assetId) }));
    expect([...different].sort()).toEqual([one.assetId, two.assetId, gone.assetId, surplus].sort());

    expect((await rebuild(options())).count).toBe(4);
    expect(await projection.contents()).toEqual(before);
    expect(
      await projection.rows(`select kind, detail->>'differences' as differences from ops.ops_log where kind = 'rebuilt'`),
    ).toEqual([{ kind: 'rebuilt', differences: '4' }]);
  });

  it('changes nothing if it is aborted', async () => {
    await appendJourney(store, readyRecording());
    projection.start(store);
    await projection.caughtUp(store);
    const before = await projection.contents();
    for (const phase of ['folding', 'comparing', 'swapping'] as const) {
      const stop = new AbortController();
      const aborted = rebuild(
        options({
          signal: stop.signal,
          onPhase: (reached) => {
            if (reached === phase) stop.abort();
          },
        }),
      );
      await expect(aborted).rejects.toThrow();
      expect(await schemas()).toEqual(['projection']);
    }
    expect(await projection.contents()).toEqual(before);
    expect((await verify(options())).count).toBe(0);
  });

  it('fills empty tables without a projector', async () => {
    const journey = readyRecording();
    await appendJourney(store, journey);
    const report = await rebuild(options({ settleMs: 0 }));
    expect(report).toMatchObject({ events: journey.events.length, assets: 1, swapped: true, notCompared: [0, 1, 2] });
    expect(await projection.rows(`select status from projection.asset`)).toEqual([{ status: 'READY' }]);
    projection.start(store);
    await appendJourney(store, readyRecording());
    await projection.caughtUp(store);
    expect(await projection.rows(`select count(*)::int as n from projection.asset`)).toEqual([{ n: 2 }]);
  });

  it('quarantines an asset with a value that only PostgreSQL refuses', async () => {
    const [odd, healthy] = [readyRecording(), readyRecording()];
    const fold = foldWith({
      steps: (folded) =>
        recordingFold
          .steps(folded)
          .map((step) => (JSON.stringify(folded.state).includes(odd.assetId) ? { ...step, attempt: 2 ** 40 } : step)),
    });
    await appendJourney(store, odd);
    await appendJourney(store, healthy);
    projection.start(store, { fold });
    await projection.caughtUp(store);
    expect(await rebuild(options({ fold }))).toMatchObject({ ...agreement, swapped: true });
    expect(await projection.rows(`select asset_id, status from projection.asset`)).toEqual([
      { asset_id: healthy.assetId, status: 'READY' },
    ]);
    expect(await projection.rows(`select asset_id, reason_kind from projection.quarantine`)).toEqual([
      { asset_id: odd.assetId, reason_kind: 'unstorable' },
    ]);
    // A rebuild does not repeat the notices of the projector.
    expect(await projection.rows(`select kind from ops.ops_log order by id`)).toEqual([
      { kind: 'quarantined' },
      { kind: 'rebuilt' },
    ]);
  });

  it('refuses to run twice at the same time', async () => {
    await appendJourney(store, readyRecording());
    let [hasBegun, goOn] = [(): void => undefined, (): void => undefined];
    const begun = new Promise<void>((resolve) => (hasBegun = resolve));
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const slow = Object.assign(Object.create(store) as MemoryEventStore, {
      incarnation: async () => {
        hasBegun();
        await held;
        return store.incarnation();
      },
    });
    const first = rebuild(options({ store: slow, settleMs: 0 }));
    await begun;
    await expect(rebuild(options({ settleMs: 0 }))).rejects.toMatchObject({ kind: 'rebuild-running' });
    goOn();
    expect(await first).toMatchObject({ swapped: true });
  });

  it('keeps foreign views on the old tables, and reports it', async () => {
    await appendJourney(store, readyRecording());
    await projection.rows(`create view public.titles as select title from projection.asset`);
    expect(await rebuild(options({ settleMs: 0, keepOldDays: 0 }))).toMatchObject({ swapped: true, oldTablesKept: true });
    await expect(rebuild(options({ settleMs: 0 }))).rejects.toMatchObject({ kind: 'old-tables-in-the-way' });
    await projection.rows(`drop view public.titles`);
    expect(await rebuild(options({ settleMs: 0 }))).toMatchObject({ swapped: true, oldTablesKept: false });
  });

  it('copies the read permissions of the old tables', async () => {
    await appendJourney(store, readyRecording());
    const role = `reader_${projection.database.name}`;
    await projection.rows(`create role ${role}`);
    try {
      await projection.rows(`grant usage on schema projection to ${role}`);
      await projection.rows(`grant select on projection.asset to ${role}`);
      await rebuild(options({ settleMs: 0 }));
      const rights = await projection.rows(
        `select has_schema_privilege($1, 'projection', 'usage') as schema, has_table_privilege($1, 'projection.asset', 'select') as asset,
         has_table_privilege($1, 'projection.asset', 'update') as writing, has_table_privilege($1, 'projection.audit_log', 'select') as audit`,
        [role],
      );
      expect(rights).toEqual([{ schema: true, asset: true, writing: false, audit: false }]);
    } finally {
      await projection.rows(`drop owned by ${role}`);
      await projection.rows(`drop role ${role}`);
    }
  });
});
