import { createHash } from 'node:crypto';
import { newId } from '@throughline/contracts';
import { FOLD_VERSION, currentWork, isPresent, listStateOf, type AssetState, type Command } from '@throughline/domain';
import { AssetCommands } from '@throughline/engine';
import type { MemoryEventStore } from '@throughline/event-store/testing';
import { startPostgres, until, type TestPostgres } from '@throughline/stack/testing';
import { recordingFold } from '../fold/recording-fold.js';
import { rebuild, verify, type RebuildOptions } from '../rebuild/rebuild.js';
import { projectionIndexes, projectionMigrations } from '../schema/projection-schema.js';
import { firstRelease, createFirstReleaseLog, createFirstReleaseTables, type GoldenTable } from '../testing/first-release.js';
import { Projection } from '../testing/projection.js';

type Row = Readonly<Record<string, unknown>>;

const [READY, ROLLED_BACK, RUNNING, AGAIN, PARKED] = [1, 2, 3, 4, 5].map(
  (n) => `00000000-0000-7000-8000-00000000010${String(n)}`,
) as [string, string, string, string, string];
const now = '2026-01-02T00:00:00.000Z';

describe('an upgrade from the first release', () => {
  let server: TestPostgres;
  let store: MemoryEventStore;
  let projection: Projection;

  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(async () => {
    await server.stop();
  });
  beforeEach(async () => {
    store = createFirstReleaseLog();
    projection = await Projection.open(server, (pool) => createFirstReleaseTables(pool, store));
  });
  afterEach(async () => {
    await projection.close();
  });

  const options = (): RebuildOptions => ({
    pool: projection.pool,
    store,
    fold: recordingFold,
    signal: new AbortController().signal,
    dryRun: false,
    maxEvents: 100,
    settleMs: 60_000,
  });
  const untilReloaded = async (): Promise<void> => {
    await until(
      async () => {
        const rows = await projection.rows<{ assets: string }>(
          `select coalesce(sum((detail->>'assets')::int), 0) as assets from ops.ops_log where kind = 'reloaded'`,
        );
        return Number(rows[0]?.assets) === firstRelease.tables.asset.length;
      },
      { what: 'the word that all rows were made anew' },
    );
  };
  const storedRows = async (table: GoldenTable, order: string): Promise<Row[]> => {
    const rows = await projection.rows<{ row: Row }>(`select row_to_json(t) as row from projection.${table} t order by ${order}`);
    return rows.map(({ row }) => row);
  };
  const without = (row: Row, ...names: readonly string[]): Row =>
    Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));
  const before = (table: GoldenTable): Row[] => firstRelease.tables[table].map((text) => JSON.parse(text) as Row);

  it('starts with exactly the released tables', () => {
    const steps = [...projectionMigrations('projection'), ...projectionIndexes('projection')];
    const sums = steps.map(({ id, sql }) => `${id} ${createHash('sha256').update(sql).digest('hex').slice(0, 16)}`);
    expect(sums.filter((sum) => sum.startsWith('001-'))).toEqual(['001-tables 0e2a60154fa9fcde', '001-indexes 6fa1e23de5fd1d44']);
  });

  it('folds every row again by itself, loses nothing, and reports it', async () => {
    projection.start(store);
    await untilReloaded();

    const assets = await storedRows('asset', 'asset_id');
    expect(assets.every((row) => row['fold_version'] === FOLD_VERSION)).toBe(true);
    const ofRules = ['state', 'fold_version', 'state_hash'];
    const newColumns = [
      'on_pause',
      'pause_until',
      'deleted_at',
      'expires_at',
      'rests_since',
      'cancelled_at',
      'waiting_for',
      'waiting_since',
      'unconfirmed',
      'partial',
      'needs_review',
      'unsure',
      'content_sha256',
      'facts_key',
      'needs_upgrade',
      'commit_marks',
      'written_in',
      'kind',
      'list_state',
    ];
    expect(assets.map((row) => without(row, ...ofRules, ...newColumns, 'failed_at_stage'))).toEqual(
      before('asset').map((row) => without(row, ...ofRules)),
    );
    expect(assets.every((row) => row['kind'] === 'recording')).toBe(true);
    const states = assets.map((row) => row['state'] as AssetState);
    expect(assets.map((row) => row['list_state'])).toEqual(states.map((state) => isPresent(state) && listStateOf(state)));
    const content = assets.map((row) => (row['state'] as { source: { sha256: string } }).source.sha256);
    expect(assets.map((row) => row['content_sha256'])).toEqual(content);
    expect(assets.map((row) => row['failed_at_stage'])).toEqual([null, 'trim', null, null, null]);
    const newStepColumns = [
      'waiting_for',
      'waiting_since',
      'retry_at',
      'added_at',
      'changed_at',
      'document_status',
      'document_queue_status',
    ];
    const steps = await storedRows('processing_step', 'asset_id, step');
    // Releases after the first keep the time of the first start when a step is retried.
    const keepsStart = (row: Row): Row =>
      row['asset_id'] === AGAIN && row['status'] === 'scheduled' ? { ...row, started_at: '2026-01-01T00:00:07+00:00' } : row;
    expect(steps.map((row) => without(row, ...newStepColumns))).toEqual(before('processing_step').map(keepsStart));
    expect(steps.filter((row) => row['retry_at'] !== null).map((row) => row['asset_id'])).toEqual([AGAIN]);
    const audit = await storedRows('audit_log', 'position, event_index');
    expect(audit.map((row) => without(row, 'recorded_at', 'progress_after', 'imported'))).toEqual(
      before('audit_log').map((row) => without(row, 'recorded_at')),
    );
    expect(audit.every((row) => row['progress_after'] === null && row['imported'] === false)).toBe(true);
    expect(await storedRows('quarantine', 'asset_id')).toEqual(before('quarantine'));

    expect(await projection.rows(`select distinct kind from ops.ops_log`)).toEqual([{ kind: 'reloaded' }]);
    expect(await verify(options())).toMatchObject({ count: 0, differences: [], notCompared: [] });
  });

  it('continues work that the first release has started', async () => {
    const projector = projection.start(store);
    const commands = new AssetCommands(store);
    const send = async (assetId: string, command: Command): Promise<void> => {
      const meta = { commandId: newId(), actor: { kind: 'service', id: 'spec' }, correlationId: 'spec' } as const;
      expect(await commands.execute(assetId, command, meta)).toMatchObject({ kind: 'accepted' });
    };
    const attempt = async (assetId: string, step: string): Promise<{ step: string; attemptId: string; now: string }> => {
      const loaded = await commands.load(assetId);
      const work = loaded && isPresent(loaded.state) ? currentWork(loaded.state, step) : undefined;
      return { step, attemptId: work?.attemptId ?? 'none', now };
    };
    const done = { result: {}, artifacts: [], metrics: {} };
    await send(RUNNING, { type: 'PauseRun', by: 'owner-1', now, until: '2027-01-01T00:00:00.000Z' });
    await send(RUNNING, { type: 'CompleteStep', ...(await attempt(RUNNING, 'TRIM')), ...done });
    await send(AGAIN, { type: 'StartStep', ...(await attempt(AGAIN, 'TRANSCRIBE')), worker: 'worker-2' });
    const wait = { for: 'engine-away', message: 'It is away', progress: 0.4 };
    await send(AGAIN, { type: 'WaitStep', ...(await attempt(AGAIN, 'TRANSCRIBE')), ...wait });
    await send(READY, { type: 'DeleteAsset', by: 'owner-1', now, expiresAt: '2027-01-01T00:00:00.000Z' });
    await projection.caughtUp(store);
    await until(
      async () => (await projection.rows(`select 1 from projection.asset where fold_version < $1`, [FOLD_VERSION])).length === 0,
    );

    const rows = await projection.rows(
      `select asset_id, on_pause, pause_until is not null as ends, waiting_for, deleted_at is not null as deleted, quarantined
       from projection.asset order by asset_id`,
    );
    const usual = { on_pause: false, ends: false, waiting_for: null, deleted: false, quarantined: false };
    expect(rows).toEqual([
      { ...usual, asset_id: READY, deleted: true },
      { ...usual, asset_id: ROLLED_BACK },
      { ...usual, asset_id: RUNNING, on_pause: true, ends: true },
      { ...usual, asset_id: AGAIN, waiting_for: 'engine-away' },
      { ...usual, asset_id: PARKED, quarantined: true },
    ]);
    expect(await projection.rows(`select distinct kind from ops.ops_log where kind <> 'reloaded'`)).toEqual([]);
    expect(await verify(options())).toMatchObject({ count: 0, notCompared: [] });
    expect(projector.health()).toEqual({ ok: true });
  });

  it('also works by a rebuild before any projector has run', async () => {
    const report = await rebuild(options());
    expect(report).toMatchObject({ assets: firstRelease.tables.asset.length, swapped: true, notCompared: [] });
    const audit = await storedRows('audit_log', 'position, event_index');
    expect(audit.map((row) => without(row, 'recorded_at', 'progress_after', 'imported', 'message'))).toEqual(
      before('audit_log').map((row) => without(row, 'recorded_at', 'message')),
    );
    // The rebuilt rows have the words of this release.
    expect(audit[0]).toMatchObject({ type: 'AssetRegistered', message: 'Registered from an upload' });
    projection.start(store);
    await projection.caughtUp(store);
    expect(await verify(options())).toMatchObject({ count: 0, notCompared: [] });
    expect(await projection.rows(`select kind from ops.ops_log where kind = 'reloaded'`)).toEqual([]);
  });
});
