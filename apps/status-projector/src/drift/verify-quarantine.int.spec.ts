import { MemoryEventStore } from '@throughline/event-store/testing';
import { recordingFold } from '../fold/recording-fold.js';
import { rebuild } from '../rebuild/rebuild.js';
import { appendJourney, readyRecording } from '../testing/journeys.js';
import type { Projection } from '../testing/projection.js';
import { withProjection } from '../testing/with-projection.js';
import { quarantineAnew } from './repair-drifted.js';
import { hasDifferences, verifyAndRepair, verifyItem } from './verify-item.js';

describe('the check of quarantine rows', () => {
  let projection: Projection;
  let store: MemoryEventStore;
  withProjection(2, (fresh) => {
    ({ projection, store } = fresh);
  });
  const parts = () => ({ pool: projection.pool, store, fold: recordingFold });
  /** A healthy recording, and one whose history ends with an unreadable commit. */
  const show = async () => {
    const [healthy, faulty] = [readyRecording(), readyRecording()];
    await appendJourney(store, healthy);
    await appendJourney(store, faulty, { to: 4 });
    store.inject(faulty.assetId, new TextEncoder().encode('broken'), 'broken-1');
    projection.start(store);
    await projection.caughtUp(store);
    return { healthy: healthy.assetId, faulty: faulty.assetId };
  };
  const quarantineOf = (assetId: string) =>
    projection.rows(
      `select q.reason_kind, q.position::text, a.quarantined from projection.asset a
       left join projection.quarantine q on q.asset_id = a.asset_id::text where a.asset_id = $1`,
      [assetId],
    );
  const differenceCount = async (): Promise<number> =>
    (
      await rebuild({
        ...parts(),
        signal: new AbortController().signal,
        dryRun: true,
        maxEvents: 100,
        settleMs: 60_000,
      })
    ).count;

  it('finds no difference in rows of the projector', async () => {
    const { healthy, faulty } = await show();
    for (const [assetId, held] of [
      [healthy, null],
      [faulty, 'undecodable'],
    ] as const) {
      const report = await verifyItem(parts(), assetId);
      expect([report.differences, report.held, hasDifferences(report)]).toEqual([{}, held, false]);
    }
  });

  it('finds a quarantine without a cause, and releases the item', async () => {
    const { healthy } = await show();
    const before = await projection.contents();
    await projection.rows(
      `insert into projection.quarantine (asset_id, position, revision, reason_kind, reason, since)
       values ($1, 1, 1, 'undecodable', 'by hand', now())`,
      [healthy],
    );
    await projection.rows(`update projection.asset set quarantined = true where asset_id = $1`, [healthy]);
    expect(await differenceCount()).toBeGreaterThan(0);
    const { found, left } = await verifyAndRepair(parts(), healthy);
    expect(found.differences).toMatchObject({ quarantine: { reason_kind: { before: 'undecodable', after: null } } });
    expect([left.differences, left.held, left.repaired]).toEqual([{}, null, true]);
    expect(await projection.contents()).toEqual(before);
    // The projector continues with the item.
    await projection.caughtUp(store);
  });

  it('never quarantines an item for an older copy of the log', async () => {
    const { healthy } = await show();
    const before = await projection.contents();
    const older = new MemoryEventStore({ partitions: store.partitions });
    older.inject(healthy, new TextEncoder().encode('broken'), 'broken-1');
    await expect(quarantineAnew({ ...parts(), store: older }, healthy)).rejects.toMatchObject({ kind: 'restored' });
    expect(await projection.contents()).toEqual(before);
  });

  it.each([
    ['is missing', `delete from projection.quarantine where asset_id = $1`, null],
    ['gives another reason', `update projection.quarantine set reason_kind = 'history-gap' where asset_id = $1`, 'history-gap'],
  ])('finds a quarantine that %s, and writes it anew', async (_, change, stored) => {
    const { faulty } = await show();
    const before = await quarantineOf(faulty);
    await projection.rows(change, [faulty]);
    expect(await differenceCount()).toBe(1);
    const { found, left } = await verifyAndRepair(parts(), faulty);
    expect(found.differences).toMatchObject({ quarantine: { reason_kind: { before: stored, after: 'undecodable' } } });
    expect([left.differences, left.held, left.repaired]).toEqual([{}, 'undecodable', true]);
    expect(await quarantineOf(faulty)).toEqual(before);
    expect(await differenceCount()).toBe(0);
  });
});
