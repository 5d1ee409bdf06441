import { newAssetId } from '@throughline/contracts';
import { START, parsePosition, type EventStore } from '@throughline/event-store';
import { MemoryEventStore } from '@throughline/event-store/testing';
import { startOwnPostgres, until, type OwnPostgres } from '@throughline/stack/testing';
import { recordingFold } from '../fold/recording-fold.js';
import { releaseAsset } from '../quarantine/release.js';
import { Projection, foldWith } from '../testing/projection.js';
import { readyRecording, appendJourney } from '../testing/journeys.js';
import { BatchWriter } from '../write/batch-writer.js';
import { Batch } from '../write/batch.js';

describe('a projector after a fault', () => {
  let server: OwnPostgres;
  let projection: Projection;
  let store: MemoryEventStore;

  beforeAll(async () => {
    server = await startOwnPostgres();
  });
  afterAll(async () => {
    await server.stop();
  });
  beforeEach(async () => {
    projection = await Projection.open(server);
    store = new MemoryEventStore({ partitions: 2 });
  });
  afterEach(async () => {
    await projection.close();
  });

  const statusOf = async (assetId: string): Promise<unknown> => {
    const [row] = await projection.rows<{ status: string }>(`select status from projection.asset where asset_id = $1`, [assetId]);
    return row?.status;
  };
  const notices = (): Promise<Record<string, unknown>[]> => projection.rows(`select kind, asset_id from ops.ops_log order by id`);
  const projectOnce = async (from: EventStore = store): Promise<void> => {
    const projector = projection.start(from);
    await projection.caughtUp(from);
    await projection.stop(projector);
  };

  it('waits while PostgreSQL is unavailable, reports it, and loses nothing', async () => {
    const journey = readyRecording();
    await appendJourney(store, journey, { to: 4 });
    const projector = projection.start(store);
    await projection.caughtUp(store);
    await server.kill();
    await appendJourney(store, journey, { from: 4 });
    await until(() => !projector.health().ok, { what: 'the health that says so' });
    expect(projector.health().detail).toMatch(/^partition \d waits: /);
    await server.restart();
    await projection.caughtUp(store);
    expect(await statusOf(journey.assetId)).toBe('READY');
    await until(() => projector.health().ok, { what: 'the health that is good again' });
  });

  it('continues at once after its connections are cut', async () => {
    const journey = readyRecording();
    projection.start(store);
    for (let index = 0; index < journey.commits.length; index += 1) {
      await appendJourney(store, journey, { from: index, to: index + 1 });
      await projection.rows(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      );
    }
    await projection.caughtUp(store);
    expect(await statusOf(journey.assetId)).toBe('READY');
  });

  it.each([
    ['another log', () => new MemoryEventStore({ partitions: 2 })],
    [
      'an older copy of the log with different later commits',
      (log: MemoryEventStore) =>
        Object.assign(Object.create(log) as MemoryEventStore, { commitIdAt: () => Promise.resolve('another') }),
    ],
    [
      'an older copy of the log',
      (log: MemoryEventStore) =>
        Object.assign(Object.create(log) as MemoryEventStore, {
          incarnation: async () => ({ ...(await log.incarnation()), last: parsePosition('1') }),
        }),
    ],
  ])('refuses %s, reports it, and writes nothing', async (_what, put) => {
    await appendJourney(store, readyRecording());
    await appendJourney(store, readyRecording());
    await projectOnce();
    const before = await projection.contents();
    const restored = put(store);
    await appendJourney(restored, readyRecording());
    const projector = projection.start(restored);
    await until(() => projector.health().detail?.startsWith('log-restored: '), { what: 'the refusal' });
    expect(await projection.contents()).toEqual(before);
  });

  it.each([
    ['state', `update projection.asset set state = jsonb_set(state, '{base}', '"EXPIRED"')`],
    ['personal part', `update projection.asset set personal = '{"title":"forged"}'`],
    ['revision', `update projection.asset set revision = revision + 1000`],
  ])('folds an asset from its history and reports drift if the %s of its row was edited', async (_what, edit) => {
    const journey = readyRecording();
    await appendJourney(store, journey, { to: 5 });
    await projectOnce();
    await projection.rows(edit);
    await appendJourney(store, journey, { from: 5 });
    projection.start(store);
    await projection.caughtUp(store);
    expect(await statusOf(journey.assetId)).toBe('READY');
    expect(await projection.rows(`select title from projection.asset`)).toEqual([{ title: 'A talk' }]);
    expect(await notices()).toEqual([{ kind: 'drift', asset_id: journey.assetId }]);
  });

  it('folds an asset from its history and reports a gap if its row is gone', async () => {
    const journey = readyRecording();
    await appendJourney(store, journey, { to: 5 });
    await projectOnce();
    const before = await projection.rows(`select count(*)::int as n from projection.audit_log`);
    await projection.rows(`delete from projection.asset`);
    await appendJourney(store, journey, { from: 5 });
    projection.start(store);
    await projection.caughtUp(store);
    expect(await statusOf(journey.assetId)).toBe('READY');
    expect(await notices()).toEqual([{ kind: 'gap', asset_id: journey.assetId }]);
    const [audit] = await projection.rows(`select count(*)::int as n from projection.audit_log`);
    expect(audit).toEqual({ n: journey.events.length });
    expect(before).not.toEqual([audit]);
  });

  it('folds an asset of an older fold version again without reporting drift', async () => {
    const journey = readyRecording();
    await appendJourney(store, journey, { to: 5 });
    const older = projection.start(store, { fold: foldWith({ version: recordingFold.version - 1 }) });
    await projection.caughtUp(store);
    await projection.stop(older);
    await appendJourney(store, journey, { from: 5 });
    projection.start(store);
    await projection.caughtUp(store);
    expect(await projection.rows(`select status, fold_version from projection.asset`)).toEqual([
      { status: 'READY', fold_version: recordingFold.version },
    ]);
    // The reloader may update the old rows first and then writes a `reloaded` notice. Neither order is an error.
    expect((await notices()).filter(({ kind }) => kind !== 'reloaded')).toEqual([]);
  });

  it('releases a quarantined asset after an upgrade, while a projector is running', async () => {
    const journey = readyRecording();
    const failing = foldWith({
      apply: (before, event, recorded) => {
        if (event.type === 'StepStarted') throw new Error('a bug of this release');
        return recordingFold.apply(before, event, recorded);
      },
    });
    await appendJourney(store, journey, { to: 6 });
    const old = projection.start(store, { fold: failing });
    await projection.caughtUp(store);
    const parts = { pool: projection.pool, store };
    expect(await releaseAsset({ ...parts, fold: failing }, journey.assetId, 'operator')).toEqual({
      released: false,
      reason: 'Error while folding StepStarted v1',
    });
    await projection.stop(old);

    projection.start(store);
    await until(async () => (await projection.rows(`select 1 from projection.quarantine`)).length === 1);
    expect(await releaseAsset({ ...parts, fold: recordingFold }, journey.assetId, 'operator')).toMatchObject({
      released: true,
      commits: 6,
    });
    await appendJourney(store, journey, { from: 6 });
    await projection.caughtUp(store);
    expect(await statusOf(journey.assetId)).toBe('READY');
    expect(await projection.rows(`select 1 from projection.quarantine`)).toEqual([]);
    const [audit] = await projection.rows(`select count(*)::int as n from projection.audit_log`);
    expect(audit).toEqual({ n: journey.events.length });
    expect(await releaseAsset({ ...parts, fold: recordingFold }, newAssetId(), 'operator')).toMatchObject({ released: false });
  });

  it.each([
    ['position', { position: 1, generation: 1 }],
    ['generation', { position: 0, generation: 2 }],
  ])('writes nothing if the %s of the checkpoint has changed', async (_what, { position, generation }) => {
    await projection.rows(
      `insert into projection.projection_checkpoint (partition, generation, incarnation, position) values (0, $1, 'x', $2)`,
      [generation, position],
    );
    const writer = new BatchWriter({
      pool: projection.pool,
      schema: 'projection',
      fold: recordingFold,
      partition: 0,
      generation: '1',
      isLive: true,
    });
    const batch = new Batch(START);
    batch.notices.push({ kind: 'drift', assetId: 'a', detail: {} });
    batch.reach(parsePosition('5'), 'commit-5');
    await expect(writer.write(batch)).rejects.toMatchObject({ kind: 'fenced' });
    expect(await notices()).toEqual([]);
    expect(await projection.rows(`select position::int, generation::int from projection.projection_checkpoint`)).toEqual([
      { position, generation },
    ]);
  });
});
