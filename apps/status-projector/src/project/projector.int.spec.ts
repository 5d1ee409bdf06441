import { MemoryEventStore } from '@throughline/event-store/testing';
import { until, type TestPostgres } from '@throughline/stack/testing';
import { Projection } from '../testing/projection.js';
import { PartitionProjector } from './partition-projector.js';
import { readyRecording, appendJourney } from '../testing/journeys.js';
import { withProjection } from '../testing/with-projection.js';

describe('the projector', () => {
  let server: TestPostgres;
  let projection: Projection;
  let store: MemoryEventStore;

  withProjection(3, (fresh) => {
    ({ server, projection, store } = fresh);
  });

  it('shows a completed recording as READY, with its steps and the audit trail of AGG-14 in order', async () => {
    const journey = readyRecording();
    await appendJourney(store, journey);
    projection.start(store);
    await projection.caughtUp(store);

    const [asset] = await projection.rows(
      `select asset_id, owner, status, failed, title, is_active, quarantined from projection.asset`,
    );
    expect(asset).toEqual({
      asset_id: journey.assetId,
      owner: 'owner-1',
      status: 'READY',
      failed: false,
      title: 'A talk',
      is_active: false,
      quarantined: false,
    });
    const steps = await projection.rows(
      `select step, kind, service, lane, status, attempt from projection.processing_step order by step`,
    );
    expect(steps).toEqual([
      { step: 'DOWNLOAD', kind: 'source', service: 'ingest', lane: 'download', status: 'completed', attempt: 1 },
      { step: 'EXTRACT_TOPICS', kind: 'stage', service: 'processing', lane: 'text', status: 'completed', attempt: 1 },
      { step: 'GENERATE_SUBTITLES', kind: 'stage', service: 'processing', lane: 'text', status: 'completed', attempt: 1 },
      { step: 'TRANSCRIBE', kind: 'stage', service: 'processing', lane: 'speech', status: 'completed', attempt: 1 },
      { step: 'TRIM', kind: 'stage', service: 'processing', lane: 'media', status: 'completed', attempt: 1 },
      { step: 'deliver:library', kind: 'delivery', service: 'upload', lane: 'folder', status: 'completed', attempt: 1 },
    ]);
    const audit = await projection.rows<{ status_after: string }>(
      `select status_after from projection.audit_log order by position, event_index`,
    );
    expect(audit).toHaveLength(journey.events.length);
    const trail = audit.map((row) => row.status_after);
    expect(trail.filter((status, index) => status !== trail[index - 1])).toEqual([
      'INITIALIZED',
      'DOWNLOADING',
      'DOWNLOADED',
      'PROCESSING',
      'PROCESSED',
      'UPLOADING',
      'READY',
    ]);
  });

  it.each([
    'update projection.audit_log set message = $$x$$',
    'delete from projection.audit_log',
    'truncate projection.audit_log',
  ])('refuses changes of the audit log: %s', async (sql) => {
    await appendJourney(store, readyRecording());
    projection.start(store);
    await projection.caughtUp(store);
    const before = await projection.contents();
    await expect(projection.rows(sql)).rejects.toMatchObject({ code: 'TL001' });
    expect(await projection.contents()).toEqual(before);
  });

  it('resumes after a restart without reading anything twice', async () => {
    const journey = readyRecording();
    await appendJourney(store, journey);
    const first = projection.start(store);
    await projection.caughtUp(store);
    await projection.stop(first);
    await appendJourney(store, readyRecording());
    projection.start(store);
    await projection.caughtUp(store);
    const counts = await projection.rows(`select count(*)::int as events from projection.audit_log`);
    expect(counts).toEqual([{ events: 2 * journey.events.length }]);
    expect(await projection.rows(`select status from projection.asset`)).toEqual([{ status: 'READY' }, { status: 'READY' }]);
  });

  it('announces changes only after the rows are written', async () => {
    const seen: string[] = [];
    await appendJourney(store, readyRecording());
    projection.start(store, {
      onWritten: async (batch) => {
        for (const { entry } of batch.changed.values()) {
          const [row] = await projection.rows<{ revision: string }>(
            `select revision::text from projection.asset where asset_id = $1`,
            [entry.assetId],
          );
          seen.push(`${entry.revision}=${row?.revision ?? 'missing'}`);
        }
      },
    });
    const { last } = await store.incarnation();
    // The rows appear a moment before their announcement.
    await until(() => seen.at(-1)?.startsWith(`${last}=`));
    expect(seen.at(-1)).toBe(`${last}=${last}`);
  });

  it('lets a second projector stand by and take over when the first stops', async () => {
    const first = projection.start(store);
    await appendJourney(store, readyRecording());
    await projection.caughtUp(store);
    const second = projection.start(store);
    const standingBy = (): boolean => {
      const states = [...second.statuses.values()].map(({ state }) => state);
      return states.length > 0 && states.every((state) => state === 'standby');
    };
    await until(standingBy, { what: 'a projector that stands by' });
    expect(second.health()).toEqual({ ok: true });
    await projection.stop(first);
    await appendJourney(store, readyRecording());
    await projection.caughtUp(store);
    expect(await projection.rows(`select status from projection.asset`)).toEqual([{ status: 'READY' }, { status: 'READY' }]);
  });

  it('gives the same rows if two projectors work on one partition, guarded only by the checkpoint', async () => {
    const one = new MemoryEventStore({ partitions: 1 });
    const noLocks = { acquire: () => Promise.resolve(true), release: () => Promise.resolve() };
    const written = [0, 0];
    const both = written.map(
      (_, index) =>
        new PartitionProjector(
          0,
          projection.parts(one, {
            maxEvents: 7,
            onWritten: () => {
              written[index] = (written[index] ?? 0) + 1;
              return Promise.resolve();
            },
          }),
          noLocks,
          { reload: () => Promise.resolve() },
        ),
    );
    const stop = new AbortController();
    const running = Promise.all(both.map((each) => each.run(stop.signal)));
    for (let items = 0; items < 20 || written.includes(0); items += 1) {
      const journey = readyRecording();
      await appendJourney(one, journey, { to: 7 });
      await projection.caughtUp(one);
      await appendJourney(one, journey, { from: 7 });
    }
    await projection.caughtUp(one);
    stop.abort();
    await running;

    const other = await Projection.open(server);
    try {
      other.start(one);
      await other.caughtUp(one);
      expect(await projection.contents()).toEqual(await other.contents());
    } finally {
      await other.close();
    }
  });
});
