import { newAssetId } from '@throughline/contracts';
import { parsePosition } from '@throughline/event-store';
import type pg from 'pg';
import { ulid } from 'ulid';
import { openProjectedControl, type ProjectedControl } from '../../testing/projection-tables.js';
import type { EndpointClaim } from './webhook-store.js';
import type { WebhookMessage } from './webhook-endpoint.js';

interface Commit {
  readonly assetId: string;
  readonly position: number;
  readonly isLater?: boolean;
}

/** The log stores one commit in a millisecond, and all of them long before an endpoint reads them. */
const STARTED = Date.parse('2026-02-05T10:00:00.000Z');

describe('an endpoint after an older copy of the log was restored', () => {
  let pool: pg.Pool;
  let database: ProjectedControl;
  let libraryId: string;
  const [kept, lost, made] = [newAssetId(), newAssetId(), newAssetId()];
  beforeAll(async () => {
    database = await openProjectedControl();
    ({ pool } = database);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    libraryId = ulid();
    await database.users.add({ id: libraryId, name: libraryId, role: 'operator' });
    await clear();
    await write([{ assetId: newAssetId(), position: 100 }]);
  });

  const clear = async (): Promise<void> => {
    await pool.query(
      `begin; alter table projection.audit_log disable trigger user; truncate projection.asset, projection.audit_log;
       alter table projection.audit_log enable trigger user; commit`,
    );
  };
  /** Writes the rows of commits as the projector does, the newest commit of the log last. */
  const write = async (commits: readonly Commit[]): Promise<void> => {
    for (const { assetId, position, isLater = false } of commits) {
      await pool.query('delete from projection.asset where asset_id = $1', [assetId]);
      await pool.query(
        `insert into projection.asset (asset_id, owner, pipeline, status, failed, is_active, created_at, updated_at, revision, position,
           state, personal, fold_version, state_hash)
         values ($1, $2, 'recording', 'READY', false, false, now(), now(), $3, $3, '{}', '{}', 1, '')`,
        [assetId, libraryId, position],
      );
      await pool.query(
        `insert into projection.audit_log (position, event_index, asset_id, owner, commit_id, type, status_after, failed_after, message,
           detail, actor_kind, actor_id, occurred_at, recorded_at)
         values ($1, 0, $2, $3, $4, 'RunStarted', 'READY', false, '', '{}', 'user', 'ann', now(), $5)`,
        [position, assetId, libraryId, `commit-${String(position)}`, new Date(STARTED + (isLater ? 1_000 : 0) + position)],
      );
      await pool.query(
        `insert into projection.projection_checkpoint (partition, generation, incarnation, position, commit_id) values (0, 1, 'log', $1, $2)
         on conflict (partition) do update set position = excluded.position, commit_id = excluded.commit_id, incarnation = 'log'`,
        [position, `commit-${String(position)}${isLater ? '-later' : ''}`],
      );
    }
  };
  const add = async (name: string): Promise<EndpointClaim> => {
    const content = { name, url: 'https://hooks.example', events: ['item.ready'], secrets: [], isPaused: false } as const;
    const added = await database.webhooks.add({ libraryId, ...content });
    const claim = typeof added === 'string' ? undefined : await database.webhookQueue.claim(added.id, 600_000);
    if (claim === undefined) throw new Error('it is not free');
    return claim;
  };
  const messageOf = (assetId: string, position: number): WebhookMessage => ({
    assetId,
    position: parsePosition(String(position)),
    index: 0,
    event: 'item.ready',
    output: undefined,
    previousStatus: undefined,
  });
  const changedItems = async (claim: EndpointClaim) =>
    (await database.webhookQueue.changed(claim, 10)).map(({ assetId, after, reached }) => [
      assetId,
      Number(after),
      Number(reached),
    ]);
  /** Reads all items and stores one message of each. */
  const readAll = async (claim: EndpointClaim): Promise<void> => {
    for (const item of await database.webhookQueue.changed(claim, 10))
      await database.webhookQueue.enqueue(claim, item, [messageOf(item.assetId, Number(item.reached))]);
  };
  const waiting = async (claim: EndpointClaim): Promise<readonly number[]> =>
    (await database.webhookQueue.due(claim, 10)).map(({ position }) => Number(position));
  /** Replaces the tables as a rebuild does, by ones with these commits. */
  const rebuild = async (commits: readonly Commit[]): Promise<void> => {
    await pool.query(
      `begin; alter table projection.asset rename to asset_before; create table projection.asset (like projection.asset_before including all);
       drop table projection.asset_before cascade; commit`,
    );
    await clear();
    await write(commits);
  };
  const old = [
    { assetId: kept, position: 101 },
    { assetId: lost, position: 110 },
  ];

  it('gets everything newer than the copy, nothing older, and no message about a lost commit', async () => {
    const early = await add('early');
    await write(old);
    await readAll(early);
    const late = await add('late');
    expect(await waiting(early)).toEqual([101, 110]);
    // The copy ended after 101. New commits have taken positions of lost ones.
    await rebuild([
      { assetId: kept, position: 101 },
      { assetId: made, position: 106, isLater: true },
      { assetId: kept, position: 110, isLater: true },
    ]);
    for (const claim of [early, late]) {
      expect(await changedItems(claim)).toEqual([]);
      const tables = await database.webhookQueue.findReplacedTables(claim);
      expect(tables?.newest).toEqual({ incarnation: 'log', position: '110', commitId: 'commit-110' });
      await database.webhookQueue.acceptTables(claim, { table: tables?.table ?? '' }, 'restored');
      expect(await database.webhookQueue.findReplacedTables(claim)).toBeUndefined();
    }
    expect(await changedItems(early)).toEqual([
      [made, 100, 106],
      [kept, 101, 110],
    ]);
    expect(await changedItems(late)).toEqual([
      [made, 101, 106],
      [kept, 101, 110],
    ]);
    expect(await waiting(early)).toEqual([101]);
    const restored = { after: '101', at: expect.any(String) as string };
    expect(await database.webhooks.find(early.endpoint.id)).toMatchObject({ restored });
    await readAll(early);
    expect(await changedItems(early)).toEqual([]);
  });

  it('keeps its positions and messages when a rebuild has replaced the tables of the same log', async () => {
    const claim = await add('one');
    await write(old);
    await readAll(claim);
    await rebuild([...old, { assetId: made, position: 111, isLater: true }]);
    const { table = '' } = (await database.webhookQueue.findReplacedTables(claim)) ?? {};
    await database.webhookQueue.acceptTables(claim, { table }, 'same');
    expect(await changedItems(claim)).toEqual([[made, 100, 111]]);
    expect(await waiting(claim)).toEqual([101, 110]);
    expect((await database.webhooks.find(claim.endpoint.id))?.restored).toBeUndefined();
  });

  it('is left as it is by a gateway that has lost its claim', async () => {
    const claim = await add('one');
    await rebuild(old);
    const { table = '' } = (await database.webhookQueue.findReplacedTables(claim)) ?? {};
    await database.webhookQueue.acceptTables({ ...claim, token: newAssetId() }, { table }, 'restored');
    expect(await database.webhookQueue.findReplacedTables(claim)).toMatchObject({ table });
  });
});
