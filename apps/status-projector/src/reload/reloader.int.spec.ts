import { newAssetId } from '@throughline/contracts';
import type { MemoryEventStore } from '@throughline/event-store/testing';
import { until } from '@throughline/stack/testing';
import type { Fold } from '../fold/fold.js';
import { recordingFold } from '../fold/recording-fold.js';
import { verify } from '../rebuild/rebuild.js';
import { type Projection, foldWith } from '../testing/projection.js';
import { readyRecording, appendJourney } from '../testing/journeys.js';
import { withProjection } from '../testing/with-projection.js';
import { Reloader } from './reloader.js';

const older = foldWith({ version: recordingFold.version - 1 });

describe('rows of older fold versions', () => {
  let projection: Projection;
  let store: MemoryEventStore;

  withProjection(2, (fresh) => {
    ({ projection, store } = fresh);
  });

  const projectOnce = async (fold: Fold): Promise<void> => {
    const projector = projection.start(store, { fold });
    await projection.caughtUp(store);
    await projection.stop(projector);
  };
  const leftOver = async (): Promise<number> =>
    (await projection.rows(`select 1 from projection.asset where fold_version < $1 and not quarantined`, [recordingFold.version]))
      .length;
  const nothingLeft = async (): Promise<void> => {
    await until(async () => (await leftOver()) === 0, { what: 'the last row made anew' });
  };
  const kinds = async (): Promise<unknown[]> =>
    (await projection.rows(`select distinct kind from ops.ops_log order by kind`)).map(({ kind }) => kind);
  const verifyRows = async (): Promise<unknown> => {
    const { signal } = new AbortController();
    const options = { pool: projection.pool, store, fold: recordingFold, signal, maxEvents: 100, settleMs: 60_000 };
    const { count, notCompared } = await verify(options);
    return { count, notCompared };
  };

  it('are folded again during normal operation, without a report of drift or a gap', async () => {
    const journeys = Array.from({ length: 150 }, () => readyRecording());
    for (const journey of journeys) await appendJourney(store, journey, { to: 6 });
    await projectOnce(older);
    expect(await leftOver()).toBe(150);

    const projector = projection.start(store, { maxEvents: 20, cacheSize: 10 });
    for (const journey of journeys.filter((_, index) => index % 3 === 0)) await appendJourney(store, journey, { from: 6 });
    await projection.caughtUp(store);
    await nothingLeft();
    await until(async () => (await kinds()).length > 0, { what: 'the word of it' });
    expect(await kinds()).toEqual(['reloaded']);
    expect(projector.health()).toEqual({ ok: true });
    for (const journey of journeys) await appendJourney(store, journey, { from: journey.commits.length - 1 });
    await projection.caughtUp(store);
    expect(await verifyRows()).toEqual({ count: 0, notCompared: [] });
  });

  it('are folded again by the next projector if the first one stops halfway', async () => {
    for (let count = 0; count < 80; count += 1) await appendJourney(store, readyRecording());
    await projectOnce(older);
    for (let left = await leftOver(); left > 0; left = await leftOver()) {
      const projector = projection.start(store);
      await until(async () => (await leftOver()) < left, { what: 'some rows made anew' });
      await projection.stop(projector);
    }
    expect(await verifyRows()).toEqual({ count: 0, notCompared: [] });
  });

  it('are left alone if their fold version is newer', async () => {
    const newer = foldWith({ version: recordingFold.version + 1 });
    await appendJourney(store, readyRecording());
    await projectOnce(newer);
    const before = await projection.contents();
    await projectOnce(recordingFold);
    expect(await projection.contents()).toEqual(before);
    expect(await kinds()).toEqual([]);
  });

  it('lose steps that the current fold does not know', async () => {
    const journey = readyRecording();
    await appendJourney(store, journey);
    const more = foldWith({
      version: older.version,
      steps: (folded) => recordingFold.steps(folded).flatMap((step) => [step, { ...step, step: `${step.step}_OLD` }]),
    });
    await projectOnce(more);
    projection.start(store);
    await nothingLeft();
    const steps = await projection.rows<{ step: string }>(`select step from projection.processing_step`);
    expect(steps.filter(({ step }) => step.endsWith('_OLD'))).toEqual([]);
    expect(steps).toHaveLength(6);
  });

  it.each<readonly [string, string, (isOdd: (json: unknown) => boolean) => Fold]>([
    [
      'the current rules cannot fold them',
      'fold-failed',
      (isOdd) =>
        foldWith({
          apply: (before, event, recorded) => {
            if (isOdd(recorded)) throw new TypeError('secret of the event');
            return recordingFold.apply(before, event, recorded);
          },
        }),
    ],
    [
      'only PostgreSQL refuses to store them',
      'unstorable',
      (isOdd) =>
        foldWith({
          steps: (folded) =>
            recordingFold.steps(folded).map((step) => (isOdd(folded.state) ? { ...step, attempt: 2 ** 40 } : step)),
        }),
    ],
  ])('are quarantined alone where %s, and the running projector notices it', async (_what, reasonKind, foldOf) => {
    const odd = readyRecording();
    const healthy = Array.from({ length: 6 }, () => readyRecording());
    for (const journey of [odd, ...healthy]) await appendJourney(store, journey, { to: 10 });
    await projectOnce(older);
    const shown = await projection.rows(`select status, revision, fold_version from projection.asset where asset_id = $1`, [
      odd.assetId,
    ]);

    const fold = foldOf((json) => JSON.stringify(json).includes(odd.assetId));
    const projector = projection.start(store, { fold });
    await nothingLeft();
    for (const journey of [odd, ...healthy]) await appendJourney(store, journey, { from: 10 });
    await projection.caughtUp(store);
    expect(await projection.rows(`select asset_id, reason_kind, parked from projection.quarantine`)).toEqual([
      { asset_id: odd.assetId, reason_kind: reasonKind, parked: odd.commits.length - 10 },
    ]);
    // The row of the quarantined asset is unchanged.
    expect(
      await projection.rows(`select status, revision, fold_version from projection.asset where asset_id = $1`, [odd.assetId]),
    ).toEqual(shown);
    expect(await projection.rows(`select distinct status from projection.asset where not quarantined`)).toEqual([
      { status: 'READY' },
    ]);
    await until(async () => (await kinds()).includes('reloaded'), { what: 'the record of it' });
    expect(await kinds()).toEqual(['quarantined', 'reloaded']);
    expect(projector.health()).toEqual({ ok: true });
  });

  it('stay unchanged while the log is unavailable, until the next reload', async () => {
    await appendJourney(store, readyRecording(newAssetId()));
    await projectOnce(older);
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const parts = { pool: projection.service.pool, fold: recordingFold, log };
    const away = { load: () => Promise.reject(new Error('the log is away')), partitions: 2 };
    const both = async (from: Pick<MemoryEventStore, 'load' | 'partitions'>): Promise<string[]> => {
      const reloader = new Reloader({ ...parts, store: from });
      const { signal } = new AbortController();
      const outcomes = await Promise.allSettled([0, 1].map((partition) => reloader.reload(partition, signal)));
      return outcomes.map(({ status }) => status).sort();
    };
    expect(await both(away)).toEqual(['fulfilled', 'rejected']);
    expect(await leftOver()).toBe(1);
    expect(await both(store)).toEqual(['fulfilled', 'fulfilled']);
    expect(await leftOver()).toBe(0);
  });
});
