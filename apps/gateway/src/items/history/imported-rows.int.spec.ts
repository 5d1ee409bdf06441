import { RECORDING_PIPELINES, newAssetId } from '@throughline/contracts';
import { parsePosition } from '@throughline/event-store';
import type pg from 'pg';
import { ulid } from 'ulid';
import { openProjectedControl, type ProjectedControl } from '../../testing/projection-tables.js';
import { PostgresPastRows } from './past-rows.postgres.js';

const IMPORTED_AT = '2026-06-01T00:00:00.000Z';
const minute = (count: number): string => new Date(Date.parse('2026-01-01T10:00:00.000Z') + count * 60_000).toISOString();

describe('past lists of imported items in PostgreSQL', () => {
  let database: ProjectedControl;
  let pool: pg.Pool;
  const owner = ulid();
  const [assetId, ownId] = [newAssetId(), newAssetId()];
  beforeAll(async () => {
    database = await openProjectedControl();
    ({ pool } = database);
    for (const id of [assetId, ownId])
      await pool.query(
        `insert into projection.asset (asset_id, owner, pipeline, status, failed, is_active, created_at, updated_at, revision, position,
           state, personal, fold_version, state_hash)
         values ($1, $2, 'recording', 'READY', false, true, now(), now(), 1, 1, '{}', '{}', 1, '')`,
        [id, owner],
      );
    const events = [
      [1, assetId, 'AssetRegistered', 'INITIALIZED', minute(0), true],
      [2, assetId, 'AssetDeleted', 'DOWNLOADING', minute(9), true],
      // The clock of the other system ran backwards.
      [3, assetId, 'StepCompleted', 'DOWNLOADED', minute(5), true],
      [4, ownId, 'AssetRegistered', 'INITIALIZED', minute(0), false],
    ] as const;
    for (const [position, id, type, status, at, imported] of events)
      await pool.query(
        `insert into projection.audit_log (position, event_index, asset_id, owner, commit_id, type, step, status_after, failed_after,
           message, detail, actor_kind, actor_id, occurred_at, recorded_at, imported)
         values ($1, 0, $2, $3, 'commit', $4, null, $5, false, '', '{}', 'service', 'spec', $6, $7, $8)`,
        [position, id, owner, type, status, at, IMPORTED_AT, imported],
      );
  });
  afterAll(() => database.close());

  const statusesAt = async (time: string): Promise<readonly unknown[]> => {
    const rows = new PostgresPastRows(pool, RECORDING_PIPELINES);
    const position = (await rows.positionAt(owner, time)) ?? parsePosition('0');
    const { rows: found } = await rows.page({ owner, position, time, statuses: [], deleted: undefined }, undefined, 10);
    return found.map(({ status, deleted, updated_at, imported }) => [status, deleted, updated_at, imported]);
  };

  it('use the times of the other system, in the order of the commits', async () => {
    expect(await statusesAt(minute(-1))).toEqual([]);
    expect(await statusesAt(minute(4))).toEqual([['INITIALIZED', false, minute(0), true]]);
    expect(await statusesAt(minute(5))).toEqual([['DOWNLOADED', true, minute(5), true]]);
    expect(await statusesAt(IMPORTED_AT)).toEqual(
      expect.arrayContaining([
        ['DOWNLOADED', true, minute(5), true],
        ['INITIALIZED', false, IMPORTED_AT, false],
      ]),
    );
  });
});
