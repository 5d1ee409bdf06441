import { newAssetId } from '@throughline/contracts';
import { Journey, aConfig } from '@throughline/domain/testing';
import type { MemoryEventStore } from '@throughline/event-store/testing';
import { findOverdueWork } from '../reconcile/overdue-work.js';
import type { Projection } from '../testing/projection.js';
import { withProjection } from '../testing/with-projection.js';

const PAST = '2026-01-02T00:00:00.000Z';

const run = (assetId = newAssetId()): Journey => {
  const journey = new Journey(assetId, PAST).register();
  journey.run(aConfig(['library']));
  return journey;
};
const imported = (journey: Journey): Journey => new Journey(newAssetId(), PAST).importFrom(journey);
const delivered = (): Journey =>
  run().through('DOWNLOAD', 'TRIM', 'TRANSCRIBE', 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES', 'deliver:library');

describe('the tables with imported items', () => {
  let projection: Projection;
  let store: MemoryEventStore;

  withProjection(2, (fresh) => {
    ({ projection, store } = fresh);
  });

  const ids = async (sql: string): Promise<readonly unknown[]> =>
    (await projection.rows<{ asset_id: string }>(sql)).map(({ asset_id }) => asset_id);

  it('count the deliveries, files and durations of own items only', async () => {
    const [own, other] = [delivered(), imported(delivered())];
    await projection.show(store, own, other);
    expect(await ids('select distinct asset_id from projection.quota_usage')).toEqual([own.assetId]);
    expect(await ids('select distinct asset_id from projection.step_duration')).toEqual([own.assetId]);
    expect(await projection.rows('select imported, count(*)::int from projection.audit_log group by 1 order by 1')).toEqual([
      { imported: false, count: own.events.length },
      { imported: true, count: other.events.length },
    ]);
  });

  it('show no place in a queue and nothing lost for steps that are open elsewhere', async () => {
    const [own, queued, running, paused] = [run(), imported(run()), run(), run()];
    running.start('DOWNLOAD');
    running.pause({ until: '2026-01-02T01:00:00.000Z' });
    paused.start('DOWNLOAD');
    paused.pause({ until: '2026-01-02T01:00:00.000Z' });
    const elsewhere = imported(running);
    await projection.show(store, own, queued, elsewhere, paused);
    expect(await ids('select asset_id from projection.lane_queue')).toEqual([own.assetId]);
    const overdue = await findOverdueWork(projection.pool, { olderThanMs: 1_000 });
    expect(overdue.map(({ assetId }) => assetId).sort()).toEqual([own.assetId, paused.assetId].sort());
  });

  it('date an imported item by the other system, and its rest by the import', async () => {
    const [own, other] = [delivered(), imported(delivered())];
    await projection.show(store, own, other);
    const rows = await projection.rows<Record<'asset_id' | 'created_at' | 'updated_at' | 'rests_since', unknown>>(
      'select asset_id, created_at, updated_at, rests_since from projection.asset',
    );
    const [ownRow, otherRow] = [own, other].map(({ assetId }) => rows.find((row) => row.asset_id === assetId));
    expect(otherRow?.created_at).toEqual(ownRow?.created_at);
    expect(otherRow?.updated_at).toEqual(ownRow?.updated_at);
    const [stored] = await projection.rows<{ at: Date }>(
      `select max(recorded_at) as at from projection.audit_log where asset_id = $1`,
      [other.assetId],
    );
    expect(otherRow?.rests_since).toEqual(stored?.at);
    expect(ownRow?.rests_since).not.toEqual(stored?.at);
  });
});
