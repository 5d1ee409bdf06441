import { PREVIEW, newAssetId } from '@throughline/contracts';
import { Journey, aConfig, type UntimedCommand } from '@throughline/domain/testing';
import { MemoryEventStore } from '@throughline/event-store/testing';
import { startPostgres, type TestPostgres } from '@throughline/stack/testing';
import { Projection } from '../testing/projection.js';
import { readyRecording, appendJourney } from '../testing/journeys.js';
import type { Pool } from 'pg';
import { findOverdueWork, findRegularWaits } from './overdue-work.js';
import { recheckRemovedAssets } from './recheck-removed-assets.js';
import { sweep } from './sweep.js';

const HOUR = 3_600_000;
const CENTURY = 100 * 365 * 24 * HOUR;
/** Default start of a journey, long ago, so that its steps are overdue. */
const PAST = '2026-01-02T00:00:00.000Z';
const FUTURE = new Date(Date.now() + 1_000 * HOUR).toISOString();
const by = 'owner-1';

const running = (start?: string): Journey => {
  const journey = new Journey(newAssetId(), start).register();
  journey.run(aConfig(['library']));
  journey.start('DOWNLOAD');
  return journey;
};
/** Stops while its transcription is queued. */
const queuedUp = (): Journey => {
  const journey = running();
  journey.complete('DOWNLOAD');
  return journey.through('TRIM');
};
/** Throws if the command changes nothing, because the test would prove nothing then. */
const ask = (journey: Journey, command: UntimedCommand): void => {
  const decision = journey.send(command);
  if (!('events' in decision) || decision.events.length === 0) throw new Error(`${command.type} has changed nothing`);
};
/** Its previews are queued. It has no run. */
const withPreviews = (start?: string): Journey => {
  const journey = new Journey(newAssetId(), start).register();
  ask(journey, { type: 'RequestPreviews' });
  return journey;
};

