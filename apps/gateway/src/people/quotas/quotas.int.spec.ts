import { newAssetId, type JsonObject } from '@throughline/contracts';
import type pg from 'pg';
import { ulid } from 'ulid';
import { quotaLimitStoreContract } from '../../testing/quota-limit-store.contract.js';
import { openProjectedControl, type ProjectedControl } from '../../testing/projection-tables.js';
import { readMonth } from './month.js';
import { REGISTRATION, type HoldRequest } from './quota-book.js';
import { UNLIMITED } from './quota.js';

const NOVEMBER = readMonth('202611');
const IN_NOVEMBER = '2026-11-20T10:00:00.000Z';
const STEP = 'deliver:library';

interface ProjectedEvent {
  readonly type: string;
  readonly step?: string;
  readonly detail?: JsonObject;
  readonly at?: string;
}

describe('the book of quotas in PostgreSQL', () => {
  let database: ProjectedControl;
  let pool: pg.Pool;
  let owner: string;
  let position = 0;
  beforeAll(async () => {
    database = await openProjectedControl();
    ({ pool } = database);
  });
  afterAll(() => database.close());
  beforeEach(() => {
    owner = ulid();
  });

  const project = async (assetId: string, { type, step, detail = {}, at = IN_NOVEMBER }: ProjectedEvent): Promise<void> => {
    position += 1;
    await pool.query(
      `insert into projection.audit_log (position, event_index, asset_id, owner, commit_id, type, step, status_after, failed_after,
         message, detail, actor_kind, actor_id, occurred_at, recorded_at)
       values ($1, 0, $2, $3, 'commit', $4, $5, 'READY', false, '', $6, 'service', 'spec', $7, $7)`,
      [position, assetId, owner, type, step ?? null, JSON.stringify(detail), at],
    );
  };
  const projectItem = (assetId: string): Promise<unknown> =>
    pool.query(
      `insert into projection.asset (asset_id, owner, pipeline, status, failed, is_active, created_at, updated_at, revision, position,
         state, personal, fold_version, state_hash)
       values ($1, $2, 'recording', 'READY', false, true, now(), now(), 1, 1, '{}', '{}', 1, '')`,
      [assetId, owner],
    );
  const projectStep = (assetId: string, attempt: number, status: string, waitingFor?: string): Promise<unknown> =>
    pool.query(
      `insert into projection.processing_step (asset_id, step, kind, status, attempt, waiting_for) values ($1, $2, 'delivery', $3, $4, $5)
       on conflict (asset_id, step) do update set status = $3, attempt = $4, waiting_for = $5`,
      [assetId, STEP, status, attempt, waitingFor ?? null],
    );
  const delivery = (assetId: string, limit: number, more: Partial<HoldRequest> = {}): HoldRequest => ({
    owner,
    assetId,
    step: STEP,
    attempt: 1,
    needs: [{ quota: 'deliveries', amount: 1 }],
    limits: { ...UNLIMITED, deliveries: limit },
    month: NOVEMBER,
    ...more,
  });
  const registration = (assetId: string, limit: number): HoldRequest => ({
    ...delivery(assetId, 0),
    step: REGISTRATION,
    attempt: 0,
    needs: [{ quota: 'items', amount: 1 }],
    limits: { ...UNLIMITED, items: limit },
    keptMs: 60_000,
  });
  const heldDeliveries = async (): Promise<number> => (await database.quotaBook.uses(owner, UNLIMITED, NOVEMBER)).deliveries.held;

  it('counts each kind of event once, in the month in which the broker stored it', async () => {
    const [upload, fetched] = [newAssetId(), newAssetId()];
    // A source has stored the file, which therefore counts as an upload.
    await project(upload, { type: 'AssetRegistered', detail: { sourceKind: 'folder' } });
    await project(upload, { type: 'SourceBecameReady', detail: { source: { kind: 'upload', size: 100 } } });
    const artifacts = [{ size: 70 }];
    const downloaded = { type: 'StepCompleted', step: 'DOWNLOAD', detail: { result: { duration_seconds: 120 }, artifacts } };
    await project(upload, downloaded);
    await project(upload, { type: 'StepCompleted', step: 'TRANSCRIBE', detail: { result: {}, artifacts: [] } });
    await project(upload, { type: 'StepCompleted', step: STEP, detail: { result: {}, artifacts: [] } });
    await project(upload, { type: 'StepCompleted', step: `${STEP}/thumbnail`, detail: { result: {}, artifacts: [] } });
    await project(upload, { type: 'StepFailed', step: STEP });
    await project(fetched, { type: 'AssetRegistered', detail: { sourceKind: 'url' }, at: '2026-10-31T23:59:59.999Z' });
    await project(fetched, { type: 'SourceBecameReady', detail: { source: { kind: 'url' } } });
    await project(fetched, downloaded);
    const used = await database.quotaBook.used([owner, ulid()], NOVEMBER);
    expect(used).toEqual(new Map([[owner, { items: 1, bytes: 170, transcription_minutes: 2, deliveries: 1 }]]));
    const before = await database.quotaBook.used([owner], readMonth('202610'));
    expect(before.get(owner)).toEqual({ items: 1, bytes: 0, transcription_minutes: 0, deliveries: 0 });
  });

  it.each(['000101', '999911', '999912'])('answers for the month %s', async (period) => {
    expect(await database.quotaBook.used([owner], readMonth(period))).toEqual(new Map());
    expect(await database.quotaBook.uses(owner, UNLIMITED, readMonth(period))).toMatchObject({ items: { used: 0 } });
  });

  it('counts the bytes of a download only while the present source is fetched', async () => {
    const ready = (source: JsonObject) => ({ type: 'SourceBecameReady', detail: { source } });
    const [toFile, toAddress] = [newAssetId(), newAssetId()];
    const downloaded = { type: 'StepCompleted', step: 'DOWNLOAD', detail: { result: {}, artifacts: [{ size: 7 }] } };
    for (const event of [ready({ kind: 'url' }), ready({ kind: 'upload', size: 100 }), downloaded]) await project(toFile, event);
    for (const event of [ready({ kind: 'upload', size: 1_000 }), ready({ kind: 'url' }), downloaded])
      await project(toAddress, event);
    expect((await database.quotaBook.used([owner], NOVEMBER)).get(owner)?.bytes).toBe(100 + 1_000 + 7);
  });

  it('admits no more than the limit, however many ask at the same time', async () => {
    const asked = Array.from({ length: 12 }, () => database.quotaBook.hold(delivery(newAssetId(), 5)));
    const refused = (await Promise.all(asked)).filter((shortage) => shortage !== undefined);
    expect(refused).toHaveLength(7);
    expect(refused[0]).toEqual({ quota: 'deliveries', amount: 1, used: 0, held: 5, limit: 5 });
    expect(await heldDeliveries()).toBe(5);
    expect((await database.quotaBook.waiting()).filter((wait) => wait.owner === owner)).toHaveLength(7);
  });

  it('holds a part until the projection has the end of the attempt', async () => {
    const assetId = newAssetId();
    await database.quotaBook.hold(delivery(assetId, 5, { attempt: 2 }));
    await projectStep(assetId, 1, 'failed');
    expect(await heldDeliveries()).toBe(1);
    await projectStep(assetId, 2, 'running');
    expect(await heldDeliveries()).toBe(1);
    await projectStep(assetId, 2, 'completed');
    expect(await heldDeliveries()).toBe(0);
    expect(await database.quotaBook.removeEnded()).toBeGreaterThan(0);
  });

  it('forgets a wait once a later attempt no longer waits for a quota', async () => {
    const assetId = newAssetId();
    const waiting = async (): Promise<boolean> => (await database.quotaBook.waiting()).some((wait) => wait.assetId === assetId);
    await database.quotaBook.hold(delivery(assetId, 0));
    await projectStep(assetId, 2, 'scheduled', 'quota-deliveries');
    await database.quotaBook.removeEnded();
    expect(await waiting()).toBe(true);
    await projectStep(assetId, 2, 'running');
    await database.quotaBook.removeEnded();
    expect(await waiting()).toBe(false);
  });

  it('holds a registration until the item is projected, and does not count it twice', async () => {
    const [first, second] = [newAssetId(), newAssetId()];
    expect(await database.quotaBook.hold(registration(first, 1))).toBeUndefined();
    expect(await database.quotaBook.hold(registration(first, 1))).toBeUndefined();
    expect(await database.quotaBook.hold(registration(second, 1))).toMatchObject({ quota: 'items', used: 0, held: 1 });
    await projectItem(first);
    await project(first, { type: 'AssetRegistered', detail: { sourceKind: 'upload' } });
    expect(await database.quotaBook.hold(registration(first, 1))).toBeUndefined();
    expect(await database.quotaBook.hold(registration(second, 1))).toMatchObject({ used: 1, held: 0 });
    expect((await database.quotaBook.waiting()).some((wait) => wait.owner === owner)).toBe(false);
  });

  it('frees the hold of a registration that was given up', async () => {
    const [first, second] = [newAssetId(), newAssetId()];
    await database.quotaBook.hold(registration(first, 1));
    await database.quotaBook.release(first);
    expect(await database.quotaBook.hold(registration(second, 1))).toBeUndefined();
  });

  quotaLimitStoreContract('postgres', () =>
    Promise.resolve({
      store: database.quotaLimits,
      addUser: async (id) => {
        await database.users.add({ id, name: id, role: 'operator' });
      },
      close: () => Promise.resolve(),
    }),
  );
});