describe('the sweep', () => {
  let server: TestPostgres;
  let projection: Projection;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(async () => {
    await server.stop();
  });
  beforeEach(async () => {
    projection = await Projection.open(server);
  });
  afterEach(async () => {
    await projection.close();
  });

  const project = async (journeys: readonly Journey[]): Promise<void> => {
    const store = new MemoryEventStore({ partitions: 2 });
    for (const journey of journeys) await appendJourney(store, journey);
    projection.start(store);
    await projection.caughtUp(store);
  };
  const askedFor = async (olderThanMs: number): Promise<string[]> => {
    const asked: string[] = [];
    await sweep(projection.service.pool, { publish: (subject, payload) => asked.push(`${subject} ${payload}`) }, { olderThanMs });
    return asked.sort();
  };
  const pokes = (...of: readonly (readonly [string, Journey])[]): string[] =>
    of.map(([service, { assetId }]) => `tl.poke.${service} ${JSON.stringify({ assetId })}`).sort();

  it('asks the service once about each asset with overdue work, and about no others', async () => {
    const [queued, started] = [queuedUp(), running()];
    await project([readyRecording(), queued, started]);
    expect(await askedFor(1_000)).toEqual(pokes(['processing', queued], ['ingest', started]));
    expect(await askedFor(CENTURY)).toEqual([]);

    // Each sweep continues after the previous one and then starts over, so no asset blocks the ones after it.
    const seen: string[] = [];
    let after: string | undefined;
    for (let round = 0; round < 4; round += 1) {
      const swept = await sweep(projection.service.pool, { publish: () => undefined }, { olderThanMs: 1_000, after, most: 1 });
      seen.push(swept.after ?? 'end');
      after = swept.after;
    }
    const [first, second] = [queued.assetId, started.assetId].sort();
    expect(seen).toEqual([first, second, 'end', first]);
  });

  it('asks about pauses and retention dates that have passed without effect, and about no others', async () => {
    const pausedUntil = (until?: string): Journey => {
      const journey = queuedUp();
      ask(journey, { type: 'PauseRun', by, ...(until === undefined ? {} : { until }) });
      return journey;
    };
    const deletedUntil = (expiresAt: string): Journey => {
      const journey = readyRecording();
      ask(journey, { type: 'DeleteAsset', by, expiresAt });
      return journey;
    };
    const [forgotten, overdue] = [pausedUntil(PAST), deletedUntil(PAST)];
    const expired = deletedUntil('2026-01-01T00:00:01.000Z');
    ask(expired, { type: 'ExpireAsset' });
    const restored = deletedUntil(PAST);
    ask(restored, { type: 'RestoreAsset', by });
    await project([forgotten, overdue, expired, restored, pausedUntil(), pausedUntil(FUTURE), deletedUntil(FUTURE)]);
    expect(await projection.rows(`select count(*)::int as n from projection.asset where status = 'EXPIRED'`)).toEqual([{ n: 1 }]);
    expect(await askedFor(1_000)).toEqual(pokes(['ingest', forgotten], ['ingest', overdue]));
    expect(await askedFor(CENTURY)).toEqual([]);
  });

  it('asks about no work that was queued before a pause, a cancellation, a reset or a deletion', async () => {
    const [paused, cancelled, reset, deleted] = [queuedUp(), running(), running(), queuedUp()];
    ask(paused, { type: 'PauseRun', by });
    ask(cancelled, { type: 'CancelRun', by });
    ask(reset, { type: 'ResetAsset', by });
    ask(deleted, { type: 'DeleteAsset', by, expiresAt: FUTURE });
    await project([paused, cancelled, reset, deleted]);
    expect(await askedFor(0)).toEqual([]);
  });

  it('asks about running steps of a paused run, because their worker may have died', async () => {
    const paused = running();
    ask(paused, { type: 'PauseRun', by, until: PAST });
    await project([paused]);
    expect(await askedFor(1_000)).toEqual(pokes(['ingest', paused]));
  });

  it('asks about previews that have been queued or running for too long, and about no others (DSN-30)', async () => {
    const [queued, started, retried, made] = [withPreviews(), withPreviews(), withPreviews(), withPreviews()];
    const [failed, deleted, elsewhere] = [withPreviews(), withPreviews(), withPreviews()];
    for (const journey of [started, retried, made, failed]) journey.start(PREVIEW);
    retried.fail(PREVIEW, { retryable: true });
    made.complete(PREVIEW);
    failed.fail(PREVIEW);
    ask(deleted, { type: 'DeleteAsset', by, expiresAt: FUTURE });
    const imported = new Journey(newAssetId()).importFrom(elsewhere);
    await project([queued, started, retried, made, failed, deleted, imported, withPreviews(FUTURE)]);
    expect(await askedFor(1_000)).toEqual(pokes(['processing', queued], ['processing', started], ['processing', retried]));
    expect(await askedFor(CENTURY)).toEqual([]);
  });

  it('asks about the other items if the previews of one have an impossible date', async () => {
    const [impossible, overdue] = [new Journey(newAssetId(), PAST).register(), withPreviews()];
    impossible.record([
      {
        type: 'StepScheduled',
        v: 1,
        data: { step: PREVIEW, attempt: 1, attemptId: newAssetId(), notBefore: '2026-13-45T00:00:00Z' },
      },
    ]);
    await project([impossible, overdue, queuedUp()]);
    expect(await askedFor(1_000)).toEqual(expect.arrayContaining(pokes(['processing', overdue])));
  });

  it('finds overdue previews without reading other items', async () => {
    const journey = withPreviews();
    await project([journey]);
    await projection.rows(
      `insert into projection.asset
         (asset_id, owner, pipeline, status, failed, is_active, created_at, updated_at, revision, position, state, personal,
          fold_version, state_hash)
       select gen_random_uuid(), 'owner-1', 'audio-process', 'READY', false, false, now(), now(), n, n, '{}', '{}', 2, 'hash'
       from generate_series(1, 5000) n`,
    );
    await projection.rows('analyze projection.asset');
    const sent: (readonly [string, readonly unknown[]])[] = [];
    const { pool } = projection.service;
    const watched = {
      query: (text: string, values: unknown[]) => {
        sent.push([text, values]);
        return pool.query(text, values);
      },
    } as unknown as Pool;
    expect(await findOverdueWork(watched, { olderThanMs: 1_000 })).toEqual([{ service: 'processing', assetId: journey.assetId }]);
    const [[text, values]] = sent as [readonly [string, readonly unknown[]]];
    const plan = JSON.stringify(await projection.rows(`explain (format json) ${text}`, values));
    expect(plan).toContain('"Index Name":"asset_preview_open"');
  });

  it('rechecks erased and expired items in turn, a few at a time', async () => {
    const [deleted, ...others] = [readyRecording(), queuedUp(), running()] as const;
    const gone = [deleted, ...others];
    for (const journey of others) ask(journey, { type: 'EraseAsset', by });
    ask(deleted, { type: 'DeleteAsset', by, expiresAt: PAST });
    ask(deleted.later(48 * HOUR), { type: 'ExpireAsset' });
    await project([readyRecording(), ...gone]);
    const asked: string[] = [];
    const announcer = { publish: (subject: string, payload: string) => asked.push(`${subject} ${payload}`) };
    let after: string | undefined;
    for (let round = 0; round < 3; round += 1) after = await recheckRemovedAssets(projection.service.pool, announcer, after, 2);
    const wanted = gone.map(({ assetId }) => assetId).sort();
    const seen = [...wanted, ...wanted.slice(0, 2)].map((assetId) => `tl.poke.ingest ${JSON.stringify({ assetId })}`);
    expect(asked).toEqual(seen);
    // Erased and expired items have no overdue work.
    expect(await askedFor(0)).toEqual([]);
  });

  it('ignores a thousand waiting items, however low the age limit is', async () => {
    const waiting = Array.from({ length: 1_000 }, () => {
      const journey = running(new Date().toISOString());
      const attemptId = journey.attemptId('DOWNLOAD');
      const wait = { for: 'disk-full', message: 'No space is left', progress: 0, retryAfterMs: HOUR };
      ask(journey, { type: 'WaitStep', step: 'DOWNLOAD', attemptId, ...wait });
      return journey;
    });
    const lost = running();
    await project([...waiting, lost]);
    const [count] = await projection.rows(
      `select count(*)::int as n from projection.asset where waiting_for = 'disk-full' and waiting_since is not null`,
    );
    expect(count).toEqual({ n: 1_000 });
    expect(await askedFor(0)).toEqual(pokes(['ingest', lost]));
  });

  it('asks about regularly checked waits a few at a time, apart from overdue work (DSN-30)', async () => {
    const modelAwaited = (start?: string): Journey => {
      const journey = running(start);
      const attemptId = journey.attemptId('DOWNLOAD');
      const wait = { for: 'speech-model', message: 'The model is missing', progress: 0, checkEveryMs: 30_000 };
      ask(journey, { type: 'WaitStep', step: 'DOWNLOAD', attemptId, ...wait });
      return journey;
    };
    const [waits, lost] = [[modelAwaited(), modelAwaited(), modelAwaited()], running()];
    await project([...waits, modelAwaited(FUTURE), lost]);
    const [due] = await projection.rows(
      `select count(*)::int as n from projection.processing_step
       where waiting_for = 'speech-model' and retry_at is null and not_before = waiting_since + interval '30 seconds'`,
    );
    expect(due).toEqual({ n: 4 });
    expect(await askedFor(0)).toEqual(pokes(['ingest', lost]));

    const asked: string[] = [];
    const announcer = { publish: (subject: string, payload: string) => asked.push(`${subject} ${payload}`) };
    let after: string | undefined;
    for (let round = 0; round < 3; round += 1)
      ({ after } = await sweep(projection.service.pool, announcer, { olderThanMs: 0, after, most: 2 }, findRegularWaits));
    expect(asked).toEqual(pokes(...waits.map((journey) => ['ingest', journey] as const)));
    expect(after).toBeUndefined();
  });
});
